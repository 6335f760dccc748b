"""Handbook → its leaves: every entry and card in every language with its address, twins and day, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.handbook import addresses
from plugins.handbook.asked import Asked, all_asked
from plugins.handbook.model import Card, Entry, Handbook

IN_FEED = ("guides", "sessions", "relationships", "cards")


@dataclass(frozen=True)
class Leaf:
    """One page whose content is really written in its language; stand-ins are none."""

    thing: Entry | Card
    kind: str
    language: str
    address: str
    title: str
    summary: str
    updated: date
    twins: Mapping[str, str]  # language → address, of the languages in which it is written; this one among them

    @property
    def reference(self) -> str:
        """Its name in data files."""
        return self.thing.reference


def leaves(book: Handbook, language: str) -> Iterator[Leaf]:
    """The leaves of one language: pages, guides, sessions, relationships and their questions, cards."""
    for entry in (*book.pages, *book.guides, *book.sessions, *book.relationships):
        if entry.has(language):
            words = entry.in_language(language)
            yield _leaf(book, entry, language, words.title, words.summary)
    for asked in all_asked(book):
        yield _questions(book, asked, language)
    for card in book.cards:
        yield _leaf(book, card, language, card.facts.title[language], card.facts.aim[language])


def _leaf(book: Handbook, thing: Entry | Card, language: str, title: str, summary: str) -> Leaf:
    everywhere = addresses.all_languages(book, thing.reference)
    return Leaf(
        thing=thing,
        kind="cards" if isinstance(thing, Card) else thing.kind,
        language=language,
        address=everywhere[language],
        title=title,
        summary=summary,
        updated=thing.facts.updated,
        twins={code: there for code, there in everywhere.items() if isinstance(thing, Card) or thing.has(code)},
    )


def _questions(book: Handbook, asked: Asked, language: str) -> Leaf:
    """The page of a relationship's questions: of the same thing as the relationship's page, but of another kind."""
    places, thing = asked.places(book), asked.relationship
    title, summary = asked.title(book, language), asked.summary(language)
    return Leaf(thing, "questions", language, places[language], title, summary, thing.facts.updated, places)
