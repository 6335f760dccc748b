"""Sheets that cannot be published: what is wrong is found, and nothing is written."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run

import pikepdf
import pytest

from plugins.cards.orders import Choice
from plugins.cards.paper import PAPERS
from plugins.cards.press import press
from plugins.cards.sheets.finishing import finish, untagged
from plugins.cards.sheets.identity import Identity
from plugins.cards.sheets.imposing import Placed, impose
from plugins.cards.sheets.jobs import Job
from plugins.cards.sheets.layouts import N_UP
from plugins.cards.sheets.proving import NO_PAGES, Expected, faults
from plugins.cards.sheets.steady import AMBIGUOUS, written
from plugins.handbook.contract import Text
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import ROOT, THEME, order_of
from tests.cards.sheets import margin_of, write_sheets

pytestmark = pytest.mark.xdist_group("sheets")

IDENTITY = Identity("Uji", "id", "Empat Mata")
JOB = Job("n-up", "content/cards/a/b.yaml", "id", "a4", "two-up", "id/x.pdf", IDENTITY, (), None, "key")


def asked(book: Handbook, words: str) -> Handbook:
    """A handbook without cards whose bank is one question."""
    topic = book.topics[0]
    question = topic.questions[0].model_copy(update={"words": Text({"id": words, "en": words})})
    return book.model_copy(update={"cards": (), "topics": (topic.model_copy(update={"questions": (question,)}),)})


@pytest.mark.parametrize(
    ("words", "code"),
    [("Apa yang paling menyita pikiranmu minggu ini? " * 8, "P741"), ("Apa 界?", "P703")],
    ids=["too long", "no glyph"],
)
def test_a_question_that_does_not_fit_stops_everything(
    book: Handbook, site: Site, tmp_path: Path, words: str, code: str
) -> None:
    """A question too long for its card, or with a character that the faces lack, is reported; nothing is written."""
    report = write_sheets(asked(book, words.strip()), site, THEME, (tmp_path / "output", tmp_path / "cache"))
    assert {found.code for found in report.problems} == {code}
    assert {found.path for found in report.problems} == {book.topics[0].path}
    assert not (tmp_path / "output").exists()


def blank(pages: int, width: float) -> bytes:
    """A PDF of bare pages without any claim to a standard."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(width, 595.276))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_pages_are_counted_and_measured() -> None:
    """A sheet with a page too many, of the wrong size, or below the standards is found out."""
    size = (841.89 * 25.4 / 72, 210.0)
    codes = {found.code for found in faults(blank(2, 841.89), NO_PAGES, Expected(JOB, size, 1))}
    assert codes == {"P742", "P721", "P722"}
    codes = {found.code for found in faults(blank(1, 830), NO_PAGES, Expected(JOB, size, 1))}
    assert codes == {"P743", "P721", "P722"}


Spoil = Callable[[pikepdf.Pdf], None]


def redrawn(old: bytes, new: bytes) -> Spoil:
    """Other content on the sheet itself."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_coalesce()
        content = pdf.pages[0].Contents.read_bytes()
        assert content != content.replace(old, new, 1)
        pdf.pages[0].Contents.write(content.replace(old, new, 1))

    return spoil


def other_strokes(pdf: pikepdf.Pdf) -> None:
    """One module of the code is gone from the picture of the card."""
    form = next(iter(pdf.pages[0].Resources.XObject.values()))
    bars = form.read_bytes()
    start = bars.index(b" 1 re\n")
    form.write(bars[:start] + b" 0 re\n" + bars[start + 6 :])


def smaller_box(pdf: pikepdf.Pdf) -> None:
    """The right half of the card is cut off."""
    form = next(iter(pdf.pages[0].Resources.XObject.values()))
    form.BBox = pikepdf.Array([0, 0, float(form.BBox[2]) / 2, form.BBox[3]])


@pytest.mark.parametrize(
    "spoil",
    [
        redrawn(b"1.00000 0 0 1.00000", b"0.60000 0 0 0.60000"),
        redrawn(b"1.00000 0 0 1.00000 0 ", b"1.00000 0 0 1.00000 3 "),
        redrawn(b"q\n1.00000", b"q\n1 .1 0 1 0 0 cm\n1.00000"),
        redrawn(b"/C0 Do", b""),
        redrawn(b"/C0 Do", b"/C0 Do /C0 Do"),
        other_strokes,
        smaller_box,
    ],
    ids=["small", "moved", "slanted", "gone", "twice", "strokes", "cut"],
)
def test_a_card_on_a_sheet_is_the_one_that_was_proved(four_up: tuple[Expected, bytes], spoil: Spoil) -> None:
    """Where a card is not drawn as it was proved, its code may not be read: an error at the card's file."""
    expected, sheet = four_up
    assert faults(sheet, NO_PAGES, expected) == ()
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        spoil(pdf)
        out = io.BytesIO()
        pdf.save(out)
    found = faults(out.getvalue(), NO_PAGES, expected)
    assert [(one.code, one.path, one.line) for one in found] == [("P725", "content/cards/a/b.yaml", 1)]


