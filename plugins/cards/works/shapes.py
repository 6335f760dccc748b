"""A picture of nothing but rectangles and words → its strokes: the time bar and the share of talk of every card.

Stock asks each shape for all that an SVG may say, and writes pen and colour anew around each: thirty strokes took it as
long as the tags of the whole card. A picture of anything else is stock's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from tinycss2.color5 import parse_color  # type: ignore[import-untyped]
from weasyprint import html
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.svg.text import Style
from weasyprint.text.line_break import create_layout

from plugins.cards.works.glyphs import letters, show

stock_picture = html.SVGImage

TITLE, RECTANGLE, TEXT = (f"{{http://www.w3.org/2000/svg}}{name}" for name in ("title", "rect", "text"))
Says = Callable[[str], Any]  # whether a value is one that is understood
NUMBER: Says = re.compile(r"-?\d*\.?\d+").fullmatch
COLOUR: Says = re.compile(r"#[0-9a-fA-F]{6}").fullmatch
NO_OR_COLOUR: Says = re.compile(r"none|#[0-9a-fA-F]{6}").fullmatch
NAME: Says = re.compile(r"[\w ]+", re.ASCII).fullmatch
UNDERSTOOD: dict[str, dict[str, Says]] = {
    TITLE: {},
    RECTANGLE: {
        **dict.fromkeys(("x", "y", "width", "height", "stroke-width"), NUMBER),
        **dict.fromkeys(("fill", "stroke"), NO_OR_COLOUR),
    },
    TEXT: {**dict.fromkeys(("x", "y", "font-size"), NUMBER), "fill": COLOUR, "font-family": NAME},
}
NEEDED = {TITLE: set(), RECTANGLE: {"width", "height", "fill"}, TEXT: {"font-size", "font-family", "fill"}}
VIEW = re.compile(r"0 0 ([1-9]\d*\.?\d*) ([1-9]\d*\.?\d*)").fullmatch  # from its corner, and not empty


def picture(element: Any, base_url: Any, fetcher: Any, context: Any) -> Any:
    """The picture, ours if all that it says is understood."""
    view = VIEW(element.get("viewBox", ""))
    if view is None or list(element.attrib) != ["viewBox"] or not all(map(_is_plain, element)):
        return stock_picture(element, base_url, fetcher, context)
    return Shapes(element, (float(view[1]), float(view[2])), context.font_config)


def _is_plain(shape: Any) -> bool:
    """Whether a shape says all that it must, and nothing that is not understood."""
    understood, said = UNDERSTOOD.get(shape.tag), shape.attrib
    if understood is None or len(shape) or not NEEDED[shape.tag] <= said.keys() <= understood.keys():
        return False
    is_shown = shape.tag != TEXT or NAME((shape.text or "").strip())
    return bool(is_shown) and all(understood[name](value) for name, value in said.items())


class Shapes:
    """The picture as WeasyPrint wants images; its sides in its own units."""

    def __init__(self, element: Any, sides: tuple[float, float], faces: Any) -> None:
        self.element, self.sides, self.faces = element, sides, faces

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[None, None, float]:
        """No size of its own, and the ratio of its sides."""
        return None, None, self.sides[0] / self.sides[1]

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """As large as it fits, in the middle; the caller restores the state."""
        across, down = self.sides
        scale = min(width / across, height / down)
        stream.transform(scale, 0, 0, scale, (width - across * scale) / 2, (height - down * scale) / 2)
        for shape in self.element:
            if shape.tag == RECTANGLE:
                _rectangle(stream, shape.get)
            elif shape.tag == TEXT:
                _words(stream, shape.text.strip(), shape.get, self.faces)


def _rectangle(stream: Any, said: Callable[..., str]) -> None:
    edges = [float(said(name, "0")) for name in ("x", "y", "width", "height")]
    if said("fill") != "none":
        stream.set_color(_colour(said("fill")))
        stream.rectangle(*edges)
        stream.fill()
    if (stroke := said("stroke", "none")) != "none":
        stream.set_color(_colour(stroke), stroke=True)
        stream.set_line_width(float(said("stroke-width", "1")))
        stream.rectangle(*edges)
        stream.stroke()


def _words(stream: Any, words: str, said: Callable[..., str], faces: Any) -> None:
    """Words on their line, from left to right."""
    kind = (said("font-family"), float(said("font-size")), faces)
    stream.set_color(_colour(said("fill")))
    show(stream, letters(stream, _set(words, *kind), (words, kind)), float(said("x", "0")), float(said("y", "0")))


class Word:
    """Words as the drawing of letters asks for them."""

    def __init__(self, layout: Any, style: Any) -> None:
        self.pango_layout, self.style = layout, style


@lru_cache(maxsize=1024)
def _set(words: str, family: str, size: float, faces: Any) -> Word:
    """Words in the regular face of a family; size in units of the picture."""
    style = Style(INITIAL_VALUES)
    style.update({"font_family": [family], "font_size": size, "font_weight": 400})
    style.font_config = faces
    layout = create_layout(words, style, None, None, 0)
    layout.deactivate()
    return Word(layout, style)


@lru_cache(maxsize=256)
def _colour(said: str) -> Any:
    return parse_color(said)
