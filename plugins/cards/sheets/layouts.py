"""How a sheet is divided: the paper that goes into the printer → the slots on it, its cuts and its fold; millimetres.

Everything is measured from the sheet's lower left corner. The slots of a layout are the same on every sheet, so that a
pile of them can be cut at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SIZES: Mapping[str, tuple[float, float]] = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
SAFE = 5.0  # mm of bare paper kept on both sides of a cut, and at the edge of the sheet


@dataclass(frozen=True)
class Slot:
    """One card's place."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """A sheet with its slots in the order of reading."""

    width: float
    height: float
    slots: tuple[Slot, ...]
    cuts_across: tuple[float, ...] = ()  # heights of the cuts from left to right
    cuts_up: tuple[float, ...] = ()  # distances from the left of the cuts from bottom to top
    folds_up: tuple[float, ...] = ()

    @property
    def crossings(self) -> tuple[tuple[float, float], ...]:
        """Where two cuts meet."""
        return tuple((x, y) for y in self.cuts_across for x in self.cuts_up)


def grid(paper: str, columns: int, rows: int, *, landscape: bool = False, folded: bool = False) -> Layout:
    """The sheet divided evenly, so that there is one cut between two neighbours and none at its edges."""
    width, height = reversed(SIZES[paper]) if landscape else SIZES[paper]
    wide, high = width / columns, height / rows
    slots = tuple(
        Slot(wide * column, height - high * (row + 1), wide, high) for row in range(rows) for column in range(columns)
    )
    across = tuple(height - high * row for row in range(1, rows))
    up = tuple(wide * column for column in range(1, columns))
    return Layout(width, height, slots, () if folded else across, () if folded else up, up if folded else ())


def mirrored(layout: Layout) -> Layout:
    """The back of a sheet that is turned like the page of a book: the slots behind those of the front, in order."""
    slots = (Slot(layout.width - slot.left - slot.width, slot.bottom, slot.width, slot.height) for slot in layout.slots)
    return Layout(
        layout.width, layout.height, tuple(slots), layout.cuts_across, layout.cuts_up[::-1], layout.folds_up[::-1]
    )


N_UP: Mapping[tuple[str, str], Layout] = {
    **{(paper, "two-up"): grid(paper, 2, 1, landscape=True) for paper in SIZES},
    **{(paper, "four-up"): grid(paper, 2, 2) for paper in SIZES},
}
FOLD = grid("a4", 2, 1, landscape=True, folded=True)
DECK: Mapping[str, Layout] = {paper: grid(paper, 2, 4) for paper in SIZES}
