"""Facts of a book that is bound of gatherings, each of them kept: what is new, what moves, and what is put in."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from weasyprint import draw
from weasyprint.pdf.stream import Stream

from plugins.cards.bound import GATHERINGS, keep_bound
from plugins.cards.bound.orders import BoundOrder
from plugins.cards.bound.printing import print_gathering
from plugins.cards.gathered.setting import Figures, figures_of, settled
from plugins.cards.validator import LARGE, PROFILES, broken, broken_here
from plugins.cards.works import glyphs
from plugins.handbook import editions
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import THEME

pytestmark = pytest.mark.xdist_group("gatherings")

EDITED = "what-is"  # the guide that is edited
LINES = "<p>Satu baris lagi.</p>" * 24  # more than a page, and less than two
LEFT, RIGHT = 14 * 72 / 25.4, 18 * 72 / 25.4  # points before the text of a left page, and of a right one
DIGITS = "0123456789"


def edited(tiny: Handbook, more: str) -> Handbook:
    """The smallest handbook, with more at the end of one guide in Indonesian."""
    guide = next(each for each in tiny.guides if each.key == EDITED)
    side = guide.words["id"]
    words = {**guide.words, "id": side.model_copy(update={"html": side.html + more})}
    return tiny.with_entry(guide.model_copy(update={"words": words}))


def books(tiny: Handbook, site: Site, cache: Path) -> dict[str, bytes]:
    """The book of each language."""
    kept = keep_bound(tiny, site, THEME, cache)
    assert kept.problems == ()
    files = {ticket.address: path for ticket, path in kept.files}
    return {language: files[editions.of_book(language, "pdf")].read_bytes() for language in tiny.languages}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of the book as it was, and then of the edited one."""
    return tmp_path_factory.mktemp("gatherings")


@pytest.fixture(scope="module")
def before(tiny: Handbook, site: Site, cache: Path) -> Mapping[str, bytes]:
    """The books as they were."""
    return books(tiny, site, cache)


@pytest.fixture(scope="module")
def longer(tiny: Handbook, site: Site, cache: Path, before: Mapping[str, bytes]) -> bytes:
    """The Indonesian book with a guide that takes one page more."""
    assert before
    kept = set((cache / GATHERINGS).iterdir())
    book = books(edited(tiny, LINES), site, cache)["id"]
    assert len(set((cache / GATHERINGS).iterdir()) - kept) == 1
    return book


def texts(book: bytes) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(book) as pdf:
        return [str(sheet.get_textpage().get_text_range()) for sheet in pdf]


def told_and_led(book: bytes) -> tuple[list[tuple[int, list[int]]], list[tuple[int, list[int]]]]:
    """Of each page the page numbers behind its arrows, and the pages of other chapters to which its links lead."""
    told = [(at, [int(number) for number in re.findall(r"→\s(\d+)", text)]) for at, text in enumerate(texts(book), 1)]
    led = []
    with pikepdf.open(io.BytesIO(book)) as pdf:
        numbers = {sheet.obj.objgen: at for at, sheet in enumerate(pdf.pages, 1)}
        names = list(pdf.Root.Names.Dests.Names)
        places = {str(name): numbers[spot[0].objgen] for name, spot in zip(names[::2], names[1::2], strict=True)}
        for at, sheet in enumerate(pdf.pages, 1):
            targets = [str(note.Dest) for note in sheet.get("/Annots", []) if "/Dest" in note]
            led.append((at, [places[target] for target, _ in groupby(targets)]))
    return told, led


def test_one_edited_guide_is_one_new_gathering(
    tiny: Handbook, site: Site, tmp_path: Path, cache: Path, longer: bytes
) -> None:
    """The book of kept gatherings and one new has the bytes of a book that was printed anew."""
    assert books(edited(tiny, LINES), site, tmp_path)["id"] == longer


def test_a_damaged_gathering_is_printed_anew(
    tiny: Handbook, site: Site, cache: Path, before: Mapping[str, bytes]
) -> None:
    """With one byte flipped in every gathering, the books have the bytes that they had."""
    for path in (cache / GATHERINGS).iterdir():
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    for path in cache.glob("*.pdf"):
        if path.read_bytes() in before.values():
            path.unlink()
    assert books(tiny, site, cache) == before


