"""A reader's first minutes in real Chromium: accessible, readable on a phone, whole with JavaScript off."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from plugins.handbook import addresses
from plugins.handbook.model import Handbook

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("reference", PAGES)
def test_axe_finds_nothing(
    chromium: Browser, address: str, book: Handbook, reference: str, language: str, size: str, scheme: str
) -> None:
    """axe: 0 violations, in both languages, light and dark, at a desk and on a phone."""
    page = open_page(chromium, at(book, address, reference, language), size, scheme)
    page.evaluate(AXE)
    result: dict[str, Any] = page.evaluate("() => axe.run()")
    page.context.close()
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in result["violations"]] == []


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
@pytest.mark.parametrize("reference", PAGES)
def test_nothing_runs_out_of_the_page(
    chromium: Browser, address: str, book: Handbook, reference: str, size: str
) -> None:
    """No page scrolls sideways."""
    page = open_page(chromium, at(book, address, reference, "id"), size)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.context.close()


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


def test_no_request_leaves_the_site(chromium: Browser, address: str, book: Handbook) -> None:
    """A guide asks for nothing from another host, sets no cookie, and needs at most three requests."""
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(at(book, address, "guides/what-is", "id"))
    assert [url for url in asked if not url.startswith(address)] == []
    assert len(asked) <= 3
    assert context.cookies() == []
    context.close()


def test_opened_from_disk(chromium: Browser, pages: Any, book: Handbook) -> None:
    """Opened as a file, a link to a folder leads to the page in it."""
    page = open_page(chromium, f"file://{pages}/index.html")
    page.locator("a[hreflang=id]").click()
    page.wait_for_url("**/id/index.html")
    assert page.locator("h1").inner_text() == "Empat Mata"
    page.context.close()
