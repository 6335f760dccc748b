"""A finished card and the pages around it → a sheet that is folded once: card in front, rest behind, notes inside."""

from __future__ import annotations

import io

from pikepdf import Pdf

from plugins.cards.sheets.finishing import finish, stream
from plugins.cards.sheets.identity import Identity
from plugins.cards.sheets.imposing import Placed
from plugins.cards.sheets.layouts import FOLD, Slot
from plugins.cards.sheets.marks import marks, rules
from plugins.cards.sheets.placing import add_content, picture, place

TOP = 22.0  # mm above the first writing line
MARGIN = 9.0


def folded(pages: bytes, card: Placed, identity: Identity) -> bytes:
    """The two sides of the sheet: the card goes on the right half of the first, lines on both halves of the second."""
    pdf, source = Pdf.open(io.BytesIO(pages)), Pdf.open(io.BytesIO(card.pdf))
    outside, inside = pdf.pages
    drawn = picture(pdf, source.pages[0], card.margin)
    front = place(pdf, outside, drawn, FOLD.slots[1], card.words, card.language, first=True)
    add_content(outside, stream(pdf, marks(FOLD) + front))
    add_content(inside, stream(pdf, b"".join(rules(_room(slot)) for slot in FOLD.slots)))
    return finish(pdf, identity)


def _room(slot: Slot) -> Slot:
    return Slot(slot.left + MARGIN, slot.bottom + MARGIN, slot.width - 2 * MARGIN, slot.height - MARGIN - TOP)
