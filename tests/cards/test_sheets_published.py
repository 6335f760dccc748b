"""Facts of sheets, decks and packs made of real cards, read from the files with other tools than their writer."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from plugins.cards.paper import MM_PER_POINT, PAPERS
from plugins.cards.sheets import _tasks
from plugins.cards.sheets.jobs import Workshop
from plugins.cards.sheets.layouts import DECK, FOLD, N_UP, Layout
from plugins.cards.sheets.placing import unmarked
from plugins.cards.sheets.setting import set_pages
from plugins.cards.store import Report
from plugins.handbook import addresses
from plugins.handbook.editions import DECK_PAPERS, FLIPS, PACK_PAPERS, Pack, editions_of, of_deck, of_pack, packs
from plugins.handbook.model import Card, Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import THEME, structure
from tests.cards.sheets import codes, words_at, write_sheets

pytestmark = pytest.mark.xdist_group("sheets")

CARDS = ("team-member/regular", "peer/regular", "open-talk/coffee-talk")
TOPICS = 2
MADE_OF = {"two-up": "a5", "four-up": "a6", "fold": "a5"}


@dataclass(frozen=True)
class Folder:
    """Some cards and topics of the real handbook, and the folder with all that is made of them."""

    book: Handbook
    output: Path
    cache: Path
    report: Report

    def sheet(self, card: Card, language: str, name: str) -> Path:
        """The sheet of a card in a form."""
        return self.output / addresses.of_card_pdf(self.book, card, language, name)

    def sheets(self) -> Iterator[tuple[Card, str, str, Path]]:
        """Every n-up sheet: card, language, name of its form, file."""
        for card in self.book.cards:
            for language in self.book.languages:
                for paper, variant in N_UP:
                    yield card, language, f"{paper}-{variant}", self.sheet(card, language, f"{paper}-{variant}")

    def packs(self, paper: str) -> Iterator[tuple[Pack, str, Path]]:
        """Every pack on a paper: pack, language, file."""
        for pack in packs(self.book):
            for language in self.book.languages if pack.cards else ():
                yield pack, language, self.output / of_pack(self.book, pack, language, paper)


@pytest.fixture(scope="session")
def made(book: Handbook, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The folder, made once."""
    some = few(book)
    root = tmp_path_factory.mktemp("sheets")
    report = write_sheets(some, site, THEME, (root / "output", root / "cache"))
    assert report.problems == ()
    return Folder(some, root / "output", root / "cache", report)


def few(book: Handbook) -> Handbook:
    """The handbook with a few cards and topics."""
    cards = tuple(card for card in book.cards if card.key in CARDS)
    return book.model_copy(update={"cards": cards, "topics": book.topics[:TOPICS]})


def flat(words: str) -> str:
    """Words without spaces: a PDF has none for sure where a line breaks."""
    return re.sub(r"[\s\u00ad\ufffe-]", "", words)


def layout_of(name: str) -> Layout:
    """The layout of an n-up sheet by the name of its form: `a4-two-up`."""
    paper, _, variant = name.partition("-")
    return N_UP[paper, variant]


def test_every_sheet_deck_and_pack_is_there(made: Folder) -> None:
    """There is a file at each address of a sheet, deck and pack, and no other."""
    book = made.book
    wanted = {
        addresses.of_card_pdf(book, card, language, edition.name)
        for card in book.cards
        for language in book.languages
        for edition in editions_of(book, card)
        if edition.variant in MADE_OF
    }
    wanted |= {of_deck(book, each, paper, flip) for each in book.languages for paper in DECK_PAPERS for flip in FLIPS}
    filled = [pack for pack in packs(book) if pack.cards]
    wanted |= {of_pack(book, pack, each, paper) for pack in filled for each in book.languages for paper in PACK_PAPERS}
    assert {str(path.relative_to(made.output)) for path in made.output.rglob("*.pdf")} == wanted
    assert made.report.files == made.report.made == len(wanted)


def test_both_standards_are_kept(made: Folder) -> None:
    """No file breaks a rule of PDF/UA-1 or of PDF/A-3a."""
    broken = {
        (path.name, profile): failures
        for path in sorted(made.output.rglob("*.pdf"))
        for profile in ("ua1", "3a")
        if (failures := page.validate_pdf_bytes(path.read_bytes(), profile=profile).failures)
    }
    assert broken == {}


