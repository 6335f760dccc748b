"""Handbook, site and theme → one `Ticket` a PDF (cheap: its key and address), and one `Order` for each to be printed.

A ticket's key is made of all that decides the PDF's bytes, before anything is drawn: card, names, addresses, theme,
code. No WeasyPrint here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from plugins.cards.enclose import Enclosure, enclosures
from plugins.cards.pairs import fitted_pair
from plugins.cards.paper import BILINGUAL, PAPERS, Paper, paper_of
from plugins.cards.said import Said, said
from plugins.cards.sheet import Sheet, Side, names_of, sheet
from plugins.cards.store import machine
from plugins.cards.tones import stylesheet, tones
from plugins.handbook import addresses
from plugins.handbook.editions import Edition, editions_of
from plugins.handbook.model import Card, Handbook
from plugins.handbook.site import Site
from plugins.theming import environment
from plugins.theming.interface import catalogue_path
from plugins.theming.marks import printed_marker

DRAWN = ("plain", "bilingual", "fillable", "host", "guest")  # the other variants are made from finished PDFs
SIDES: Mapping[str, Side] = {"host": "host", "guest": "guest"}


@dataclass(frozen=True)
class Choice:
    """Which PDFs are asked for; what is empty asks for all. Papers are names of editions: `a5`, `a4-bilingual`.

    `card` is the key of a card, or of a relationship for all its cards.
    """

    card: str = ""
    papers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def has(self, card: Card, edition: Edition, language: str) -> bool:
        """Whether this PDF is asked for."""
        return (
            self.card in ("", card.key, card.relationship)
            and self.names(edition)
            and (not self.languages or language in self.languages)
        )

    def names(self, edition: Edition) -> bool:
        """Whether PDFs of this edition are asked for."""
        return not self.papers or edition.name in self.papers


EVERYTHING = Choice()


@dataclass(frozen=True)
class Ticket:
    """One PDF that should be there: what it is, where it goes below the site's root, and the key of its bytes."""

    card: Card
    language: str
    edition: Edition
    address: str
    key: str


@dataclass(frozen=True)
class Order:
    """One PDF to be printed: all that decides its bytes but the machine. It can be sent to another process."""

    source: str  # the card's file, for messages
    language: str
    edition: Edition
    address: str
    html: str
    css: str
    enclosed: tuple[Enclosure, ...]
    said: tuple[Said, ...] = ()  # for messages: every text with its place in the card's file

    @property
    def paper(self) -> str:
        """The paper that goes into the printer."""
        return self.edition.paper


@dataclass(frozen=True)
class Column:
    """One language of a bilingual card: its sheet, and the template parts that speak it."""

    language: str
    sheet: Sheet
    parts: object  # the module of card_parts.html
    marked: Callable[[str], str]


