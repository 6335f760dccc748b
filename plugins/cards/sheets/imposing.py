"""Finished cards → one sheet to cut: several on a paper, each a picture that says where its accessible copy is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Pdf

from plugins.cards.paper import MM_PER_POINT
from plugins.cards.sheets.finishing import finish, stream, untagged
from plugins.cards.sheets.identity import Identity
from plugins.cards.sheets.layouts import Layout
from plugins.cards.sheets.marks import marks
from plugins.cards.sheets.placing import add_content, picture, place


@dataclass(frozen=True)
class Placed:
    """A finished card of one page: its bytes, the bare margin around what is printed (mm), and its words."""

    pdf: bytes
    margin: float
    words: str
    language: str


def impose(cards: Sequence[Placed], layout: Layout, identity: Identity) -> bytes:
    """One card in each slot, in order; PDF/UA-1 and PDF/A-3a when the cards are PDF/A. The same card is stored once."""
    sources = {card.pdf: Pdf.open(io.BytesIO(card.pdf)) for card in cards}
    sheet = untagged(sources[cards[0].pdf])
    sheet.add_blank_page(page_size=(layout.width / MM_PER_POINT, layout.height / MM_PER_POINT))
    page = sheet.pages[0]
    margins = {card.pdf: card.margin for card in cards}
    drawn = {pdf: picture(sheet, source.pages[0], margins[pdf]) for pdf, source in sources.items()}
    content = [marks(layout)]
    for card, slot in zip(cards, layout.slots, strict=False):
        content.append(place(sheet, page, drawn[card.pdf], slot, card.words, card.language))
    add_content(page, stream(sheet, b"".join(content)))
    return finish(sheet, identity)
