"""Handbook and its finished cards → sheets to cut and fold, question decks, and packs of cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment

from plugins.cards.orders import EVERYTHING, Choice
from plugins.cards.paper import PAPERS
from plugins.cards.pool import work_all
from plugins.cards.sheets import deck, fold
from plugins.cards.sheets.jobs import SINGLE, Job, Task, Workshop
from plugins.cards.sheets.layouts import DECK
from plugins.cards.store import Store, place
from plugins.cards.tones import resolve, tokens
from plugins.handbook.editions import PACK_PAPERS
from plugins.handbook.model import Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.site import Site
from plugins.theming import environment
from plugins.theming.marks import text_marker

if TYPE_CHECKING:  # nothing to make costs no PDF library
    from plugins.cards.sheets.making import Made


@dataclass(frozen=True)
class SheetReport:
    """What was done: PDFs written, how many of them had to be made, and every reason why none was written."""

    files: int
    made: int
    problems: tuple[Problem, ...]


def write_sheets(
    book: Handbook, site: Site, theme: Path, output: Path, cache: Path, choice: Choice = EVERYTHING
) -> SheetReport:
    """Write every sheet, deck and pack below `output`, or none when one has a problem.

    What did not change is from `cache`; the cards they are made of are printed there where they do not lie there yet.
    """
    from plugins.cards import keep_cards  # the room's door imports this one

    papers = tuple(sorted({*SINGLE.values(), *PACK_PAPERS}))
    cards = keep_cards(book, site, theme, cache, Choice(choice.card, papers, choice.languages))
    if cards.problems:
        return SheetReport(0, 0, cards.problems)
    store = Store(cache)
    jobs = tuple(Workshop(book, site, theme, cards.files).jobs(choice))
    kept = {job.key: store.find(job.key) for job in jobs}
    stale = [job for job in jobs if kept[job.key] is None]
    problems: list[Problem] = []
    made = work_all(_make, _shared(_tasks(stale, book, theme)), len(stale))
    for job, one in zip(stale, (one for several in made for one in several), strict=True):
        problems += one.problems
        if not one.problems:
            kept[job.key] = store.keep(job.key, one.pdf)
    if problems:
        return SheetReport(0, len(stale), tuple(problems))
    for job in jobs:
        place(kept[job.key] or Path(), output / job.address)
    store.tidy()
    return SheetReport(len(jobs), len(stale), ())


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


def _tasks(jobs: Iterable[Job], book: Handbook, theme: Path) -> Iterator[Task]:
    """The jobs, their own pages set in HTML."""
    at = cache(partial(_environment, book, theme))
    style = cache(partial(_style, theme))
    for job in jobs:
        if job.kind == "n-up":
            yield Task(job)
        else:
            html = at(job.language).get_template(f"{job.kind}.html").render({job.kind: job.view})
            yield Task(job, html, style(job.kind, job.paper))


def _environment(book: Handbook, theme: Path, language: str) -> Environment:
    env = environment(theme, language).overlay()
    env.filters = {**env.filters, "marked": cache(text_marker(book, language))}
    return env


def _style(theme: Path, kind: str, paper: str) -> str:
    """The style sheet of a kind of pages on a paper."""
    css = theme / "static" / "css"
    rules = (css / f"{kind}.css").read_text(encoding="utf-8")
    measures: Mapping[str, str] = PAPERS[paper].measures()
    if kind == "deck":
        measures, rules = deck.measures(DECK[paper]), rules + deck.places(DECK[paper])
    elif kind == "fold":
        measures = fold.measures()
    return resolve(rules, {**tokens((css / "tokens.css").read_text(encoding="utf-8")), **measures})
