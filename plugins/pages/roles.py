"""Handbook → who meets whom, as a reader would say it: I am the …, meeting my …, because it is time for … (a card)."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.handbook.model import Card, Handbook, Words


@dataclass(frozen=True)
class Meeting:
    """The other person, and the cards for talks with them."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Role:
    """One side of a talk, and whom it meets. `language` is that of the names."""

    name: str
    language: str
    meetings: tuple[Meeting, ...]


def roles(book: Handbook, language: str) -> tuple[Role, ...]:
    """Every role of every relationship that has cards, in the order of the relationships; host first, then guest."""
    found: dict[tuple[str, str], list[Meeting]] = {}
    for relationship in book.relationships:
        cards = tuple(card for card in book.cards if card.relationship == relationship.key)
        words = relationship.in_language(language)
        for me, other in _sides(words) if cards else ():
            found.setdefault((me, words.language), []).append(Meeting(other, cards))
    return tuple(Role(name, code, tuple(meetings)) for (name, code), meetings in found.items())


def _sides(words: Words) -> tuple[tuple[str, str], ...]:
    """Both ways to look at a talk; one way when a letter alone tells the two apart (“peer A”, “peer B”)."""
    host, guest = words.host, words.guest
    if host[:-2] and host[:-2] == guest[:-2] and host[-2] == " ":
        return ((host[:-2], guest[:-2]),)
    return (host, guest), (guest, host)
