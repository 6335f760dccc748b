"""Pelican's side of the room: the handbook on the shelf → its search indexes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.finding import write


class FindingGenerator(Generator):
    """Pelican's side of the room."""

    def generate_output(self, writer: Any) -> None:
        """Write the indexes; Pelican's writer is not needed."""
        write(self.settings, Path(self.output_path))


def _generators(_pelican: Any) -> type[Generator]:
    return FindingGenerator


def connect() -> None:
    """Have Pelican call the generator."""
    signals.get_generators.connect(_generators)
