"""A job set in HTML → its PDF, proved. Loaded when something is to be made; may run in another process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from plugins.cards.paper import PAPERS
from plugins.cards.sheets.binding import bind
from plugins.cards.sheets.deck import Deck
from plugins.cards.sheets.folding import folded
from plugins.cards.sheets.imposing import Placed, impose
from plugins.cards.sheets.jobs import Job, Task
from plugins.cards.sheets.layouts import DECK, FOLD, N_UP, Layout
from plugins.cards.sheets.packs import numbered
from plugins.cards.sheets.proving import NO_PAGES, Expected, Pages, faults
from plugins.cards.sheets.standing import Standing
from plugins.cards.sheets.turning import turned
from plugins.cards.store import Made


def make_together(tasks: Sequence[Task]) -> tuple[Made, ...]:
    """Each task in turn; neighbours with the same HTML share their layout."""
    return tuple(map(make, tasks))


def make(task: Task) -> Made:
    """The PDF and every reason why it may not be published."""
    job = task.job
    if job.kind == "n-up":
        layout, cards = N_UP[job.paper, job.variant], _placed(job)
        standing = zip(layout.slots, cards, strict=True)
        return _proved(task, impose(cards, layout, job.identity), NO_PAGES, _size(layout), 1, standing)
    if job.kind == "fold":
        pages, (card,) = _set(task), _placed(job)
        pdf = folded(pages.pdf, card, job.identity) if pages.count == 2 else pages.pdf
        return _proved(task, pdf, pages, _size(FOLD), 2, [(FOLD.slots[1], card)])
    if isinstance(job.view, Deck):
        pages, layout = _set(task), DECK[job.paper]
        pdf = turned(pages.pdf, layout, "short" if job.variant == "short" else "long", job.identity)
        return _proved(task, pdf, pages, _size(layout), 2 * len(job.view.sheets))
    return _pack(task)


def _pack(task: Task) -> Made:
    """The cover is set once more when its contents take another number of pages than the numbers in it suppose."""
    job, before = task.job, 1
    pages = _set(_numbered(task, before))
    if pages.count != before:
        before = pages.count
        pages = _set(_numbered(task, before))
    cards = [single.path.read_bytes() for single in job.singles]
    pdf = bind(pages.pdf, cards, [single.words for single in job.singles], job.identity)
    paper = PAPERS[job.paper]
    return _proved(task, pdf, pages, (paper.width, paper.height), before + len(cards))


def _proved(
    task: Task, pdf: bytes, pages: Pages, size: tuple[float, float], count: int, cards: Iterable[Standing] = ()
) -> Made:
    return Made(pdf, faults(pdf, pages, Expected(task.job, size, count, tuple(cards))))


def _placed(job: Job) -> list[Placed]:
    kept = {single.path: single.path.read_bytes() for single in job.singles}
    return [Placed(kept[single.path], single.margin, single.words, job.language) for single in job.singles]


def _size(layout: Layout) -> tuple[float, float]:
    return layout.width, layout.height


def _numbered(task: Task, before: int) -> Task:
    return replace(task, html=tuple(numbered(html, before) for html in task.html))


def _set(task: Task) -> Pages:
    return _set_once(task.html, task.css, task.job.source)


@lru_cache(maxsize=1)  # all papers of a deck, and both ways to turn it, have the same pages
def _set_once(html: tuple[str, ...], css: str, source: str) -> Pages:
    from plugins.cards.sheets.setting import set_pages

    return set_pages(html, css, source)
