"""What the tests of sheets share: the words and places of what a PDF shows."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import zxingcpp

from plugins.cards.paper import MM_PER_POINT, Paper

DPI = 300


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
