"""What is logged while a site is written → every warning, as an answer and not as noise."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout


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
def listening() -> Iterator[list[str]]:
    """Collect what is logged at warning level or above; what Pelican and WeasyPrint print besides is dropped."""
    ear, log = _Ear(), logging.getLogger()
    log.addHandler(ear)
    logging.captureWarnings(True)
    try:
        with redirect_stdout(io.StringIO()):
            yield ear.heard
    finally:
        logging.captureWarnings(False)
        log.removeHandler(ear)
