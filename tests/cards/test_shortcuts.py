"""Short ways through WeasyPrint and pydyf: they change no byte."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cssselect2 import ElementWrapper  # type: ignore[import-untyped]

from plugins.cards import press as press_room
from plugins.cards.press import press
from plugins.cards.works import shims, styles
from plugins.cards.works.changes import SHORTER
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import Change, order_of, pair

pytestmark = pytest.mark.xdist_group("cards")


@pytest.fixture
def stock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """WeasyPrint and pydyf go their own ways."""
    for change in SHORTER:
        assert getattr(change.owner, change.name) is change.ours is not change.stock, change.name
        monkeypatch.setattr(change.owner, change.name, change.stock)
    monkeypatch.setattr(press_room, "settle", lambda pdf: None)
    monkeypatch.setattr(styles, "Remembering", lambda matcher: matcher)
    monkeypatch.setattr(shims, "Element", ElementWrapper)
    styles.kept_sheet.cache_clear()
    press_room._laid_out.cache_clear()
    yield
    styles.kept_sheet.cache_clear()
    press_room._laid_out.cache_clear()


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
        styles.kept_sheet(text, None, None) for text in ("p { color: red }", "p { color: red }", "p {}")
    )
    assert one is again is not other
