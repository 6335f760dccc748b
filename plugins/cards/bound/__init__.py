"""Handbook → what is bound, hung up or filled in: the book as PDF and EPUB, the poster, the kits, the print test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path

from plugins.cards.bound.epub import epub
from plugins.cards.bound.leaves import copies, order_of
from plugins.cards.bound.orders import (
    BookOrder,
    BoundOrder,
    Gathered,
    Pictured,
    ScreenOrder,
    SewingOrder,
    key_of_book,
    key_of_leaf,
)
from plugins.cards.bound.runs import runs
from plugins.cards.bound.volume import Volume, volume
from plugins.cards.pool import work_all
from plugins.cards.store import Kept, Made, keep
from plugins.cards.tones import stylesheet
from plugins.handbook import editions
from plugins.handbook.model import Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.site import Site
from plugins.theming import interface

Thing = BoundOrder | BookOrder | ScreenOrder

GATHERINGS = "gatherings"  # where they, and pictures of covers, lie in the cache


@dataclass(frozen=True)
class Ticket:
    """One file: where it goes, under what name it is kept, and how to make it when it is not."""

    address: str
    key: str
    make: Callable[[], Thing]


def keep_bound(book: Handbook, site: Site, theme: Path, folder: Path) -> Kept[Ticket]:
    """Every file, made into `folder` where it does not lie there yet."""
    found = tuple(_tickets(book, site, theme))
    unfit = tuple(one for one in found if isinstance(one, Problem))
    kept = keep(folder, (one for one in found if isinstance(one, Ticket)), lambda tickets: _made(tickets, folder))
    return Kept((), kept.made, (*unfit, *kept.problems)) if unfit else kept


def _made(tickets: Sequence[Ticket], folder: Path) -> Iterator[Made]:
    """What is printed is printed side by side: the gatherings of books first, which are bound while others print."""
    things = [ticket.make() for ticket in tickets]
    leaves = [thing for thing in things if isinstance(thing, BoundOrder)]
    books = [thing for thing in things if isinstance(thing, BookOrder)]
    screens = [thing for thing in things if isinstance(thing, ScreenOrder)]
    coming: list[Iterator[Made]] = []

    def printed(missing: Sequence[Gathered | Pictured]) -> Iterator[Made]:
        work = [(_gathering if isinstance(one, Gathered) else _picture, one.order) for one in missing]
        work += [(_leaf, leaf) for leaf in leaves]
        coming.append(work_all(_do, work, len(work)))
        return islice(coming[0], len(missing))

    # the longest first: what is printed after it finds room in what it leaves
    gathered = sorted((one for book in books for one in book.gatherings), key=lambda one: -len(one.order.html))
    wanted: list[Gathered | Pictured] = [*gathered, *(screen.cover for screen in screens)]
    kept = keep(folder / GATHERINGS, wanted, printed)
    made = {BookOrder: _bound(books, kept), ScreenOrder: _on_screen(screens, kept), BoundOrder: coming[0]}
    for thing in things:
        yield next(made[type(thing)])


def _bound(books: Sequence[BookOrder], kept: Kept[Gathered | Pictured]) -> Iterator[Made]:
    """Each book of kept gatherings, or why it cannot be bound."""
    if kept.problems:
        yield from (Made(b"", kept.problems) for _ in books)
        return
    files = {gathered.key: path for gathered, path in kept.files}
    orders = [
        SewingOrder(book.cover, tuple((files[leaf.key], leaf.is_on_right) for leaf in book.gatherings))
        for book in books
    ]
    yield from work_all(_sewn, orders, len(orders))


def _on_screen(screens: Sequence[ScreenOrder], kept: Kept[Gathered | Pictured]) -> Iterator[Made]:
    """Each book for the screen with the picture of its cover, or why there is none."""
    files = {one.key: path for one, path in kept.files}
    for screen in screens:
        is_there = screen.cover.key in files
        yield Made(screen.make(files[screen.cover.key].read_bytes()) if is_there else b"", kept.problems)


def _tickets(book: Handbook, site: Site, theme: Path) -> Iterator[Ticket | Problem]:
    """Every file, the books first: they take longest."""
    for language in book.languages:
        drawn = cache(partial(volume, book, site, theme, language))  # once for paper and for the screen
        paper, screen = (key_of_book(book, site, theme, language, ending) for ending in ("pdf", "epub"))
        yield Ticket(editions.of_book(language, "pdf"), paper, partial(_book, book, site, theme, drawn))
        yield Ticket(editions.of_book(language, "epub"), screen, partial(_epub, book, site, theme, drawn))
    for copy in copies(book):
        if isinstance(copy, Problem):
            yield copy
        else:
            yield Ticket(copy.address, key_of_leaf(book, site, theme, copy), partial(order_of, book, site, theme, copy))


def _book(book: Handbook, site: Site, theme: Path, drawn: Callable[[], Volume]) -> BookOrder:
    bound = drawn()
    css, address = stylesheet(theme, "book", site.accent, {}), editions.of_book(bound.language, "pdf")
    cover, *others = (
        Gathered(BoundOrder(run.source, bound.language, address, run.html, css), run.is_on_right)
        for run in runs(book, site, theme, bound)
    )
    return BookOrder(replace(cover.order, pages=1), tuple(others))


def _epub(book: Handbook, site: Site, theme: Path, drawn: Callable[[], Volume]) -> ScreenOrder:
    bound = drawn()
    first, css = next(runs(book, site, theme, bound)), stylesheet(theme, "book", site.accent, {})
    cover = BoundOrder(first.source, bound.language, editions.of_book(bound.language, "epub"), first.html, css, pages=1)
    say = interface(theme, bound.language).gettext
    words = {
        "contents": say("Contents"),
        "publisher": site.name,
        "access": say(
            "Only the cover is a picture. Headings, lists, tables and notes are marked; the contents lead to chapters."
        ),
    }
    return ScreenOrder(Pictured(cover), partial(epub, bound, stylesheet(theme, "epub", site.accent, {}), words))


def _do(task: tuple[Callable[[BoundOrder], Made], BoundOrder]) -> Made:
    work, order = task
    return work(order)


def _leaf(order: BoundOrder) -> Made:
    from plugins.cards.bound.binding import bind  # WeasyPrint is loaded when something is to be printed

    return bind(order)


def _gathering(order: BoundOrder) -> Made:
    from plugins.cards.bound.printing import print_gathering

    return print_gathering(order)


def _picture(order: BoundOrder) -> Made:
    from plugins.cards.bound.binding import bind
    from plugins.cards.bound.face import face

    bound = bind(order)
    return Made(face(bound.pdf), bound.problems)


def _sewn(order: SewingOrder) -> Made:
    from plugins.cards.bound.sewing import sew

    return sew(order)
