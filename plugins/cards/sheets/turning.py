"""The pages of a deck → the file for one way to turn the paper, with its marks."""

from __future__ import annotations

import io

from pikepdf import Page, Pdf

from plugins.cards.sheets.finishing import finish
from plugins.cards.sheets.identity import Identity
from plugins.cards.sheets.layouts import Layout
from plugins.cards.sheets.marks import duplex_mark, marks
from plugins.cards.sheets.placing import add_content
from plugins.handbook.editions import Flip


def turned(pages: bytes, layout: Layout, flip: Flip, identity: Identity) -> bytes:
    """The deck with its marks; a printer that turns on the short edge needs every back upside down."""
    pdf = Pdf.open(io.BytesIO(pages))
    both = [pdf.make_stream(marks(layout) + duplex_mark(layout, back=back)) for back in (False, True)]
    for number, page in enumerate(pdf.pages):
        is_back = number % 2 == 1
        add_content(page, both[is_back])
        if is_back and flip == "short":
            _turn(page)
    return finish(pdf, identity)


def _turn(page: Page) -> None:
    """Turn what a page shows by half a circle; the page itself stays upright."""
    _, _, right, top = map(float, page.mediabox)
    page.contents_add(f"q -1 0 0 -1 {right:g} {top:g} cm\n".encode(), prepend=True)
    page.contents_add(b"Q\n")
