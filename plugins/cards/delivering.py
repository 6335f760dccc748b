"""The handbook on the shelf → every printed file of its site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

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


def deliver(settings: Mapping[str, Any], output: Path) -> None:
    """Write every printed file; raises `CardError`, in the site's first language, when one cannot be printed."""
    book, site, theme = shelf.whole(settings), from_settings(settings), Path(settings["THEME"])
    cache = Path(settings["PATH"]).resolve().parent / CACHE
    if problems := print_everything(book, site, theme, output, cache).problems:
        raise CardError(problems, site.languages[0])
