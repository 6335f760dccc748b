"""What decides the look of a card before anything is printed: measures, colours, the time bar, and what fits."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from jinja2 import Environment

from plugins.cards.faces import FACES
from plugins.cards.measure import BOLD, MEASURED, REGULAR, UNITS_PER_EM, lines, row_lines, step_width, width
from plugins.cards.orders import Choice, orders
from plugins.cards.paper import A4, A5, BILINGUAL, PAPERS, Paper
from plugins.cards.sheet import GAP, Sheet, sheet
from plugins.cards.tones import resolve, tint, tokens
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.theming import environment
from tests.cards.conftest import THEME, Change, pair

COLOURS = tokens((THEME / "static" / "css" / "tokens.css").read_text(encoding="utf-8"))
SHEET_CSS = (THEME / "static" / "css" / "card.css").read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, as WCAG defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def drawn(book: Handbook, site: Site, paper: Paper, language: str = "id") -> Sheet:
    """The sheet of a handbook's first card."""
    return sheet(book, book.cards[0], site, language, paper, COLOURS)


@pytest.mark.parametrize(("name", "table"), [("Manrope-Regular.ttf", REGULAR), ("Manrope-Bold.ttf", BOLD)])
def test_advances_are_those_of_the_faces(name: str, table: dict[str, int]) -> None:
    """The numbers by which words are measured are the ones in the font files."""
    with TTFont(FACES[name]) as face:
        characters, advances = face.getBestCmap(), face["hmtx"].metrics
        real = {character: advances[characters[ord(character)]][0] for character in MEASURED}
        assert face["head"].unitsPerEm == UNITS_PER_EM
    assert table == real


def test_lines_are_counted_as_they_break() -> None:
    """Words go onto the next line when they do not fit, accents do not count, and a long word has its own line."""
    one = width("Topik dia", 9)
    assert lines("Topik dia", 9, one) == 1
    assert lines("Topik dia", 9, one - 0.01) == 2
    assert lines("Topik dia lalu topik dia", 9, one) == 3
    assert lines("pertanggungjawaban ya", 9, 10) == 2
    assert width("é", 9) == width("e", 9)


def test_the_agenda_gets_the_column_that_saves_lines() -> None:
    """The titles' column is as wide as needed for the fewest lines, and no wider."""
    steps = [("Yang dinikmati dan tidak", "Ceritakan."), ("Buka", "Sebut tujuanmu; urusan tim menunggu sesi rutin.")]
    column = step_width(steps, A5)
    assert [row_lines(step, column, A5) for step in steps] == [1, 1]
    assert row_lines(steps[0], column - 0.2, A5) == 2
    short = [("Buka", "Sebut."), ("Cek janji", "Mulai dari janjimu.")]
    assert step_width(short, A5) == pytest.approx(18.0)


def test_no_title_is_cut_by_its_column(changed: Change, site: Site) -> None:
    """The column of titles is never narrower than its longest word."""
    book = changed()
    item = book.cards[0].facts.agenda[0].model_copy(update={"title": pair("Pertanggungjawaban", "Open")})
    agenda = (item, *book.cards[0].facts.agenda[1:])
    assert drawn(changed(agenda=agenda), site, A5).step_width >= width("Pertanggungjawaban", A5.text, bold=True)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_the_time_bar_is_in_proportion(alone: Handbook, site: Site, paper: Paper) -> None:
    """Each part of the bar is as long as its minutes, in the order of the agenda, from one margin to the other."""
    parts = drawn(alone, site, paper).parts
    per_minute = [part.width / part.minutes for part in parts]
    assert [part.minutes for part in parts] == [item.minutes for item in alone.cards[0].facts.agenda]
    assert max(per_minute) - min(per_minute) < 0.01
    assert parts[0].start == 0
    assert parts[-1].start + parts[-1].width == pytest.approx(paper.live_width, abs=0.02)
    starts = [part.start for part in parts[1:]]
    ends = [part.start + part.width + GAP for part in parts[:-1]]
    assert starts == pytest.approx(ends, abs=0.02)
    assert len({part.colour for part in parts}) == len(parts)


def test_parts_of_the_bar_differ_in_grey(book: Handbook, site: Site) -> None:
    """Printed grey, each part of every bar is lighter than the one before it."""
    for card in book.cards:
        parts = sheet(book, card, site, "en", A5, COLOURS).parts
        greys = [luminance(part.colour) for part in parts]
        assert greys == sorted(greys), card.key
        assert len(set(greys)) == len(greys), card.key


def test_accents_are_dark_enough_for_words(book: Handbook) -> None:
    """The accent of every relationship keeps 4.5 : 1 against paper, as a heading and under the words of its pill."""
    for relationship in book.relationships:
        assert 1.05 / (luminance(COLOURS[relationship.key]) + 0.05) >= 4.5, relationship.key