def test_what_a_file_says_of_itself(made: Folder) -> None:
    """Each file tells its language and title, asks for full size, embeds Manrope alone, and has no date."""
    for path in sorted(made.output.rglob("*.pdf")):
        language = path.relative_to(made.output).parts[0]
        with pikepdf.open(path) as pdf:
            wishes = pdf.Root.ViewerPreferences
            assert (str(pdf.Root.Lang), str(wishes.PrintScaling)) == (language, "/None"), path.name
            assert wishes.DisplayDocTitle, path.name
            assert sorted(pdf.docinfo.keys()) == ["/Author", "/Title"], path.name
            fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing]
            families = {re.sub(r"^/[A-Z]{6}\+|-.*", "", str(font.BaseFont)) for font in fonts}
        assert families == {"Manrope"}, path.name


def test_boxes_lie_at_the_same_place(made: Folder) -> None:
    """On every sheet of a form the cards lie at the same place, to a tenth of a millimetre, and the cuts too."""
    seen: dict[str, set[tuple[object, ...]]] = {}
    for _card, _language, name, path in made.sheets():
        with pikepdf.open(path) as pdf:
            sheet = pdf.pages[0]
            steps = pikepdf.parse_content_stream(sheet)
            placed = tuple(
                tuple(round(float(number) * MM_PER_POINT, 1) for number in list(step.operands)[4:])
                for step in steps
                if str(step.operator) == "cm"
            )
            cuts = tuple(str(list(step.operands)) for step in steps if str(step.operator) in ("m", "l"))
            size = tuple(round(float(edge) * MM_PER_POINT, 1) for edge in sheet.mediabox)
        seen.setdefault(name, set()).add((size, placed, cuts))
        assert len(placed) == len(layout_of(name).slots)
        assert size[2:] == (round(layout_of(name).width, 1), round(layout_of(name).height, 1))
    assert {name: len(places) for name, places in seen.items()} == dict.fromkeys(seen, 1)


def test_every_code_on_a_sheet_is_read(made: Folder, site: Site) -> None:
    """At 300 dpi the code of each card on each sheet leads to the card's page in the same language."""
    for card, language, name, path in made.sheets():
        home = site.absolute(addresses.of_card(made.book, card, language))
        assert codes(path) == [home] * len(layout_of(name).slots), path.name
    for card in made.book.cards:
        assert codes(made.sheet(card, "en", "a4-fold")) == [site.absolute(addresses.of_card(made.book, card, "en"))]


def test_a_sheet_leads_to_what_can_be_read_aloud(made: Folder, site: Site) -> None:
    """Each card on a sheet is a figure that names the card and the file of its single copy; nothing else is tagged."""
    for card, language, name, path in made.sheets():
        single = MADE_OF[name.partition("-")[2]]
        address = site.absolute(addresses.of_card_pdf(made.book, card, language, single))
        with pikepdf.open(path) as pdf:
            document, *figures = structure(pdf)
            assert [str(element.S) for element in (document, *figures)] == ["/Document", *["/Figure"] * len(figures)]
            for figure, slot in zip(figures, layout_of(name).slots, strict=True):
                assert card.facts.title[language] in str(figure.Alt)
                assert str(figure.Alt).endswith(address)
                assert str(figure.Lang) == language
                edges = [float(edge) * MM_PER_POINT for edge in figure.A.BBox]
                assert edges == pytest.approx(
                    [slot.left, slot.bottom, slot.left + slot.width, slot.bottom + slot.height], abs=0.01
                )


def test_the_same_card_is_stored_once(made: Folder) -> None:
    """Four cards on a sheet take hardly more room than one."""
    for card, language, name, path in made.sheets():
        with pikepdf.open(path) as pdf:
            assert list(pdf.pages[0].Resources.XObject.keys()) == ["/C0"], path.name
        assert path.stat().st_size < 34_000, (card.key, language, name)


