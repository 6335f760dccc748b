"""Facts of the book, the poster, the kits and the print test, read from the files by other tools than their writer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from plugins.cards.bound import keep_bound
from plugins.cards.bound.chapters import chapters
from plugins.cards.bound.leaves import SIZES, copies
from plugins.cards.bound.volume import Volume, volume
from plugins.cards.paper import MM_PER_POINT
from plugins.cards.store import Report, place_all
from plugins.handbook import editions
from plugins.handbook.model import Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.site import Site
from tests.cards.conftest import THEME, structure
from tests.cards.test_published import flat

pytestmark = pytest.mark.xdist_group("bound")

LARGEST_PAGE = 5_000  # bytes a page of the book
LARGEST_SHEET = 45_000
BODY = 8.0  # points: the least size of running text


@pytest.fixture(scope="module")
def shelf(bound_shelf: Path) -> Path:
    """A folder with `output` and `cache`."""
    return bound_shelf


@pytest.fixture(scope="module")
def done(bound: Report) -> Report:
    """The report of printing everything into `shelf`."""
    return bound


@pytest.fixture(scope="module")
def files(shelf: Path, done: Report) -> dict[str, Path]:
    """Every PDF by its address."""
    assert done.problems == ()
    output = shelf / "output"
    return {path.relative_to(output).as_posix(): path for path in sorted(output.rglob("*.pdf"))}


@pytest.fixture(scope="module")
def volumes(book: Handbook, site: Site) -> dict[str, Volume]:
    """The drawn book of each language."""
    return {language: volume(book, site, THEME, language) for language in book.languages}


def words_of(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [str(sheet.get_textpage().get_text_range()) for sheet in pdf]


@cache
def whole(path: Path) -> str:
    """The text of a file without spaces."""
    return flat("".join(words_of(path)))


def headings(pdf: pikepdf.Pdf) -> list[int]:
    """The levels of the headings, in order."""
    return [int(str(node.S)[2:]) for node in structure(pdf) if re.fullmatch(r"/H[1-6]", str(node.S))]


def test_every_file_is_there(book: Handbook, done: Report, files: dict[str, Path]) -> None:
    """The book in each language, and every page that is printed as a sheet on each of its papers."""
    sheets = {copy.address for copy in copies(book) if not isinstance(copy, Problem)}
    assert set(files) == sheets | {editions.of_book(language, "pdf") for language in book.languages}
    assert done.files == len(files) + len(book.languages)  # and the EPUBs


def test_both_standards_are_kept(files: dict[str, Path]) -> None:
    """No file breaks a rule of PDF/UA-1 or of PDF/A-3a."""
    broken = {
        (name, profile): [failure.rule_id for failure in failures]
        for name, path in files.items()
        for profile in ("ua1", "3a")
        if (failures := page.validate_pdf_bytes(path.read_bytes(), profile=profile).failures)
    }
    assert broken == {}


def test_files_are_small(files: dict[str, Path], book: Handbook) -> None:
    """The book takes at most 5 kB a page; a sheet stays below 45 kB."""
    books = {editions.of_book(language, "pdf") for language in book.languages}
    weights = {name: path.stat().st_size / len(words_of(path)) for name, path in files.items() if name in books}
    assert {name: weight for name, weight in weights.items() if weight > LARGEST_PAGE} == {}
    assert [name for name, path in files.items() if name not in books and path.stat().st_size > LARGEST_SHEET] == []


def test_language_and_title_are_told(files: dict[str, Path]) -> None:
    """Each file tells its language, shows its title, and asks to be printed at full size."""
    for name, path in files.items():
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == name[:2], name
            assert pdf.Root.ViewerPreferences.DisplayDocTitle, name
            assert pdf.Root.ViewerPreferences.PrintScaling == "/None", name
            assert str(pdf.docinfo.Title), name


def test_only_manrope_is_inside(files: dict[str, Path]) -> None:
    """Each file embeds Manrope and nothing else."""
    for name, path in files.items():
        with pikepdf.open(path) as pdf:
            fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
        assert {re.sub(r"^/[A-Z]{6}\+|-.*", "", font) for font in fonts} == {"Manrope"}, name


def test_pages_have_their_size(files: dict[str, Path], book: Handbook) -> None:
    """The book is A5; each sheet is exactly its paper."""
    for name, path in files.items():
        paper = name.removesuffix(".pdf").rpartition("-")[2]
        meant = (148.0, 210.0) if name.count("/") == 1 else SIZES[paper]
        with pikepdf.open(path) as pdf:
            for sheet in pdf.pages:
                box = [float(edge) * MM_PER_POINT for edge in sheet.MediaBox]
                assert box == pytest.approx([0, 0, *meant], abs=0.02), name


def test_headings_skip_no_level(files: dict[str, Path]) -> None:
    """The first heading is of the first level, and none is two levels below the one before."""
    for name, path in files.items():
        with pikepdf.open(path) as pdf:
            levels = headings(pdf)
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_the_book_says_everything(files: dict[str, Path], book: Handbook) -> None:
    """Every title, card, question, term and claim stands in the book of each language."""
    for language in book.languages:
        text = whole(files[editions.of_book(language, "pdf")])
        entries = (*book.guides, *book.sessions, *book.relationships)
        said = [entry.in_language(language).title for entry in entries]
        said += [heading.title for entry in entries for heading in entry.in_language(language).headings]
        said += [
            words[language] for card in book.cards for words in (card.facts.title, card.facts.aim, card.facts.opening)
        ]
        said += [question.words[language] for topic in book.topics for question in topic.questions]
        said += [term.words[language].meaning for term in book.terms]
        said += [source.claim[language] for source in book.sources]
        assert [words for words in said if flat(words) not in text] == []


def test_the_contents_tell_the_right_pages(files: dict[str, Path], volumes: dict[str, Volume]) -> None:
    """Each line of the contents names the page on which a chapter of that title begins."""
    for language, bound in volumes.items():
        path = files[editions.of_book(language, "pdf")]
        texts = words_of(path)
        with pypdfium2.PdfDocument(path) as pdf:
            start, end = [mark.get_dest().get_index() for mark in pdf.get_toc()][:2]
        lines = re.findall(r"^(?:\d+ )?(.+?)(?: \.)+ (\d+)\s*$", "\n".join(texts[start:end]), re.MULTILINE)
        listed = [chapter for chapter in bound.chapters if chapter.kind not in ("card", "topic")]
        assert len(lines) >= len(listed)
        wrong = [(title, page) for title, page in lines if flat(title) not in flat(texts[int(page) - 1])]
        assert wrong == []


def test_links_inside_lead_somewhere(files: dict[str, Path], book: Handbook) -> None:
    """Every destination of a link or bookmark exists, and no link is left in the writers' own notation."""
    for language in book.languages:
        with pikepdf.open(files[editions.of_book(language, "pdf")]) as pdf:
            names = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]}
            links = [note for sheet in pdf.pages for note in sheet.get("/Annots", []) if note.Subtype == "/Link"]
            inside = {str(link.Dest) for link in links if "/Dest" in link}
            outside = {str(link.A.URI) for link in links if "/A" in link}
        assert inside <= names
        assert len(inside) > len(book.guides)
        assert {address for address in outside if not address.startswith("https://")} == set()