@pytest.fixture(scope="module")
def four_up(alone: Handbook, site: Site) -> tuple[Expected, bytes]:
    """A sheet of four cards, and what it must be."""
    layout = N_UP["a4", "four-up"]
    margin = margin_of(PAPERS["a6"])
    cards = [
        Placed(press(order_of(alone, site, "id", "a6")).pdf, margin, f"Kartu {number}", "id") for number in range(4)
    ]
    size = (layout.width, layout.height)
    return Expected(JOB, size, 1, tuple(zip(layout.slots, cards, strict=True))), impose(cards, layout, IDENTITY)


def test_a_card_must_be_an_archive() -> None:
    """A card without an output intent cannot become part of a sheet."""
    with pytest.raises(ValueError, match="output intent"):
        untagged(pikepdf.open(io.BytesIO(blank(1, 100))))


def test_no_stream_ends_like_a_line() -> None:
    """Whatever is in a file, none of its streams ends with the first half of a line's end, and all can be read."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Many = pdf.make_indirect(pikepdf.Array([pdf.make_stream(f"{number}".encode()) for number in range(3000)]))
    data = written(pdf)
    assert AMBIGUOUS not in data
    with pikepdf.open(io.BytesIO(data)) as again:
        assert [int(stream.read_bytes()) for stream in again.Root.Many] == list(range(3000))


def test_titles_may_hold_any_character() -> None:
    """What stands in the metadata is escaped, and tells the same title as the document information."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    data = finish(pdf, Identity("A & B <c> — “d”", "id", "Empat Mata"))
    with pikepdf.open(io.BytesIO(data)) as again, again.open_metadata() as told:
        assert told["dc:title"] == str(again.docinfo.Title) == "A & B <c> — “d”"
        assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("3", "A", "1")


def test_only_what_is_asked_for_is_made(book: Handbook, site: Site, tmp_path: Path) -> None:
    """One form of one card is one file; its cards are printed on the way."""
    choice = Choice("peer/regular", ("a4-four-up",), ("en",))
    report = write_sheets(book, site, THEME, (tmp_path / "output", tmp_path / "cache"), choice)
    assert (report.files, report.made, report.problems) == (1, 1, ())
    assert [path.name for path in (tmp_path / "output").rglob("*.pdf")] == ["cards-peer-regular-a4-four-up.pdf"]


NOTHING_TO_DO = """
import sys
from pathlib import Path
from plugins.cards.orders import Choice
from plugins.cards.printing import print_chosen
from plugins.handbook.site import PLACEHOLDER_URL, Site
from plugins.reading import read
book = read(Path("content"), ("id", "en"), Path("theme")).book
site, choice = Site(PLACEHOLDER_URL, "Empat Mata", ("id", "en")), Choice("peer/regular", ("a4-fold",), ("id",))
report = print_chosen(book, site, Path("theme"), Path(sys.argv[1]) / "output", Path(sys.argv[1]) / "cache", choice)
print(report.files, report.made, sorted({"weasyprint", "pikepdf", "page"} & set(sys.modules)))
"""


def test_nothing_to_do_loads_nothing(book: Handbook, site: Site, tmp_path: Path) -> None:
    """When every sheet lies in the cache, neither what sets pages, nor what joins them, nor the validator is loaded."""
    choice = Choice("peer/regular", ("a4-fold",), ("id",))
    write_sheets(book, site, THEME, (tmp_path / "output", tmp_path / "cache"), choice)
    done = run(
        [sys.executable, "-c", NOTHING_TO_DO, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1 0 []\n"
