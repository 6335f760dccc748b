"""Layout → hairlines that show where to cut or fold, as an artifact of the page's content stream.

A mark lies on the cut itself, where neighbours leave bare paper: it is long enough to reach out of the edge that no
printer prints, touches no card, and goes with the cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.cards.paper import MM_PER_POINT
from plugins.cards.sheets.layouts import Layout, Slot

HAIRLINE = 0.25  # points
LENGTH = 10.0  # mm, from the edge of the sheet
CROSS = 2.5  # mm, each arm where two cuts meet
RULE = 8.0  # mm between two writing lines
RULE_WIDTH = 0.5  # points
RULE_COLOUR = "0.545 0.592 0.612"
DASH = "[3 3] 0 d"
RING = 1.4  # mm: radius of the ring on a front; the back's dot falls into it
DOT = 0.7
ROUND = 0.5523  # how far the handles of a Bézier quarter circle stand out

Line = tuple[float, float, float, float]


def marks(layout: Layout) -> bytes:
    """Ticks at the ends of every cut, crosses where two meet, dashes at the ends of every fold."""
    cuts = [*_ends(layout), *_crosses(layout)]
    folds = [line for x in layout.folds_up for line in _upright_ends(x, layout.height)]
    parts = [_strokes(cuts)] if cuts else []
    parts += [f"{DASH}\n{_strokes(folds)}"] if folds else []
    return _artifact("\n".join(parts))


def duplex_mark(layout: Layout, *, back: bool) -> bytes:
    """A ring on the front, a dot on the back, at the topmost crossing: printed right, the dot lies in the ring."""
    x, y = layout.crossings[0]
    radius = DOT if back else RING
    return _artifact(f"{HAIRLINE} w\n{_circle(x, y, radius)}\n{'f' if back else 'S'}")


def rules(room: Slot) -> bytes:
    """Writing lines in a room, the last one at its foot."""
    count = int(room.height / RULE)
    lines = [
        (room.left, y, room.left + room.width, y) for y in (room.bottom + RULE * number for number in range(count + 1))
    ]
    return _artifact(f"{RULE_COLOUR} RG\n{_strokes(lines, RULE_WIDTH)}")


def _ends(layout: Layout) -> Iterator[Line]:
    for x in layout.cuts_up:
        yield from _upright_ends(x, layout.height)
    for y in layout.cuts_across:
        yield (0.0, y, LENGTH, y)
        yield (layout.width - LENGTH, y, layout.width, y)


def _upright_ends(x: float, height: float) -> tuple[Line, Line]:
    return (x, 0.0, x, LENGTH), (x, height - LENGTH, x, height)


def _crosses(layout: Layout) -> Iterator[Line]:
    for x, y in layout.crossings:
        yield (x - CROSS, y, x + CROSS, y)
        yield (x, y - CROSS, x, y + CROSS)


def _strokes(lines: Iterable[Line], width: float = HAIRLINE) -> str:
    paths = (f"{points(a)} {points(b)} m {points(c)} {points(d)} l" for a, b, c, d in lines)
    return "\n".join([f"{width} w", *paths, "S"])


def _circle(x: float, y: float, radius: float) -> str:
    reach = radius * ROUND
    quarters = (
        (x + radius, y + reach, x + reach, y + radius, x, y + radius),
        (x - reach, y + radius, x - radius, y + reach, x - radius, y),
        (x - radius, y - reach, x - reach, y - radius, x, y - radius),
        (x + reach, y - radius, x + radius, y - reach, x + radius, y),
    )
    curves = "\n".join(" ".join(map(points, quarter)) + " c" for quarter in quarters)
    return f"{points(x + radius)} {points(y)} m\n{curves}"


def points(length: float) -> str:
    """Millimetres as a number of points in a content stream."""
    return f"{length / MM_PER_POINT:.3f}".rstrip("0").rstrip(".")


def _artifact(strokes: str) -> bytes:
    return f"/Artifact BMC\nq\n0 G 0 g\n{strokes}\nQ\nEMC\n".encode()
