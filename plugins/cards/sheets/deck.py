"""Handbook and language → the question deck as its template shows it; paper → the places of its cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from plugins.cards.sheets.layouts import DECK, Layout, Slot, mirrored
from plugins.handbook.contract import Question
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site

BASE = DECK["a4"]  # the paper that a deck is laid out for; on the others its cards are only moved
SLOTS = len(BASE.slots)


@dataclass(frozen=True)
class Ask:
    """One question as a card: its number in the deck, its place on the sheet, and the names its back tells."""

    question: Question
    topic: str
    number: int
    slot: int
    opens: bool  # whether it is the first of its topic
    askers: tuple[str, ...]  # none when either may ask
    sessions: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True)
class Deck:
    """All questions of the bank in one language, sheet by sheet; the first place is the deck's own."""

    title: str
    site_name: str
    site_host: str
    licence: str
    count: int
    sheets: tuple[tuple[Ask, ...], ...]
    begins: bool = True  # whether its first sheet is the first of all

    def apart(self) -> Iterator[Deck]:
        """Each of its sheets as a deck: they are printed one by one."""
        for at, sheet in enumerate(self.sheets):
            yield replace(self, sheets=(sheet,), begins=at == 0)


def deck(book: Handbook, site: Site, language: str, title: str) -> Deck:
    """The questions in the order of their topics."""
    asks = tuple(_asks(book, language))
    places = 1 + len(asks)
    sheets = tuple(tuple(ask for ask in asks if ask.number // SLOTS == sheet) for sheet in range(-(-places // SLOTS)))
    return Deck(title, site.name, urlsplit(site.url).netloc, site.licence[0], len(asks), sheets)


def _asks(book: Handbook, language: str) -> Iterator[Ask]:
    number = 0
    for topic in book.topics:
        for question in topic.questions:
            number += 1
            yield Ask(
                question=question,
                topic=topic.title[language],
                number=number,
                slot=number % SLOTS + 1,
                opens=question is topic.questions[0],
                askers=_askers(book, question, language),
                sessions=tuple(book.session(key).in_language(language).short for key in question.sessions),
                people=tuple(book.relationship(key).in_language(language).short for key in question.relationships),
            )


def _askers(book: Handbook, question: Question, language: str) -> tuple[str, ...]:
    """Who asks, in every relationship where the two have different roles; none where either may."""
    if question.asker == "either":
        return ()
    pairs = (book.relationship(key) for key in question.relationships)
    sides = (pair.in_language(language) for pair in pairs if pair.facts.owner != "both")
    return tuple(dict.fromkeys(side.host if question.asker == "host" else side.guest for side in sides))


def face() -> tuple[float, float]:
    """Width and height of a question's card in mm: what every paper has room for, so that all share one layout."""
    slots = [layout.slots[0] for layout in DECK.values()]
    return min(slot.width for slot in slots), min(slot.height for slot in slots)


def corner(layout: Layout, slot: Slot) -> tuple[float, float]:
    """Where the upper left corner of a card lies that stands in the middle of its slot; from the sheet's upper left."""
    width, height = face()
    return slot.left + (slot.width - width) / 2, layout.height - slot.bottom - (slot.height + height) / 2


def places() -> str:
    """The style rules that the sheet decides. Cards are moved, not placed, so that `turning` can move them again."""
    sizes = f"@page {{ size: {BASE.width:g}mm {BASE.height:g}mm; margin: 0 }}\n"
    return sizes + "".join(
        f".{name}-{number} {{ transform: translate({left:.3f}mm, {top:.3f}mm) }}\n"
        for name, slots in (("at", BASE.slots), ("behind", mirrored(BASE).slots))
        for number, (left, top) in enumerate((corner(BASE, slot) for slot in slots), 1)
    )


def measures() -> Mapping[str, str]:
    """The measures of a sheet as the style sheet names them."""
    wide, high = face()
    return {"deck-height": f"{BASE.height:g}mm", "deck-wide": f"{wide:g}mm", "deck-high": f"{high:g}mm"}
