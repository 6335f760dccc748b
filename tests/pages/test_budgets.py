"""What a page weighs, in bytes as gzip sends them; and that it weighs the same in a handbook of any size."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.handbook import addresses
from plugins.handbook.letters import letters, sign
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.pages.draw import Board
from plugins.pages.views import ON_INDEX, SHELVES, views

ROOT = Path(__file__).resolve().parents[2]
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
CLASS, WORN = re.compile(r"\.([a-z][\w-]*)"), re.compile(r'\bclass="([^"]*)"')
VALUE, ASKED = re.compile(r"[{;](--[\w-]+):"), re.compile(r"var\((--[\w-]+)")
KB = 1024
ARTICLES = ("pages/guide.html", "pages/page.html", "pages/kit.html")
LONGER = {"pages/session.html": 10, "pages/card.html": 10, "pages/relationship.html": 10.25, "pages/asked.html": 11.75}
# kind of page → KB of its HTML with the style sheet inside; the bank of questions stands on one page, so that it can be
# read, printed and searched there; so do the A–Z index and the rules
HTML = {
    **dict.fromkeys(ARTICLES, 10),
    **LONGER,
    "pages/home.html": 12,
    "pages/questions.html": 24,
    "pages/a-z.html": 23,
    "pages/check-rules.html": 17.5,
}
OTHERS = 13
SHEET, SCRIPT, ARTICLE, HOME = 4, 4, 15, 20
MANY = 1000


def packed(data: bytes) -> int:
    """Bytes on the line."""
    return len(gzip.compress(data, 9, mtime=0))


@pytest.fixture(scope="module")
def weights(book: Handbook, pages: Path) -> dict[str, list[tuple[str, str]]]:
    """Template → address and HTML of its pages."""
    found: dict[str, list[tuple[str, str]]] = {}
    for view in views(book):
        path = pages / (f"{view.address}index.html" if view.address.endswith("/") else view.address)
        found.setdefault(view.template, []).append((view.address, path.read_text(encoding="utf-8")))
    return found


def scripts(html: str) -> Iterator[str]:
    for source in re.findall(r'<script src="[^"]*/js/([\w-]+\.js)"', html):
        yield (ROOT / "theme/static/js" / source).read_text(encoding="utf-8")


def test_no_page_is_heavy(weights: dict[str, list[tuple[str, str]]]) -> None:
    """Each kind of page keeps its bound, its style sheet 4 KB (with what only this kind carries, 5)."""
    for template, found in weights.items():
        for address, html in found:
            assert packed(html.encode()) <= HTML.get(template, OTHERS) * KB, address
            style = STYLE.search(html)
            assert style, address
            assert packed(style[1].encode()) <= (SHEET if template in ARTICLES else SHEET + 1) * KB, address


def test_a_page_carries_the_style_it_needs(weights: dict[str, list[tuple[str, str]]]) -> None:
    """What any sheet of the site dresses is dressed wherever it stands; no value is carried that nothing asks for."""
    split = {address: STYLE.split(html) for found in weights.values() for address, html in found}
    dressed = {each for _, style, _ in split.values() for each in CLASS.findall(style)}
    for address, (_, style, body) in split.items():
        worn = {each for names in WORN.findall(body) for each in names.split()}
        assert (worn & dressed) - set(CLASS.findall(style)) == set(), address
        assert set(VALUE.findall(style)) == set(ASKED.findall(style)), address


def test_an_article_with_all_it_needs(weights: dict[str, list[tuple[str, str]]]) -> None:
    """HTML, scripts, icon: every article at most 15 KB, home 20; the scripts of a page at most 4, of the search 8."""
    icon = packed((ROOT / "theme/static/icon.svg").read_bytes())
    for template, found in weights.items():
        for address, html in found:
            code = sum(packed(script.encode()) for script in scripts(html))
            assert code <= (2 * SCRIPT if template == "pages/search.html" else SCRIPT) * KB, address
            bound = ARTICLE if template in (*ARTICLES, *LONGER) else HOME
            if template in (*ARTICLES, *LONGER, "pages/home.html"):
                assert packed(html.encode()) + code + icon <= bound * KB, address


def test_a_thousand_guides_more(tiny: Handbook, site: Site) -> None:
    """With a thousand guides an article has the bytes it has with thirteen on its shelf; home and index are bounded."""
    here, bounded = "id/panduan/panduan-0020/", ("id/", "id/panduan/", "en/", "en/guides/")

    def pages_of(count: int) -> dict[str, str]:
        book = with_guides(tiny, count)
        board = Board(book, site, ROOT / "theme")
        return {view.address: board.draw(view) for view in views(book) if view.address in (here, *bounded)}

    few, many = pages_of(len(SHELVES) * (ON_INDEX + 1)), pages_of(MANY)
    assert few[here] == many[here]
    for place in bounded:
        assert abs(len(few[place]) - len(many[place])) < 100, place  # the count of the others has more digits


def test_a_long_index_has_a_page_a_letter(tiny: Handbook, site: Site) -> None:
    """With a thousand guides the A–Z page names letters only, each leads to its page, and no row is lost."""
    book = with_guides(tiny, MANY)
    board = Board(book, site, ROOT / "theme")
    index = addresses.of_index(book, "a-z", "id")
    pages = {view.address: board.draw(view) for view in views(book) if view.address.startswith(index)}
    groups = letters(book, "id")
    named = [f"{index}{sign(letter)}/" for letter, _ in groups]
    assert list(pages) == [index, *named]
    assert re.findall(r'href="([0a-z]/)"', pages[index]) == [address.removeprefix(index) for address in named]
    assert packed(pages[index].encode()) <= HOME * KB
    for address, (letter, rows) in zip(named, groups, strict=True):
        listed = pages[address].partition('<section class="letter"')[2].partition("</section>")[0]
        assert listed.count("<li>") == len(rows)
        assert f'<a href="../{sign(letter)}/" aria-current="page">{letter}</a>' in pages[address]
        assert f'<a href="../../../en/{book.page("a-z").words["en"].slug}/" hreflang="en"' in pages[address]


def with_guides(book: Handbook, count: int) -> Handbook:
    """The handbook with `count` guides more, over all shelves in turn."""
    first = book.guides[0]
    guides = [*book.guides]
    for number in range(count):
        words = {
            code: side.model_copy(update={"slug": f"{name}-{number:04}", "title": f"{side.title} {number:04}"})
            for (code, side), name in zip(first.words.items(), ("panduan", "guide"), strict=True)
        }
        facts = first.facts.model_copy(update={"section": SHELVES[number % len(SHELVES)], "order": number + 100})
        guides.append(first.model_copy(update={"key": f"guide-{number:04}", "words": words, "facts": facts}))
    own = {name: getattr(book, name) for name in Handbook.model_fields}  # a copy would take what is worked out with it
    return Handbook.model_construct(**{**own, "guides": tuple(guides), "standings": {}})