def test_bookmarks_name_every_chapter(files: dict[str, Path], volumes: dict[str, Volume]) -> None:
    """The bookmarks are the chapters, two levels deep, in the order of reading."""
    for language, bound in volumes.items():
        with pypdfium2.PdfDocument(files[editions.of_book(language, "pdf")]) as pdf:
            marks = [(mark.level + 1, mark.get_title()) for mark in pdf.get_toc()]
        assert marks[1:] == [(chapter.level, chapter.title) for chapter in bound.chapters]


def test_running_matter_is_no_text(files: dict[str, Path], book: Handbook) -> None:
    """Folios, running heads and the dots of the contents are artifacts: a screen reader passes them over."""
    with pikepdf.open(files[editions.of_book(book.languages[0], "pdf")]) as pdf:
        kinds = {"/Pagination": 0, "/Layout": 0}
        for sheet in list(pdf.pages)[:20]:
            for found in pikepdf.parse_content_stream(sheet):
                if str(found.operator) == "BDC" and found.operands[0] == "/Artifact":
                    kinds[str(found.operands[1].Type)] += 1
    assert kinds["/Pagination"] >= 15
    assert kinds["/Layout"] >= 15


def test_foreign_words_tell_their_language(files: dict[str, Path], book: Handbook) -> None:
    """English words in the Indonesian book are tagged as English."""
    with pikepdf.open(files[editions.of_book("id", "pdf")]) as pdf:
        languages = [str(node.Lang) for node in structure(pdf) if "/Lang" in node]
    assert set(languages) == {"en"}
    assert len(languages) > 100


def test_ids_are_unique(volumes: dict[str, Volume]) -> None:
    """No id stands twice in the book, and every place that links lead to is one of them."""
    for bound in volumes.values():
        ids = [chapter.key for chapter in bound.chapters]
        ids += [name for chapter in bound.chapters for name in re.findall(r'\bid="([^"]+)"', chapter.html)]
        assert len(ids) == len(set(ids))
        assert set(bound.places.values()) <= {*ids, "contents", "cover"}


