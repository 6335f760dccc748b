"""A bound order → PDF: a poster, a kit, the print test, and what is seen on any page. Loads WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pydyf
from weasyprint import HTML
from weasyprint.document import Document

from plugins.cards import press
from plugins.cards.bound.orders import BoundOrder
from plugins.cards.faces import FAMILY
from plugins.cards.paper import POINTS_PER_PIXEL
from plugins.cards.press import DRAWER, VARIANT, characters, listening
from plugins.cards.store import Made
from plugins.cards.validator import Violation, broken
from plugins.cards.works.boxes import MarginBox, ParentBox, TableBox, TableCellBox, TextBox, sheets
from plugins.cards.works.shims import INTENT, declare_accessible, finish, settle, shorten
from plugins.cards.works.tagging import complete_tags
from plugins.handbook.garbage import not_collecting
from plugins.handbook.problem import START, Fact, Problem, problem

LEAST_POINTS = 6.0


def bind(order: BoundOrder) -> Made:
    """The PDF of an order, proved."""
    with listening() as heard, not_collecting():
        document = laid_out(order)
        pdf = _written(document)
    return Made(pdf, (*faults(order, document, heard), *violations(order, broken(pdf))))


def laid_out(order: BoundOrder) -> Document:
    """The pages of an order, not yet drawn."""
    return press.laid_out(HTML(string=order.html, url_fetcher=DRAWER), order.css)


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


def faults(order: BoundOrder, document: Document, heard: Iterable[str]) -> Iterator[Problem]:
    """Every finding about the pages, once they are drawn, and all that WeasyPrint was `heard` to warn of."""
    if order.pages and len(document.pages) != order.pages:
        yield _found(order, "P761", count=len(document.pages), limit=order.pages)
    if (wide := _wide(document)) is not None:
        yield _found(order, "P761", "wide", text=" ".join(wide.split())[:80])
    texts = list(_texts(document))
    for character in dict.fromkeys(mark for box in texts for mark in box.text if _unknown(mark)):
        text = next(box.text for box in texts if character in box.text)
        yield _found(order, "P762", character=character, point=f"{ord(character):04X}", text=text[:80])
    families = tuple(sorted({font.family for font in document.fonts.values()}))
    if families != (FAMILY,):
        yield _found(order, "P763", families=families)
    smallest = min(box.style["font_size"] for box in texts) * POINTS_PER_PIXEL
    if smallest < LEAST_POINTS:
        yield _found(order, "P764", size=f"{smallest:g}", least=f"{LEAST_POINTS:g}")
    for reason in dict.fromkeys(heard):
        yield _found(order, "P760", reason=reason)


def violations(order: BoundOrder, rules: Iterable[Violation]) -> Iterator[Problem]:
    """A finding for every rule that the PDF breaks."""
    for profile, rule, message in rules:
        yield _found(order, "P765", rule=f"{profile} {rule}: {message}")


def _found(order: BoundOrder, code: str, variant: str = "", **facts: Fact) -> Problem:
    return problem(order.source, START, code, variant, None, file=order.address, **facts)


def _texts(document: Document) -> Iterator[Any]:
    for sheet in sheets(document):
        yield from (box for box in sheet.descendants(placeholders=True) if isinstance(box, TextBox))


def _unknown(character: str) -> bool:
    return character > " " and ord(character) not in characters()
