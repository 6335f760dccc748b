"""A finished sheet and the cards that it was made of → whether each is drawn as it was proved, large enough to be read.

The code of a card was read back, module by module, when the card was printed. On a sheet it is drawn by the same
strokes: so it can be read where they are the same, and only the expected matrix stands between them and the paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Matrix, Name, Object, Page, Pdf, parse_content_stream

from plugins.cards.paper import MM_PER_POINT
from plugins.cards.readback import DPI as DPI_OF_CARDS
from plugins.cards.sheets.imposing import Placed
from plugins.cards.sheets.layouts import Slot
from plugins.cards.sheets.placing import scale, unmarked

DPI = 300  # a scanner, or a telephone held over one of the cards
SMALLEST = DPI_OF_CARDS / DPI  # of its size: a code that is read at 200 dpi is read at 300 dpi at two thirds of it
HAIR = 0.1  # mm

Standing = tuple[Slot, Placed]


@dataclass(frozen=True)
class Original:
    """A finished card: the size of its page in points, and what it draws."""

    edges: tuple[float, ...]
    strokes: bytes


def stand_as_proved(sheet: Page, cards: Sequence[Standing]) -> bool:
    """Whether the page draws these cards and nothing else that is a picture, each in its slot."""
    drawn = list(_drawn(sheet))
    originals = {card.pdf: _original(card.pdf) for _, card in cards}
    return len(drawn) == len(cards) and all(
        _is(sheet.obj.Resources.XObject[name], originals[card.pdf]) and _fits(matrix, originals[card.pdf], card, slot)
        for (matrix, name), (slot, card) in zip(drawn, cards, strict=True)
    )


def _original(pdf: bytes) -> Original:
    with Pdf.open(io.BytesIO(pdf)) as opened:
        return Original(tuple(map(float, opened.pages[0].mediabox)), unmarked(opened.pages[0]))


def _drawn(sheet: Page) -> Iterator[tuple[Matrix, str]]:
    """Every picture that a page draws: from its own measures to those of the paper."""
    matrix, saved = Matrix(), list[Matrix]()
    for instruction in parse_content_stream(sheet, "q Q cm Do"):
        operands, act = instruction.operands, str(instruction.operator)
        if act == "q":
            saved.append(matrix)
        elif act == "Q":
            matrix = saved.pop()
        elif act == "cm":
            matrix = Matrix(*map(float, operands)) @ matrix
        else:
            yield matrix, str(operands[0])


def _is(form: Object, original: Original) -> bool:
    """Whether a picture has every stroke and letter of a card, and shows its whole page."""
    edges, matrix = tuple(map(float, form.BBox)), form.get(Name.Matrix)
    is_whole = edges == original.edges and (matrix is None or Matrix(matrix) == Matrix())
    return is_whole and form.read_bytes() == original.strokes


def _fits(matrix: Matrix, original: Original, card: Placed, slot: Slot) -> bool:
    """Whether it is drawn upright in the middle of its slot, and large enough."""
    width, height = (edge * MM_PER_POINT for edge in original.edges[2:])
    size = scale((width, height), card.margin, slot)
    left, bottom = slot.left + (slot.width - width * size) / 2, slot.bottom + (slot.height - height * size) / 2
    wanted = (width * size, 0, 0, height * size, left, bottom)
    found = (width * matrix.a, matrix.b, matrix.c, height * matrix.d, matrix.e * MM_PER_POINT, matrix.f * MM_PER_POINT)
    is_there = all(abs(one - other) < HAIR for one, other in zip(wanted, found, strict=True))
    return is_there and size >= SMALLEST
