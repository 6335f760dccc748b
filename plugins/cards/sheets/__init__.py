"""Handbook and its finished cards → sheets to cut and fold, question decks, and packs of cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from pathlib import Path

from jinja2 import Environment

from plugins.cards.orders import EVERYTHING, Choice, Ticket
from plugins.cards.paper import PAPERS
from plugins.cards.pool import work_all
from plugins.cards.sheets import deck, fold
from plugins.cards.sheets.jobs import SINGLE, Job, Task, Workshop
from plugins.cards.store import Kept, Made, keep
from plugins.cards.tones import stylesheet
from plugins.handbook.editions import EDITIONS, PACK_PAPERS
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.theming import environment
from plugins.theming.marks import printed_marker


def keep_sheets(
    book: Handbook, site: Site, theme: Path, cache: Path, cards: Kept[Ticket], choice: Choice = EVERYTHING
) -> Kept[Job]:
    """Every sheet, deck and pack, made into `cache` where it does not lie there yet.

    `cards` are the finished ones that they are made of: those on the papers `singles(choice)`, or all.
    """
    if cards.problems or not singles(choice):
        return Kept((), 0, ())

    def made(jobs: Sequence[Job]) -> Iterator[Made]:
        for several in work_all(_make, _shared(_tasks(jobs, book, site, theme)), len(jobs)):
            yield from several

    return keep(cache, Workshop(book, site, theme, cards.files).jobs(choice), made)


def singles(choice: Choice) -> tuple[str, ...]:
    """The papers of the plain cards that the sheets asked for are made of."""
    if choice == EVERYTHING:
        return tuple(sorted({*SINGLE.values(), *PACK_PAPERS}))
    asked = (edition for edition in EDITIONS if choice.names(edition))
    return tuple(sorted({SINGLE[edition.variant] for edition in asked if edition.variant in SINGLE}))


def _make(tasks: tuple[Task, ...]) -> tuple[Made, ...]:
    from plugins.cards.sheets.making import make_together

    return make_together(tasks)


def _shared(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    """Tasks that share a layout stay together."""
    for alike, group in groupby(tasks, key=lambda task: (task.html, task.css)):
        if alike[0]:
            yield tuple(group)
        else:
            yield from ((task,) for task in group)


def _tasks(jobs: Iterable[Job], book: Handbook, site: Site, theme: Path) -> Iterator[Task]:
    """The jobs, their own pages set in HTML."""
    at = cache(partial(_environment, book, theme))
    style = cache(partial(_style, theme, site.accent))
    for job in jobs:
        if job.kind == "n-up":
            yield Task(job)
        else:
            draw = at(job.language).get_template(f"{job.kind}.html").render
            views = job.view.apart() if isinstance(job.view, deck.Deck) else [job.view]
            yield Task(job, tuple(draw({job.kind: view}) for view in views), style(job.kind, job.paper))


def _environment(book: Handbook, theme: Path, language: str) -> Environment:
    env = environment(theme, language).overlay()
    env.filters = {**env.filters, "marked": cache(printed_marker(book, language))}
    return env


def _style(theme: Path, accent: tuple[str, ...], kind: str, paper: str) -> str:
    """The style sheet of a kind of pages on a paper."""
    if kind == "deck":
        return stylesheet(theme, kind, accent, deck.measures(), deck.places())
    return stylesheet(theme, kind, accent, fold.measures() if kind == "fold" else PAPERS[paper].measures())
