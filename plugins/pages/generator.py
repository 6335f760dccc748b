"""Pelican's side of the room: the handbook on the shelf → every page of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.pages import write


class PagesGenerator(Generator):
    """Pelican's side of the room."""

    def generate_output(self, writer: Any) -> None:
        """Write the pages; Pelican's writer is not needed."""
        write(self.settings, Path(self.output_path))


def _generators(_pelican: Any) -> type[Generator]:
    return PagesGenerator


def connect() -> None:
    """Have Pelican call the generator."""
    signals.get_generators.connect(_generators)
