"""Handbook and language → the question deck as its template shows it; paper → the places of its cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from plugins.cards.sheets.layouts import DECK, Layout, Slot, mirrored
from plugins.handbook.contract import Question
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site

SLOTS = len(DECK["a4"].slots)


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


def places(layout: Layout) -> str:
    """The style rules that only the sheet's paper decides."""
    sizes = f"@page {{ size: {layout.width:g}mm {layout.height:g}mm; margin: 0 }}\n"
    fronts, backs = layout.slots, mirrored(layout).slots
    return sizes + "".join(
        f".{name}-{number} {{ left: {slot.left:g}mm; top: {layout.height - slot.bottom - slot.height:g}mm }}\n"
        for name, slots in (("at", fronts), ("behind", backs))
        for number, slot in enumerate(slots, 1)
    )


def measures(layout: Layout) -> Mapping[str, str]:
    """The measures of a sheet as the style sheet names them."""
    slot: Slot = layout.slots[0]
    return {
        "deck-height": f"{layout.height:g}mm", "deck-wide": f"{slot.width:g}mm", "deck-high": f"{slot.height:g}mm",
    }  # fmt: skip
