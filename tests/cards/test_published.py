"""Facts of every published PDF of the real handbook, read from the file with other tools than the one that wrote it."""

from __future__ import annotations

import re
import subprocess
from ctypes import c_float
from itertools import pairwise

import page
import pypdfium2.raw as pdfium
import pytest
import zxingcpp

from plugins.cards import Report
from plugins.cards.paper import MM_PER_POINT, PAPERS, paper_of
from plugins.handbook import addresses
from plugins.handbook.editions import EDITIONS
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import Leaf, drawn_editions, structure

pytestmark = pytest.mark.xdist_group("cards")

Leaves = tuple[Leaf, ...]
LARGEST = {"plain": 30 * 1024, "bilingual": 36_000, "fillable": 46 * 1024, "host": 30 * 1024, "guest": 30 * 1024}


def flat(words: str) -> str:
    """Words without spaces and hyphens: where a line breaks, a PDF has neither for sure."""
    return re.sub(r"[\s\u00ad\ufffe-]", "", words)


def test_every_card_is_there(book: Handbook, done: Report, leaves: Leaves) -> None:
    """Each card exists in each language in each of its editions, and nothing is reported."""
    assert done.problems == ()
    assert done.files == sum(len(drawn_editions(book, card)) for card in book.cards) * len(book.languages)
    assert [leaf.name for leaf in leaves if not leaf.path.is_file()] == []


def test_every_paper_with_an_address_is_known() -> None:
    """The papers on which plain cards have addresses are the papers that are designed."""
    assert sorted(PAPERS) == sorted(edition.paper for edition in EDITIONS if edition.variant == "plain")


def test_both_standards_are_kept(leaves: Leaves) -> None:
    """No PDF breaks a rule of PDF/UA-1 or of PDF/A-3a, and each says that it keeps both."""
    broken: dict[str, object] = {}
    for leaf in leaves:
        pdf = leaf.path.read_bytes()
        found = [page.validate_pdf_bytes(pdf, profile=profile).failures for profile in ("ua1", "3a")]
        told = [mark in pdf for mark in (b"<pdfuaid:part>1<", b'pdfaid:part="3"', b'pdfaid:conformance="A"')]
        broken |= {leaf.name: (found, told)} if any(found) or not all(told) else {}
    assert broken == {}


def test_another_reader_finds_no_fault(leaves: Leaves) -> None:
    """Poppler draws a PDF of each edition without a word of complaint."""
    first = {leaf.edition.name: leaf for leaf in reversed(leaves)}
    heard = {
        name: subprocess.run(["pdftoppm", "-r", "30", leaf.path], capture_output=True, check=True).stderr
        for name, leaf in first.items()
    }
    assert {name: words for name, words in heard.items() if words} == {}


def test_every_qr_code_leads_home(leaves: Leaves, book: Handbook, site: Site) -> None:
    """At 200 dpi the code of each PDF is read, and leads to the card's page in the same language."""
    read, meant = {}, {}
    for leaf in leaves:
        paper = PAPERS[leaf.paper]
        below = (paper.height - 45) / MM_PER_POINT
        picture = leaf.page().render(scale=200 / 72, crop=(0, below, 0, 0)).to_numpy()
        read[leaf.name] = [code.text for code in zxingcpp.read_barcodes(picture)]
        language = book.languages[0] if leaf.edition.variant == "bilingual" else leaf.language
        meant[leaf.name] = [site.absolute(addresses.of_card(book, leaf.card, language))]
    assert read == meant


def test_questions_stand_in_order(leaves: Leaves) -> None:
    """Poppler reads the questions of each PDF for both in the card's order: three core ones or more, from the first."""
    for leaf in leaves:
        if leaf.edition.variant in ("host", "guest"):
            continue
        text = flat(poppler(leaf))
        shown = [text.find(flat(question.words[leaf.language])) for question in leaf.card.core]
        core = [place for place in shown if place >= 0]
        more = [text.find(flat(question.words[leaf.language])) for question in leaf.card.more]
        more = [place for place in more if place >= 0]
        assert shown[: len(core)] == core, leaf.name
        assert len(core) >= 3, leaf.name
        assert [*core, *more] == sorted({*core, *more}), leaf.name
        told = {3: ("Tigapertanyaan", "Threequestions"), 4: ("Empatpertanyaan", "Fourquestions")}
        heading = {**told, 5: ("Limapertanyaan", "Fivequestions")}[len(core)][leaf.language == "en"]
        assert heading in text, leaf.name


