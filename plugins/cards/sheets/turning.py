"""The pages of a deck → the file for one paper and one way to turn it, with its marks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pikepdf import Array, Object, Pdf

from plugins.cards.paper import MM_PER_PIXEL, MM_PER_POINT
from plugins.cards.sheets.deck import BASE, corner, face
from plugins.cards.sheets.finishing import finish, stream
from plugins.cards.sheets.identity import Identity
from plugins.cards.sheets.layouts import Layout
from plugins.cards.sheets.marks import duplex_mark, marks
from plugins.handbook.editions import Flip

_UPRIGHT = re.compile(rb"\A1 0 0 -1 0 \S+ cm")  # WeasyPrint counts from the top
_MOVE = re.compile(rb"(?<=\n)1 0 0 1 (\S+) (\S+) cm(?=\n)")  # to the place of a card

Corner = tuple[float, float]


def turned(pages: bytes, layout: Layout, flip: Flip, identity: Identity) -> bytes:
    """The deck with its marks; a printer that turns on the short edge needs every back upside down.

    `pages` are those of the base paper; for another one every card is moved as a whole. LookupError when something
    else than a card was moved on them.
    """
    pdf = Pdf.open(io.BytesIO(pages))
    if layout is not BASE:
        _move(pdf, layout)
    both = [stream(pdf, marks(layout) + duplex_mark(layout, back=back)) for back in (False, True)]
    save, restore = stream(pdf, b"q"), stream(pdf, b"Q")
    width, height = _points(layout)
    turn = stream(pdf, f"q -1 0 0 -1 {width} {height} cm".encode())  # the page itself stays upright
    for number, page in enumerate(pdf.pages):
        is_back = number % 2 == 1
        drawn = [save, page.Contents, restore, both[is_back]]
        page.Contents = Array([turn, *drawn, restore] if is_back and flip == "short" else drawn)
    return finish(pdf, identity)


def _points(layout: Layout) -> tuple[float, float]:
    return round(layout.width / MM_PER_POINT, 4), round(layout.height / MM_PER_POINT, 4)


def _move(pdf: Pdf, layout: Layout) -> None:
    """Put the cards of the base paper into the slots of another."""
    width, height = _points(layout)
    moves = {_pixels(corner(BASE, old)): corner(layout, new) for old, new in zip(BASE.slots, layout.slots, strict=True)}

    def moved(found: re.Match[bytes]) -> bytes:
        left, top = (length / MM_PER_PIXEL for length in moves[round(float(found[1])), round(float(found[2]))])
        return f"1 0 0 1 {left:.4f} {top:.4f} cm".encode()

    for page in pdf.pages:
        drawn = _MOVE.sub(moved, _UPRIGHT.sub(f"1 0 0 -1 0 {height} cm".encode(), page.Contents.read_bytes()))
        page.Contents = stream(pdf, drawn)
        for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
            page.obj[box] = Array([0, 0, width, height])
    _lead(pdf, layout)


def _pixels(place: Corner) -> tuple[int, int]:
    """A place in CSS pixels; whole ones tell the cards of a sheet apart."""
    return round(place[0] / MM_PER_PIXEL), round(place[1] / MM_PER_PIXEL)


def _lead(pdf: Pdf, layout: Layout) -> None:
    """Have every bookmark lead to where its card lies now."""
    width, height = face()
    for bookmark in _bookmarks(pdf.Root.Outlines):
        page, kind, x, y, zoom = bookmark.Dest
        left, top = float(x) * MM_PER_POINT, BASE.height - float(y) * MM_PER_POINT
        for old, new in zip(BASE.slots, layout.slots, strict=True):
            (start, above), (goal, under) = corner(BASE, old), corner(layout, new)
            if 0 <= left - start < width and 0 <= top - above < height:
                place = (left - start + goal, layout.height - (top - above + under))
                bookmark.Dest = Array([page, kind, *(round(length / MM_PER_POINT, 4) for length in place), zoom])


def _bookmarks(above: Object) -> Iterator[Object]:
    bookmark = above.get("/First")
    while bookmark is not None:
        yield bookmark
        yield from _bookmarks(bookmark)
        bookmark = bookmark.get("/Next")
