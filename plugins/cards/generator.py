"""Pelican's side of the room: the handbook on the shelf → every printed file of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.cards import write


class CardsGenerator(Generator):
    """Writes after everything has been read."""

    def generate_output(self, writer: Any) -> None:
        """Write every printed file; Pelican's writer is not needed."""
        write(self.settings, Path(self.output_path))


def connect() -> None:
    """Have Pelican call the generator."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[Generator]:
    return CardsGenerator
