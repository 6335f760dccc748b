"""Handbook → what is bound, hung up or filled in: the book as PDF and EPUB, the poster, the kits, the print test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.cards.bound.epub import epub
from plugins.cards.bound.leaves import Copy, copies, order_of
from plugins.cards.bound.orders import BoundOrder, key_of_book, key_of_leaf
from plugins.cards.bound.volume import paper_html, stylesheet, volume
from plugins.cards.pool import work_all
from plugins.cards.store import Store, place
from plugins.handbook import editions
from plugins.handbook.model import Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.site import Site
from plugins.theming import interface


@dataclass(frozen=True)
class BoundReport:
    """What was done: files written, how many of them had to be made, and every reason why none was written."""

    files: int
    made: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Ticket:
    """One file: where it goes, under what name it is kept, and how to make it when it is not."""

    address: str
    key: str
    make: Callable[[], BoundOrder | bytes]


def write_bound(book: Handbook, site: Site, theme: Path, output: Path, cache: Path) -> BoundReport:
    """Write every file below `output`, or none when one has a problem; what did not change comes from `cache`."""
    wanted, problems = list[_Ticket](), list[Problem]()
    for found in _tickets(book, site, theme):
        (problems if isinstance(found, Problem) else wanted).append(found)  # type: ignore[arg-type]
    store = Store(cache)
    kept = {ticket.key: store.find(ticket.key) for ticket in wanted}
    stale = [ticket for ticket in wanted if kept[ticket.key] is None]
    to_print = list[tuple[_Ticket, BoundOrder]]()
    for ticket in stale:
        made = ticket.make()
        if isinstance(made, bytes):
            kept[ticket.key] = store.keep(ticket.key, made)
        else:
            to_print.append((ticket, made))
    for (ticket, _), (pdf, found_there) in zip(to_print, _bound([order for _, order in to_print]), strict=True):
        problems += found_there
        if not found_there:
            kept[ticket.key] = store.keep(ticket.key, pdf)
    if problems:
        return BoundReport(0, len(stale), tuple(problems))
    for ticket in wanted:
        place(kept[ticket.key] or Path(), output / ticket.address)
    store.tidy()
    return BoundReport(len(wanted), len(stale), ())


def _tickets(book: Handbook, site: Site, theme: Path) -> Iterator[_Ticket | Problem]:
    """Every file, the books first: they take longest."""
    for language in book.languages:
        for ending, make in (("pdf", _book), ("epub", _epub)):
            name = key_of_book(book, site, theme, language, ending)
            address = editions.of_book(language, "pdf" if ending == "pdf" else "epub")
            yield _Ticket(address, name, _later(make, book, site, theme, language))
    for copy in copies(book):
        if isinstance(copy, Problem):
            yield copy
        else:
            yield _Ticket(copy.address, key_of_leaf(book, site, theme, copy), _drawn(book, site, theme, copy))


def _later(
    make: Callable[[Handbook, Site, Path, str], BoundOrder | bytes],
    book: Handbook,
    site: Site,
    theme: Path,
    language: str,
) -> Callable[[], BoundOrder | bytes]:
    return lambda: make(book, site, theme, language)


def _drawn(book: Handbook, site: Site, theme: Path, copy: Copy) -> Callable[[], BoundOrder | bytes]:
    return lambda: order_of(book, site, theme, copy)


def _book(book: Handbook, site: Site, theme: Path, language: str) -> BoundOrder:
    html = paper_html(book, site, theme, volume(book, site, theme, language))
    source = book.page("home").in_language(language).path
    return BoundOrder(source, language, editions.of_book(language, "pdf"), html, stylesheet(theme, "book"))


def _epub(book: Handbook, site: Site, theme: Path, language: str) -> bytes:
    say = interface(theme, language).gettext
    words = {
        "contents": say("Contents"),
        "publisher": site.name,
        "access": say(
            "All text, no pictures. Headings, lists, tables and notes are marked; the contents lead to every chapter."
        ),
    }
    css = (theme / "static" / "css" / "epub.css").read_text(encoding="utf-8")
    return epub(volume(book, site, theme, language), css, words)


def _bound(orders: list[BoundOrder]) -> Iterator[tuple[bytes, tuple[Problem, ...]]]:
    yield from work_all(bound_pdf, orders, len(orders))


def bound_pdf(order: BoundOrder) -> tuple[bytes, tuple[Problem, ...]]:
    """The PDF of an order with every finding. WeasyPrint is loaded here, when something is to be printed."""
    from plugins.cards.bound.binding import bind

    done = bind(order)
    return done.pdf, done.problems
