"""Pelican's side of the room: it comes when all others have written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from plugins import mapping


def _on_finalized(pelican: Any) -> None:
    """All rooms have written; Pelican calls this in every run of the process, even where the room is not wanted."""
    settings = pelican.settings
    if mapping.__name__ in {getattr(room, "__name__", room) for room in settings["PLUGINS"]}:
        mapping.write(settings, Path(pelican.output_path))


def connect() -> None:
    """Have Pelican call the room."""
    signals.finalized.connect(_on_finalized)
