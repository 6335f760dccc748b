"""Handbook → its printed files in a folder, or in the cache from which they are taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from plugins.cards.orders import EVERYTHING, Choice, Compositor, Ticket
from plugins.cards.pool import print_all
from plugins.cards.store import Kept, Made, Report, keep, place_all
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site

__all__ = ["Choice", "Kept", "Report", "keep_cards", "write_cards"]


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
