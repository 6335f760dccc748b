"""A finished card → what a camera would make of it: the size of its page, and whether its QR code says its address.

No decoder is needed for a code whose address is known: every module must be dark where the code of that address is
dark, and light elsewhere. `tests/cards` read the same codes with a decoder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from plugins.cards import qr
from plugins.cards.paper import MM_PER_POINT, POINTS_PER_PIXEL

DPI = 200  # a poor scanner, or a telephone held at arm's length
SMALLEST = 2.5  # pixels at that resolution for a module
QUIET = 1  # modules of bare paper around the code, at least
DARK = bytes(128 * [1] + 128 * [0])  # which of 256 greys are


@dataclass(frozen=True)
class Square:
    """Where a code stands, in CSS pixels from the top left of the page, and the address it should say."""

    left: float
    top: float
    side: float
    address: str


@dataclass(frozen=True)
class Seen:
    """The size of a page in millimetres, and whether its code can be read."""

    size: tuple[float, float]
    is_read: bool


def seen(pdf: bytes, square: Square | None) -> Seen:
    """The first page as it is drawn; a page without a code has none that can be read. PdfiumError for a broken PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        width, height = page.get_size()
        size = (width * MM_PER_POINT, height * MM_PER_POINT)
        code = qr.found(square.address) if square else None
        if square is None or code is None:
            return Seen(size, False)
        module = square.side * POINTS_PER_PIXEL / code.modules  # points
        edge = QUIET * module
        left, top = square.left * POINTS_PER_PIXEL - edge, square.top * POINTS_PER_PIXEL - edge
        across = code.modules * module + 2 * edge
        crop = (left, height - top - across, width - left - across, top)
        drawn = page.render(scale=DPI / 72, grayscale=True, crop=crop)
        pitch = drawn.width / (code.modules + 2 * QUIET)
        return Seen(size, pitch >= SMALLEST and _says(code, bytes(drawn.buffer), drawn.stride, pitch))
    finally:
        document.close()


def _says(code: qr.Code, greys: bytes, stride: int, pitch: float) -> bool:
    """Whether the middle of every module is as it should be, and the paper around the code bare; pitch in pixels."""
    places = [int((at + 0.5) * pitch) for at in range(code.modules + 2 * QUIET)]
    across, bare = itemgetter(*places), bytes(QUIET)
    edge = (bytes(len(places)),) * QUIET
    wanted = (*edge, *(bare + row + bare for row in code.rows), *edge)
    lines = (greys[place * stride : (place + 1) * stride] for place in places)
    return all(bytes(across(line)).translate(DARK) == row for line, row in zip(lines, wanted, strict=True))


def is_size(size: tuple[float, float], wanted: tuple[float, float]) -> bool:
    """Whether two sizes are the same but for a tenth of a millimetre."""
    return all(abs(one - other) < 0.1 for one, other in zip(size, wanted, strict=True))


def code_of(boxes: Iterable[Any]) -> Square | None:
    """The code on a card's layout; nothing when there is none."""
    for box in boxes:
        source = box.element.get("src", "") if box.element_tag == "img" else ""
        if source.startswith("qr:"):
            return Square(box.content_box_x(), box.content_box_y(), box.width, source.removeprefix("qr:"))
    return None
