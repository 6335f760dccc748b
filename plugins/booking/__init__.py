"""Handbook → calendar files: for each card and language a series that floats, and one in each of Indonesia's zones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.handbook import addresses, shelf
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site, from_settings
from plugins.theming.series import ZONES, series


def write_calendars(book: Handbook, site: Site, output: Path) -> int:
    """Write every calendar file below `output`; returns how many. OSError when the disk refuses."""
    count = 0
    for language in book.languages:
        for card in book.cards:
            for zone in ("", *ZONES):
                path = output / addresses.of_card_calendar(book, card, language, zone)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(series(card, book, site, language, zone))
                count += 1
    return count


class BookingGenerator(Generator):
    """Pelican's side of the room."""

    def generate_output(self, writer: Any) -> None:
        """Write the calendar files; Pelican's writer is not needed."""
        write_calendars(shelf.current(self.settings), from_settings(self.settings), Path(self.output_path))


def _generators(_pelican: Any) -> type[Generator]:
    return BookingGenerator


def register() -> None:
    """Connect the room to Pelican."""
    signals.get_generators.connect(_generators)
