"""Cards that may not be published: each fault is found, at the card's file, and told in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.cards import write_cards
from plugins.cards.orders import Order
from plugins.cards.press import press
from plugins.handbook.contract import Text
from plugins.handbook.model import Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.report import report
from plugins.handbook.site import Site
from tests.cards.conftest import THEME, Change, drawn_editions, order_of, pair

pytestmark = pytest.mark.xdist_group("cards")

LONG = "Menyelaraskan pertanggungjawaban dan keberlanjutan pengembangan, lalu mempertimbangkan ulang ketidakjelasan "


def told(problems: tuple[Problem, ...], language: str) -> list[str]:
    """The report's lines."""
    return report(problems, {}, language).splitlines()


def test_a_character_without_a_glyph(altered: Change, site: Site) -> None:
    """A character the faces lack is named with its place; no other font is taken in silence."""
    book = altered(aim=pair("Ngopi ☕ dulu, baru bicara.", "Coffee first, then talk."))
    assert told(press(order_of(book, site, "id", "a5")).problems, "id") == [
        "content/cards/team-member/regular.yaml:8:7: error[P703] huruf cetak tidak punya karakter "
        '"☕" (U+2615) di A5 (id): “Ngopi ☕ dulu, baru bicara.”',
        "    = perbaikan: ganti dengan huruf atau tanda baca biasa",
        "Penjelasan: inv explain P703",
        "1 galat di 1 berkas.",
    ]
    assert press(order_of(book, site, "en", "a5")).problems == ()


def test_too_little_room_to_write(altered: Change, site: Site) -> None:
    """A card that leaves less than two fifths of A5 to write on is refused, with what to shorten and by how much."""
    book = altered(opening=pair(LONG * 7, "Shall we begin?"))
    assert told(press(order_of(book, site, "id", "a5")).problems, "en") == [
        "content/cards/team-member/regular.yaml:14:7: error[P702] 5 lines too long on A5 in Indonesian: shorten "
        "opening (11 lines: “Menyelaraskan pertanggungjawaban dan keberlanjutan…”). "
        "Room to write: 32%; the least is 40%",
        "     = cure: shorten that text, the aim, the opening, an agenda step or a core question",
        "More about a finding: inv explain P702",
        "1 error in 1 file.",
    ]


def test_too_few_writing_lines(altered: Change, site: Site) -> None:
    """A card whose words leave fewer than four lines to write on is refused, at the step that is too long."""
    item = altered().cards[0].facts.agenda[2].model_copy(update={"title": pair(LONG * 5, "Their topics")})
    agenda = altered().cards[0].facts.agenda
    book = altered(agenda=(*agenda[:2], item, *agenda[3:]))
    (found,) = press(order_of(book, site, "id", "a6")).problems
    assert (found.code, found.variant, found.line, found.facts["field"]) == ("P702", "", 40, "agenda 3")


def test_full_cards_fit(changed: Change, alone: Handbook, site: Site) -> None:
    """A card of six steps, each of its texts as long as four fifths of what the check allows, fits every edition."""
    card = alone.cards[0]
    steps = tuple(
        card.facts.agenda[0].model_copy(update={"minutes": 5, "title": sized(20, step), "do": sized(49, step)})
        for step in range(6)
    )
    texts = {"title": sized(38, 0), "aim": sized(96, 1), "not_this": sized(56, 2), "opening": sized(104, 3)}
    book = changed(**texts, agenda=steps, minutes=30, follow_ups=(sized(56, 4), sized(56, 5)))
    core = tuple(
        question.model_copy(update={"words": sized(80, number), "depth": "deep" if number == 4 else "light"})
        for number, question in enumerate(card.core)
    )
    book = book.model_copy(update={"cards": (book.cards[0].model_copy(update={"core": core}),)})
    for edition in drawn_editions(book, book.cards[0]):
        assert press(order_of(book, site, "id", edition.name)).problems == (), edition.name


def sized(length: int, start: int) -> Text:
    """As many whole Indonesian words as fit in `length` characters, from the word `start` on."""
    words = (LONG * 3).split()[start:]
    longest = max(count for count in range(len(words)) if len(" ".join(words[:count])) <= length)
    return pair(" ".join(words[:longest]), "words")


def test_more_than_one_page(altered: Change, site: Site) -> None:
    """A card that runs onto a second page is refused, and says how many it takes."""
    book = altered(opening=pair(LONG * 60, "Shall we begin?"))
    first, *others = told(press(order_of(book, site, "id", "a5")).problems, "id")
    assert first == (
        "content/cards/team-member/regular.yaml:14:7: error[P702] 72 baris terlalu panjang di A5 dalam bahasa "
        "Indonesia: pendekkan opening (82 baris: “Menyelaraskan pertanggungjawaban dan keberlanjutan…”). Kartunya jadi "
        "3 halaman"
    )
    assert others[-1] == "1 galat di 1 berkas."


def test_questions_that_run_into_the_promises(altered: Change, site: Site) -> None:
    """On A4, where the notes stand beside the questions, questions that are too long are found all the same."""
    book = altered(opening=pair(LONG * 14, "Shall we begin?"))
    (found,) = press(order_of(book, site, "id", "a4")).problems
    assert (found.code, found.variant) == ("P702", "over")
    assert (found.line, found.facts["field"]) == (14, "opening")
    assert int(str(found.facts["cut"])) > 10


