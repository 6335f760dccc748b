"""A page's content and where it comes to stand → the content with its numbers, and the head of its side alone.

The comments that it reads are those of `plugins/cards/works/openings.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

UNKNOWN = "000"  # what stands in the place of every number

_OTHER = {
    is_left: re.compile(rf"/Artifact [^\n]* BDC\n%{other}\n.*?EMC\n", re.DOTALL)
    for is_left, other in ((True, "right"), (False, "left"))
}
_SIDE = re.compile(r"%(?:left|right)\n")
_NUMBER = re.compile(
    r"%number (?P<way>\w+) (?P<left>\S+) (?P<room>\S+) (?P<width>\S+) (?P<target>\S+)\n"
    r"(?P<before>(?:[^\n]*\n){0,4}?)BT\n"
    r"1 0 0 -1 \S+ (?P<y>\S+) Tm\n(?P<face>\S+ (?P<size>\S+) Tf)\n\[<(?P<glyphs>[0-9a-f]*)>-?\d*\] TJ\n"
)
_ORIGIN = "0.75 0 0 0.75 0 0 cm"
_GLYPH = re.compile(r"(?P<glyph>[0-9a-f]{4})|>(?P<kern>-?\d+)<")
_MOVES = {"left": 0.0, "center": 0.5, "right": 1.0}  # how much of the room that a number leaves stands before it


@dataclass(frozen=True)
class Figures:
    """The ten figures in one type: their glyphs, their widths in thousandths of the size, and the kerning of pairs."""

    glyphs: Mapping[str, str]
    widths: Mapping[str, float]
    kerning: Mapping[str, int]

    def width(self, number: str) -> float:
        """Of a number, in thousandths of the size."""
        kerns = (self.kerning.get(one + two, 0) for one, two in pairwise(number))
        return sum(self.widths[figure] for figure in number) - sum(kerns)

    def drawn(self, number: str) -> str:
        """A number's glyphs, as they stand between `<` and `>`."""
        shown = self.glyphs[number[0]]
        for one, two in pairwise(number):
            kern = self.kerning.get(one + two, 0)
            shown += f">{kern}<{self.glyphs[two]}" if kern else self.glyphs[two]
        return shown


def figures_of(pairs: str, drawn: str, widths: Mapping[int, float]) -> Figures:
    """The figures, from how all `pairs` of them were drawn, and how wide each glyph of the font is."""
    glyphs: list[str] = []
    kerning: dict[str, int] = {}
    for found in _GLYPH.finditer(drawn):
        if found["glyph"]:
            glyphs.append(found["glyph"])
        else:
            kerning[pairs[len(glyphs) - 1 : len(glyphs) + 1]] = int(found["kern"])
    by_figure = dict(zip(pairs, glyphs, strict=True))
    return Figures(by_figure, {figure: widths[int(glyph, 16)] for figure, glyph in by_figure.items()}, kerning)


def settled(
    content: str, is_left: bool, shift: float, page_of: Callable[[str], int], types: Mapping[str, Figures]
) -> bytes:
    """The content of a page on its side, moved `shift` points to the right.

    Raises ValueError when a number does not stand as the press writes it.
    """

    def number(found: re.Match[str]) -> str:
        figures, said = types[found["face"]], str(page_of(found["target"]))
        unknown = figures.glyphs["0"] * len(UNKNOWN)
        if not found["glyphs"].endswith(unknown):
            raise ValueError(f"no number can be put into {found['glyphs']}")
        narrower = (figures.width(UNKNOWN) - figures.width(said)) * float(found["size"]) / 1000
        room = max(0.0, float(found["room"]) - float(found["width"]) + narrower)
        x = f"{float(found['left']) + room * _MOVES[found['way']]:f}".rstrip("0").rstrip(".")
        glyphs = found["glyphs"].removesuffix(unknown) + figures.drawn(said)
        return f"{found['before']}BT\n1 0 0 -1 {x} {found['y']} Tm\n{found['face']}\n[<{glyphs}>] TJ\n"

    content = _SIDE.sub("", _OTHER[is_left].sub("", content))
    if shift:
        content = content.replace(_ORIGIN, f"0.75 0 0 0.75 {shift:f} 0 cm", 1)
    content = _NUMBER.sub(number, content)
    if "%number" in content:
        raise ValueError("a number stands in another way than the press writes it")
    return content.encode("latin-1")
