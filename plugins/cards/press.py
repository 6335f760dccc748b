"""Order → PDF and what was seen on the way. Loaded when something is to be printed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from email.message import EmailMessage
from functools import cache, lru_cache
from multiprocessing.util import Finalize
from typing import Any

import page
import pydyf
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from plugins.cards import form
from plugins.cards.enclose import Enclosure
from plugins.cards.faces import FACES
from plugins.cards.longest import longest
from plugins.cards.orders import Order
from plugins.cards.paper import MM_PER_PIXEL, POINTS_PER_PIXEL, Paper, paper_of
from plugins.cards.proof import STANDARDS, Evidence, faults
from plugins.cards.readback import code_of, seen
from plugins.cards.ruling import NO_LINES, Ruling, draw, ruling
from plugins.cards.works.boxes import LineBox, TextBox, boxes
from plugins.cards.works.faces import let_go
from plugins.cards.works.shims import (
    COLOURS,
    INTENT,
    Codes,
    WellFormed,
    declare_accessible,
    finish,
    settle,
    shorten,
)
from plugins.cards.works.styles import kept_sheet
from plugins.handbook.problem import Problem
from plugins.theming.marks import as_written

VARIANT = "pdf/a-3a"
FONTS = FontConfiguration()  # one for the process: reading the faces costs a seventh of a card
# a worker, and a build in a hurry, end without taking apart what they hold
Finalize(None, let_go, (FONTS,), exitpriority=0)


@dataclass(frozen=True)
class Printed:
    """A PDF that may be published when `problems` is empty, and the facts it was judged by."""

    pdf: bytes
    evidence: Evidence
    problems: tuple[Problem, ...]


class Drawer(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives the faces (`font:NAME`), and refuses all else: nothing comes from outside."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file; ValueError for an address that is no face, or that no QR code can hold."""
        scheme, _, name = url.partition(":")
        if scheme == "font" and name in FACES:
            return URLFetcherResponse(url, FACES[name].read_bytes(), {"Content-Type": "font/ttf"})
        raise ValueError(f"a card may not fetch {url}")