def test_a_word_wider_than_the_page(altered: Change, site: Site) -> None:
    """A word that runs out at the right is shown."""
    word = "ketidak" * 16
    book = altered(opening=pair(word, "Shall we begin?"))
    (found,) = press(order_of(book, site, "id", "a5")).problems
    assert (found.code, found.variant, found.facts["text"]) == ("P702", "wide", f"“{word}”")
    assert (found.path, found.line) == ("content/cards/team-member/regular.yaml", 14)


def test_a_long_question_is_told_where_it_is_chosen(altered: Change, site: Site) -> None:
    """A question that makes a card too long is told at the line of the card that chooses it."""
    book = altered()
    card = book.cards[0]
    core = (*card.core[:2], card.core[2].model_copy(update={"words": pair(LONG * 6, "What else?")}), *card.core[3:])
    book = book.model_copy(update={"cards": (card.model_copy(update={"core": core}),)})
    (found,) = press(order_of(book, site, "id", "a6")).problems
    assert (found.code, found.line, found.facts["field"]) == ("P702", 54, "questions.core 3")


def codes(order: Order) -> list[tuple[str, object]]:
    """Code and reason of every finding about an order."""
    return [(found.code, found.facts.get("reason", "")) for found in press(order).problems]


def test_nothing_comes_from_outside(tiny: Handbook, site: Site) -> None:
    """A picture from the network or the disk is refused, and the refusal is a finding."""
    order = order_of(tiny, site, "en", "a5")
    for address in ("https://example.com/a.png", "file:///etc/hostname", "font:Other.ttf"):
        html = order.html.replace("<h1>", f'<img src="{address}" alt="x"/><h1>')
        (found,) = codes(replace(order, html=html))
        assert found[0] == "P720"
        assert f"a card may not fetch {address}" in str(found[1])


def test_a_style_that_is_not_understood(tiny: Handbook, site: Site) -> None:
    """What WeasyPrint warns about is a finding, not noise."""
    order = order_of(tiny, site, "en", "a5")
    ((code, reason),) = codes(replace(order, css=order.css + "h1 { colour: red }"))
    assert code == "P720"
    assert "colour" in str(reason)


def test_type_too_small_to_read(tiny: Handbook, site: Site) -> None:
    """Type below six points is a finding."""
    order = order_of(tiny, site, "en", "a5")
    problems = press(replace(order, css=order.css + ".foot { font-size: 5.5pt }")).problems
    assert told(problems, "en")[0] == (
        "content/cards/team-member/regular.yaml:1:1: error[P723] smallest text is 5.5 pt on A5 (en); the least is 6 pt"
    )


def test_another_font(tiny: Handbook, site: Site) -> None:
    """Another family in the style sheet is a finding."""
    order = order_of(tiny, site, "en", "a5")
    (found,) = press(replace(order, css=order.css + "h1 { font-family: monospace }")).problems
    assert found.code == "P722"


def test_broken_structure(tiny: Handbook, site: Site) -> None:
    """A picture without words breaks PDF/UA-1, and is found by the validator and by WeasyPrint."""
    order = order_of(tiny, site, "en", "a5")
    broken = replace(order, html=order.html.replace(' alt="QR code', ' title="QR code'))
    assert [code for code, _ in codes(broken)] == ["P720", "P721"]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (".qr, .qr img { width: 6mm !important; height: 6mm !important }", "P725"),
        (".kicker { position: absolute; right: 0; width: 9mm; z-index: 3; background: #fff }", "P725"),
        (".head { background: #333 }", "P725"),
        (".qr { display: none }", "P725"),
        ("@page { size: 150mm 210mm; margin: 8mm 9mm }", "P743"),
    ],
    ids=["too small", "covered", "on grey", "not there", "another page"],
)
def test_what_the_finished_page_shows(tiny: Handbook, site: Site, rules: str, code: str) -> None:
    """A code that no reader reads and a page of another size are findings about the card's file."""
    order = order_of(tiny, site, "id", "a5")
    problems = press(replace(order, css=order.css + rules)).problems
    assert (order.source, code, "A5") in [(found.path, found.code, found.facts["paper"]) for found in problems]


def test_one_bad_card_stops_all(altered: Change, site: Site, tmp_path: Path) -> None:
    """When some PDFs are bad, none is written, and the report names every edition of the bad language."""
    book = altered(aim=pair("Ngopi ☕ dulu.", "Coffee first."))
    done = write_cards(book, site, THEME, tmp_path / "output", tmp_path / "cache")
    assert (done.files, done.made) == (0, 17)
    assert [found.facts["paper"] for found in done.problems] == [
        "A4", "A4-FILLABLE", "A4-BILINGUAL", "A5", "A5-HOST", "A5-GUEST", "A6", "F4", "LETTER"
    ]  # fmt: skip
    assert {found.code for found in done.problems} == {"P703"}
    assert not (tmp_path / "output").exists()
