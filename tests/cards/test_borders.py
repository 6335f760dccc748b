"""Borders of one side are rectangles; every other border is drawn as WeasyPrint draws it."""

from __future__ import annotations

import io

import pikepdf
import pytest
from weasyprint import draw

from plugins.cards.press import DRAWER, FONTS, VARIANT, stylesheet
from plugins.cards.works import borders
from plugins.cards.works.shims import COLOURS, INTENT, WellFormed

pytestmark = pytest.mark.xdist_group("cards")

PAGE = '<html lang="id"><head><title>Uji</title></head><body><div class="box"></div></body></html>'
SHEET = "@page {{ size: 400px 300px; margin: 0 }} body {{ margin: 0 }} .box {{ {box} }}"
BOX = "position: absolute; left: 10px; top: 20px; width: 100px; height: 50px; "


def drawn(rule: str) -> list[str]:
    """The lines that draw a box of 100 × 50 pixels with this rule."""
    document = WellFormed(PAGE, DRAWER).render(
        font_config=FONTS, stylesheets=[stylesheet(SHEET.format(box=BOX + rule))], pdf_variant=VARIANT,
        color_profiles=dict(COLOURS), output_intent=INTENT,
    )  # fmt: skip
    pdf = document.write_pdf(pdf_variant=VARIANT, output_intent=INTENT)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.pages[0].Contents.read_bytes().decode().split("\n")


@pytest.mark.parametrize(
    ("side", "place"),
    [("top", "10 20 100 4"), ("right", "110 20 4 50"), ("bottom", "10 70 100 4"), ("left", "10 20 4 50")],
)
def test_a_border_of_one_side_is_a_rectangle(side: str, place: str) -> None:
    """It is filled once, without a clip, and no screen reader hears of it."""
    lines = drawn(f"border-{side}: 4px solid #336699")
    start = lines.index(f"{place} re")
    assert lines[start - 4 : start + 3] == [
        "/Artifact", "BMC", "/a1.0 gs", "0.2 0.4 0.6 rg", f"{place} re", "f", "EMC",
    ]  # fmt: skip
    assert not {"W", "W*"} & set(lines)


def test_a_border_that_nobody_sees_is_not_drawn() -> None:
    """A box without a border, with a transparent one, or hidden, draws nothing."""
    assert drawn("border-left: 4px solid transparent") == drawn("")
    assert drawn("border-left: 4px solid #336699; visibility: hidden") == drawn("visibility: hidden")


@pytest.mark.parametrize(
    "rule",
    [
        "border: 4px solid #336699",
        "border-left: 4px solid #336699; border-top: 2px solid #336699",
        "border-bottom: 4px dashed #336699",
        "border-bottom: 6px double #336699",
        "border-left: 4px solid #336699; border-radius: 3px",
        "border-left: 4px solid #336699; columns: 2; column-rule: 1px solid",
        "border-left: 4px solid #336699; border-image: linear-gradient(red, blue) 1",
    ],
)
def test_other_borders_are_those_of_weasyprint(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames, dashes, round corners, columns and pictures are not touched."""
    ours = drawn(rule)
    monkeypatch.setattr(draw, "draw_border", borders.stock_border)
    assert ours == drawn(rule)
