"""Handbook → every address that it publishes, and `tests/urls.lock`: every one that it ever published.

What is printed cannot be called back: the address in a QR code has to lead somewhere for as long as the paper lasts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.contributing.landing import land
from plugins.handbook import addresses
from plugins.handbook.asked import all_asked
from plugins.handbook.model import Handbook
from plugins.handbook.moved import moved

PATH = "tests/urls.lock"
HEAD = "# Setiap alamat yang pernah terbit; ditulis oleh inv addresses · Every address ever published; by inv addresses"


def published(book: Handbook) -> frozenset[str]:
    """Every address below the site's root at which something stands: pages, cards' pages, feeds, and old addresses."""
    return frozenset(_standing(book))


def printed(book: Handbook) -> frozenset[str]:
    """Where QR codes lead: to the pages of cards, of kits, and of what is bound in the book."""
    return frozenset(addresses.of(book, name, language) for name in book.by_reference for language in book.languages)


def read(text: str) -> frozenset[str]:
    """The addresses that a lock holds."""
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def written(known: frozenset[str]) -> str:
    """The text of a lock: one address a line, sorted."""
    return "".join(f"{line}\n" for line in (HEAD, *sorted(known)))


def load(root: Path) -> frozenset[str]:
    """The addresses published so far; none when there is no lock yet."""
    file = root / PATH
    return read(file.read_text(encoding="utf-8")) if file.is_file() else frozenset()


def record(root: Path, book: Handbook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Add the addresses of `book` to the lock; returns those added and those that are lost, in order.

    While one is lost nothing is added. OSError when the disk refuses.
    """
    known, standing = load(root), published(book)
    lost, fresh = tuple(sorted(known - standing)), tuple(sorted(standing - known))
    if fresh and not lost:
        land(root, {PATH: written(known | standing)})
    return (() if lost else fresh), lost


def _standing(book: Handbook) -> Iterator[str]:
    yield from ("index.html", "404.html")
    yield from printed(book)
    for asked in all_asked(book):
        yield from asked.places(book).values()
    for language in book.languages:
        yield addresses.of_feed(language)
        yield from moved(book, language)