@pytest.mark.parametrize("which", ["before", "longer"])
def test_numbers_tell_where_links_lead(before: Mapping[str, bytes], longer: bytes, which: str) -> None:
    """Behind each link to another chapter stands the page it leads to, also when a page more has moved them all."""
    book = longer if which == "longer" else before["id"]
    told, led = told_and_led(book)
    assert len(texts(book)) % 2 == 1
    assert sum(len(numbers) for _, numbers in told) > 15
    for (at, numbers), (_, pages) in zip(told, led, strict=True):
        rest = iter(pages)  # links without a number stand between: notes, contents, the lines above a card
        assert all(number in rest for number in numbers), at


def test_a_page_more_moves_what_follows(before: Mapping[str, bytes], longer: bytes) -> None:
    """Chapters after the edited one begin a page later; parts stay on the right, behind a blank page where need be."""
    marks = []
    for book in (before["id"], longer):
        with pypdfium2.PdfDocument(book) as pdf:
            marks.append([(mark.level, mark.get_title(), mark.get_dest().get_index() + 1) for mark in pdf.get_toc()])
    titles = [title for _, title, _ in marks[0]]
    edited_at = titles.index("Apa itu 1-on-1")
    assert marks[1][: edited_at + 1] == marks[0][: edited_at + 1]
    assert marks[1][edited_at + 1][2] == marks[0][edited_at + 1][2] + 1
    assert all(at % 2 == 1 for level, _, at in marks[1] if level == 0)


def test_folios_and_heads_are_those_of_their_side(longer: bytes) -> None:
    """Each page shows its number; on the left its part, on the right its chapter, where neither begins on it.

    Its text begins 14 mm from the left edge on the left, and 18 on the right.
    """
    with pypdfium2.PdfDocument(longer) as pdf:
        marks = [(mark.level, mark.get_title(), mark.get_dest().get_index() + 1) for mark in pdf.get_toc()]
        heads = set()
        for at, sheet in enumerate(pdf, 1):
            text = sheet.get_textpage()
            lefts = [text.get_charbox(index)[0] for index in range(text.count_chars())]
            if at < marks[1][2] or not lefts:
                continue
            assert str(text.get_text_bounded(0, 0, 420, 60)).split()[-1] == str(at)
            assert (RIGHT if at % 2 else LEFT) - 1 < min(lefts) < (RIGHT if at % 2 else LEFT) + 3, at
            part = [title for level, title, begins in marks if level == 0 and begins <= at][-1]
            chapter = [title for _, title, begins in marks if begins <= at][-1]
            head = " ".join(str(text.get_text_bounded(0, 540, 420, 595)).split())
            assert head in ("", chapter if at % 2 else part), at
            heads.add((at % 2, head))
    assert len(heads) > 6


def test_the_bound_book_keeps_both_standards(longer: bytes) -> None:
    """No rule of PDF/UA-1 or PDF/A-3a is broken by what was sewn together."""
    assert [page.validate_pdf_bytes(longer, profile=profile).failures for profile in ("ua1", "3a")] == [[], []]


def test_a_book_is_proved_in_a_process_of_its_own() -> None:
    """What is found there is what is found here, of each standard: a blank page breaks both."""
    blank = pikepdf.new()
    blank.add_blank_page()
    blank.Root.Much = blank.make_stream(b"\0" * LARGE)
    blank.save(file := io.BytesIO(), compress_streams=False)
    pdf = file.getvalue()
    found = broken_here(pdf)
    assert len(pdf) > LARGE
    assert {profile for profile, *_ in found} == set(PROFILES)
    assert broken(pdf) == found


def test_a_finding_names_the_guide(tiny: Handbook, site: Site, cache: Path, longer: bytes) -> None:
    """A character that the face does not have is told at the file of the guide, and no book is given."""
    kept = keep_bound(edited(tiny, "<p>Kopi ☕</p>"), site, THEME, cache)
    assert kept.files == ()
    assert {(found.path, found.code) for found in kept.problems} >= {("content/guides/what-is/id.md", "P762")}


def test_a_link_to_nowhere_is_told(tiny: Handbook, site: Site, cache: Path, longer: bytes) -> None:
    """A link to a place that no gathering has is a finding, and no book is given."""
    kept = keep_bound(edited(tiny, '<p><a href="at:nowhere">Hilang</a></p>'), site, THEME, cache)
    assert kept.files == ()
    assert [found.facts["reason"] for found in kept.problems] == ["No anchor #nowhere for internal URI reference"]


