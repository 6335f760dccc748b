"""A card's layout → how much of it is there to be written on: a measure of paper, not of promises.

What counts is the strip above a line to write on, as long as the line and as high as the way to the line or the words
above it; words that stand in the strip are taken off. Boxes to tick, gaps between columns and captions do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from plugins.cards.paper import MM_PER_PIXEL, Paper

FIELDS = ("name", "date", "next")
CELLS = ("what", "who", "when")
AFTER = 1.5 / MM_PER_PIXEL  # a pen keeps away from the words that stand on its line


def share(boxes: Sequence[Any], notes: Iterable[tuple[float, float]], paper: Paper) -> float:
    """The part of the live area that can be written on; `notes` has length and height of each strip, in CSS pixels."""
    strips = [*notes, *_ruled(boxes, paper)]
    live = paper.live_width * paper.live_height / MM_PER_PIXEL**2
    return round((sum(length * height for length, height in strips) - _heading(boxes)) / live, 3)


def _ruled(boxes: Iterable[Any], paper: Paper) -> Iterator[tuple[float, float]]:
    """Names and dates behind their labels, topics, and the cells of promises."""
    for box in boxes:
        element = box.element
        if element is None or isinstance(element, str) or not hasattr(box, "children"):
            continue
        kind = element.get("class")
        if kind in FIELDS and box.element_tag == "p":
            yield box.border_width() - _right(box) + box.position_x - AFTER, paper.row / MM_PER_PIXEL
        elif (kind in CELLS and box.element_tag == "td") or kind == "topic":
            written = _right(box) - box.position_x + AFTER if kind == "what" else 0.0
            yield box.border_width() - written, box.border_height()


def _heading(boxes: Iterable[Any]) -> float:
    """The area of the heading that stands in the first strip of the notes."""
    notes = next(box for box in boxes if box.element is not None and box.element.get("class") == "notes")
    heading = notes.children[0]
    return float((_right(heading) - heading.position_x + AFTER) * heading.height)


def _right(box: Any) -> float:
    """Where the words of a box end."""
    return float(max(inner.position_x + inner.width for inner in box.descendants() if hasattr(inner, "text")))
