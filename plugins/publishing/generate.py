"""Settings and a folder → the site that Pelican writes there; every warning on the way is an answer, not noise.

Pelican is run in this process: its exceptions arrive whole, and a killed build leaves no child behind.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import LimitFilter
from pelican.settings import read_settings

from plugins.publishing.hearing import listening

Settings = dict[str, Any]


def settings_of(root: Path) -> Settings:
    """The settings of the project at `root`; a room that cannot be imported raises here."""
    return dict(read_settings(str(root / "pelicanconf.py")))


def generate(settings: Settings, folder: Path) -> tuple[str, ...]:
    """Write the site into `folder`; returns every warning of Pelican, a room, Jinja or WeasyPrint, in order."""
    # Pelican shows each warning once per process; a second build must hear it again.
    LimitFilter._raised_messages.clear()
    LimitFilter._group_count.clear()
    with listening() as heard:
        Pelican({**settings, "OUTPUT_PATH": str(folder), "DELETE_OUTPUT_DIRECTORY": False}).run()
    return tuple(heard)