def poppler(leaf: Leaf) -> str:
    """The words of a PDF as `pdftotext` reads them, in the order in which they are drawn."""
    done = subprocess.run(["pdftotext", "-raw", leaf.path, "-"], check=True, capture_output=True, text=True)
    return done.stdout


def test_what_a_card_says_can_be_read(leaves: Leaves) -> None:
    """Aim, opening, every step and what to do in it are whole in the text of each PDF; the pocket card says less."""
    for leaf in leaves:
        facts, text, is_side = leaf.card.facts, flat(leaf.text()), leaf.edition.variant in ("host", "guest")
        said = [facts.title, facts.aim, *(item.title for item in facts.agenda)]
        if not PAPERS[leaf.paper].pocket:
            said += [*(item.do for item in facts.agenda), *(() if is_side else (facts.not_this,))]
        said += () if is_side else (facts.opening,)
        missing = [words[leaf.language] for words in said if flat(words[leaf.language]) not in text]
        assert missing == [], leaf.name


def test_each_side_has_its_own(leaves: Leaves, book: Handbook) -> None:
    """The card of one side says what that side prepares, not what the other does; the opening is for one of them."""
    for leaf in leaves:
        if leaf.edition.variant not in ("host", "guest"):
            continue
        facts, text = leaf.card.facts, flat(leaf.text())
        own, other = facts.prepare.host, facts.prepare.guest
        if leaf.edition.variant == "guest":
            own, other = other, own
        holder = "guest" if book.relationship(leaf.card.relationship).facts.holder == "guest" else "host"
        assert flat(own[leaf.language]) in text, leaf.name
        assert flat(other[leaf.language]) not in text, leaf.name
        assert (flat(facts.opening[leaf.language]) in text) == (leaf.edition.variant == holder), leaf.name
        for question in (*leaf.card.core, *leaf.card.more):
            if flat(question.words[leaf.language]) in text:
                assert question.asker in (leaf.edition.variant, "either"), leaf.name


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
            assert str(pdf.Root.Lang) == ("id" if leaf.edition.variant == "bilingual" else leaf.language), leaf.name
            assert leaf.card.facts.title[leaf.language] in str(pdf.docinfo.Title), leaf.name
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
        columns = 3 if leaf.paper in ("a5", "a6") else 6  # a small card's agenda has no row of headings
        columns = 8 if leaf.edition.variant == "bilingual" else columns
        assert sorted(scopes) == ["/Column"] * columns + ["/Row"] * len(leaf.card.facts.agenda), leaf.name
        least = {"bilingual": 1, "host": 2, "guest": 2}.get(leaf.edition.variant, 1 if leaf.paper == "a6" else 3)
        full = 2 if leaf.edition.name == "a5" else least  # a full card gives up its time bar
        assert len(pictures) in (least, full), leaf.name
        assert all(pictures), leaf.name


def test_english_words_are_marked(leaves: Leaves) -> None:
    """In an Indonesian PDF “tech lead” is told to be English; an English PDF has no such mark."""
    found = {}
    for leaf in leaves:
        if leaf.card.key == "tech-lead-manager/regular" and leaf.edition.variant == "plain":
            with leaf.inside() as pdf:
                found[leaf.language] = {str(element.Lang) for element in structure(pdf) if "/Lang" in element}
    assert found == {"id": {"en"}, "en": set()}


def test_two_languages_are_told_apart(leaves: Leaves) -> None:
    """On the bilingual card each cell tells its language, and the minutes stand once."""
    for leaf in leaves:
        if leaf.edition.variant == "bilingual":
            with leaf.inside() as pdf:
                cells = [str(element.get("/Lang", "")) for element in structure(pdf) if element.S == "/TD"]
            told = cells.index("")
            assert len(leaf.card.facts.agenda) + 3 <= told / 2 <= len(leaf.card.facts.agenda) + 5, leaf.name
            assert cells[:told] == ["id", "en"] * (told // 2), leaf.name
            assert set(cells[told:]) == {""}, leaf.name  # the table of promises


def test_there_is_room_to_write(leaves: Leaves) -> None:
    """Each PDF has at least four writing lines, as far apart as its paper asks."""
    for leaf in leaves:
        paper = paper_of(leaf.edition)
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
    """A card has at most 30 KB with its attachments, a fillable one 46, one in two languages 36 kB."""
    sizes = {leaf.name: leaf.path.stat().st_size for leaf in leaves}
    assert {leaf.name: sizes[leaf.name] for leaf in leaves if sizes[leaf.name] > LARGEST[leaf.edition.variant]} == {}
