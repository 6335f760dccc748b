"""HTML and style sheet → tagged PDF/A pages, and what was seen of them. Loaded when something is to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.document import Document

from plugins.cards import press
from plugins.cards.paper import MM_PER_PIXEL, POINTS_PER_PIXEL
from plugins.cards.sheets.proving import Pages
from plugins.cards.works.boxes import TextBox, boxes
from plugins.cards.works.shims import INTENT, WellFormed, settle, shorten
from plugins.handbook.garbage import not_collecting
from plugins.theming.marks import as_written


def set_pages(html: str, css: str) -> Pages:
    """The pages of a document. An element of class `body` must end above the element of class `foot` after it."""
    with press.listening() as heard, not_collecting():
        document = press.laid_out(WellFormed(html, press.DRAWER), css)
        pdf = document.write_pdf(finisher=_finish, pdf_variant=press.VARIANT, output_intent=INTENT)
    texts = [box for box in boxes(document, len(document.pages)) if isinstance(box, TextBox)]
    words = dict.fromkeys(as_written(box.text) for box in texts)
    known = press.characters()
    return Pages(
        pdf=pdf,
        count=len(document.pages),
        smallest=round(min(box.style["font_size"] for box in texts) * POINTS_PER_PIXEL, 2),
        unknown=tuple((char, text) for text in words for char in text if ord(char) not in known and char > " "),
        over=tuple(_over(document)),
        warnings=tuple(dict.fromkeys(heard)),
    )


def _finish(_document: Document, pdf: pydyf.PDF) -> None:
    shorten(pdf)
    settle(pdf)


def _over(document: Document) -> Iterator[tuple[str, float]]:
    body: Any = None
    for box in boxes(document, len(document.pages)):
        kind = None if box.element is None or isinstance(box.element, str) else box.element.get("class")
        if kind == "body" and box.element_tag == "div":
            body = box
        elif kind == "foot" and body is not None:
            over = body.position_y + body.margin_height() - box.position_y
            if over > 0:
                yield body.element.get("data-key", ""), round(over * MM_PER_PIXEL, 1)
            body = None
