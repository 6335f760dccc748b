"""A reader at work in real Chromium: choosing, light or dark, ticks and time, paper; by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from plugins.handbook import addresses
from plugins.handbook.model import Handbook

SIZES = {"desk": (1280, 900), "phone": (390, 844)}
GUIDE, CARD = "guides/what-is", "cards/team-member/regular"
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.fixture
def at(address: str, book: Handbook) -> Iterator[dict[str, str]]:
    """Where the walks begin: home, a guide and a card of each language."""
    yield {
        f"{language} {name}": address + addresses.of(book, reference, language)
        for language in book.languages
        for name, reference in (("home", "pages/home"), ("guide", GUIDE), ("card", CARD))
    }


def visit(
    browser: Browser,
    url: str,
    size: str = "desk",
    scheme: Literal["light", "dark"] = "light",
    scripts: bool = True,
) -> Page:
    """A page in a browser of its own."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto(url)
    return page


def paper(page: Page) -> str:
    """The colour of the page."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus, as somebody without a mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_chooser_leads_to_a_card_without_scripts(
    chromium: Browser, at: dict[str, str], book: Handbook, language: str, size: str
) -> None:
    """“I am the …, meeting my …, because …” ends on the page of a card, by plain links, with JavaScript off."""
    page = visit(chromium, at[f"{language} home"], size, scripts=False)
    host = book.relationship("team-member").in_language(language).host
    page.locator(".roles summary", has_text=host).first.click()
    page.locator(".roles details[open] a").first.click()
    assert page.url == at[f"{language} card"]
    assert page.locator(".agenda tbody tr").count() > 3
    assert page.locator(".live:visible, .copy:visible").count() == 0  # no button that does nothing
    page.context.close()


def test_the_chooser_by_keyboard(chromium: Browser, at: dict[str, str]) -> None:
    """Tab and Enter alone go from the home page to a card, from there to its twin, and to its agenda."""
    page = visit(chromium, at["en home"])
    tab_to(page, ".roles summary")
    page.keyboard.press("Enter")
    tab_to(page, ".roles a")
    page.keyboard.press("Enter")
    page.wait_for_url(at["en card"])
    tab_to(page, "[data-switch]")
    page.keyboard.press("Enter")
    page.wait_for_url(at["id card"])
    tab_to(page, "[data-act=start]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-told]")).to_have_text("Buka: 3 menit lagi")
    assert page.evaluate("document.activeElement.dataset.act") == "pause"
    tab_to(page, "[data-act=next]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-clock]")).to_have_text("Cek janji: 2 menit lagi")
    expect(page.locator(".agenda [aria-current=step]")).to_contain_text("Cek janji")
    tab_to(page, "[data-tick=step-1]")
    page.keyboard.press("Space")
    assert page.locator("[data-tick=step-1]").is_checked()
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_theme_without_scripts(chromium: Browser, at: dict[str, str], size: str) -> None:
    """With JavaScript off the page follows the device, and the buttons still turn it to light and to dark."""
    page = visit(chromium, at["id guide"], size, "dark", scripts=False)
    dark = paper(page)
    page.locator(".look summary").click()
    page.get_by_role("radio", name="Terang").check()
    assert paper(page) == "rgb(255, 255, 255)" != dark
    page.get_by_role("radio", name="Gelap").check()
    assert paper(page) == dark
    page.context.close()


def test_the_theme_is_remembered_without_a_flash(chromium: Browser, at: dict[str, str]) -> None:
    """Chosen by keyboard, it holds on the next page before anything is drawn, and goes back to the device's."""
    page = visit(chromium, at["en guide"])
    light = paper(page)
    tab_to(page, ".look summary")
    page.keyboard.press("Enter")
    tab_to(page, ".look input")
    page.keyboard.press("ArrowUp")  # from the first to the last: dark
    dark = paper(page)
    assert dark != light
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.look summary')")
    # the remembered theme is there when the body is first parsed, long before the deferred script
    page.add_init_script(
        "new MutationObserver((_, it) => { if (document.body) { window.first ??= getComputedStyle(document.body)"
        ".backgroundColor; it.disconnect(); } }).observe(document, { childList: true, subtree: true });"
    )
    page.goto(at["id card"])
    assert page.evaluate("window.first") == dark == paper(page)
    assert page.locator(".look [value=dark]").is_checked()
    page.locator(".look summary").click()
    page.locator(".look [value=auto]").check()
    assert paper(page) == light
    page.context.close()


def test_a_card_keeps_what_was_ticked(chromium: Browser, at: dict[str, str]) -> None:
    """Ticks, promises and time survive a reload, are the same in both languages, print, and go at a press."""
    page = visit(chromium, at["id card"], "phone")
    sent: list[str] = []
    page.locator("[data-tick=step-2]").check()
    page.locator("[data-tick=promise-1]").check()
    page.locator("[data-note=what-1]").fill("Ulas rancangan")
    page.locator("[data-act=start]").click()
    page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    page.locator("[data-act=next]").click()
    page.locator("[data-act=pause]").click()
    page.goto(at["en card"])
    assert page.locator("[data-tick=step-2]").is_checked()
    assert page.locator("[data-note=what-1]").input_value() == "Ulas rancangan"
    expect(page.locator("[data-clock]")).to_have_text("Past promises: 2 minutes left")
    assert [line for line in sent if not line.startswith("GET ") or "Ulas" in line] == []
    page.emulate_media(media="print")
    assert page.locator("[data-tick=step-2]").is_visible()
    assert page.locator("[data-act]:visible, .clock:visible").count() == 0
    page.emulate_media(media="screen")
    page.locator("[data-act=clear]").click()
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("[data-tick]:checked").count() == 0
    assert page.locator("[data-note=what-1]").input_value() == ""
    page.context.close()


