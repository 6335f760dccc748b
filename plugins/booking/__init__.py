"""Handbook → calendar files: for each card and language a series that floats, and one in each of Indonesia's zones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from plugins.handbook import addresses, shelf
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site, from_settings
from plugins.handbook.tracing import Build, alone


def write_calendars(book: Handbook, site: Site, output: Path, build: Build | None = None) -> int:
    """Write every calendar file below `output`; returns how many. OSError when the disk refuses."""
    build, count = build or alone(book, output), 0
    for language in book.languages:
        for card in book.cards:
            for zone in ("", *addresses.ZONES):
                address = addresses.of_card_calendar(book, card, language, zone)
                make = partial(_series, reference=card.reference, site=site, language=language, zone=zone)
                build.derive(address, make)
                count += 1
    return count


def _series(book: Handbook, reference: str, site: Site, language: str, zone: str) -> bytes:
    from plugins.theming.series import series  # brings the calendar library

    return series(book.by_reference[reference], book, site, language, zone)  # type: ignore[arg-type]  # it is a card


def write(settings: Mapping[str, Any], output: Path) -> None:
    """Write the calendar files of the handbook on the shelf."""
    write_calendars(shelf.current(settings), from_settings(settings), output, shelf.build_of(settings))


def register() -> None:
    """Connect the room to Pelican."""
    from plugins.door import connect  # a build that draws little does not wait for Pelican

    connect(write)
