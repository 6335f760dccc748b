"""Addresses of the tiny site, and links between them."""

from __future__ import annotations

import pytest

from plugins.handbook import addresses
from plugins.handbook.model import Handbook


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("id/panduan/a/", "id/panduan/b/#x", "../b/#x"),
        ("id/panduan/a/", "id/panduan/a/", "./"),
        ("id/panduan/a/", "#x", "../../../#x"),
        ("id/", "static/icon.svg", "../static/icon.svg"),
        ("index.html", "id/", "id/"),
        ("id/a/", "en/b/c.pdf", "../../en/b/c.pdf"),
    ],
)
def test_relative(here: str, there: str, link: str) -> None:
    """A link from one page to another works from a web server, a sub-folder of one, and a disk."""
    assert addresses.relative(here, there) == link


def test_no_two_pages_share_an_address(book: Handbook) -> None:
    """Every entry and card has an address of its own in each language."""
    every = [addresses.of(book, reference, language) for language in book.languages for reference in book.by_reference]
    assert len(every) == len(set(every)) == len(book.languages) * len(book.by_reference)


def test_addresses_are_symmetric(book: Handbook) -> None:
    """The address of a page has the same depth in every language, so a link out of a body fits any of them."""
    for reference in book.by_reference:
        assert len({address.count("/") for address in addresses.all_languages(book, reference).values()}) == 1


def test_links_of_a_body_are_placed(book: Handbook) -> None:
    """`entry:` links become links to the page in the reader's language, with their anchor."""
    html = '<a href="entry:guides/what-is#x">a</a> <a href="https://example.org">b</a>'
    here = addresses.of(book, "guides/value", "en")
    there = addresses.relative(here, addresses.of(book, "guides/what-is", "en"))
    assert (
        addresses.place_links(html, book, here, "en")
        == f'<a href="{there}#x">a</a> <a href="https://example.org">b</a>'
    )
