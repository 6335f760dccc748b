"""HTML in parts and a style sheet → tagged PDF/A pages, and what was seen of them. Loads WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import pydyf
from weasyprint.document import Document

from plugins.cards import press
from plugins.cards.gathered.fonts import fonts_of
from plugins.cards.gathered.gathering import Gathering
from plugins.cards.gathered.stitching import stitched
from plugins.cards.gathered.taking import bookmarks_of, taken
from plugins.cards.paper import MM_PER_PIXEL, POINTS_PER_PIXEL
from plugins.cards.sheets.proving import Pages, together
from plugins.cards.works.boxes import TextBox, boxes
from plugins.cards.works.shims import INTENT, WellFormed, settle, shorten
from plugins.handbook.garbage import not_collecting
from plugins.theming.marks import as_written


def set_pages(parts: Sequence[str], css: str, source: str) -> Pages:
    """The pages of documents that follow one another, one of them in memory at a time.

    An element of class `body` must end above the element of class `foot` after it. Raises ValueError, which names
    `source`, when a part behind the first draws more than letters and lines.
    """
    first, *others = parts
    gathered = [_gathered(html, css, source) for html in others]
    with press.listening() as heard, not_collecting():
        document = _laid_out(first, css)
        document.fonts.update(fonts_of(gathering for gathering, _ in gathered))
        finisher = _finisher(document, [gathering for gathering, _ in gathered])
        pdf = document.write_pdf(finisher=finisher, pdf_variant=press.VARIANT, output_intent=INTENT)
    return together([_seen(document, heard), *(seen for _, seen in gathered)], pdf)


def _gathered(html: str, css: str, source: str) -> tuple[Gathering, Pages]:
    with press.listening() as heard, not_collecting():
        document = _laid_out(html, css)
        return taken(document, source), _seen(document, heard)


def _laid_out(html: str, css: str) -> Document:
    return press.laid_out(WellFormed(html, press.DRAWER), css)


def _finisher(document: Document, gatherings: Sequence[Gathering]) -> Any:
    """What is done to the PDF of the first part: all others are put behind it."""
    marks = bookmarks_of(document) if gatherings else ()
    ends = accumulate((len(gathering.sheets) for gathering in gatherings), initial=len(document.pages) + 1)

    def finisher(_document: Document, pdf: pydyf.PDF) -> None:
        shorten(pdf)
        stitched(pdf, zip(ends, gatherings, strict=False), {}, {}, marks)
        settle(pdf)

    return finisher


def _seen(document: Document, heard: list[str]) -> Pages:
    texts = [box for box in boxes(document, len(document.pages)) if isinstance(box, TextBox)]
    words = dict.fromkeys(as_written(box.text) for box in texts)
    known = press.characters()
    return Pages(
        pdf=b"",
        count=len(document.pages),
        smallest=round(min(box.style["font_size"] for box in texts) * POINTS_PER_PIXEL, 2),
        unknown=tuple((char, text) for text in words for char in text if ord(char) not in known and char > " "),
        over=tuple(_over(document)),
        warnings=tuple(dict.fromkeys(heard)),
    )


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