def test_the_time_passes_by_itself(chromium: Browser, at: dict[str, str]) -> None:
    """The timer goes from step to step, says each once to a screen reader, and ends without a sound or a reproach."""
    page = visit(chromium, "about:blank")
    page.clock.install()
    page.goto(at["en card"])
    page.locator("[data-act=start]").click()
    told = page.locator("[data-told]")
    expect(told).to_have_text("Open: 3 minutes left")
    page.clock.run_for(60_000)
    expect(page.locator("[data-clock]")).to_have_text("Open: 2 minutes left")
    expect(told).to_have_text("Open: 3 minutes left")
    page.clock.run_for(90_000)
    expect(page.locator("[data-clock]")).to_have_text("Open: less than a minute left")
    page.clock.run_for(40_000)
    expect(told).to_have_text("Past promises: 2 minutes left")
    page.clock.fast_forward(40 * 60_000)
    expect(page.locator("[data-clock]")).to_have_text("The time is over. Say your promises and close.")
    expect(page.locator("[data-act=next]")).to_be_disabled()
    page.context.close()


def test_sentences_and_agendas_are_copied(chromium: Browser, at: dict[str, str]) -> None:
    """The button beside a sentence copies it without its quotation marks; the agenda's copies its Markdown."""
    page = visit(chromium, at["en card"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".opening .copy").click()
    expect(page.locator(".opening .copy")).to_have_text("Copied")
    opening = page.locator(".opening q").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == opening.strip("“”")
    page.locator(".to-copy summary").click()
    page.locator(".to-copy .copy").click()
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("# Regular 1-on-1 with a team member\n\n## Agenda\n\n| Minutes | Step | What to do |\n")
    page.goto(at["en guide"])
    page.locator(".say .copy").first.click()
    said = page.locator(".say").first.locator("p:not(.admonition-title)").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == said.strip("“”")
    page.context.close()


def test_the_contents_say_where_one_is(chromium: Browser, at: dict[str, str]) -> None:
    """On a desk exactly one entry is current, the one whose section is read; at the end it is the last one."""
    page = visit(chromium, at["en guide"])
    current = page.locator(".contents [aria-current]")
    assert current.count() == 0
    second = page.locator(".contents a").nth(1)
    second.click()
    expect(current).to_have_text(second.inner_text())
    page.keyboard.press("End")
    expect(current).to_have_text(page.locator(".contents a").last.inner_text())
    page.context.close()


@pytest.mark.parametrize("name", ["home", "guide", "card"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_while_a_page_loads(chromium: Browser, at: dict[str, str], name: str, size: str) -> None:
    """The layout shift of a page is 0, also where a script adds boxes and buttons."""
    page = visit(chromium, at[f"id {name}"], size)
    assert page.evaluate(SHIFT) == 0
    page.context.close()


def test_an_article_on_paper(chromium: Browser, at: dict[str, str]) -> None:
    """Printed from dark: black on white; title, text, language, address, day, licence; nothing to press."""
    page = visit(chromium, at["id guide"], scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    shown: str = page.inner_text("body")
    assert shown.startswith("Mulai di sini")
    assert shown.splitlines()[-1] == (
        "Terakhir diubah 22 November 2026. Empat Mata · Bahasa Indonesia · "
        "https://empat-mata.example/id/panduan/apa-itu-1-on-1/ · CC BY-SA 4.0"
    )
    for hidden in (".top", ".foot", ".aside", ".crumbs", ".contents", ".next", ".turn", ".copy", ".skip"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    colours = page.evaluate(
        "[...document.querySelectorAll('h1, .lead, .prose :not(hr)')].map((it) => getComputedStyle(it).color)"
    )
    assert set(colours) == {"rgb(0, 0, 0)"}
    page.context.close()


def requests_of(context: BrowserContext, url: str) -> list[str]:
    """What a first visit asks for."""
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url, wait_until="networkidle")
    return asked


def test_a_first_visit_asks_for_little(chromium: Browser, at: dict[str, str], address: str) -> None:
    """At most four requests for an article, all to this host; no cookie; nothing blocks the first drawing."""
    context = chromium.new_context()
    asked = requests_of(context, at["id guide"])
    assert len(asked) <= 4
    assert [url for url in asked if not url.startswith(address)] == []
    assert context.cookies() == []
    page = context.pages[0]
    blocking = "performance.getEntriesByType('resource').filter((it) => it.renderBlockingStatus === 'blocking').length"
    assert page.evaluate(blocking) == 0
    context.close()
