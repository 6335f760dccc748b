"""A card's layout → its writing lines and boxes to tick: where they stand, and their strokes in the PDF.

They are drawn by hand because only the finished layout knows how much room is left; as a repeated background they would
cost a pattern, and the last one would be cut anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from plugins.cards.paper import MM_PER_PIXEL, MM_PER_POINT, POINTS_PER_PIXEL, Paper
from plugins.cards.writing import share

LEAST_LINES = 4
STROKE = 0.5  # points
TICK = 3.2  # mm, a side of a box to tick, with its border
BORDER = 0.3  # mm
ROUND = 0.5  # mm, the radius of its corners
DASHES = [2.2, 1.6]  # points


@dataclass(frozen=True)
class Tick:
    """A box to tick before a question, in CSS pixels; a dashed one may be skipped."""

    left: float
    top: float
    is_dashed: bool
    side: float  # mm


@dataclass(frozen=True)
class Ruling:
    """The writing lines, in CSS pixels from the top left of the page."""

    right: float
    ticks: tuple[Tick, ...]
    heights: tuple[float, ...]
    lefts: tuple[float, ...]  # where each line begins: below the questions it runs across the page
    over: float  # how far the questions run into the foot of the page; negative when they end above it
    short: float  # how much more room the least number of lines would take; nothing when they fit
    colour: tuple[float, float, float]
    accent: tuple[float, float, float]
    share: float  # of the live area that is there to be written on
    least: float  # of the live area that must be

    @property
    def is_crowded(self) -> bool:
        """Whether the words leave too little room."""
        return len(self.heights) < LEAST_LINES or self.over > 0 or self.share < self.least


NO_LINES = Ruling(
    0.0, (), (), (), 0.0, 0.0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 0.0, 0.0
)  # of a card that takes more than one page


def ruling(boxes: Sequence[Any], paper: Paper) -> Ruling:
    """As many lines as fit at the paper's distance, spread so that the last one closes the room."""
    asking, notes, lines, close = _named(boxes, "asking", "notes", "lines", "close")
    top, bottom = lines.content_box_y(), close.position_y - paper.gap / MM_PER_PIXEL
    count = max(0, int((bottom - top) * MM_PER_PIXEL / paper.line))
    step = (bottom - top) / count if count else 0.0
    heights = tuple(top + step * number for number in range(1, count + 1))
    words_end, right = asking.position_y + asking.margin_height(), lines.position_x + lines.width
    lefts = tuple(close.position_x if height - step >= words_end else lines.position_x for height in heights)
    return Ruling(
        right=right,
        ticks=tuple(_ticks(boxes, paper)),
        heights=heights,
        lefts=lefts,
        over=words_end - close.position_y,
        short=max(0.0, LEAST_LINES * paper.line / MM_PER_PIXEL - (bottom - top)),
        colour=tuple(lines.style["color"].to("srgb").coordinates),
        accent=tuple(notes.children[0].style["color"].to("srgb").coordinates),
        share=share(boxes, [(right - left, step) for left in lefts], paper),
        least=paper.writing,
    )


def draw(pdf: pydyf.PDF, lines: Ruling) -> None:
    """Put the strokes under everything else on the first page, as an artifact that screen readers skip."""
    first = next(thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("Type") == "/Page")
    top = float(first["MediaBox"][3])
    stream = pydyf.Stream(compress=True)
    stream.begin_marked_content("Artifact")
    stream.push_state()
    stream.set_line_width(STROKE)
    stream.set_color_rgb(*lines.colour, stroke=True)
    for left, height in zip(lines.lefts, lines.heights, strict=True):
        y = round(top - height * POINTS_PER_PIXEL, 3)
        stream.move_to(round(left * POINTS_PER_PIXEL, 3), y)
        stream.line_to(round(lines.right * POINTS_PER_PIXEL, 3), y)
        stream.stroke()
    stream.set_line_width(BORDER / MM_PER_POINT)
    stream.set_color_rgb(*lines.accent, stroke=True)
    for tick in lines.ticks:
        stream.set_dash(DASHES if tick.is_dashed else [], 0)
        _box(stream, tick.left * POINTS_PER_PIXEL, top - tick.top * POINTS_PER_PIXEL, tick.side)
    stream.pop_state()
    stream.end_marked_content()
    pdf.add_object(stream)
    first["Contents"] = pydyf.Array([stream.reference, first["Contents"]])


def _box(stream: pydyf.Stream, left: float, top: float, side: float) -> None:
    """The outline of a box with round corners, `side` mm wide; `left` and `top` are its outer edges in points."""
    inset, radius = BORDER / MM_PER_POINT / 2, ROUND / MM_PER_POINT
    x, y = left + inset, top - inset
    far = side / MM_PER_POINT - 2 * inset
    bend = radius * 0.45  # of the distance between a corner and its control points
    corners = ((x, y - far, 0, 1), (x, y, 1, 0), (x + far, y, 0, -1), (x + far, y - far, -1, 0))
    stream.move_to(*_at(x + radius, y - far))
    for corner_x, corner_y, go_x, go_y in corners:
        come_x, come_y = -go_y, go_x  # the way on which the pen arrives is a quarter turn before
        stream.line_to(*_at(corner_x - come_x * radius, corner_y - come_y * radius))
        stream.curve_to(
            *_at(corner_x - come_x * bend, corner_y - come_y * bend),
            *_at(corner_x + go_x * bend, corner_y + go_y * bend),
            *_at(corner_x + go_x * radius, corner_y + go_y * radius),
        )
    stream.close()
    stream.stroke()


def _at(x: float, y: float) -> tuple[float, float]:
    return round(x, 2), round(y, 2)


def _ticks(boxes: Iterable[Any], paper: Paper) -> Iterator[Tick]:
    side = min(TICK, 0.84 * paper.leading * MM_PER_POINT)  # two in a column must not touch
    seen = set()  # the lines of a question are boxes of the same element
    for box in boxes:
        if box.element_tag not in ("li", "p") or id(box.element) in seen:
            continue
        seen.add(id(box.element))
        classes = (box.element.get("class") or "").split()
        if box.element_tag == "li" or "ask" in classes:
            yield Tick(box.position_x, box.content_box_y() + paper.tick / MM_PER_PIXEL, "deep" in classes, side)


def _named(boxes: Iterable[Any], *names: str) -> list[Any]:
    """The first box of each CSS class; LookupError when the template lost one."""
    found: dict[str, Any] = {}
    for box in boxes:
        if box.element is not None and (name := box.element.get("class")) in names:
            found.setdefault(name, box)
    if missing := [name for name in names if name not in found]:
        raise LookupError(f"card.html has no element of class {missing[0]} on its first page")
    return [found[name] for name in names]
