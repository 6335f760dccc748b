"""A laid-out gathering → in its content streams, where a page's number will stand, and which head is for which side.

A gathering is written before anyone knows its first page. A number is drawn as `000`, behind a comment that says whose
number it is, which way it is set, and in what room: a box of fixed width (`book.css`), so that nothing else moves when
it is known. Heads and folios of both sides are drawn on every page, each behind a comment with its side.
`plugins/cards/gathered/setting.py` reads these comments.

WeasyPrint can count pages by itself, but lays out every page twice for it, and a page that changes would change others.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from weasyprint import draw
from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import BlockContainerBox, LineBox, MarginBox, ParentBox, TextBox
from weasyprint.pdf.stream import Stream
from weasyprint.text.line_break import split_first_line

from plugins.cards.works.faces import know_widths

UNKNOWN = "000"
OWN = "."  # as a target: the page itself
# every pair of figures once: the room between two of them depends on no third
PAIRS = "".join(f"{one}{''.join(f'{one}{two}' for two in range(one + 1, 10))}" for one in range(10)) + "0"

Marks = dict[int, bytes]  # the comment before the text of a box, by the box's identity


@contextmanager
def open_places(document: Document) -> Iterator[dict[str, str]]:
    """While this is open, `document` is written with comments; gives how the figures of each type used are drawn."""
    marks, figures = dict(_marks(document)), dict[str, str]()
    stock, stock_font = draw.draw_text, Stream.add_font

    def draw_text(stream: Any, box: Any, *rest: Any) -> None:
        comment = marks.get(id(box))
        if comment is not None:
            stream.stream.append(comment)
        stock(stream, box, *rest)
        if comment is not None and UNKNOWN in box.text:
            _know_figures(stock, stream, box, rest, figures)

    def add_font(stream: Any, face: Any) -> tuple[Any, float]:
        font, size = stock_font(stream, face)
        know_widths(font)
        return font, size

    draw.draw_text, Stream.add_font = draw_text, add_font
    try:
        yield figures
    finally:
        draw.draw_text, Stream.add_font = stock, stock_font


def _marks(document: Document) -> Iterator[tuple[int, bytes]]:
    for page in document.pages:
        for box in page._page_box.children:
            if isinstance(box, MarginBox):
                yield from _of_margin(box)
        for box in page._page_box.descendants(placeholders=True):
            is_span = isinstance(box, ParentBox) and box.element_tag == "span" and not isinstance(box, LineBox)
            element = box.element if is_span else None
            if element is not None and (target := element.get("data-to")):
                is_block = isinstance(box, BlockContainerBox)
                way = "center" if is_block and box.style["text_align_all"] == "center" else "right"
                for text in _texts(box):
                    yield id(text), _number(way, text, box if is_block else None, target)


def _of_margin(box: Any) -> Iterator[tuple[int, bytes]]:
    side = "left" if "left" in box.at_keyword else "right"
    for text in _texts(box):
        yield id(text), f"%{side}".encode() + (b"\n" + _number(side, text, box, OWN) if UNKNOWN in text.text else b"")


def _number(way: str, text: Any, frame: Any, target: str) -> bytes:
    """Which way a number is set, in what room, instead of how wide a text, and whose it is; lengths in CSS pixels.

    Its room is its frame; without one, it ends where the text ends.
    """
    left, room = (frame.content_box_x(), frame.width) if frame is not None else (text.position_x, text.width)
    return f"%number {way} {left:f} {room:f} {text.width:f} {target}".encode()


def _texts(box: Any) -> Iterator[Any]:
    return (inner for inner in box.descendants(placeholders=True) if isinstance(inner, TextBox))


def _know_figures(stock: Any, stream: Any, box: Any, rest: tuple[Any, ...], figures: dict[str, str]) -> None:
    """Draw all pairs of figures in the type of a box, for the record alone: the document's fonts learn them too."""
    face = next(line.decode() for line in reversed(stream.stream) if line.endswith(b" Tf"))
    if face in figures:
        return
    other = copy(box)
    other.text = PAIRS
    other.pango_layout, *_ = split_first_line(PAIRS, box.style, None, None, 0)
    start = len(stream.stream)
    stream.stream.append(b"%")  # or stock goes on with the text before
    stock(stream, other, *rest)
    figures[face] = next(line.decode() for line in stream.stream[start:] if line.endswith(b" TJ"))
    del stream.stream[start:]
