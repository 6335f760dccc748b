"""A reader's first minutes in real Chromium: whole with JavaScript off, in both languages, and from a disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from plugins.handbook import addresses
from plugins.handbook.asked import all_asked
from plugins.handbook.model import Handbook

SIZES = {"desk": (1280, 900), "phone": (390, 844)}
PAGES = (
    "pages/home",
    "guides/what-is",
    "relationships/team-member",
    "sessions/regular",
    "cards/team-member/regular",
    "pages/cards",
)


def open_page(browser: Browser, url: str, size: str = "desk", scheme: str = "light", scripts: bool = True) -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(url)
    return page


def at(book: Handbook, address: str, reference: str, language: str) -> str:
    return address + addresses.of(book, reference, language)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("reference", PAGES)
def test_whole_without_javascript(
    chromium: Browser, address: str, book: Handbook, reference: str, language: str
) -> None:
    """With JavaScript off the page shows its heading, and its language switch leads to its twin."""
    other = "en" if language == "id" else "id"
    page = open_page(chromium, at(book, address, reference, language), "phone", scripts=False)
    assert page.locator("h1").is_visible()
    page.locator("[data-switch]").click()
    assert page.url == at(book, address, reference, other)
    assert page.locator("html").get_attribute("lang") == other
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_questions_of_a_relationship_without_javascript(
    chromium: Browser, address: str, book: Handbook, size: str
) -> None:
    """The page of a relationship leads to its questions, a topic there to its own, and these on, across, and back."""
    here, other = list(all_asked(book))[:2]
    page = open_page(chromium, at(book, address, here.relationship.reference, "id"), size, scripts=False)
    topic, asked = here.topics[1]
    page.locator(".next a").first.click()
    assert page.url == address + here.places(book)["id"]
    page.locator(".topics a").nth(1).click()
    assert page.url == f"{address}{here.places(book)['id']}#{topic.key}"
    section = page.locator(f"section[aria-labelledby={topic.key}]")
    assert section.locator(".ask").all_inner_texts() == [question.words["id"] for question in asked]
    page.locator("[data-switch]").click()
    assert page.url == address + here.places(book)["en"]
    page.locator(".turn [rel=next]").click()
    assert page.url == address + other.places(book)["en"]
    page.locator(".crumbs a").last.click()
    assert page.url == at(book, address, other.relationship.reference, "en")
    page.context.close()


@pytest.mark.parametrize(("place", "first"), [("en/no-such-page/", "en"), ("id/tidak-ada/", "id"), ("lost", "id")])
def test_a_missing_page_speaks_the_language_of_its_address(
    chromium: Browser, address: str, pages: Path, place: str, first: str
) -> None:
    """Both languages stand on the page that a host sends where there is none; that of the address comes first."""
    context = chromium.new_context()
    context.route(f"{address}{place}", lambda route: route.fulfill(status=404, path=pages / "404.html"))
    page = context.new_page()
    page.goto(f"{address}{place}")
    languages = page.locator(".beside section").evaluate_all("sides => sides.map(side => side.lang)")
    assert languages == [first, *({"id", "en"} - {first})]
    context.close()


def test_the_switch_keeps_the_section(chromium: Browser, address: str, book: Handbook) -> None:
    """A reader in a section comes to the same section of the other language, with JavaScript and without."""
    heading = book.by_reference["guides/what-is"].words["id"].headings[1].id  # type: ignore[union-attr]
    here = f"{at(book, address, 'guides/what-is', 'id')}#{heading}"
    there = f"{at(book, address, 'guides/what-is', 'en')}#{heading}"
    page = open_page(chromium, here)
    page.locator("[data-switch]").click()
    assert page.url == there
    page.context.close()
    page = open_page(chromium, here, scripts=False)
    page.locator(f"#{heading} + .section-switch a").click()
    assert page.url == there
    page.context.close()


def test_opened_from_disk(chromium: Browser, pages: Any, book: Handbook) -> None:
    """Opened as a file, a link to a folder leads to the page in it."""
    page = open_page(chromium, f"file://{pages}/index.html")
    page.locator("a[hreflang=id]").click()
    page.wait_for_url("**/id/index.html")
    assert page.locator("h1").inner_text() == "Empat Mata"
    page.context.close()
