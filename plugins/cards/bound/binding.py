"""A bound order → PDF: the book, a poster, a kit, the print test. Loads WeasyPrint; proves what it made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import page
import pydyf
from weasyprint import HTML
from weasyprint.document import Document

from plugins.cards.bound.orders import BoundOrder
from plugins.cards.faces import FAMILY
from plugins.cards.paper import POINTS_PER_PIXEL
from plugins.cards.press import CODES, DRAWER, FONTS, VARIANT, characters, listening, stylesheet
from plugins.cards.store import Made
from plugins.cards.works.boxes import MarginBox, ParentBox, TableBox, TableCellBox, TextBox, sheets
from plugins.cards.works.numbering import number_references
from plugins.cards.works.shims import COLOURS, INTENT, declare_accessible, finish, settle, shorten
from plugins.cards.works.tagging import complete_tags
from plugins.handbook.garbage import not_collecting
from plugins.handbook.problem import START, Fact, Problem, problem

PROFILES = ("ua1", "3a")
LEAST_POINTS = 6.0


def bind(order: BoundOrder) -> Made:
    """The PDF of an order, proved."""
    with listening() as heard, not_collecting():
        document = HTML(string=order.html, url_fetcher=DRAWER).render(
            font_config=FONTS,
            stylesheets=[stylesheet(order.css)],
            pdf_variant=VARIANT,
            color_profiles=dict(COLOURS),
            output_intent=INTENT,
            cache=CODES,
        )
        number_references(document)
        pdf = _written(document)
    found = tuple(_faults(order, document, tuple(dict.fromkeys(heard)), pdf))
    return Made(pdf, found)


def _written(document: Document) -> bytes:
    """The PDF as PDF/A-3a and PDF/UA-1 at once, with whole tags."""
    declare_accessible(document)
    with complete_tags(document):
        return bytes(document.write_pdf(finisher=_finish, pdf_variant=VARIANT, output_intent=INTENT))


def _finish(_document: Document, pdf: pydyf.PDF) -> None:
    shorten(pdf)
    finish(pdf)
    settle(pdf)


def _wide(document: Document) -> str | None:
    """The first words that run out of the right margin or of their cell, or of a table that does."""
    for sheet in sheets(document):
        edge = sheet.content_box_x() + sheet.width + 1
        for box in sheet.children:
            if not isinstance(box, MarginBox) and (found := _runs_out(box, edge)) is not None:
                return found
    return None


def _runs_out(box: Any, edge: float) -> str | None:
    if isinstance(box, TextBox):
        return str(box.text) if box.position_x + box.width > edge else None
    if not isinstance(box, ParentBox) or box.style["transform"]:  # what is turned stands elsewhere
        return None
    right = box.border_box_x() + box.border_width()
    if isinstance(box, TableBox) and right > edge:
        return next((str(inner.text) for inner in box.descendants() if isinstance(inner, TextBox)), "")
    if isinstance(box, TableCellBox):
        edge = right + 1
    return next((found for child in box.children if (found := _runs_out(child, edge)) is not None), None)


def _misled(document: Document) -> Iterator[tuple[str, str, int]]:
    """Every page number that is not the page its target stands on: target, number told, page."""
    pages = {name: number for number, sheet in reversed([*enumerate(document.pages, 1)]) for name in sheet.anchors}
    for sheet in sheets(document):
        for box in sheet.descendants(placeholders=True):
            element = box.element if isinstance(box, ParentBox) and box.element_tag == "span" else None
            target = (element.get("data-to") or "").removeprefix("#") if element is not None else ""
            if target in pages:
                inner = box.descendants(placeholders=True)
                told = "".join(
                    mark for text in inner if isinstance(text, TextBox) for mark in text.text if mark.isdigit()
                )
                if told and int(told) != pages[target]:
                    yield target, told, pages[target]


def _faults(order: BoundOrder, document: Document, heard: tuple[str, ...], pdf: bytes) -> Iterator[Problem]:
    def found(code: str, variant: str = "", **facts: Fact) -> Problem:
        return problem(order.source, START, code, variant, None, file=order.address, **facts)

    if order.pages and len(document.pages) != order.pages:
        yield found("P761", count=len(document.pages), limit=order.pages)
    if (wide := _wide(document)) is not None:
        yield found("P761", "wide", text=" ".join(wide.split())[:80])
    for target, told, there in _misled(document):
        yield found("P761", "page", value=target, text=told, limit=there)
    texts = list(_texts(document))
    for character in dict.fromkeys(mark for box in texts for mark in box.text if _unknown(mark)):
        text = next(box.text for box in texts if character in box.text)
        yield found("P762", character=character, point=f"{ord(character):04X}", text=text[:80])
    families = tuple(sorted({font.family for font in document.fonts.values()}))
    if families != (FAMILY,):
        yield found("P763", families=families)
    smallest = min(box.style["font_size"] for box in texts) * POINTS_PER_PIXEL
    if smallest < LEAST_POINTS:
        yield found("P764", size=f"{smallest:g}", least=f"{LEAST_POINTS:g}")
    for reason in heard:
        yield found("P760", reason=reason)
    for profile in PROFILES:
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures[:5]:
            yield found("P765", rule=f"{profile} {failure.rule_id}: {failure.message}")


def _texts(document: Document) -> Iterator[Any]:
    for sheet in sheets(document):
        yield from (box for box in sheet.descendants(placeholders=True) if isinstance(box, TextBox))


def _unknown(character: str) -> bool:
    return character > " " and ord(character) not in characters()
