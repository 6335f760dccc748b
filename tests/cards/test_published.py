"""Facts of every published PDF of the real handbook, read from the file with other tools than the one that wrote it."""

from __future__ import annotations

import re
from ctypes import c_float
from itertools import pairwise

import page
import pypdfium2.raw as pdfium
import pytest
import zxingcpp

from plugins.cards import CardReport
from plugins.cards.paper import MM_PER_POINT, PAPERS
from plugins.handbook import addresses
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import Leaf, structure

pytestmark = pytest.mark.xdist_group("cards")

Leaves = tuple[Leaf, ...]
LARGEST = {"a4": 32_000, "a5": 30_000}


def flat(words: str) -> str:
    """Words without spaces and hyphens: where a line breaks, a PDF has neither for sure."""
    return re.sub(r"[\s\u00ad\ufffe-]", "", words)


def test_every_card_is_there(book: Handbook, done: CardReport, leaves: Leaves) -> None:
    """Each card exists in each language on each paper, and nothing is reported."""
    assert done.problems == ()
    assert done.files == len(book.cards) * len(book.languages) * len(addresses.PAPERS)
    assert [leaf.name for leaf in leaves if not leaf.path.is_file()] == []


def test_every_paper_with_an_address_is_known() -> None:
    """The papers that have addresses are the papers that are designed."""
    assert tuple(sorted(PAPERS)) == tuple(sorted(addresses.PAPERS))


def test_pdf_ua_is_kept(leaves: Leaves) -> None:
    """No PDF breaks a rule of PDF/UA-1."""
    broken = {leaf.name: page.validate_pdf_bytes(leaf.path.read_bytes(), profile="ua1").failures for leaf in leaves}
    assert {name: failures for name, failures in broken.items() if failures} == {}


def test_every_qr_code_leads_home(leaves: Leaves, book: Handbook, site: Site) -> None:
    """At 200 dpi the code of each PDF is read, and leads to the card's page in the same language."""
    read, meant = {}, {}
    for leaf in leaves:
        paper = PAPERS[leaf.paper]
        below = (paper.height - 45) / MM_PER_POINT
        picture = leaf.page().render(scale=200 / 72, crop=(0, below, 0, 0)).to_numpy()
        read[leaf.name] = [code.text for code in zxingcpp.read_barcodes(picture)]
        meant[leaf.name] = [site.absolute(addresses.of_card(book, leaf.card, leaf.language))]
    assert read == meant


def test_questions_stand_in_order(leaves: Leaves) -> None:
    """The text of each PDF has the core questions in the order of the card."""
    for leaf in leaves:
        text = flat(leaf.text())
        places = [text.find(flat(question.words[leaf.language])) for question in leaf.card.core]
        assert -1 not in places, leaf.name
        assert places == sorted(places), leaf.name


def test_what_a_card_says_can_be_read(leaves: Leaves) -> None:
    """Aim, opening, every step and what to do in it are whole in the text of each PDF."""
    for leaf in leaves:
        facts, text = leaf.card.facts, flat(leaf.text())
        steps = [words for item in facts.agenda for words in (item.title, item.do)]
        said = [facts.title, facts.aim, facts.not_this, facts.opening, *facts.follow_ups, *steps]
        missing = [words[leaf.language] for words in said if flat(words[leaf.language]) not in text]
        assert missing == [], leaf.name


def test_pages_have_their_size(leaves: Leaves) -> None:
    """Each PDF is one page of exactly its paper."""
    for leaf in leaves:
        with leaf.inside() as pdf:
            assert len(pdf.pages) == 1, leaf.name
            box = [float(edge) for edge in pdf.pages[0].MediaBox]
        paper = PAPERS[leaf.paper]
        assert box == pytest.approx([0, 0, paper.width / MM_PER_POINT, paper.height / MM_PER_POINT], abs=0.01), (
            leaf.name
        )


