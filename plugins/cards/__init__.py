"""Handbook → printable agenda cards: one PDF a card, language and edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.cards.orders import EVERYTHING, Choice, Compositor, Ticket, uncoloured
from plugins.cards.pool import print_all
from plugins.cards.store import Store, place
from plugins.handbook import shelf
from plugins.handbook.model import Card, Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.report import report
from plugins.handbook.site import Site, from_settings

__all__ = ["CardError", "CardReport", "Choice", "Kept", "keep_cards", "register", "write_cards"]

CACHE = Path(".cache/cards")  # below the project


@dataclass(frozen=True)
class CardReport:
    """What was done: PDFs written, how many of them had to be printed, and every reason why none was written."""

    files: int
    printed: int
    problems: tuple[Problem, ...]


class CardError(Exception):
    """Some cards cannot be printed; the message is the whole report."""

    def __init__(self, problems: tuple[Problem, ...], language: str) -> None:
        super().__init__(report(problems, {}, language))
        self.problems = problems


def write_cards(
    book: Handbook, site: Site, theme: Path, output: Path, cache: Path, choice: Choice = EVERYTHING
) -> CardReport:
    """Write every card asked for below `output`, or none when one has a problem; `cache` has what did not change."""
    shelf_of_cards = keep_cards(book, site, theme, cache, choice)
    if not shelf_of_cards.problems:
        for ticket, kept in shelf_of_cards.files:
            place(kept, output / ticket.address)
    return CardReport(len(shelf_of_cards.files), shelf_of_cards.printed, shelf_of_cards.problems)


@dataclass(frozen=True)
class Kept:
    """The finished PDFs in the cache: each with its ticket, or every reason why one could not be printed."""

    files: tuple[tuple[Ticket, Path], ...]
    printed: int
    problems: tuple[Problem, ...]

    def plain(self, card: Card, language: str, paper: str) -> bytes:
        """The bytes of one plain card; KeyError when it was not asked for."""
        return self._places[card.key, language, paper].read_bytes()

    @cached_property
    def _places(self) -> Mapping[tuple[str, str, str], Path]:
        return {(ticket.card.key, ticket.language, ticket.edition.name): path for ticket, path in self.files}


def keep_cards(book: Handbook, site: Site, theme: Path, cache: Path, choice: Choice = EVERYTHING) -> Kept:
    """Every card asked for, printed into `cache` where it does not lie there yet; nothing else is written."""
    if colourless := uncoloured(book, theme):
        return Kept((), 0, colourless)
    store, compositor = Store(cache), Compositor(book, site, theme)
    tickets = tuple(compositor.tickets(choice))
    kept = {ticket.key: store.find(ticket.key) for ticket in tickets}
    stale: dict[str, Ticket] = {}  # a bilingual card has one file for all its addresses
    for ticket in tickets:
        if kept[ticket.key] is None:
            stale.setdefault(ticket.key, ticket)
    wanted = tuple(stale.values())
    problems: list[Problem] = []
    for ticket, printed in zip(wanted, print_all(map(compositor.order, wanted), len(wanted)), strict=True):
        problems += printed.problems
        if not printed.problems:
            kept[ticket.key] = store.keep(ticket.key, printed.pdf)
    if problems:
        return Kept((), len(wanted), tuple(problems))
    store.tidy()
    return Kept(tuple((ticket, kept[ticket.key] or Path()) for ticket in tickets), len(wanted), ())


class CardsGenerator(Generator):
    """Pelican's side of the room."""

    def generate_output(self, writer: Any) -> None:
        """Write every printed file; raises `CardError`, in the site's first language, when one cannot be printed."""
        from plugins.cards.bound import write_bound
        from plugins.cards.pictures import write_previews
        from plugins.cards.sheets import write_sheets

        settings = self.settings
        book, site, theme = shelf.current(settings), from_settings(settings), Path(settings["THEME"])
        cache, output = Path(settings["PATH"]).resolve().parent / CACHE, Path(self.output_path)
        for write in (write_cards, write_sheets, write_bound):
            if problems := write(book, site, theme, output, cache).problems:
                raise CardError(problems, site.languages[0])
        write_previews(book, output, cache)


def _generators(_pelican: Any) -> type[Generator]:
    return CardsGenerator


def register() -> None:
    """Connect the room to Pelican."""
    signals.get_generators.connect(_generators)