def test_a_fold_has_the_card_in_front(made: Folder) -> None:
    """Folded, the card is the front; behind it are its further questions, inside are lines on both halves."""
    half = FOLD.slots[0].width
    for card in made.book.cards:
        for language in made.book.languages:
            path = made.sheet(card, language, "a4-fold")
            front = words_at(path, 0, half, 0, FOLD.width, FOLD.height)
            back = words_at(path, 0, 0, 0, half, FOLD.height)
            assert flat(card.facts.aim[language]) in flat(front), path.name
            assert all(flat(question.words[language]) in flat(back) for question in card.more), path.name
            with pikepdf.open(path) as pdf:
                kinds = [str(element.S) for element in structure(pdf)]
                assert kinds[:2] == ["/Document", "/Figure"]
                assert kinds.count("/H1") == 1
                assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"
                assert len(pdf.pages) == 2
            lines = [number for number, dark in enumerate(_dark_rows(path, 1, 0.25)) if dark]
            assert lines == [number for number, dark in enumerate(_dark_rows(path, 1, 0.75)) if dark]
            assert len(lines) >= 20


def _dark_rows(path: Path, number: int, share: float) -> list[bool]:
    """Whether a page is dark at a share of its width, row by row, 72 rows an inch."""
    picture = pypdfium2.PdfDocument(path)[number].render(scale=1, grayscale=True).to_numpy().squeeze()
    column = picture[:, int(picture.shape[1] * share)] < 200
    return [bool(dark and not before) for before, dark in zip([False, *column[:-1]], column, strict=True)]


@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("paper", DECK_PAPERS)
def test_backs_lie_behind_their_questions(made: Folder, paper: str, flip: str) -> None:
    """Turned over the edge that a file is made for, each question has its own number and follow-up at its back."""
    layout = DECK[paper]
    questions = [question for topic in made.book.topics for question in topic.questions]
    for language in made.book.languages:
        path = made.output / of_deck(made.book, language, paper, "long" if flip == "long" else "short")
        for number, question in enumerate(questions, 1):
            sheet, slot = number // len(layout.slots), layout.slots[number % len(layout.slots)]
            front = words_at(path, 2 * sheet, slot.left, slot.bottom, slot.left + slot.width, slot.bottom + slot.height)
            left, bottom = layout.width - slot.left - slot.width, slot.bottom  # a long edge mirrors left and right …
            if flip == "short":  # … a short one top and bottom
                left, bottom = slot.left, layout.height - slot.bottom - slot.height
            back = words_at(path, 2 * sheet + 1, left, bottom, left + slot.width, bottom + slot.height)
            assert flat(question.words[language]) in flat(front), (path.name, number)
            assert flat(f"{number} ·") in flat(front), (path.name, number)
            assert flat(f"{number} ·") in flat(back), (path.name, number)
            for more in (question.follow_up, question.care):
                lost = set(more[language].split() if more else ()) - set(re.split(r"[\s“”]", back))
                assert lost == set(), (path.name, number)


@pytest.mark.parametrize("flip", FLIPS)
def test_the_dot_falls_into_the_ring(made: Folder, flip: str) -> None:
    """Held against the light the back's dot lies in the front's ring; turned the wrong way it does not."""
    layout = DECK["a4"]
    path = made.output / of_deck(made.book, "id", "a4", "long" if flip == "long" else "short")
    x, y = layout.width / 2, layout.height * 3 / 4
    behind = y if flip == "long" else layout.height - y
    for first in range(0, len(pypdfium2.PdfDocument(path)), 2):
        ring, dot = _inks(path, first, x, y), _inks(path, first + 1, x, behind)
        assert ring == (False, True)
        assert dot == (True, False)
        assert _inks(path, first + 1, x, layout.height - behind) == (False, False)


def _inks(path: Path, number: int, x: float, y: float) -> tuple[bool, bool]:
    """Whether there is ink slantwise 0.5 mm and 1.4 mm from a point of a page, given in millimetres."""
    dots = 40  # a millimetre
    picture = pypdfium2.PdfDocument(path)[number].render(scale=dots * MM_PER_POINT, grayscale=True, crop=(0, 0, 0, 0))
    pixels = picture.to_numpy().squeeze()
    height = pixels.shape[0]
    near, far = (
        bool((pixels[height - int((y + step) * dots) - 3 :][:6, int((x + step) * dots) - 3 :][:, :6] < 128).any())
        for step in (0.5 / 2**0.5, 1.4 / 2**0.5)
    )
    return near, far


