"""Card → the pages around it on a sheet that is folded once, as their template shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.cards.sheets.layouts import FOLD
from plugins.handbook.model import Card, Handbook


@dataclass(frozen=True)
class Fold:
    """What the template of the pages around a card sees."""

    card: Card
    host: str
    guest: str


def fold_of(book: Handbook, card: Card, language: str) -> Fold:
    """The card with the names of its two sides."""
    words = book.relationship(card.relationship).in_language(language)
    return Fold(card, words.host, words.guest)


def measures() -> Mapping[str, str]:
    """The measures of the sheet as the style sheet names them."""
    lengths = {"width": FOLD.width, "height": FOLD.height, "half": FOLD.slots[0].width}
    return {f"fold-{name}": f"{length:g}mm" for name, length in lengths.items()}