def test_the_cover_is_one_page(tiny: Handbook, site: Site, cache: Path, longer: bytes) -> None:
    """A cover that runs over is a finding: every number in the book counts on its being one page."""
    home = tiny.page("home")
    words = {code: side.model_copy(update={"summary": "Kata " * 900}) for code, side in home.words.items()}
    kept = keep_bound(tiny.with_entry(home.model_copy(update={"words": words})), site, THEME, cache)
    assert kept.files == ()
    assert {(found.path, found.code, found.facts["limit"]) for found in kept.problems} == {
        (f"content/pages/home/{code}.md", "P761", 1) for code in tiny.languages
    }


def test_a_gathering_holds_letters_and_lines_alone() -> None:
    """A page that draws with more than the book can bind is refused before it is kept."""
    html = '<html lang="id"><title>Uji</title><p style="opacity:.5">Pudar</p></html>'
    css = "@font-face { font-family: Manrope; src: url(font:Manrope-Regular.ttf) } html { font-family: Manrope }"
    with pytest.raises(
        ValueError,
        match=r"^content/pages/home/id\.md: what is printed of it draws a picture, .* style sheet for print$",
    ):
        print_gathering(BoundOrder("content/pages/home/id.md", "id", "id/uji.pdf", html, css))


def test_the_wrapped_functions_are_put_back(before: Mapping[str, bytes]) -> None:
    """Cards that the same process prints later find WeasyPrint as it was."""
    assert before
    assert draw.draw_text is glyphs.draw_text
    assert Stream.add_font.__module__ == Stream.__module__


@pytest.fixture(scope="module")
def figures() -> Figures:
    """Figures of 600 thousandths, glyphs 10 to 19, of which a 4 after a 7 stands 40 nearer."""
    drawn = "[<" + "".join(f"{16 + int(figure):04x}" for figure in "0747") + "]"
    drawn = drawn.replace("0017" + "0014", "0017>40<0014").replace("]", ">0] TJ")
    return figures_of("0747", drawn, {16 + figure: 600 for figure in range(10)})


def test_figures_are_read_from_how_they_are_drawn(figures: Figures) -> None:
    """Glyphs, widths and kerning of pairs come from one line of a content stream."""
    assert figures == Figures({"0": "0010", "7": "0017", "4": "0014"}, {"0": 600, "7": 600, "4": 600}, {"74": 40})
    assert figures.width("74") == 1160
    assert figures.drawn("747") == "0017>40<00140017"


def test_a_number_is_set_in_its_room(figures: Figures) -> None:
    """`000` gives way to the number, which ends where its room ends, or stands in its middle; a stranger is refused."""
    frame = "%number {} 100 50 18 there\nBT\n1 0 0 -1 7 9 Tm\n/F 10 Tf\n[<0001001000100010>0] TJ\nET\n"
    types = {"/F 10 Tf": figures}
    # the arrow before it is 0 wide here: 50 - 18 + 3 × 6 - 11.6
    at_end = settled(frame.format("right"), False, 0, lambda _: 74, types)
    assert at_end == b"BT\n1 0 0 -1 138.4 9 Tm\n/F 10 Tf\n[<00010017>40<0014>] TJ\nET\n"
    assert b" 119.2 9 Tm" in settled(frame.format("center"), False, 0, lambda _: 74, types)
    with pytest.raises(ValueError, match="no number can be put"):
        settled(frame.replace("0010>", "0011>").format("right"), False, 0, lambda _: 74, types)
    with pytest.raises(ValueError, match="in another way"):
        settled(frame.replace(" Tf", " TF").format("right"), False, 0, lambda _: 74, types)


def test_a_page_has_the_head_of_its_side() -> None:
    """What is marked for the other side goes, and a left page is moved."""
    heads = "".join(f"/Artifact <<>> BDC\n%{side}\n({side}) Tj\nEMC\n" for side in ("left", "right"))
    content = f"0.75 0 0 0.75 0 0 cm\n{heads}"
    assert settled(content, True, -11.5, lambda _: 0, {}) == (
        b"0.75 0 0 0.75 -11.500000 0 cm\n/Artifact <<>> BDC\n(left) Tj\nEMC\n"
    )
    assert settled(content, False, 0, lambda _: 0, {}) == (
        b"0.75 0 0 0.75 0 0 cm\n/Artifact <<>> BDC\n(right) Tj\nEMC\n"
    )
