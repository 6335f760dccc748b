"""Short ways through WeasyPrint and pydyf: what they replace is known by its source, and they change no byte."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator
from typing import Any

import pydyf
import pytest
from weasyprint import css, draw
from weasyprint.css import AnonymousStyle, ComputedStyle, StyleFor
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import background, inline
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text import fonts, line_break

from plugins.cards import lettering, objects, shims, shortcuts
from plugins.cards import press as press_room
from plugins.cards.press import press
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import Change, order_of, pair

pytestmark = pytest.mark.xdist_group("cards")

LEANED_ON: dict[str, tuple[Any, str]] = {
    "style": (shortcuts._stock_style, "b318d8efc8ac"),
    "anonymous": (AnonymousStyle, "414bbf41061e"),
    "computed": (StyleFor, "dac5a1326168"),
    "sheets": (shortcuts._stock_sheets, "ac92dbb80c3f"),
    "lengths": (shortcuts._stock_lengths, "71673078096f"),
    "radii": (shortcuts._stock_radii, "4980b3798c67"),
    "border": (shortcuts._stock_border, "8ba918f30893"),
    "flow": (Box, "ff6d62300baf"),
    "placeholder": (AbsolutePlaceholder, "336e26c56311"),
    "layout": (line_break.Layout, "681b737d1ba5"),
    "description": (fonts.get_font_description, "85734b8947b9"),
    "line": (line_break.split_first_line, "39ad1016863c"),
    "strut": (lettering.stock_strut, "b57885b70dd0"),
    "bytes": (objects.stock_bytes, "1cefd02c285d"),
    "dictionary": (pydyf.Dictionary, "cfe61f79fe4f"),
}
PLACES: tuple[tuple[Any, str, Any], ...] = (
    (ComputedStyle, "__missing__", shortcuts._stock_style),
    (AnonymousStyle, "__missing__", shortcuts._stock_anonymous),
    (StyleFor, "set_computed_styles", shortcuts._stock_computed),
    (css, "find_stylesheets", shortcuts._stock_sheets),
    *((module, "resolve_percentages", shortcuts._stock_lengths) for module in shortcuts.ASKING),
    (background, "resolve_radii_percentages", shortcuts._stock_radii),
    (Box, "is_in_normal_flow", shortcuts._stock_flow),
    (draw, "draw_border", shortcuts._stock_border),
    (line_break.Layout, "setup", lettering.stock_setup),
    (line_break, "strut", lettering.stock_strut),
    (inline, "strut", lettering.stock_strut),
    (pydyf, "_to_bytes", objects.stock_bytes),
    (pydyf.Dictionary, "data", objects.stock_data),
    (pydyf.PDF, "page_references", shims._stock_pages),
    (press_room, "settle", lambda pdf: None),
)


@pytest.fixture
def stock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """WeasyPrint and pydyf go their own ways."""
    for owner, name, replaced in PLACES:
        assert getattr(owner, name) is not replaced, name
        monkeypatch.setattr(owner, name, replaced)
    press_room._laid_out.cache_clear()
    yield
    press_room._laid_out.cache_clear()


@pytest.mark.parametrize("name", LEANED_ON)
def test_the_sources_are_those_we_know(name: str) -> None:
    """When this fails, WeasyPrint or pydyf changed: read what is new, mend shortcuts.py, note the hash."""
    thing, known = LEANED_ON[name]
    assert hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()[:12] == known


EDITIONS = ("a5", "a4-fillable", "a4-bilingual", "a6", "a5-host")


@pytest.fixture(scope="module")
def short(alone: Handbook, site: Site) -> dict[str, bytes]:
    """Each edition of a card by the short ways, the second time it is printed: nothing is read or styled anew."""
    orders = {edition: order_of(alone, site, "id", edition) for edition in EDITIONS}
    for order in orders.values():
        press(order)
    return {edition: press(order).pdf for edition, order in orders.items()}


@pytest.mark.usefixtures("stock")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_short_ways_change_nothing(short: dict[str, bytes], alone: Handbook, site: Site, edition: str) -> None:
    """Whatever is done in fewer steps gives the bytes that stock gives."""
    assert press(order_of(alone, site, "id", edition)).pdf == short[edition]


def test_a_card_does_not_look_like_the_one_before(changed: Change, alone: Handbook, site: Site) -> None:
    """Styles that are kept are those of the same rules: a card between two others is as it was alone."""
    order = order_of(alone, site, "en", "a5")
    before = press(order).pdf
    other = press(order_of(changed(title=pair("Lain", "Another")), site, "en", "a5")).pdf
    press_room._laid_out.cache_clear()
    assert press(order).pdf == before != other


def test_a_sheet_inside_a_card_is_read_once() -> None:
    """The same words are the same sheet; other words are another."""
    one, again, other = (
        shortcuts.kept_sheet(text, None, None) for text in ("p { color: red }", "p { color: red }", "p {}")
    )
    assert one is again is not other
