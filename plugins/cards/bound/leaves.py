"""Handbook, site, theme and language → the orders of what is pinned up or filled in: poster, kits, print test."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from plugins.cards.bound.columns import ruled
from plugins.cards.bound.orders import BoundOrder
from plugins.cards.bound.volume import theatre
from plugins.cards.measure import lines
from plugins.cards.tones import stylesheet
from plugins.handbook import addresses, editions
from plugins.handbook.model import Handbook, Page
from plugins.handbook.problem import START, Problem, problem
from plugins.handbook.site import Site

SIZES = {"a3": (297.0, 420.0), "a4": (210.0, 297.0), "f4": (215.0, 330.0), "letter": (215.9, 279.4)}  # mm
SPECIAL = {"kit-principles": ("poster", 1), "printing-help": ("print_test", 2)}  # by page: template, number of pages
MOST_PRINCIPLES = 10
LINE_SIZE, WHY_SIZE = 1.65, 1.18  # rem, as poster.css has them
LIST_ROOM = 155.0  # mm of an A4 poster for the words of a principle
HEAD_AND_FOOT = 25.4  # rem
GREYS = (5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)  # percent
HAIRLINES = (0.1, 0.25, 0.5, 0.75, 1)  # points
FRAMES = (5, 8, 10)  # mm
KIT_TEXT, KIT_ASIDE = 9.75, 2 * 15 + 8  # points; mm of margins and indent: see kit.css
ELLIPSIS = 2.4  # mm: the room that a writer means by one “…”

_LIST = re.compile(r"<ol[^>]*>(.*?)</ol>", re.DOTALL)
_ITEM = re.compile(r"<li>\s*(?:<p>)?<strong>(.*?)</strong>\s*(.*?)(?:</p>)?\s*</li>", re.DOTALL)
_BACK = re.compile(r'(?:&nbsp;|\u00a0)?<a class="footnote-backref"[^>]*>[^<]*</a>')
_LINK = re.compile(r'<a (?:class="[^"]*" )?href="entry:[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_EMPTY_ROW = re.compile(r"<tr>(?=(?:(?!</tr>).)*<td></td>)", re.DOTALL)


@dataclass(frozen=True)
class Leaf:
    """What a template of one sheet shows."""

    page: Page
    paper: str
    title: str
    summary: str
    language: str  # of its words
    address: str  # public
    updated: Any
    body: Markup
    items: tuple[tuple[Markup, Markup], ...]

    @property
    def width(self) -> float:
        """Of the paper, in millimetres."""
        return SIZES[self.paper][0]

    @property
    def height(self) -> float:
        """Of the paper, in millimetres."""
        return SIZES[self.paper][1]


@dataclass(frozen=True)
class Copy:
    """One sheet to be made of a page: the template that draws it, the paper, how many pages it must have (0: any)."""

    page: Page
    language: str
    paper: str
    template: str
    pages: int
    address: str


def copies(book: Handbook) -> Iterator[Copy | Problem]:
    """Every sheet; a page that cannot become one as a finding."""
    for language in book.languages:
        for page in book.pages:
            template, pages = SPECIAL.get(page.key, ("kit", 0))
            papers = editions.papers_of(page)
            if papers and template == "poster" and (fault := _not_a_poster(book, page, language)):
                yield fault
                continue
            for paper in papers:
                address = editions.of_page_pdf(book, page, language, paper)
                yield Copy(page, language, paper, template, pages, address)


def _not_a_poster(book: Handbook, page: Page, language: str) -> Problem | None:
    side = page.in_language(language)
    count = len(principles(side.html))
    if 1 <= count <= MOST_PRINCIPLES:
        return None
    address = editions.of_page_pdf(book, page, language, editions.POSTER_PAPERS[0])
    return problem(side.path, START, "P761", "items", None, file=address, count=count, limit=MOST_PRINCIPLES)


def order_of(book: Handbook, site: Site, theme: Path, copy: Copy) -> BoundOrder:
    """The sheet as an order for the press."""
    env = theatre(book, site, theme, copy.language)
    page, side = copy.page, copy.page.in_language(copy.language)
    leaf = Leaf(
        page=page,
        paper=copy.paper,
        title=_title(side.title),
        summary=side.summary,
        language=side.language,
        address=site.absolute(addresses.of_entry(book, page, copy.language)),
        updated=page.facts.updated,
        items=principles(side.html) if copy.template == "poster" else (),
        body=_body(side.html, env, copy.paper) if copy.template == "kit" else Markup(""),
    )
    html = env.get_template(f"{copy.template}.html").render(leaf=leaf, greys=GREYS, hairlines=HAIRLINES, frames=FRAMES)
    css = stylesheet(theme, "poster" if copy.template == "poster" else "kit", site.accent, _measures(leaf))
    return BoundOrder(side.path, copy.language, copy.address, html, css, copy.pages)


def _body(html: str, env: Environment, paper: str) -> Markup:
    body: Any = env.globals["body"]
    return Markup(fillable(body(html, 1), SIZES[paper][0] - KIT_ASIDE))  # noqa: S704  # sanitised when it was read


def _measures(leaf: Leaf) -> Mapping[str, str]:
    return {
        "width": f"{leaf.width:g}mm",
        "height": f"{leaf.height:g}mm",
        "base": f"{leaf.width / 210 * 10:.4g}pt",
        "air": f"{_air(leaf):.2f}rem",
    }


def principles(html: str) -> tuple[tuple[Markup, Markup], ...]:
    """The items of a body's first numbered list: the bold line, and the line of why."""
    found = _LIST.search(html)
    items = _ITEM.findall(found[1]) if found else []
    return tuple((Markup(line), Markup(why.strip())) for line, why in items)  # noqa: S704  # sanitised when read


def fillable(html: str, room: float) -> str:
    """A kit's body for pen and paper, `room` mm wide: dots become lines to write on, empty cells get height."""
    html = ruled(_LINK.sub(r"\1", _BACK.sub("", html)), room, KIT_TEXT, ELLIPSIS)
    html = _EMPTY_ROW.sub('<tr class="room">', html)
    return html.replace("<td></td>", '<td><span class="blank">…</span></td>')  # a grid of silence is no table


def _air(leaf: Leaf) -> float:
    """The room above and below each principle of the poster, in rem: what words, title and foot leave, shared by all.

    A rem is a 59.5th of the paper's width on every paper, so A4 at 10 points tells the lines of all.
    """
    if not leaf.items:
        return 0.0
    used = sum(
        lines(line.striptags(), 10 * LINE_SIZE, LIST_ROOM, bold=True) * LINE_SIZE * 1.15
        + lines(why.striptags(), 10 * WHY_SIZE, LIST_ROOM) * WHY_SIZE * 1.3
        + 0.3
        for line, why in leaf.items
    )
    return max(0.3, (leaf.height / leaf.width * 59.53 - HEAD_AND_FOOT - used) / len(leaf.items) / 2)


def _title(title: str) -> str:
    """`Poster: sepuluh prinsip` → `Sepuluh prinsip`: on the sheet itself its kind need not be said."""
    rest = title.partition(": ")[2] or title
    return rest[:1].upper() + rest[1:]
