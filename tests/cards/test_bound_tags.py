"""What the book needs of WeasyPrint's own functions: these tests fail loudly when another version brings others."""

from __future__ import annotations

import inspect
import io

import page
import pikepdf
import pydyf
import pytest
import weasyprint
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.pdf import stream, tags

from plugins.cards.bound.columns import proportioned, ruled
from plugins.cards.press import DRAWER, FONTS, VARIANT
from plugins.cards.works.shims import COLOURS, INTENT, declare_accessible, finish
from plugins.cards.works.tagging import complete_tags
from tests.cards.conftest import structure

STYLE = """
@font-face { font-family: Manrope; font-weight: 400; src: url(font:Manrope-Regular.ttf) }
@page { size: A6; margin: 20mm; @top-left { content: "Kepala" } }
html { font: 9pt Manrope } .dots::after { content: leader(".") } .page::after { content: "7" }
"""
PAGE = """<!DOCTYPE html><html lang="id"><head><title>Uji</title></head><body><h1>Isi</h1>
<ul><li><a href="#a"><span style="display:inline-block">1</span>
<i lang="en">Lead</i></a><span class="dots"></span><span class="page"></span></li>
<li><p>Satu</p><p>Dua</p></li></ul><p id="a">Teks</p></body></html>"""


def _finish(_document: Document, pdf: pydyf.PDF) -> None:
    finish(pdf)


def written(times: int = 1) -> bytes:
    """A page with everything that stock WeasyPrint tags wrongly."""
    document = HTML(string=PAGE, url_fetcher=DRAWER).render(
        font_config=FONTS,
        stylesheets=[CSS(string=STYLE, font_config=FONTS, url_fetcher=DRAWER)],
        pdf_variant=VARIANT,
        color_profiles=dict(COLOURS),
        output_intent=INTENT,
    )
    declare_accessible(document)
    pdf = b""
    for _ in range(times):
        with complete_tags(document):
            pdf = bytes(document.write_pdf(finisher=_finish, pdf_variant=VARIANT, output_intent=INTENT))
    return pdf


def test_weasyprint_is_the_one_we_know() -> None:
    """The functions that are wrapped take what they took, in the version that is pinned."""
    assert weasyprint.__version__.startswith("70.")
    assert list(inspect.signature(stream.Stream.marked).parameters) == ["self", "box", "tag"]
    stock = inspect.getsource(tags.add_tags)
    assert (
        "_build_box_tree(\n            page_box, structure_document, pdf, page_number, page_nums, annotations,\n"
        in stock
    )


def test_the_wrapped_functions_are_put_back() -> None:
    """Cards that the same process prints later find WeasyPrint as it was."""
    before = (tags._build_box_tree, stream.Stream.marked)
    written()
    assert (tags._build_box_tree, stream.Stream.marked) == before


def test_lists_links_and_running_matter_are_tagged_whole() -> None:
    """Both standards are kept; items hold label and body, the link its annotations; dots and heads are artifacts."""
    pdf = written()
    assert [page.validate_pdf_bytes(pdf, profile=profile).failures for profile in ("ua1", "3a")] == [[], []]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        nodes = list(structure(opened))
        inside = {str(kid.S) for node in nodes if node.S == "/LI" for kid in node.K if "/S" in kid}
        (link,) = [node for node in nodes if node.S == "/Link"]
        annotations = sum(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" for kid in link.K)
        kinds = [
            str(found.operands[1].Type)
            for found in pikepdf.parse_content_stream(opened.pages[0])
            if str(found.operator) == "BDC" and found.operands[0] == "/Artifact"
        ]
    assert inside == {"/Lbl", "/LBody"}
    assert annotations >= 2
    assert sorted(set(kinds)) == ["/Layout", "/Pagination"]


def test_a_layout_can_be_written_twice() -> None:
    """Writing a layout leaves it as it was: the second file has the bytes of the first."""
    assert written(2) == written(1)


def test_columns_are_as_wide_as_their_words() -> None:
    """A column of numbers is narrow, one to write in is wide, and the shares never pass the whole."""
    table = "<table>{}</table>".format(
        "<tr><th>Menit</th><th>Langkah</th><th>Isi</th></tr><tr><td>4</td><td>Keadaan orangnya "
        "hari ini</td><td></td></tr>"
    )
    shares = [float(part.split("%")[0]) for part in proportioned(table).split("width:")[1:]]
    assert shares[0] < shares[2] < shares[1]
    assert 99 <= sum(shares) <= 100


def test_dots_become_lines_to_write_on() -> None:
    """An item's dots become a line to the end of the room; two share it in proportion; other text keeps its measure."""
    assert "…" not in ruled("<ul><li>Nama: ……………</li></ul>", 120, 9.75, 2.4)
    one = ruled("<li>Mulai: ……… Selesai: ………………</li>", 120, 9.75, 2.4)
    first, second = (float(part.split("mm")[0]) for part in one.split("width:")[1:])
    assert second / first == pytest.approx(2, abs=0.01)
    assert 'class="write"' in one
    assert (
        ruled("<p>Tanggal …………</p>", 120, 9.75, 2.4) == '<p>Tanggal <span class="fill" style="width:9.6mm"></span></p>'
    )
