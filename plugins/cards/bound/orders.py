"""What is bound: orders, and the names under which finished files are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.cards.store import machine
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site

if TYPE_CHECKING:
    from plugins.cards.bound.leaves import Copy

SHEETS = ("tokens", "book", "kit", "poster", "epub")


@dataclass(frozen=True)
class BoundOrder:
    """A PDF to be made. It can be sent to another process."""

    source: str  # the file that a message names
    language: str
    address: str  # of the PDF, below the site's root
    html: str
    css: str
    pages: int = 0  # how many there must be; 0 for any number


@dataclass(frozen=True)
class Gathered:
    """Some pages of a book, to be printed or kept."""

    order: BoundOrder
    is_on_right: bool  # where they begin

    @property
    def key(self) -> str:
        """Made of their words and design, and of nothing that stands before them."""
        return _key("gathering", self.order.html, self.order.css)

    @property
    def address(self) -> str:
        """Of the book."""
        return self.order.address


@dataclass(frozen=True)
class Pictured:
    """A cover, to be drawn or kept as a picture."""

    order: BoundOrder

    @property
    def key(self) -> str:
        """Made of its words and design."""
        return _key("picture", self.order.html, self.order.css)

    @property
    def address(self) -> str:
        """Of the book."""
        return self.order.address


@dataclass(frozen=True)
class BookOrder:
    """A book: its cover, and its gatherings."""

    cover: BoundOrder
    gatherings: tuple[Gathered, ...]


@dataclass(frozen=True)
class ScreenOrder:
    """A book for the screen: its cover, and what makes the file once the picture of that is there."""

    cover: Pictured
    make: Callable[[bytes], bytes]


@dataclass(frozen=True)
class SewingOrder:
    """A book to be bound: its cover, and for each gathering its file, and whether it begins on the right."""

    cover: BoundOrder
    gatherings: tuple[tuple[Path, bool], ...]


def key_of_book(book: Handbook, site: Site, theme: Path, language: str, ending: str) -> str:
    """The key of the book in one language: a change in words of another language leaves it alone."""

    def facts() -> Iterator[str]:
        for entry in (*book.guides, *book.sessions, *book.relationships, *book.pages):
            yield from (entry.reference, entry.facts.model_dump_json(), entry.in_language(language).model_dump_json())
        for thing in (*book.cards, *book.topics, *book.terms, *book.sources):
            yield thing.model_dump_json()

    return _key(language, ending, repr(site), _design(theme), *facts())


def key_of_leaf(book: Handbook, site: Site, theme: Path, copy: Copy) -> str:
    """The key of one sheet: a poster, a kit, a print test."""
    words = copy.page.in_language(copy.language)
    marks = repr([term.foreign for term in book.terms])
    facts = (copy.page.facts.model_dump_json(), words.model_dump_json(), marks)
    return _key(copy.language, copy.paper, copy.address, repr(site), _design(theme), *facts)


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join((*parts, code())).encode()).hexdigest()[:40]


@cache
def code() -> str:
    """The machine that prints, with the code of this package."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return f"{machine()}\0{digest.hexdigest()}"


def _design(theme: Path) -> str:
    """The theme's templates, print sheets and words, as one hash."""
    digest = hashlib.sha256()
    sheets = [theme / "static" / "css" / f"{name}.css" for name in SHEETS]
    for path in (
        *sorted((theme / "templates").rglob("*.html")),
        *sheets,
        *sorted((theme / "translations").rglob("*.po")),
    ):
        digest.update(str(path.relative_to(theme)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
