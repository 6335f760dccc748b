"""Handbook → printable agenda cards: one PDF a card, language and paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.cards.orders import orders, uncoloured
from plugins.cards.pool import print_all
from plugins.cards.store import Store, key, place
from plugins.handbook import shelf
from plugins.handbook.model import Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.report import report
from plugins.handbook.site import Site, from_settings

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


def write_cards(book: Handbook, site: Site, theme: Path, output: Path, cache: Path) -> CardReport:
    """Write every card below `output`, or none when one has a problem; what did not change comes from `cache`."""
    if colourless := uncoloured(book, theme):
        return CardReport(0, 0, colourless)
    store = Store(cache)
    wanted = [(order, key(order)) for order in orders(book, site, theme)]
    kept = {name: store.find(name) for _, name in wanted}
    stale = [(order, name) for order, name in wanted if kept[name] is None]
    problems: list[Problem] = []
    for (_, name), printed in zip(stale, print_all([order for order, _ in stale]), strict=True):
        problems += printed.problems
        if not printed.problems:
            kept[name] = store.keep(name, printed.pdf)
    if problems:
        return CardReport(0, len(stale), tuple(problems))
    for order, name in wanted:
        place(kept[name] or Path(), output / order.address)
    store.tidy()
    return CardReport(len(wanted), len(stale), ())


class CardsGenerator(Generator):
    """Pelican's side of the room."""

    def generate_output(self, writer: Any) -> None:
        """Write the cards; raises `CardError`, in the site's first language, when one cannot be printed."""
        settings = self.settings
        book, site = shelf.current(settings), from_settings(settings)
        cache = Path(settings["PATH"]).resolve().parent / CACHE
        done = write_cards(book, site, Path(settings["THEME"]), Path(self.output_path), cache)
        if done.problems:
            raise CardError(done.problems, site.languages[0])


def _generators(_pelican: Any) -> type[Generator]:
    return CardsGenerator


def register() -> None:
    """Connect the room to Pelican."""
    signals.get_generators.connect(_generators)
