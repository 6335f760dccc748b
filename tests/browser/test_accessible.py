"""axe on every kind of page, in both languages, light and dark, at three widths and on paper."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from plugins.handbook import addresses
from plugins.handbook.model import Handbook
from plugins.pages.views import views

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# Names, roles and sizes do not depend on colours: in the dark the rules about colour are asked again, and no others.
RUN = {
    "light": "() => axe.run({ resultTypes: TYPES, rules: { 'target-size': { enabled: true } } })",
    "dark": "() => axe.run({ resultTypes: TYPES, runOnly: ['cat.color'] })",
}
# Long lists are judged whole once, in the light at the first width; after that the first rows of each stand for all.
MOST_ROWS = 8
SHORTEN = """most => {
    for (const list of document.querySelectorAll("main ul, main ol, main dl, main tbody"))
        while (list.childElementCount > most) list.lastElementChild.remove();
}"""
WIDTHS = (1280, 390, 320)
PAPER = 673  # px: A4 between the margins of print.css
# A cell that is scrolled out of its frame lies under the frame's edge: axe cannot see its background. The same cells
# are judged where they are in view, at 1280 px.
EXPLAINED = {"color-contrast": ".table"}


def kinds(book: Handbook, language: str) -> list[str]:
    """One address of each kind of page: the first view of every template, and the two pages of all languages."""
    found: dict[str, str] = {}
    for view in views(book):
        if view.language == language or not view.alternates:
            found.setdefault(view.template, view.address)
    return list(found.values())


def faults(page: Page, scheme: str) -> list[tuple[str, str, list[str]]]:
    """Every violation, and everything that axe leaves open and `EXPLAINED` does not answer."""
    result: dict[str, Any] = page.evaluate(RUN[scheme].replace("TYPES", "['violations', 'incomplete']"))
    found = []
    for state in ("violations", "incomplete"):
        for rule in result[state]:
            nodes = [
                node for node in rule["nodes"] if state == "violations" or not is_explained(page, rule["id"], node)
            ]
            if nodes:
                found.append((state, rule["id"], [node["html"][:120] for node in nodes]))
    return found


def is_explained(page: Page, rule: str, node: Any) -> bool:
    place = EXPLAINED.get(rule)
    return bool(place) and bool(page.locator(node["target"][0]).evaluate("(it, place) => !!it.closest(place)", place))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_axe_finds_nothing(chromium: Browser, address: str, book: Handbook, language: str, scheme: str) -> None:
    """0 violations and nothing left open on each kind of page, at each width and in print; no page scrolls sideways."""
    context = chromium.new_context(color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True)
    page = context.new_page()
    wrong: dict[tuple[object, ...], object] = {}
    for place in kinds(book, language):
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(address + place)
        page.evaluate(AXE)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if scheme == "dark" or width != WIDTHS[0]:
                page.evaluate(SHORTEN, MOST_ROWS)
            if found := faults(page, scheme):
                wrong[place, width] = found
            if not page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
                wrong[place, width, "wide"] = True
        page.set_viewport_size({"width": PAPER, "height": 900})
        page.emulate_media(media="print")
        if found := faults(page, scheme):
            wrong[place, "print"] = found
        page.emulate_media(media="screen")
    context.close()
    assert wrong == {}


def test_every_kind_of_page_is_tried(book: Handbook) -> None:
    """Each template that draws a page has an address in each language's walk."""
    templates = {view.template for view in views(book)}
    for language in book.languages:
        assert len(kinds(book, language)) == len(templates)


@pytest.mark.parametrize("language", ["id", "en"])
def test_forced_colours_and_little_motion(chromium: Browser, address: str, book: Handbook, language: str) -> None:
    """Drawings keep to the reader's colours, more contrast has no soft ink, and nothing moves by itself."""
    context = chromium.new_context(forced_colors="active", reduced_motion="reduce", contrast="more")
    page = context.new_page()
    page.goto(address + addresses.of(book, "cards/team-member/regular", language))
    shown = page.evaluate(
        """() => {
            const style = (selector) => getComputedStyle(document.querySelector(selector));
            const ink = style("body").color;
            return {
                bar: style(".bar-now").fill === ink,
                mark: style(".mark-a").fill === ink,
                soft: style(".soft").color === ink,
                scroll: getComputedStyle(document.documentElement).scrollBehavior,
                moving: document.getAnimations().length,
            };
        }"""
    )
    context.close()
    assert shown == {"bar": True, "mark": True, "soft": True, "scroll": "auto", "moving": 0}