def test_a_deck_keeps_its_headings(made: Folder) -> None:
    """Every question is a heading, bookmarks lead to each topic, and the printer is told which edge to turn on."""
    count = sum(len(topic.questions) for topic in made.book.topics)
    for language in made.book.languages:
        for flip in FLIPS:
            path = made.output / of_deck(made.book, language, "a4", flip)
            with pikepdf.open(path) as pdf:
                kinds = [str(element.S) for element in structure(pdf)]
                with pdf.open_outline() as outline:
                    names = [(entry.title, [below.title for below in entry.children]) for entry in outline.root]
                assert str(pdf.Root.ViewerPreferences.Duplex) == f"/DuplexFlip{flip.title()}Edge"
            assert (kinds.count("/H1"), kinds.count("/H2"), kinds.count("/H3")) == (1, count, count + 1)
            assert [below for _, below in names] == [[topic.title[language] for topic in made.book.topics]]


def test_a_deck_set_in_parts_is_the_deck(made: Folder, site: Site) -> None:
    """Sheets that are laid out one by one have the words, tags, bookmarks and fonts of a deck laid out as a whole."""
    job = next(Workshop(made.book, site, THEME, ())._decks())
    (task,) = _tasks([job], made.book, site, THEME)
    whole = re.sub(r"</body>\s*</html>.*?<body>", "", "".join(task.html), flags=re.DOTALL)
    parts, one = set_pages(task.html, task.css, ""), set_pages([whole], task.css, "")
    assert len(task.html) > 2
    assert told(parts.pdf) == told(one.pdf)
    assert replace(parts, pdf=b"") == replace(one, pdf=b"")
    assert len(parts.pdf) < 1.01 * len(one.pdf)


def told(pdf: bytes) -> list[object]:
    """Of a PDF the words of each page, its elements with their pages and content, its bookmarks, and its fonts."""
    pages = pypdfium2.PdfDocument(pdf)
    words = [pages[number].get_textpage().get_text_range() for number in range(len(pages))]
    marks = [
        (mark.level, mark.get_title(), mark.get_dest().get_index(), mark.get_dest().get_view())
        for mark in pages.get_toc()
    ]
    with pikepdf.open(io.BytesIO(pdf)) as inside:
        at = [sheet.obj.objgen for sheet in inside.pages]
        elements = [
            (
                str(each.S),
                at.index(each.Pg.objgen) if "/Pg" in each else -1,
                [kid for kid in map(str, each.K) if kid.isdigit()],
            )
            for each in structure(inside)
        ]
        faces = sorted(str(face.BaseFont).partition("+")[2] for face in inside.pages[0].Resources.Font.values())
    return [words, elements, marks, faces]


@pytest.mark.parametrize("paper", DECK_PAPERS)
def test_bookmarks_of_a_deck_lead_to_their_cards(made: Folder, paper: str) -> None:
    """Each bookmark of a topic points into the place of a card that names it, on the paper of the file."""
    layout = DECK[paper]
    path = made.output / of_deck(made.book, "id", paper, "long")
    with pikepdf.open(path) as pdf:
        pages = [sheet.obj.objgen for sheet in pdf.pages]
        with pdf.open_outline() as outline:
            goals = [(mark.title, mark.destination) for entry in outline.root for mark in entry.children]
        places = [
            (title, pages.index(goal[0].objgen), float(goal[2]), float(goal[3]))
            for title, goal in goals
            if isinstance(goal, pikepdf.Array)
        ]
    assert len(places) == len(made.book.topics)
    for title, number, left, bottom in places:
        x, y = left * MM_PER_POINT, bottom * MM_PER_POINT
        (slot,) = (
            slot
            for slot in layout.slots
            if slot.left <= x < slot.left + slot.width and slot.bottom < y <= slot.bottom + slot.height
        )
        words = words_at(path, number, slot.left, slot.bottom, slot.left + slot.width, slot.bottom + slot.height)
        assert title in words


