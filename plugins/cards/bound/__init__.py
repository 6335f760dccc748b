"""Handbook → what is bound, hung up or filled in: the book as PDF and EPUB, the poster, the kits, the print test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.cards.bound.epub import epub
from plugins.cards.bound.leaves import Copy, copies, order_of
from plugins.cards.bound.orders import BoundOrder, key_of_book, key_of_leaf
from plugins.cards.bound.volume import paper_html, volume
from plugins.cards.pool import work_all
from plugins.cards.store import Kept, Made, keep
from plugins.cards.tones import stylesheet
from plugins.handbook import editions
from plugins.handbook.model import Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.site import Site
from plugins.theming import interface


@dataclass(frozen=True)
class Ticket:
    """One file: where it goes, under what name it is kept, and how to make it when it is not."""

    address: str
    key: str
    make: Callable[[], BoundOrder | Made]


def keep_bound(book: Handbook, site: Site, theme: Path, cache: Path) -> Kept[Ticket]:
    """Every file, made into `cache` where it does not lie there yet."""
    found = tuple(_tickets(book, site, theme))
    unfit = tuple(one for one in found if isinstance(one, Problem))
    kept = keep(cache, (one for one in found if isinstance(one, Ticket)), _made)
    return Kept((), kept.made, (*unfit, *kept.problems)) if unfit else kept


def _made(tickets: Sequence[Ticket]) -> Iterator[Made]:
    """What is printed is printed side by side; the rest is done already."""
    things = [ticket.make() for ticket in tickets]
    orders = [thing for thing in things if isinstance(thing, BoundOrder)]
    printed = work_all(bound_pdf, orders, len(orders))
    for thing in things:
        yield next(printed) if isinstance(thing, BoundOrder) else thing


def _tickets(book: Handbook, site: Site, theme: Path) -> Iterator[Ticket | Problem]:
    """Every file, the books first: they take longest."""
    for language in book.languages:
        for ending, make in (("pdf", _book), ("epub", _epub)):
            name = key_of_book(book, site, theme, language, ending)
            address = editions.of_book(language, "pdf" if ending == "pdf" else "epub")
            yield Ticket(address, name, _later(make, book, site, theme, language))
    for copy in copies(book):
        if isinstance(copy, Problem):
            yield copy
        else:
            yield Ticket(copy.address, key_of_leaf(book, site, theme, copy), _drawn(book, site, theme, copy))


def _later(
    make: Callable[[Handbook, Site, Path, str], BoundOrder | Made],
    book: Handbook,
    site: Site,
    theme: Path,
    language: str,
) -> Callable[[], BoundOrder | Made]:
    return lambda: make(book, site, theme, language)


def _drawn(book: Handbook, site: Site, theme: Path, copy: Copy) -> Callable[[], BoundOrder | Made]:
    return lambda: order_of(book, site, theme, copy)


def _book(book: Handbook, site: Site, theme: Path, language: str) -> BoundOrder:
    html = paper_html(book, site, theme, volume(book, site, theme, language))
    source = book.page("home").in_language(language).path
    css = stylesheet(theme, "book", site.accent, {})
    return BoundOrder(source, language, editions.of_book(language, "pdf"), html, css)


def _epub(book: Handbook, site: Site, theme: Path, language: str) -> Made:
    say = interface(theme, language).gettext
    words = {
        "contents": say("Contents"),
        "publisher": site.name,
        "access": say(
            "All text, no pictures. Headings, lists, tables and notes are marked; the contents lead to every chapter."
        ),
    }
    css = stylesheet(theme, "epub", site.accent, {})
    return Made(epub(volume(book, site, theme, language), css, words), ())


def bound_pdf(order: BoundOrder) -> Made:
    """The PDF of an order with every finding. WeasyPrint is loaded here, when something is to be printed."""
    from plugins.cards.bound.binding import bind

    return bind(order)
