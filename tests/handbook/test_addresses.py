"""Addresses of the tiny site, and links between them."""

from __future__ import annotations

import pytest

from plugins.handbook import addresses
from plugins.handbook.asked import all_asked
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


def test_the_questions_of_a_relationship_have_their_own_page(book: Handbook) -> None:
    """It stands below the relationship in each language and holds each fitting question once."""
    others = {addresses.of(book, name, language) for name in book.by_reference for language in book.languages}
    for asked in all_asked(book):
        for language, address in asked.places(book).items():
            folder, slug = address.rstrip("/").rsplit("/", 1)
            assert f"{folder}/" == addresses.of_entry(book, asked.relationship, language)
            assert slug == book.page("questions").in_language(language).slug
            assert address not in others
        told = [question.key for _, found in asked.topics for question in found]
        bank = [question for topic in book.topics for question in topic.questions]
        assert told == [each.key for each in bank if asked.relationship.key in each.relationships]


def test_a_relationship_that_nobody_asks_in_has_no_such_page(tiny: Handbook) -> None:
    """Without a question that fits there is no page, so no link leads to an empty one."""
    alone = tiny.model_copy(update={"topics": ()})
    assert (len(list(all_asked(tiny))), list(all_asked(alone))) == (1, [])


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