class Compositor:
    """Writes tickets and orders for one handbook; reads each file of the theme once."""

    def __init__(self, book: Handbook, site: Site, theme: Path) -> None:
        """Nothing is read or drawn yet."""
        self.book, self.site, self.theme = book, site, theme
        self._cards = {card.reference: card for card in book.cards}

    def tickets(self, choice: Choice = EVERYTHING) -> Iterator[Ticket]:
        """Every PDF asked for, by card, language and edition, so that neighbours may share a layout."""
        for card in self.book.cards:
            for language in self.book.languages:
                editions = (one for one in editions_of(self.book, card) if one.variant in DRAWN)
                for edition in sorted(editions, key=_neighbour):
                    if choice.has(card, edition, language):
                        address = addresses.of_card_pdf(self.book, card, language, edition.name)
                        yield Ticket(card, language, edition, address, self._key(card, language, edition))

    def order(self, ticket: Ticket) -> Order:
        """What the press needs for a ticket."""
        card, edition = ticket.card, ticket.edition
        language = self.book.languages[0] if edition.variant == "bilingual" else ticket.language
        html = self._bilingual(card) if edition.variant == "bilingual" else self._html(card, language, edition)
        languages = self.book.languages if edition.variant == "bilingual" else (language,)
        enclosed = [file for each in languages for file in self._enclosed(card.reference, each)]
        return Order(
            card.path, language, edition, ticket.address, html, self._style(paper_of(edition)),
            tuple(sorted(enclosed, key=lambda file: file.name)),
            tuple(text for each in languages for text in said(card, each)),
        )  # fmt: skip

    def _html(self, card: Card, language: str, edition: Edition) -> str:
        return self._page(card.reference, language, edition.paper, SIDES.get(edition.variant, ""))

    @lru_cache(maxsize=4)  # noqa: B019  # the fillable card is the plain one with fields; lives as long as the build
    def _page(self, reference: str, language: str, paper: str, side: Side) -> str:
        card = self._cards[reference]
        one = sheet(self.book, card, self.site, language, PAPERS[paper], self._colours, side)
        return self._template(language, "card.html").render(sheet=one)

    def _bilingual(self, card: Card) -> str:
        first = self.book.languages[0]
        columns = tuple(self._column(card, language) for language in self.book.languages)
        return self._template(first, "card_bilingual.html").render(
            columns=columns, sheet=columns[0].sheet, fit=fitted_pair(card, self.book.languages, BILINGUAL)
        )

    def _column(self, card: Card, language: str) -> Column:
        one = sheet(self.book, card, self.site, language, BILINGUAL, self._colours)
        env = self._environment(language)
        return Column(language, one, env.get_template("card_parts.html").module, env.filters["marked"])

    @lru_cache(maxsize=8)  # noqa: B019  # as above
    def _enclosed(self, reference: str, language: str) -> tuple[Enclosure, ...]:
        return enclosures(self.book, self._cards[reference], self.site, self.theme, language)

    @lru_cache(maxsize=8)  # noqa: B019  # as above
    def _style(self, paper: Paper) -> str:
        return stylesheet(self.theme, "card", self.site.accent, paper.measures())

    @cached_property
    def _colours(self) -> Mapping[str, str]:
        return tones(self.theme, self.site.accent)

    def _template(self, language: str, name: str) -> Template:
        return self._environment(language).get_template(name)

    @lru_cache(maxsize=8)  # noqa: B019  # as above
    def _environment(self, language: str) -> Environment:
        env = environment(self.theme, language).overlay()
        env.filters = {**env.filters, "marked": cache(printed_marker(self.book, language))}  # papers say the same words
        return env

    def _key(self, card: Card, language: str, edition: Edition) -> str:
        """The name under which this PDF is kept; a bilingual card is the same file in every language."""
        told = self.book.languages if edition.variant == "bilingual" else (language,)
        parts = (self._shop, edition.name, *(self._told(card.reference, each) for each in told))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]

    @lru_cache(maxsize=500)  # noqa: B019  # as above
    def _told(self, reference: str, language: str) -> str:
        """All that the templates see of a card, in one language, and of what it belongs to."""
        card = self._cards[reference]
        relationship = self.book.relationship(card.relationship).facts
        address = addresses.of_card(self.book, card, language)
        said = _one_side(card.model_dump(mode="json"), language, frozenset(self.book.languages))
        return repr((language, address, names_of(self.book, card, language), relationship.model_dump_json(), said))

    @cached_property
    def _shop(self) -> str:
        """What is the same for every card: the site, the theme's files, the foreign words, the machine."""
        digest = hashlib.sha256(repr((self.site, [term.foreign for term in self.book.terms])).encode())
        css, templates = self.theme / "static" / "css", self.theme / "templates"
        files = [css / "card.css", css / "tokens.css", *sorted(templates.glob("card*.html"))]
        files += [*sorted(templates.glob("parts/*.html"))]
        files += [catalogue_path(self.theme, language) for language in self.book.languages]
        for path in files:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return f"{digest.hexdigest()}\0{machine()}"


def orders(book: Handbook, site: Site, theme: Path, choice: Choice = EVERYTHING) -> Iterator[Order]:
    """The order of every PDF asked for."""
    compositor = Compositor(book, site, theme)
    return map(compositor.order, compositor.tickets(choice))


def _neighbour(edition: Edition) -> tuple[str, bool]:
    """Sorts editions so that the fillable card comes right after the plain one, whose layout it shares."""
    return (edition.paper, edition.variant not in ("plain", "fillable"))


def _one_side(value: Any, language: str, languages: frozenset[str]) -> Any:
    """A tree of plain data in which every pair of languages is one of its sides."""
    if isinstance(value, dict):
        if language in value and languages >= value.keys():
            return value[language]
        return {key: _one_side(part, language, languages) for key, part in value.items()}
    return [_one_side(part, language, languages) for part in value] if isinstance(value, list) else value
