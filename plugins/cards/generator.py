"""Pelican's side of the room: the handbook on the shelf → every printed file of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.cards.printing import print_everything
from plugins.handbook import shelf
from plugins.handbook.problem import Problem
from plugins.handbook.report import report
from plugins.handbook.site import from_settings

CACHE = Path(".cache/cards")  # below the project


class CardError(Exception):
    """Some cards cannot be printed; the message is the whole report."""

    def __init__(self, problems: tuple[Problem, ...], language: str) -> None:
        super().__init__(report(problems, {}, language))
        self.problems = problems


class CardsGenerator(Generator):
    """Writes after everything has been read."""

    def generate_output(self, writer: Any) -> None:
        """Write every printed file; raises `CardError`, in the site's first language, when one cannot be printed."""
        settings = self.settings
        book, site, theme = shelf.current(settings), from_settings(settings), Path(settings["THEME"])
        cache, output = Path(settings["PATH"]).resolve().parent / CACHE, Path(self.output_path)
        if problems := print_everything(book, site, theme, output, cache).problems:
            raise CardError(problems, site.languages[0])


def connect() -> None:
    """Have Pelican call the generator."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[Generator]:
    return CardsGenerator