def test_a_picture_of_a_card_keeps_every_stroke(made: Folder) -> None:
    """What is taken out of a card that becomes a picture is its marks, and nothing else."""
    singles = 0
    for path in sorted(made.cache.glob("*.pdf")):
        with pikepdf.open(path) as pdf:
            if "/AF" not in pdf.Root:  # no card
                continue
            singles, sheet = singles + 1, pdf.pages[0]
            steps = list(pikepdf.parse_content_stream(sheet))
            kept = [step for step in steps if str(step.operator) not in ("BMC", "BDC", "EMC")]
            bare = pikepdf.parse_content_stream(pdf.make_stream(unmarked(sheet)))
            assert len(kept) < len(steps), path.name
            assert pikepdf.unparse_content_stream(list(bare)) == pikepdf.unparse_content_stream(kept), path.name
    assert singles == 4 * len(made.book.cards) * len(made.book.languages)  # A4, A5, A6, Letter


@pytest.mark.parametrize("paper", PACK_PAPERS)
def test_a_pack_holds_its_cards_as_they_are(made: Folder, paper: str) -> None:
    """Each card of a pack is drawn by the same operators as the single card, on the page that the contents tell."""
    singles = {path.name.split(".")[0]: path for path in made.cache.glob("*.pdf")}
    drawn = {_operators(path, 0) for path in singles.values()}
    for pack, language, path in made.packs(paper):
        with pikepdf.open(path) as pdf:
            before = len(pdf.pages) - len(pack.cards)
            with pdf.open_outline() as outline:
                titles = [entry.title for entry in outline.root]
        assert before == 1, path.name
        assert titles[-len(pack.cards) :] == [card.facts.title[language] for card in pack.cards]
        contents = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
        for number, card in enumerate(pack.cards, before):
            assert _operators(path, number) in drawn, (path.name, card.key)
            row = flat(contents)[flat(contents).find(flat(card.facts.title[language])) :]
            assert f"{card.facts.minutes}{number + 1}" in row, (path.name, card.key)


def _operators(path: Path, number: int) -> str:
    with pikepdf.open(path) as pdf:
        return hashlib.sha256(
            pikepdf.unparse_content_stream(pikepdf.parse_content_stream(pdf.pages[number]))
        ).hexdigest()


def test_contents_lead_to_the_cards(made: Folder) -> None:
    """Each line of a pack's contents is a link to the page of its card, with words for it."""
    for pack, language, path in made.packs("a4"):
        with pikepdf.open(path) as pdf:
            goals = [sheet.obj.objgen for sheet in pdf.pages]
            notes = list(pdf.pages[0].Annots)
            assert [goals.index(note.Dest[0].objgen) for note in notes] == list(range(1, len(pack.cards) + 1))
            for note, card in zip(notes, pack.cards, strict=True):
                assert str(note.Contents) == card.facts.title[language]


def test_a_pack_keeps_every_tag(made: Folder) -> None:
    """A pack has the elements of its cover and of each of its cards, in order, and no two heading cells share an id."""
    for pack, _language, path in made.packs("a5"):
        with pikepdf.open(path) as pdf:
            elements = list(structure(pdf))
            cells = [str(element.ID) for element in elements if element.S == "/TH" and "/ID" in element]
            kinds = [str(element.S) for element in elements]
            pages = [list(pdf.pages).index(pikepdf.Page(element.Pg)) for element in elements if "/Pg" in element]
        assert len(set(cells)) == len(cells) > 5
        assert kinds.count("/H1") == 1 + len(pack.cards)
        assert pages == sorted(pages)


def test_papers_of_packs_have_their_size(made: Folder) -> None:
    """Every page of a pack is exactly its paper."""
    for paper in PACK_PAPERS:
        for _pack, _language, path in made.packs(paper):
            with pikepdf.open(path) as pdf:
                sizes = {tuple(round(float(edge) * MM_PER_POINT, 1) for edge in sheet.mediabox) for sheet in pdf.pages}
            assert sizes == {(0, 0, round(PAPERS[paper].width, 1), round(PAPERS[paper].height, 1))}, path.name


def test_nothing_changed_makes_nothing(made: Folder, site: Site, tmp_path: Path) -> None:
    """From the same cache no file is made anew; from an empty cache every file has the same bytes."""
    again = write_sheets(made.book, site, THEME, (tmp_path / "again", made.cache))
    anew = write_sheets(made.book, site, THEME, (tmp_path / "anew", tmp_path / "cache"))
    assert (again.made, again.files, anew.made) == (0, made.report.files, made.report.files)
    first = contents(made.output)
    assert contents(tmp_path / "again") == first
    assert contents(tmp_path / "anew") == first


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    files = sorted(folder.rglob("*.pdf"))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
