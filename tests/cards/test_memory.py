"""What workers take at most, in bytes: the largest of everything that one of them prints as a whole."""

from __future__ import annotations

import resource
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from plugins.cards import keep_cards
from plugins.cards.bound import GATHERINGS, _do, _gathering, _leaf, _sewn, _tickets
from plugins.cards.bound.orders import BookOrder, BoundOrder, SewingOrder
from plugins.cards.orders import EVERYTHING, orders
from plugins.cards.pool import Crew, _press
from plugins.cards.sheets import _make, _shared, _tasks
from plugins.cards.sheets.jobs import Job, Workshop
from plugins.cards.store import Report, Store
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import THEME

BUDGET = 150 * 2**20  # bytes of a worker, whatever it shares with others counted
CARDS = 60  # printed before: what a worker remembers of them stays
STATUS = Path("/proc/self/status")

Work = Callable[[], Any]


def peak_after(work: Work) -> int:
    """The most bytes that this process has ever taken, once it has done the work."""
    work()
    if STATUS.exists():  # what `getrusage` tells of a process on Linux may be that of the one that started it
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def peaks(*works: Work) -> list[int]:
    """The same of one worker, after each work."""
    crew = Crew(1)
    try:
        return list(crew.work(peak_after, works))
    finally:
        crew.go()


def sheets_of(jobs: list[Job], book: Handbook, site: Site) -> list[Work]:
    """The work that makes them, as a worker is handed it: all files of a deck together."""
    return [partial(_make, tasks) for tasks in _shared(_tasks(jobs, book, site, THEME))]


@pytest.mark.xdist_group("cards")
def test_a_worker_prints_cards_decks_and_packs_within_its_budget(
    book: Handbook, site: Site, shelf: Path, done: Report
) -> None:
    """Many cards; the deck of each language, on every paper and for both ways to turn it; and the largest pack."""
    assert done.problems == ()
    cards = [partial(_press, order) for order, _ in zip(orders(book, site, THEME), range(CARDS), strict=False)]
    kept = keep_cards(book, site, THEME, shelf / "cache")
    jobs = list(Workshop(book, site, THEME, kept.files).jobs(EVERYTHING))
    decks = sheets_of([job for job in jobs if job.kind == "deck"], book, site)
    assert len(decks) == len(book.languages)
    (pack,) = sheets_of([max(jobs, key=lambda job: len(job.singles))], book, site)
    taken = peaks(*cards, *decks, pack)
    assert max(taken) < BUDGET, [round(each / 2**20) for each in taken]


@pytest.mark.xdist_group("bound")
def test_a_worker_prints_and_sews_the_book_within_its_budget(
    book: Handbook, site: Site, bound_shelf: Path, bound: Report
) -> None:
    """The longest gathering, a poster, and the whole book."""
    assert bound.problems == ()
    cache = bound_shelf / "cache"
    things = [ticket.make() for ticket in _tickets(book, site, THEME) if hasattr(ticket, "make")]
    books = [thing for thing in things if isinstance(thing, BookOrder)]
    gathered = [one for each in books for one in each.gatherings]
    longest = max(gathered, key=lambda one: len(one.order.html))
    poster = next(thing for thing in things if isinstance(thing, BoundOrder))
    store = Store(cache / GATHERINGS)
    files = [(store.find(one.key), one.is_on_right) for one in books[0].gatherings]
    whole = SewingOrder(books[0].cover, tuple((path, is_on_right) for path, is_on_right in files if path is not None))
    assert len(whole.gatherings) == len(files) > 80
    taken = peaks(partial(_do, (_gathering, longest.order)), partial(_do, (_leaf, poster)), partial(_sewn, whole))
    assert max(taken) < BUDGET, [round(each / 2**20) for each in taken]
