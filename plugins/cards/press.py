"""Order → PDF and what was seen on the way. The only importer of WeasyPrint, loaded when something is to be printed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import page
import pydyf
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.pdf import tags
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from plugins.cards import qr
from plugins.cards.faces import FACES
from plugins.cards.orders import Order
from plugins.cards.paper import MM_PER_PIXEL, PAPERS, POINTS_PER_PIXEL, Paper
from plugins.cards.proof import Evidence, faults
from plugins.cards.ruling import NO_LINES, Ruling, draw, ruling
from plugins.handbook.problem import Problem

VARIANT = "pdf/ua-1"
FONTS = FontConfiguration()  # one for the process: reading the faces costs a seventh of a card


@dataclass(frozen=True)
class Printed:
    """A PDF that may be published when `problems` is empty, and the facts it was judged by."""

    pdf: bytes
    evidence: Evidence
    problems: tuple[Problem, ...]


class Drawer(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives the faces (`font:NAME`) and QR codes (`qr:ADDRESS`), and refuses all else: nothing comes from outside."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file; ValueError for an address that is neither a face nor a code."""
        scheme, _, name = url.partition(":")
        if scheme == "qr":
            return URLFetcherResponse(url, qr.svg(name), {"Content-Type": "image/svg+xml"})
        if scheme == "font" and name in FACES:
            return URLFetcherResponse(url, FACES[name].read_bytes(), {"Content-Type": "font/ttf"})
        raise ValueError(f"a card may not fetch {url}")


DRAWER = Drawer()


def press(order: Order) -> Printed:
    """The card, printed and proved."""
    return prove(draw_card(order), order)


def draw_card(order: Order) -> Printed:
    """The card, printed but not yet proved. No thread is started, so that the process may still fork."""
    paper = PAPERS[order.paper]
    with _warnings() as heard:
        document, lines = _lay_out(order.html, order.css, paper)
        if lines.is_crowded:  # a full card gives up one row of promises
            document, lines = _lay_out(order.html.replace('<body class="', '<body class="full ', 1), order.css, paper)
        pdf = document.write_pdf(finisher=_finisher(lines), pdf_variant=VARIANT)
    return Printed(pdf, _evidence(document, paper, lines, tuple(dict.fromkeys(heard))), ())


def prove(printed: Printed, order: Order) -> Printed:
    """The same card with every finding; the validator of PDF/UA-1 starts threads of its own."""
    failures = page.validate_pdf_bytes(printed.pdf, profile="ua1").failures
    violations = tuple(f"{failure.rule_id}: {failure.message}" for failure in failures)
    evidence = replace(printed.evidence, violations=violations)
    return Printed(printed.pdf, evidence, faults(evidence, order))


def _lay_out(html: str, css: str, paper: Paper) -> tuple[Document, Ruling]:
    document = HTML(string=html, url_fetcher=DRAWER).render(
        font_config=FONTS, stylesheets=[_stylesheet(css)], pdf_variant=VARIANT
    )
    return document, ruling(_boxes(document), paper) if len(document.pages) == 1 else NO_LINES


@lru_cache(maxsize=8)
def _stylesheet(css: str) -> CSS:
    return CSS(string=css, url_fetcher=DRAWER, font_config=FONTS)


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Everything that WeasyPrint finds worth a warning."""
    heard: list[str] = []
    ear = logging.Handler(logging.WARNING)
    ear.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        yield heard
    finally:
        logger.removeHandler(ear)


def _boxes(document: Document) -> tuple[Any, ...]:
    return tuple(document.pages[0]._page_box.descendants(placeholders=True))


def _finisher(lines: Ruling) -> Any:
    def finish(_document: Document, pdf: pydyf.PDF) -> None:
        draw(pdf, lines)
        # a viewer that shrinks the page to its own margins makes writing lines and QR code smaller than designed
        pdf.catalog["ViewerPreferences"]["PrintScaling"] = "/None"

    return finish


def _evidence(document: Document, paper: Paper, lines: Ruling, heard: tuple[str, ...]) -> Evidence:
    texts = [box for box in _boxes(document) if isinstance(box, TextBox)]
    right = (paper.width - paper.margin_side) / MM_PER_PIXEL
    words = tuple(dict.fromkeys(box.text for box in texts))
    return Evidence(
        pages=len(document.pages),
        lines=len(lines.heights),
        writing=lines.share,
        smallest=round(min(box.style["font_size"] for box in texts) * POINTS_PER_PIXEL, 2),
        over=round(lines.over * MM_PER_PIXEL, 1),
        wide=tuple(box.text for box in texts if box.position_x + box.width > right + 1),
        families=tuple(sorted({font.family for font in document.fonts.values()})),
        unknown=tuple((char, text) for text in words for char in text if ord(char) not in _characters() and char > " "),
        warnings=heard,
        violations=(),
    )


@cache
def _characters() -> frozenset[int]:
    """What every face can show."""
    shown = []
    for path in FACES.values():
        with TTFont(path, lazy=True) as face:
            shown.append(frozenset(face.getBestCmap()))
    return frozenset.intersection(*shown)


_stock_tree = tags._build_box_tree


def _tree(box: Any, *rest: Any) -> Iterator[Any]:
    """The stock tags of a box, with what WeasyPrint 70 leaves out: language of foreign words, scope of headings."""
    element = None if box.element is None or isinstance(box.element, str) else box.element
    for tag in _stock_tree(box, *rest):
        if element is not None and box.element_tag == "i":
            tag["Lang"] = pydyf.String(element.get("lang"))
        if element is not None and tag["S"] == "/TH":
            tag["A"]["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
        yield tag


tags._build_box_tree = _tree
