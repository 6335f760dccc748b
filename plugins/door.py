"""Pelican's side of the rooms that write: a room's `write` → what Pelican calls when all has been read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

Write = Callable[[Mapping[str, Any], Path], None]


def connect(write: Write) -> None:
    """Have Pelican call `write` with its settings and the folder of the output."""
    signals.get_generators.connect(_generators(write))


def connect_last(room: str, write: Write) -> None:
    """Have Pelican call the `write` of a room, given by its name, when all others have written."""
    signals.finalized.connect(_finalized(room, write))


# Pelican holds receivers weakly, and registers in every run of a process: kept here, one room has one and the same.
@cache
def _generators(write: Write) -> Callable[[Any], type[Generator]]:
    class Room(Generator):
        """Writes after everything has been read; Pelican's writer is not needed."""

        def generate_output(self, writer: Any) -> None:
            write(self.settings, Path(self.output_path))

    return lambda _pelican: Room


@cache
def _finalized(room: str, write: Write) -> Callable[[Any], None]:
    def finish(pelican: Any) -> None:  # called in every run of the process, even where the room is not wanted
        if room in {getattr(each, "__name__", each) for each in pelican.settings["PLUGINS"]}:
            write(pelican.settings, Path(pelican.output_path))

    return finish
