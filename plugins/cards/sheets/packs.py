"""A pack of cards in one language → its name and contents, as the template of the cover shows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from plugins.handbook import addresses
from plugins.handbook.editions import Pack
from plugins.handbook.model import Card, Handbook
from plugins.handbook.site import Site

_NUMBER = re.compile(r"@(\d+)@")


@dataclass(frozen=True)
class Listed:
    """One card of the contents."""

    title: str
    relationship: str
    session: str
    minutes: int


@dataclass(frozen=True)
class Cover:
    """What stands before the cards."""

    title: str
    summary: str
    address: str  # the page of the pack's relationship, session, or of all cards
    site_name: str
    site_host: str
    licence: str
    cards: tuple[Listed, ...]
    tells: tuple[str, ...]  # what differs between the cards, and has a column


def cover(book: Handbook, pack: Pack, site: Site, language: str, say: Callable[[str], str]) -> Cover:
    """The cover; `say` gives the interface's words in that language."""
    title, summary, address = _named(book, pack, language, say)
    return Cover(
        title=title,
        summary=summary,
        address=site.absolute(address),
        site_name=site.name,
        site_host=urlsplit(site.url).netloc,
        licence=site.licence[0],
        cards=tuple(_listed(book, card, language) for card in pack.cards),
        tells=tuple(kind for kind in ("relationship", "session") if kind != pack.kind),
    )


def numbered(html: str, before: int) -> str:
    """The contents with the pages of the cards, when `before` pages come before the first."""
    return _NUMBER.sub(lambda number: str(int(number[1]) + before), html)


def _named(book: Handbook, pack: Pack, language: str, say: Callable[[str], str]) -> tuple[str, str, str]:
    index = addresses.of_index(book, "cards", language)
    if pack.kind == "starter":
        return say("Cards to begin with"), say("The first talk with each person you work with."), index
    if pack.kind == "all":
        return say("All agenda cards"), book.page("cards").in_language(language).summary, index
    entry = book.relationship(pack.key) if pack.kind == "relationship" else book.session(pack.key)
    words = entry.in_language(language)
    return words.title, words.summary, addresses.of_entry(book, entry, language)


def _listed(book: Handbook, card: Card, language: str) -> Listed:
    return Listed(
        title=card.facts.title[language],
        relationship=book.relationship(card.relationship).in_language(language).short,
        session=book.session(card.session).in_language(language).short,
        minutes=card.facts.minutes,
    )