def test_chapters_are_counted_in_order(book: Handbook) -> None:
    """Parts are numbered from 1 without a gap; every guide, session, relationship, card and topic is one chapter."""
    shelves = {"start": "a", "leads": "b", "engineers": "c", "together": "d", "card-index": "e", "colophon": "f"}
    found = chapters(book, "id", shelves)
    numbers = [chapter.number for chapter in found if chapter.kind == "part"]
    assert numbers == list(range(1, len(numbers) + 1))
    things = [*book.guides, *book.sessions, *book.relationships, *book.cards, *book.topics]
    assert sum(chapter.level == 2 for chapter in found) == len(things)


def grey(path: Path, number: int, dpi: int) -> Iterator[list[int]]:
    """The rows of a page as grey values."""
    with pypdfium2.PdfDocument(path) as pdf:
        picture = pdf[number].render(scale=dpi / 72, grayscale=True).to_numpy().squeeze()
        yield from picture.tolist()


def test_the_scale_is_50_mm(files: dict[str, Path], book: Handbook) -> None:
    """The scale across of each print test is 50 mm long, to a fifth of a millimetre."""
    tests = [path for name, path in files.items() if SIZES and len(words_of(path)) == 2 and "bantuan-cetak" in name]
    assert len(tests) == len(editions.TEST_PAPERS)
    dpi = 254  # ten dots a millimetre
    for path in tests:
        runs = set()
        for row in grey(path, 0, dpi):
            inner = row[300:-300]  # without the frames
            dark = "".join("x" if value < 128 else "." for value in inner)
            runs |= {len(run) for run in re.findall("x+", dark)}
        assert any(abs(run - 500) <= 3 for run in runs), path.name


def test_a_kit_has_room_to_write(files: dict[str, Path], book: Handbook) -> None:
    """A kit is at most three pages, begins with lines for name and date, and says every heading of its page."""
    for kit in editions.kits(book):
        for language in book.languages:
            for paper in editions.KIT_PAPERS:
                path = files[editions.of_page_pdf(book, kit, language, paper)]
                text = whole(path)
                assert len(words_of(path)) <= 3, path.name
                assert [head.title for head in kit.in_language(language).headings if flat(head.title) not in text] == []
                assert "…………" not in "".join(words_of(path)), path.name  # an empty cell has three dots of its own


def test_the_poster_is_one_page_with_every_principle(files: dict[str, Path], book: Handbook) -> None:
    """Each poster shows all bold lines of the page's list, and nothing stands in the outer 8 mm."""
    poster = book.page("kit-principles")
    for language in book.languages:
        lines = re.findall(r"<strong>(.*?)</strong>", poster.in_language(language).html.partition("</ol>")[0])
        for paper in editions.POSTER_PAPERS:
            path = files[editions.of_page_pdf(book, poster, language, paper)]
            assert len(words_of(path)) == 1
            assert [line for line in lines if flat(re.sub(r"<[^>]*>", "", line)) not in whole(path)] == []
            rows = list(grey(path, 0, 50))
            edge = int(8 / 25.4 * 50)
            assert min(min(row) for row in (*rows[:edge], *rows[-edge:])) == 255
            assert min(min(*row[:edge], *row[-edge:]) for row in rows) == 255


def test_nothing_to_do_takes_no_press(book: Handbook, site: Site, shelf: Path, done: Report) -> None:
    """A second build makes nothing, and a lost file comes back from the cache with the same bytes."""
    name = editions.of_book("id", "pdf")
    lost = shelf / "output" / name
    before = lost.read_bytes()
    lost.unlink()
    again = place_all(keep_bound(book, site, THEME, shelf / "cache"), shelf / "output")
    assert (again.files, again.made, again.problems) == (done.files, 0, ())
    assert lost.read_bytes() == before


def test_a_poster_without_a_list_is_told(book: Handbook, site: Site, tmp_path: Path) -> None:
    """A page of principles without a numbered list of bold lines is a finding, and nothing is written."""
    poster = book.page("kit-principles")
    sides = {code: side.model_copy(update={"html": "<p>Kosong.</p>"}) for code, side in poster.words.items()}
    other = poster.model_copy(update={"words": sides})
    wrong = [found for found in copies(book.model_copy(update={"pages": (other,)})) if isinstance(found, Problem)]
    assert [(found.path, found.code, found.variant, found.facts["count"]) for found in wrong] == [
        (sides[code].path, "P761", "items", 0) for code in book.languages
    ]
