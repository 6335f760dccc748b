"""Handbook → printable agenda cards: one PDF a card, language and edition, and all that is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from plugins.cards.orders import EVERYTHING, Choice, Compositor, Ticket
from plugins.cards.pool import print_all
from plugins.cards.store import Kept, Made, Report, keep, place_all
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site

__all__ = ["Choice", "Kept", "Report", "keep_cards", "register", "write", "write_cards"]


def write_cards(
    book: Handbook, site: Site, theme: Path, output: Path, cache: Path, choice: Choice = EVERYTHING
) -> Report:
    """Write every card asked for below `output`, or none when one has a problem; `cache` has what did not change."""
    return place_all(keep_cards(book, site, theme, cache, choice), output)


def keep_cards(book: Handbook, site: Site, theme: Path, cache: Path, choice: Choice = EVERYTHING) -> Kept[Ticket]:
    """Every card asked for, printed into `cache` where it does not lie there yet; nothing else is written."""
    compositor = Compositor(book, site, theme)

    def printed(tickets: Sequence[Ticket]) -> Iterator[Made]:
        yield from print_all(map(compositor.order, tickets), len(tickets))

    return keep(cache, compositor.tickets(choice), printed)


def write(settings: Mapping[str, Any], output: Path) -> None:
    """Write every printed file of the handbook on the shelf."""
    from plugins.cards.delivering import deliver  # none of this is loaded to print some cards

    deliver(settings, output)


def register() -> None:
    """Connect the room to Pelican."""
    from plugins.door import connect  # cards alone are printed without Pelican

    connect(write)