def test_nothing_stands_in_the_margin(leaves: Leaves) -> None:
    """The outer 8 mm of every PDF, which printers cannot reach, are bare paper."""
    dirty = []
    for leaf in leaves:
        picture = leaf.page().render(scale=100 / 72, grayscale=True).to_numpy().squeeze().copy()
        edge = int(8 / 25.4 * 100) - 1  # a dot may be shared between margin and card
        picture[edge:-edge, edge:-edge] = 255
        dirty += [leaf.name] if picture.min() < 255 else []
    assert dirty == []


def test_language_and_title_are_told(leaves: Leaves) -> None:
    """Each PDF tells its language, shows its title, and asks to be printed at full size."""
    for leaf in leaves:
        with leaf.inside() as pdf:
            assert str(pdf.Root.Lang) == leaf.language, leaf.name
            assert str(pdf.docinfo.Title) == leaf.card.facts.title[leaf.language]
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert pdf.Root.ViewerPreferences.PrintScaling == "/None"


def test_only_manrope_is_inside(leaves: Leaves) -> None:
    """Each PDF embeds two faces of Manrope and nothing else."""
    for leaf in leaves:
        with leaf.inside() as pdf:
            names = sorted(str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values())
        assert [re.sub(r"^/[A-Z]{6}\+|-.*", "", name) for name in names] == ["Manrope", "Manrope"], (leaf.name, names)


def test_headings_of_tables_tell_their_direction(leaves: Leaves) -> None:
    """Every heading of a table says whether it names a row or a column; every picture has words."""
    for leaf in leaves:
        with leaf.inside() as pdf:
            elements = list(structure(pdf))
            scopes = [str(element.A.get("/Scope")) for element in elements if element.S == "/TH"]
            pictures = [str(element.get("/Alt", "")) for element in elements if element.S == "/Figure"]
        columns = 3 if leaf.paper == "a5" else 6  # the pocket card's agenda has no row of headings
        assert sorted(scopes) == ["/Column"] * columns + ["/Row"] * len(leaf.card.facts.agenda), leaf.name
        assert len(pictures) == 3, leaf.name
        assert all(pictures), leaf.name


def test_english_words_are_marked(leaves: Leaves) -> None:
    """In an Indonesian PDF “tech lead” is told to be English; an English PDF has no such mark."""
    found = {}
    for leaf in leaves:
        if leaf.card.key == "tech-lead-manager/regular":
            with leaf.inside() as pdf:
                found[leaf.language] = {str(element.Lang) for element in structure(pdf) if "/Lang" in element}
    assert found == {"id": {"en"}, "en": set()}


def test_there_is_room_to_write(leaves: Leaves) -> None:
    """Each PDF has at least four writing lines, as far apart as its paper asks."""
    for leaf in leaves:
        paper = PAPERS[leaf.paper]
        heights = writing_lines(leaf)
        steps = [(above - below) * MM_PER_POINT for above, below in pairwise(heights)]
        assert len(heights) >= 4, leaf.name
        assert min(steps) >= paper.line - 0.01, leaf.name
        assert max(steps) - min(steps) < 0.02, leaf.name


def writing_lines(leaf: Leaf) -> list[float]:
    """The heights of the strokes half a point wide, from the top."""
    heights, edges, stroke = [], [c_float() for _ in range(4)], c_float()
    for mark in leaf.page().get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)):
        pdfium.FPDFPageObj_GetStrokeWidth(mark.raw, stroke)
        pdfium.FPDFPageObj_GetBounds(mark.raw, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        if abs(stroke.value - 0.5) < 0.001 and right - left > 200 and top - bottom < 1.5:
            heights.append((top + bottom) / 2)
    return sorted(heights, reverse=True)


def test_files_are_small(leaves: Leaves) -> None:
    """A pocket card has at most 30 kB, a large one 32."""
    sizes = {leaf.name: leaf.path.stat().st_size for leaf in leaves}
    assert {leaf.name: sizes[leaf.name] for leaf in leaves if sizes[leaf.name] > LARGEST[leaf.paper]} == {}
