"""Short ways through WeasyPrint and pydyf: they change no byte."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any
from weakref import ref
from xml.etree.ElementTree import fromstring as parsed

import pytest
import segno
from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from segno import encoder
from weasyprint import CSS

from plugins.cards import press as press_room
from plugins.cards.paper import paper_of
from plugins.cards.press import press
from plugins.cards.works import codes, glyphs, matching, reading, shims, styles
from plugins.cards.works.boxes import TextBox, boxes
from plugins.cards.works.changes import SHORTER
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import Change, order_of, pair

pytestmark = pytest.mark.xdist_group("cards")


def _as_a_whole(text: str, fetcher: Any, faces: Any) -> CSS:
    return CSS(string=text, url_fetcher=fetcher, font_config=faces)


@pytest.fixture
def stock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """WeasyPrint and pydyf go their own ways."""
    for change in SHORTER:
        assert getattr(change.owner, change.name) is change.ours is not change.stock, change.name
        monkeypatch.setattr(change.owner, change.name, change.stock)
    monkeypatch.setattr(press_room, "settle", lambda pdf: None)
    monkeypatch.setattr(styles, "Remembering", lambda matcher, _selectors: matcher)
    monkeypatch.setattr(styles, "sheet_of", _as_a_whole)
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


def test_a_layout_goes_with_its_document(alone: Handbook, site: Site) -> None:
    """No box waits for the collector of garbage."""
    order = order_of(alone, site, "id", "a5")
    gc.disable()
    try:
        document, _ = press_room._lay_out(order.html, order.css, paper_of(order.edition))
        laid = [ref(box) for box in boxes(document)]
        del document
        assert (len(laid) > 100, [box() for box in laid if box()]) == (True, [])
    finally:
        gc.enable()


def test_a_sheet_inside_a_card_is_read_once() -> None:
    """The same words are the same sheet; other words are another."""
    one, again, other = (
        styles.kept_sheet(text, None, None) for text in ("p { color: red }", "p { color: red }", "p {}")
    )
    assert one is again is not other


def test_a_warning_tells_the_line_of_the_sheet() -> None:
    """Rules are read one by one, and what is wrong with one is told where it stands."""
    with press_room.listening() as heard:
        styles.kept_sheet("p { color: red }\n/* a\nb */ h1 { colour: red }\n", None, None)
    assert heard == ["Ignored `colour: red ` at 3:11, unknown property."]


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print { p { color: red } }",
        "@page { @top-left { content: 'a' } }",
        "p { content: '}' } h1 { }",
    ],
)
def test_a_sheet_of_more_than_rules_is_read_whole(sheet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules inside others, and words that may hold a brace, are left to WeasyPrint."""
    monkeypatch.setattr(reading, "_read", None)
    assert vars(reading.sheet_of(sheet, None, None)).keys() == vars(CSS(string=sheet)).keys()


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("p, .a > b { } li + li:last-child { } @page { }", True),
        ("p[lang] { }", False),
        ("p:lang(id) { }", False),
        ("p:nth-child(2) { }", False),
        ("p::before { }", False),
        ("p:empty { }", False),
    ],
)
def test_a_sheet_that_asks_for_more_than_shape_is_asked_each_time(sheet: str, expected: bool) -> None:
    """What an element is like without its attributes, words and followers is all that is remembered."""
    assert matching.asks_for_shape(sheet) is expected


def test_elements_of_one_shape_stand_alike() -> None:
    """Names, classes and ids, also of those before and above, tell elements apart; words and languages do not."""
    html = "<html><body><ul><li>a</li><li class='b'>c</li></ul><ul><li>d</li><li>e</li></ul></body></html>"
    texts = (html, html.replace(">a<", " lang='id'>z<").replace("class='b'", ""))
    roots = map(parsed, texts)
    first, other = ([each.shape for each in matching.Element.from_html_root(root).iter_subtree()] for root in roots)
    assert [one == two for one, two in zip(first, other, strict=True)] == [
        True, True, True, True, False, True, True, True,
    ]  # fmt: skip


def test_a_code_has_the_mask_that_segno_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes of all sizes that an address may take, module by module."""
    addresses = [f"https://empatmata.example/{'kartu-' * words}{words}/" for words in range(40)]
    ours = [segno.make(address, error="m", micro=False).matrix for address in addresses]
    monkeypatch.setattr(encoder, "find_and_apply_best_mask", codes.stock_mask)
    assert ours == [segno.make(address, error="m", micro=False).matrix for address in addresses]
    assert len({len(rows) for rows in ours}) > 5


ROOMS = (300, 90, None, 61.5, 140, 12, 95, 400, 139, 61, 250, 0, 91)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_line_is_the_same_in_every_room_in_which_no_other_word_fits(
    alone: Handbook, site: Site, is_first: bool
) -> None:
    """Whatever was measured before in other rooms, a text has the line that stock gives it."""
    order = order_of(alone, site, "id", "a5")
    document, _, _ = press_room._laid_out(order.html, order.css, paper_of(order.edition))
    style = next(box for box in boxes(document) if isinstance(box, TextBox) and "." in box.text).style
    glyphs._lines.clear()
    for text in (
        "Apa yang paling menyita tenaga Anda  minggu ini? ",
        "Catatan",
        "Sepanjang-panjangnya tanpa-spasi",
        " ",
    ):
        for room in ROOMS:
            asked = (text, style, None, room, 0, is_first)
            assert glyphs.split_first_line(*asked)[1:] == glyphs.stock_split(*asked)[1:], (text, room)
    assert max(map(len, glyphs._lines.values())) < len(ROOMS) - 2
