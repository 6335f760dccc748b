"""Card → the pages around it on a sheet that is folded once, as their template shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.cards.fit import Load, fitted, steps
from plugins.cards.measure import step_width
from plugins.cards.paper import A5
from plugins.cards.sheets.layouts import FOLD
from plugins.handbook.contract import Question
from plugins.handbook.model import Card, Handbook


@dataclass(frozen=True)
class Fold:
    """What the template of the pages around a card sees."""

    card: Card
    questions: tuple[Question, ...]  # those that the card in front has no room for
    host: str
    guest: str
    accent: str  # of the relationship, as on the card


def fold_of(book: Handbook, card: Card, language: str, colours: Mapping[str, str]) -> Fold:
    """The card with the names of its two sides, and its accent among the `colours` of the theme."""
    words = book.relationship(card.relationship).in_language(language)
    accent = colours.get(card.relationship, colours["brand"])
    load = Load(card, language, A5, step_width(steps(card, language), A5), card.core, (), opens=True, rows=A5.rows)
    return Fold(card, (*card.core[fitted(load).core :], *card.more), words.host, words.guest, accent)


def measures() -> Mapping[str, str]:
    """The measures of the sheet as the style sheet names them."""
    lengths = {"width": FOLD.width, "height": FOLD.height, "half": FOLD.slots[0].width}
    return {f"fold-{name}": f"{length:g}mm" for name, length in lengths.items()}