class Envelope(URLFetcher):  # type: ignore[misc]  # as above
    """Gives one enclosure with its own media type; guessed from the name, it would differ between machines."""

    def __init__(self, enclosure: Enclosure) -> None:
        """Without the ten handlers of web addresses that stock makes for each: none is asked."""
        self.enclosure = enclosure

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file, whatever the address."""
        return URLFetcherResponse(url, self.enclosure.content, _told(self.enclosure.media_type))


@cache
def _told(media_type: str) -> EmailMessage:
    """The head of an answer; its library makes a class for each that it reads."""
    head = EmailMessage()
    head["Content-Type"] = media_type
    return head


DRAWER = Drawer()
CODES = Codes()


def press(order: Order) -> Printed:
    """The card, printed and proved."""
    return prove(draw_card(order), order)


def draw_card(order: Order) -> Printed:
    """The card, printed but not yet proved. No thread is started, so that the process may still fork."""
    paper = paper_of(order.edition)
    layout, lines, heard = _laid_out(order.html, order.css, paper)
    document = layout.copy()  # what is embedded must not depend on what was printed from the same layout before
    with listening() as more:
        declare_accessible(document)
        pdf = document.write_pdf(
            finisher=_finisher(order, lines), pdf_variant=VARIANT, output_intent=INTENT,
            attachments=list(_attached(order.enclosed)),
        )  # fmt: skip
    return Printed(pdf, _evidence(document, paper, lines, (*heard, *more)), ())


def prove(printed: Printed, order: Order) -> Printed:
    """The same card with every finding; the validator starts threads of its own."""
    violations = tuple(
        (standard, f"{failure.rule_id}: {failure.message}")
        for profile, standard in STANDARDS.items()
        for failure in page.validate_pdf_bytes(printed.pdf, profile=profile).failures
    )
    evidence = replace(printed.evidence, violations=violations, seen=seen(printed.pdf, printed.evidence.code))
    return Printed(printed.pdf, evidence, faults(evidence, order))


@lru_cache(maxsize=1)  # a plain card and the fillable one are printed one after the other
def _laid_out(html: str, css: str, paper: Paper) -> tuple[Document, Ruling, tuple[str, ...]]:
    with listening() as heard:
        document, lines = _lay_out(html, css, paper)
        if lines.is_crowded:  # a full card gives up one row of promises
            document, lines = _lay_out(html.replace('<body class="', '<body class="full ', 1), css, paper)
    return document, lines, tuple(heard)


def _lay_out(html: str, css: str, paper: Paper) -> tuple[Document, Ruling]:
    document = laid_out(WellFormed(html, DRAWER), css)
    return document, ruling(boxes(document), paper) if len(document.pages) == 1 else NO_LINES


def laid_out(html: HTML, css: str) -> Document:
    """The pages of whatever is printed, not yet drawn."""
    return html.render(
        font_config=FONTS, stylesheets=[stylesheet(css)], pdf_variant=VARIANT,
        color_profiles=dict(COLOURS), output_intent=INTENT, cache=CODES,
    )  # fmt: skip


def stylesheet(css: str) -> CSS:
    """A style sheet, read once for all that is set in it."""
    return kept_sheet(css, DRAWER, FONTS)


def _attached(enclosed: Iterable[Enclosure]) -> Iterator[Attachment]:
    for enclosure in enclosed:
        day = datetime.combine(enclosure.day, time())
        yield Attachment(
            url=f"enclosed:{enclosure.name}", url_fetcher=Envelope(enclosure), name=enclosure.name,
            description=enclosure.name, created=day, modified=day, relationship=enclosure.relationship,
        )  # fmt: skip


@contextmanager
def listening() -> Iterator[list[str]]:
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


def _finisher(order: Order, lines: Ruling) -> Any:
    def finisher(document: Document, pdf: pydyf.PDF) -> None:
        if order.edition.variant == "fillable" and len(document.pages) == 1:
            form.put(pdf, form.blanks(boxes(document), lines), lines.accent)
        shorten(pdf)
        draw(pdf, lines)
        finish(pdf)
        settle(pdf)

    return finisher


def _evidence(document: Document, paper: Paper, lines: Ruling, heard: tuple[str, ...]) -> Evidence:
    laid = boxes(document)
    texts = [box for box in laid if isinstance(box, TextBox)]
    right = (paper.width - paper.margin_side) / MM_PER_PIXEL
    words = tuple(dict.fromkeys(as_written(box.text) for box in texts))
    return Evidence(
        pages=len(document.pages),
        lines=len(lines.heights),
        writing=lines.share,
        smallest=round(min(box.style["font_size"] for box in texts) * POINTS_PER_PIXEL, 2),
        over=round(lines.over * MM_PER_PIXEL, 1),
        short=round(lines.short * MM_PER_PIXEL, 1),
        longest=longest(boxes(document, len(document.pages)))
        if lines.is_crowded or len(document.pages) > 1
        else ("", 0),
        spilled=sum(1 for box in boxes(document, len(document.pages))[len(laid) :] if isinstance(box, LineBox)),
        wide=tuple(as_written(box.text) for box in texts if box.position_x + box.width > right + 1),
        families=tuple(sorted({font.family for font in document.fonts.values()})),
        unknown=tuple((char, text) for text in words for char in text if ord(char) not in characters() and char > " "),
        warnings=tuple(dict.fromkeys(heard)),
        code=code_of(laid),
        seen=None,
        violations=(),
    )


@cache
def characters() -> frozenset[int]:
    """What every face can show."""
    shown = []
    for path in FACES.values():
        with TTFont(path, lazy=True) as face:
            shown.append(frozenset(face.getBestCmap()))
    return frozenset.intersection(*shown)
