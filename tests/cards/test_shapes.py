"""Pictures of rectangles and words: drawn by ourselves, and as stock draws them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import fromstring as parsed

import pypdfium2
import pytest
from weasyprint import html

from plugins.cards import press as press_room
from plugins.cards.press import press
from plugins.cards.works import shapes
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import order_of

pytestmark = pytest.mark.xdist_group("cards")

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 4">{}</svg>'
PLAIN = '<title>A</title><rect x="1" width="3" height=".5" fill="#123456"/>'
WORD = '<text y="2" font-family="Manrope" font-size="2.5" fill="#123456">{}</text>'


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (SVG.format(PLAIN + WORD.format(25)), True),
        (SVG.format(PLAIN.replace('x="1"', 'x="1mm"')), False),
        (SVG.format(PLAIN.replace("#123456", "red")), False),
        (SVG.format(PLAIN.replace("fill", "stroke")), False),
        (SVG.format(PLAIN.replace('x="1"', 'rx="1"')), False),
        (SVG.format(f"<g>{PLAIN}</g>"), False),
        (SVG.format(WORD.format("25 ✓")), False),
        (SVG.format(WORD.format("<tspan>25</tspan>")), False),
        (SVG.format(PLAIN).replace("0 0 20", "5 0 20"), False),
        (SVG.format(PLAIN).replace("20 4", "20 0"), False),
        (SVG.format(PLAIN).replace("viewBox", 'preserveAspectRatio="none" viewBox'), False),
    ],
)
def test_a_picture_that_says_more_is_left_to_stock(picture: str, expected: bool) -> None:
    """Ours are rectangles and words with all that they need, and with nothing else."""
    context: Any = SimpleNamespace(font_config=None)
    drawn = shapes.picture(parsed(picture), None, None, context)  # noqa: S314  # of our own
    assert isinstance(drawn, shapes.Shapes) is expected


@pytest.mark.parametrize("edition", ["a4", "f4", "a4-fillable"])
def test_the_pictures_of_a_card_look_as_stock_draws_them(
    monkeypatch: pytest.MonkeyPatch, alone: Handbook, site: Site, edition: str
) -> None:
    """Every dot of the page is the same, in fewer bytes."""
    order = order_of(alone, site, "id", edition)
    press_room._laid_out.cache_clear()
    ours = press(order).pdf
    press_room._laid_out.cache_clear()
    monkeypatch.setattr(html, "SVGImage", shapes.stock_picture)
    stock = press(order).pdf
    assert _dots(ours) == _dots(stock)
    assert len(ours) < len(stock)


def _dots(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return bytes(document[0].render(scale=200 / 72).buffer)
    finally:
        document.close()
