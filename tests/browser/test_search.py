"""The search page in real Chromium: keyboard alone, announced, shared by its address, whole without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.handbook import addresses
from plugins.handbook.model import Handbook

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
QUERIES = {"id": "umpan balik", "en": "feedback"}
STATUS = {"id": "{} hasil untuk “umpan balik”", "en": "{} results for “feedback”"}


@pytest.fixture
def visit(chromium: Browser, address: str, book: Handbook) -> Iterator[Any]:
    """A function that opens the search page, or another one, with the settings asked for."""
    contexts = []

    def open_page(
        language: str, query: str = "", reference: str = "pages/search", width: int = 1280, **settings: Any
    ) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, **settings)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}{addresses.of(book, reference, language)}{f'?q={query}' if query else ''}")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_axe_finds_nothing_among_the_results(visit: Any, language: str, scheme: str, width: int) -> None:
    """axe: 0 violations on the search page with results and one of them chosen, and it does not scroll sideways."""
    page = visit(language, QUERIES[language], width=width, color_scheme=scheme)
    page.locator("#search-results .hit").first.wait_for()
    page.locator("#q").press("ArrowDown")
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run()")["violations"]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["id", "en"])
def test_from_any_page_with_the_keyboard_alone(visit: Any, address: str, book: Handbook, language: str) -> None:
    """/ leads from a guide to the box; type, go down once, Enter: the first answer opens; the address has the query."""
    page = visit(language, reference="guides/what-is")
    page.keyboard.press("/")
    page.wait_for_url(f"{address}{addresses.of(book, 'pages/search', language)}")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(QUERIES[language])
    first = page.locator("#search-results .hit").first
    first.wait_for()
    page.wait_for_url("**?q=*")
    page.keyboard.press("ArrowDown")
    assert page.locator("#q").get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert first.get_attribute("aria-selected") == "true"
    there = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "?q=" not in url)
    assert there is not None
    assert page.url.endswith(there.removeprefix("../").removeprefix("../"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_count_is_announced(visit: Any, language: str) -> None:
    """A live region says how many answers there are, and the combobox that its list is open."""
    page = visit(language, QUERIES[language])
    page.locator("#search-results .hit").first.wait_for()
    count = page.locator("#search-results [role=option]").count()
    expect(page.get_by_role("status")).to_have_text(STATUS[language].format(count))
    assert page.get_by_role("combobox", name="").first.get_attribute("aria-expanded") == "true"


def test_arrows_go_round(visit: Any) -> None:
    """Up from the box comes to the last answer; down from there comes back to the box."""
    page = visit("id", "umpan balik")
    page.locator("#search-results .hit").first.wait_for()
    page.locator("#q").press("ArrowUp")
    assert page.locator(".hit").last.get_attribute("aria-selected") == "true"
    page.locator("#q").press("ArrowDown")
    assert page.locator("[aria-selected=true]").count() == 0
    assert page.locator("#q").get_attribute("aria-activedescendant") == ""


def test_answers_are_links_that_lead_somewhere(visit: Any, pages: Path, address: str) -> None:
    """Every answer is a link to a page, and to a place on it, that exists."""
    page = visit("id", "tujuan")
    page.locator("#search-results a.hit").first.wait_for()
    for url in page.evaluate("[...document.querySelectorAll('#search-results a')].map((each) => each.href)"):
        path, _, anchor = url.removeprefix(address).partition("#")
        text = (pages / path / "index.html").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text, url


def test_the_filter_keeps_one_kind(visit: Any) -> None:
    """With the filter on cards every answer is a card, and the address keeps the filter."""
    page = visit("id", "karier")
    page.locator("#search-results .hit").first.wait_for()
    page.locator("#kind").select_option(label="Kartu")
    page.wait_for_url("**&kind=3")
    kinds = page.locator(".hit > span:nth-child(2)").all_inner_texts()
    assert kinds
    assert set(kinds) == {"Kartu"}


def test_words_are_marked_in_any_form(visit: Any) -> None:
    """The text around the match comes from its page, with the word marked in whichever form stands there."""
    page = visit("id", "mendengarkan")
    page.locator(".hit .snippet mark").first.wait_for()
    forms = {form.lower() for form in page.locator(".hit mark").all_inner_texts()}
    assert {"mendengarkan"} < forms
    assert all("dengar" in form for form in forms)


def test_a_section_is_shown_by_its_own_text(visit: Any, book: Handbook) -> None:
    """Below a term stands what it means, not what its page is for."""
    page = visit("en", "upward feedback")
    term = next(term for term in book.terms if term.words["en"].term == "upward feedback")
    snippet = page.locator(f".hit[href$='#{term.key}'] .snippet")
    snippet.locator("mark").first.wait_for()
    assert term.words["en"].meaning[:40] in snippet.inner_text()


@pytest.mark.parametrize(("language", "query"), [("id", "apa yang harus kutanyakan"), ("en", "what to talk about")])
def test_no_section_is_shown_by_its_link_to_the_other_language(visit: Any, language: str, query: str) -> None:
    """Where none of the words stands in a section, its first words are shown, and those are a sentence or a row."""
    page = visit(language, query)
    page.locator(".hit .snippet").first.wait_for()
    page.wait_for_load_state("networkidle")
    shown = page.locator(".hit .snippet").all_inner_texts()[:6]
    assert len(shown) == 6
    assert [text for text in shown if len(text.split()) < 3] == []


def test_a_quote_has_no_number_of_a_source(visit: Any) -> None:
    """The small number that leads to a source is not read as part of the sentence."""
    page = visit("id", "mengapa orang memilih diam")
    snippet = page.locator(".hit[href$='#why-people-stay-silent'] .snippet")
    snippet.locator("mark").first.wait_for()
    assert re.search(r"\w\.\d", snippet.inner_text()) is None


def test_a_section_of_a_kit_names_its_page(visit: Any, book: Handbook) -> None:
    """“The 40-minute meeting” tells of which sheet it is, as a section of a guide tells its guide."""
    page = visit("en", "40-minute meeting")
    where = page.locator(".hit[href$='#meeting'] > span").first
    title = book.page("kit-conflict").words["en"].title
    assert where.inner_text() == f"Other pages · {title}"


def test_the_other_language_is_offered(visit: Any) -> None:
    """What only the English edition knows is offered to an Indonesian reader, marked as English."""
    page = visit("id", "interrupted")
    page.locator("#search-results .hit").first.wait_for()
    assert page.locator(".hit").first.get_attribute("lang") == "en"
    assert "/en/" in page.evaluate("document.querySelector('.hit').href")
    assert page.get_by_role("status").inner_text().startswith("Tidak ada dalam bahasa Indonesia untuk “interrupted”; ")


def test_nonsense_is_told(visit: Any) -> None:
    """Nothing found is said in words, without an empty list."""
    page = visit("en", "qqqqzzzz")
    expect(page.get_by_role("status")).to_have_text("Nothing found for “qqqqzzzz”.")
    assert page.locator("#search-results").is_hidden()


def test_a_query_is_never_markup(visit: Any) -> None:
    """A query with a tag in it is shown as it was typed and makes no element."""
    page = visit("en", "%3Cimg src=x onerror=alert(1)%3Efeedback")
    page.locator("#search-results .hit").first.wait_for()
    assert page.locator("main img").count() == 0
    assert "<img src=x" in page.get_by_role("status").inner_text()


def test_the_key_can_be_turned_off(visit: Any) -> None:
    """Whoever speaks to their computer can turn the key / off; it stays off on the next page."""
    page = visit("en")
    page.locator("#slash").uncheck()
    page.locator(".brand").click()
    page.wait_for_url("**/en/")
    page.keyboard.press("/")
    page.wait_for_timeout(200)
    assert page.url.endswith("/en/")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["id", "en"])
def test_without_javascript_the_index_leads_there(visit: Any, book: Handbook, language: str, width: int) -> None:
    """Header → search page → letter → heading: three plain links, and no box that would do nothing."""
    page = visit(language, reference="guides/what-is", width=width, java_script_enabled=False)
    page.locator("[data-search]").click()
    assert page.locator("#q").is_hidden()
    assert page.locator("noscript p").is_visible()
    page.locator(".letters a", has_text="K").first.click()
    assert page.url.endswith(f"{addresses.of(book, 'pages/a-z', language)}#letter-k")
    link = page.locator("section[aria-labelledby=letter-k] a").first
    assert link.is_visible()
    link.click()
    assert page.locator("h1").is_visible()


def test_words_typed_while_the_index_is_on_its_way_are_asked(visit: Any) -> None:
    """On a slow line the words come before the index does; its arrival must not drop them."""
    page = visit("id", reference="guides/what-is")
    held = []
    page.route("**/search.js", lambda route: held.append(route) if "/id/" in route.request.url else route.continue_())
    page.goto(page.locator("[data-search]").evaluate("link => link.href"), wait_until="domcontentloaded")
    page.locator("#q").press_sequentially("mendengarkan")
    with page.expect_response("**/id/search.js"):
        held[0].continue_()
    page.locator(".hit .snippet mark").first.wait_for(timeout=5000)


SHIFTS = """new PerformanceObserver((list) => list.getEntries().forEach((each) => {
  if (!each.hadRecentInput) window.moved = (window.moved || 0) + each.value;
})).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("query", ["", "mendengarkan"])
def test_nothing_moves_while_answers_come(visit: Any, query: str) -> None:
    """Layout shift 0 from the first answer to the last text around a match, typed or come with the address."""
    page = visit("id", query)
    page.evaluate(SHIFTS)
    if not query:
        page.locator("#q").press_sequentially("mendengarkan", delay=30)
    page.locator(".hit .snippet mark").first.wait_for()
    page.wait_for_timeout(800)
    assert page.evaluate("window.moved || 0") == 0


def test_found_from_a_disk(chromium: Browser, pages: Path, book: Handbook) -> None:
    """Opened as files, the search answers all the same, and its links open."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"file://{pages}/{addresses.of(book, 'pages/search', 'id')}index.html?q=kerahasiaan")
    page.locator("#search-results .hit").first.click()
    page.wait_for_url("**/panduan/kerahasiaan/index.html*")
    assert page.locator("h1").is_visible()
    context.close()
