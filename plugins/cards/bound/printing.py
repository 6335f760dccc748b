"""Some pages of the book → their gathering, with every finding. Loads WeasyPrint."""

from __future__ import annotations

from plugins.cards.bound.binding import faults, laid_out
from plugins.cards.bound.orders import BoundOrder
from plugins.cards.gathered.taking import taken
from plugins.cards.press import listening
from plugins.cards.store import Made
from plugins.cards.works.tagging import complete_tags
from plugins.handbook.garbage import not_collecting


def print_gathering(order: BoundOrder) -> Made:
    """The pages of an order, to be sewn into the book; ValueError when they draw more than letters and lines."""
    with listening() as heard, not_collecting():
        document = laid_out(order)
        with complete_tags(document):
            gathering = taken(document, order.source)
    return Made(gathering.packed(), tuple(faults(order, document, heard)))
