"""Settings and a folder → the site that Pelican writes there; every warning on the way is an answer, not noise.

Pelican is run in this process: its exceptions arrive whole, and a killed build leaves no child behind.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import LimitFilter
from pelican.settings import read_settings

Settings = dict[str, Any]


def settings_of(root: Path) -> Settings:
    """The settings of the project at `root`; a room that cannot be imported raises here."""
    return dict(read_settings(str(root / "pelicanconf.py")))


def generate(settings: Settings, folder: Path) -> tuple[str, ...]:
    """Write the site into `folder`; returns every warning of Pelican, a room, Jinja or WeasyPrint, in order."""
    with _listening() as heard:
        Pelican({**settings, "OUTPUT_PATH": str(folder), "DELETE_OUTPUT_DIRECTORY": False}).run()
    return tuple(heard)


class _Ear(logging.Handler):
    """Remembers warnings and errors; a room's failure in `register()` is raised, since Pelican only logs it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            raise record.exc_info[1]
        self.heard.append(f"{record.name}: {record.getMessage()}")


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what is logged at warning level or above; what Pelican and WeasyPrint print besides is dropped."""
    ear, log = _Ear(), logging.getLogger()
    # Pelican shows each warning once per process; a second build must hear it again.
    LimitFilter._raised_messages.clear()
    LimitFilter._group_count.clear()
    log.addHandler(ear)
    logging.captureWarnings(True)
    try:
        with redirect_stdout(io.StringIO()):
            yield ear.heard
    finally:
        logging.captureWarnings(False)
        log.removeHandler(ear)
