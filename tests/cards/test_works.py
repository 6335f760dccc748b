"""The private parts of WeasyPrint and pydyf: reached into at one place, and known by their source."""

from __future__ import annotations

import ast
import hashlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cssselect2  # type: ignore[import-untyped]
import pydyf
import pytest
import segno
import weasyprint
from weasyprint.css import AnonymousStyle, ColorProfile, StyleFor, find_style_attributes
from weasyprint.document import Document, DocumentMetadata
from weasyprint.draw import border, draw_replacedbox
from weasyprint.draw import text as drawn_text
from weasyprint.formatting_structure.boxes import Box
from weasyprint.html import get_html_metadata, handle_svg
from weasyprint.images import SVGImage, get_image_from_uri
from weasyprint.layout import LayoutContext
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.pdf import generate_pdf, pdfa
from weasyprint.pdf import stream as pdf_stream
from weasyprint.pdf.anchors import add_outlines
from weasyprint.text import fonts, line_break
from weasyprint.urls import URLFetcher

from plugins.cards.works import bare, borders, codes, glyphs, lengths, lettering, letting, objects, shims, styles
from plugins.cards.works.changes import ADDED, SHORTER

CARDS = Path(inspect.getfile(shims)).parent.parent
WORKS = CARDS / "works"
OFFERED = {  # what WeasyPrint documents, by module
    "weasyprint": {"CSS", "HTML", "Attachment"},
    "weasyprint.document": {"Document"},
    "weasyprint.text.fonts": {"FontConfiguration"},
    "weasyprint.urls": {"URLFetcher", "URLFetcherResponse"},
}
KEPT_TO_THEMSELVES = {"_page_box", "_to_bytes", "_build_box_tree", "_ua_stylesheets", "_build_layout_context"}

LEANED_ON: dict[str, tuple[Any, str]] = {
    "tags": (shims.stock_tree, "f716251a83e7"),
    "metadata": (DocumentMetadata.generate_rdf_metadata, "bc3e78ab24f1"),
    "attachments": (pdfa.pdfa, "ea4cd3554d52"),
    "generate": (generate_pdf, "626343ef25c3"),
    "html": (weasyprint.HTML, "77bbd748d3b2"),
    "render": (Document._render, "ebaceeb0fa8e"),
    "context": (letting.stock_context, "2b072254ab89"),
    "layout context": (LayoutContext, "211f859ff4e2"),
    "profile": (ColorProfile, "8b4e0541486e"),
    "stream": (pydyf.Stream, "f17b6bdcfedf"),
    "file": (pydyf.PDF, "430a7b480a61"),
    "write": (Document.write_pdf, "086e4a8e9998"),
    "image": (get_image_from_uri, "07bdb0c0e3fd"),
    "picture": (SVGImage, "91c26b229879"),
    "picture in a text": (handle_svg, "7333e60dbdc9"),
    "replaced": (draw_replacedbox, "7cb1486a51be"),
    "style": (styles.stock_style, "b318d8efc8ac"),
    "anonymous": (AnonymousStyle, "414bbf41061e"),
    "anonymous style": (styles.stock_anonymous, "d39252707764"),
    "computed": (StyleFor, "dac5a1326168"),
    "computing": (styles.stock_computed, "b5b15856b8be"),
    "sheets": (styles.stock_sheets, "ac92dbb80c3f"),
    "lengths": (lengths.stock_lengths, "71673078096f"),
    "radii": (lengths.stock_radii, "4980b3798c67"),
    "backgrounds": (bare.stock_backgrounds, "617a870678c8"),
    "stacking": (bare.stock_dispatch, "003563d2565b"),
    "border": (borders.stock_border, "8ba918f30893"),
    "bordered": (border.clip_border_segment, "624eca4b7d45"),
    "framed": (border.draw_rounded_border, "a211edc980cb"),
    "flow": (Box, "ff6d62300baf"),
    "placeholder": (AbsolutePlaceholder, "336e26c56311"),
    "layout": (line_break.Layout, "681b737d1ba5"),
    "attributes": (find_style_attributes, "c5b4eb4d3c00"),
    "mask": (codes.stock_mask, "8a756d73a8f5"),
    "masks": (segno.encoder.get_data_mask_functions, "c598572c15f8"),
    "masking": (segno.encoder.apply_mask, "e074b229016f"),
    "points of a mask": (segno.encoder.mask_scores, "5b5600b2dbd9"),
    "description": (fonts.get_font_description, "85734b8947b9"),
    "line": (glyphs.stock_split, "39ad1016863c"),
    "line metrics": (line_break.first_line_metrics, "55ec5d0b58b2"),
    "strut": (lettering.stock_strut, "b57885b70dd0"),
    "drawn text": (glyphs.stock_draw, "ebaf96239c6c"),
    "drawn line": (drawn_text.draw_first_line, "1bb8eae6d88e"),
    "font key": (fonts.get_pango_font_key, "74cbeff1fac3"),
    "painted": (pdf_stream.Stream, "624257224db6"),
    "font subset": (pdf_fonts.Font, "1888854798bf"),
    "outlines": (add_outlines, "9f5d6afde789"),
    "bytes": (objects.stock_bytes, "1cefd02c285d"),
    "dictionary": (pydyf.Dictionary, "cfe61f79fe4f"),
    "found metadata": (get_html_metadata, "bc30b27717b2"),
    "elements": (cssselect2.ElementWrapper, "6599588a3466"),
    "matcher": (cssselect2.Matcher, "a651e3a3f14e"),
    "fetcher": (URLFetcher.__init__, "684420ad907b"),
}


def test_nobody_else_reaches_in() -> None:
    """Outside `works`, the print shop uses only what WeasyPrint and pydyf document."""
    assert [reached for path in CARDS.rglob("*.py") if WORKS not in path.parents for reached in _reached(path)] == []


def _reached(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        where = f"{path.relative_to(CARDS)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] in ("weasyprint", "cssselect2"):
            offered = OFFERED.get(str(node.module), set())
            yield from (f"{where} {each.name}" for each in node.names if each.name not in offered)
        elif isinstance(node, ast.Import):
            yield from (f"{where} {each.name}" for each in node.names if each.name.startswith("weasyprint"))
        elif isinstance(node, ast.Attribute) and node.attr in KEPT_TO_THEMSELVES:
            yield f"{where} {node.attr}"


@pytest.mark.parametrize("name", LEANED_ON)
def test_the_sources_are_those_we_know(name: str) -> None:
    """When this fails, WeasyPrint, pydyf or cssselect2 changed: read what is new, mend `works`, note the hash."""
    thing, known = LEANED_ON[name]
    assert hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()[:12] == known


def test_every_change_is_in_its_place() -> None:
    """What is replaced is replaced by ours, and ours is not what stood there."""
    for change in (*ADDED, *SHORTER):
        assert getattr(change.owner, change.name) is change.ours is not change.stock, change.name


def test_the_source_of_every_change_is_known() -> None:
    """No part is replaced whose source nobody watches; a class or module may be watched as a whole."""
    watched = {id(thing) for thing, _ in LEANED_ON.values()}
    unwatched = [
        change.name
        for change in (*ADDED, *SHORTER)
        if not {id(change.stock), id(change.owner), id(getattr(change.stock, "fget", None))} & watched
    ]
    assert unwatched == ["ffi"]  # the C interface has no source; `font subset` says how it is asked
