"""What the tests of sheets share: the words and places of what a PDF shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import zxingcpp

from plugins.cards import keep_cards
from plugins.cards.orders import EVERYTHING, Choice
from plugins.cards.paper import MM_PER_POINT, Paper
from plugins.cards.sheets import keep_sheets, singles
from plugins.cards.store import Report, place_all
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site

DPI = 300


def write_sheets(
    book: Handbook, site: Site, theme: Path, folder: tuple[Path, Path], choice: Choice = EVERYTHING
) -> Report:
    """Sheets, decks and packs alone: `folder` is where they go, and the cache, which has their cards too."""
    output, cache = folder
    cards = keep_cards(book, site, theme, cache, replace(choice, papers=singles(choice)))
    assert cards.problems == ()
    return place_all(keep_sheets(book, site, theme, cache, cards, choice), output)


def margin_of(paper: Paper) -> float:
    """The bare margin around a card, on its narrowest side."""
    return min(paper.margin_side, paper.margin_top, paper.margin_bottom)


def codes(path: Path, number: int = 0) -> list[str]:
    """What a reader finds on a page at 300 dpi, sorted."""
    picture = pypdfium2.PdfDocument(path)[number].render(scale=DPI / 72, grayscale=True).to_numpy()
    return sorted(code.text for code in zxingcpp.read_barcodes(picture))


def words_at(path: Path, number: int, left: float, bottom: float, right: float, top: float) -> str:
    """The words inside a rectangle of a page, in millimetres from its lower left corner, without line breaks."""
    page = pypdfium2.PdfDocument(path)[number].get_textpage()
    edges = {"left": left, "bottom": bottom, "right": right, "top": top}
    text = page.get_text_bounded(**{name: edge / MM_PER_POINT for name, edge in edges.items()})
    return " ".join(str(text).split())