def test_further_questions_stand_where_notes_are_beside(book: Handbook, site: Site) -> None:
    """On A4 some further questions follow, from the first on; the pocket card has the five alone."""
    some = 0
    for card in book.cards:
        for language in book.languages:
            large = sheet(book, card, site, language, A4, COLOURS).more
            assert large == card.more[: len(large)], card.key
            assert sheet(book, card, site, language, A5, COLOURS).more == ()
            some += bool(large)
    assert some >= len(book.cards)


def test_less_room_takes_fewer_further_questions(changed: Change, alone: Handbook, site: Site) -> None:
    """A longer opening pushes further questions out, one by one."""
    usual = len(drawn(alone, site, A4).more)
    openings = (pair("kata " * count, "word") for count in range(1, 200, 5))
    counts = [len(drawn(changed(opening=opening), site, A4).more) for opening in openings]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] >= usual
    assert counts[-1] == 0


def test_deep_questions_may_be_skipped(alone: Handbook, site: Site) -> None:
    """A deep question has another box and the words for it; no other question has."""
    card = alone.cards[0]
    deep = card.core[0].model_copy(update={"depth": "deep"})
    light = tuple(question.model_copy(update={"depth": "light"}) for question in card.core[1:])
    book = alone.model_copy(update={"cards": (card.model_copy(update={"core": (deep, *light), "more": ()}),)})
    htmls = {order.language: order.html for order in orders(book, site, THEME, Choice(papers=("a5",)))}
    for language, words in (("id", "boleh dilewati"), ("en", "may be skipped")):
        assert htmls[language].count('<li class="deep"') == 1
        assert htmls[language].count(f'<span class="skip">{words}</span>') == 1


def test_body_text_is_at_least_nine_points() -> None:
    """What is read aloud is set in nine points or more (7.5 in the pocket), everything else in six or more."""
    for paper in (*PAPERS.values(), BILINGUAL):
        assert paper.text >= (7.5 if paper.pocket else 9)
        assert min(paper.label, paper.footer) >= 6
        assert min(paper.margin_side, paper.margin_top, paper.margin_bottom) >= 8
        assert paper.qr >= (14 if paper.pocket else 18)
        assert paper.leading / paper.text >= 1.25


def test_tokens_are_read_from_the_light_root() -> None:
    """The first :root block gives the values, comments and dark values left out."""
    css = "/* --ink: no */ @layer t { :root { --ink: #17212b; --gap: 4mm } @media x { :root { --ink: #fff } } }"
    assert tokens(css.replace("4mm ", "4mm; ")) == {"ink": "#17212b", "gap": "4mm"}
    with pytest.raises(ValueError, match="no :root"):
        tokens("body { color: red }")


def test_values_take_the_place_of_names() -> None:
    """Every var() is replaced; a name without a value is an error, not an empty place."""
    assert resolve("a { color: var(--ink); margin: var(--gap) }", {"ink": "#000", "gap": "1mm"}) == (
        "a { color: #000; margin: 1mm }"
    )
    with pytest.raises(KeyError, match="other"):
        resolve("a { color: var(--other) }", {"ink": "#000"})
    for paper in PAPERS.values():
        _, _, rules = resolve(SHEET_CSS, {**COLOURS, **paper.measures()}).partition("*/")
        assert "var(" not in rules


def test_tints_are_solid() -> None:
    """A tint is the colour mixed with white paper."""
    assert tint("#000000", 1) == "#000000"
    assert tint("#000000", 0.5) == "#808080"
    assert tint("#0b5d56", 0) == "#ffffff"


def test_the_agenda_is_a_table(alone: Handbook) -> None:
    """The agenda of pages and cards is a table with a caption and with headings for columns and rows."""
    env: Environment = environment(THEME, "en").overlay()
    env.filters = {**env.filters, "marked": str}
    card = alone.cards[0]
    short = card.model_copy(update={"facts": card.facts.model_copy(update={"agenda": card.facts.agenda[-1:]})})
    last = short.facts.agenda[0]
    template = env.from_string('{% import "parts/agenda.html" as part with context %}{{ part.agenda(card) }}')
    assert template.render(card=short) == (
        '<table class="agenda">\n'
        f"<caption>Agenda, {card.facts.minutes} minutes</caption>\n"
        "<thead>\n"
        '<tr><th class="agenda-minutes" scope="col">Minutes</th><th class="agenda-step" scope="col">Step</th>'
        '<th class="agenda-do" scope="col">What to do</th></tr>\n'
        "</thead>\n<tbody>\n"
        f'<tr class="step-1 commitments"><td class="agenda-minutes">{last.minutes}</td>'
        f'<th class="agenda-step" scope="row">{last.title["en"]}</th><td class="agenda-do">{last.do["en"]}</td></tr>\n'
        "</tbody>\n</table>\n"
    )
