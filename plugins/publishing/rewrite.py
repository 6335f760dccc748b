"""Settings and a folder → the same site as `generate` has Pelican write, from the same rooms, without loading Pelican.

For builds after the first, most of which have little to write: Pelican alone would take longer to load.
"""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.publishing.hearing import listening

PLACES = ("PATH", "THEME")


def values_of(root: Path) -> dict[str, Any]:
    """What pelicanconf.py of the project at `root` sets, without Pelican's own; paths start at `root`."""
    told = runpy.run_path(str(root / "pelicanconf.py"))
    values = {name: value for name, value in told.items() if name.isupper()}
    return {**values, **{name: str(root / values[name]) for name in PLACES}}


def rewrite(settings: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Have each room write into `folder`, in the order of `PLUGINS`; returns every warning, in order."""
    with listening() as heard:
        for room in settings["PLUGINS"]:
            if hasattr(room, "write"):  # all but the one that reads
                room.write(settings, folder)
    return tuple(heard)
