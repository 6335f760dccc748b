"""What the press adds to WeasyPrint, proved by what it changes in a file."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from itertools import product

import pikepdf
import pydyf
import pytest
import segno

from plugins.cards import qr
from plugins.cards.press import press
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import order_of, structure

pytestmark = pytest.mark.xdist_group("cards")


def test_a_stream_that_ends_in_cr_is_followed_by_cr_lf() -> None:
    """Its length does not count the line end, and a reader that takes CR LF for one loses nothing."""
    text = b"\x0c"  # the checksum at the end of its compressed form ends in CR
    data = pydyf.Stream([text], compress=True).data
    packed = zlib.compress(text, 9)
    assert packed.endswith(b"\r")
    assert data.endswith(b"\nstream\n" + packed + b"\r\nendstream")
    assert f"/Length {len(packed)}".encode() in data
    assert pydyf.Stream([b"plain"]).data.endswith(b"\nstream\nplain\nendstream")


def test_a_code_is_one_path_of_its_modules() -> None:
    """The strokes of a QR code fill exactly its dark modules, in one go."""
    address = "https://empat-mata.example/id/kartu/sejawat/rutin/"
    made = qr.code(address)
    first, *bars, last = made.strokes.decode().split("\n")
    dark: list[tuple[int, int]] = []
    for bar in bars:
        left, top, length, height = map(int, bar.removesuffix(" re").split())
        dark += product(range(left, left + length), range(top, top + height))
    matrix = segno.make(address, error="m", micro=False).matrix
    assert (first, last, made.modules) == ("0 0 0 rg", "f", len(matrix))
    assert sorted(dark) == sorted((x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module)


def test_an_address_too_long_for_a_code_is_a_finding(alone: Handbook, site: Site) -> None:
    """It is told as any picture that cannot be had, and the card is not published."""
    order = order_of(alone, site, "id", "a5")
    start, _, rest = order.html.partition('src="qr:')
    long = replace(order, html=f'{start}src="qr:{"x" * 3000}{rest.partition(chr(34))[1]}{rest.partition(chr(34))[2]}')
    assert "P720" in {problem.code for problem in press(long).problems}


def test_attachments_are_listed_once(alone: Handbook, site: Site) -> None:
    """The catalogue lists the calendar file and the Markdown, each once, with how it relates to the card."""
    with pikepdf.open(_file(press(order_of(alone, site, "en", "a5")).pdf)) as pdf:
        listed = [(str(file.UF), str(file.AFRelationship)) for file in pdf.Root.AF]
        compressed = "/Filter" in pdf.Root.Metadata
    assert listed == [
        ("cards-team-member-regular.ics", "/Supplement"),
        ("cards-team-member-regular.md", "/Source"),
    ]
    assert not compressed


def test_no_empty_group_is_left(alone: Handbook, site: Site) -> None:
    """No Span, Div or unnamed group in the structure tree is empty."""
    with pikepdf.open(_file(press(order_of(alone, site, "en", "a4")).pdf)) as pdf:
        empty = [str(element.S) for element in structure(pdf) if len(pikepdf.Array(_kids(element))) == 0]
    assert set(empty) <= {"/TD"}  # the cells of promises are there to be written in


def test_a_line_of_text_is_no_element(alone: Handbook, site: Site) -> None:
    """Only a `span` of the markup is a Span, one for each of its lines; other lines hang on what they stand in."""
    order = order_of(alone, site, "id", "a4")
    with pikepdf.open(_file(press(order).pdf)) as pdf:
        spans = [element for element in structure(pdf) if element.S == "/Span"]
        owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        lost = [number for number, owner in enumerate(owners) if number not in _kids(owner)]
    assert len(spans) <= 2 * order.html.count("<span")
    assert (len(owners) > 50, lost) == (True, [])


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _file(pdf: bytes) -> io.BytesIO:
    return io.BytesIO(pdf)
