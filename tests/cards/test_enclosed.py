"""What a card carries: its own Markdown, and the calendar file of its series."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from plugins.handbook.contract import Rhythm
from plugins.handbook.model import Card, Handbook
from plugins.theming import interface
from plugins.theming.plaintext import markdown
from plugins.theming.series import calendar, first_day
from tests.cards.conftest import THEME, Leaf, pair

pytestmark = pytest.mark.xdist_group("cards")

ADDRESS = "https://empat-mata.example/id/kartu/x/"
RULES = [
    ("weekly", "FREQ=WEEKLY"),
    ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
    ("monthly", "FREQ=MONTHLY;BYDAY=1TU"),
    ("quarterly", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU"),
    ("half-yearly", "FREQ=MONTHLY;INTERVAL=6;BYDAY=1TU"),
    ("once", ""),
    ("triggered", ""),
]


def event_of(card: Card, language: str = "id") -> Event:
    """The only event of a card's calendar file, read back."""
    (event,) = Calendar.from_ical(calendar(card, language, ADDRESS)).walk("VEVENT")
    assert isinstance(event, Event)
    return event


@pytest.mark.parametrize(("rhythm", "rule"), RULES)
def test_the_series_repeats_as_the_card_says(alone: Handbook, rhythm: Rhythm, rule: str) -> None:
    """Each rhythm has its rule; a talk that happens once, or when something happens, is a single event."""
    card = alone.cards[0]
    card = card.model_copy(update={"facts": card.facts.model_copy(update={"rhythm": rhythm})})
    lines = calendar(card, "id", ADDRESS).decode().splitlines()
    found = "".join(line.removeprefix("RRULE:") for line in lines if line.startswith("RRULE:"))
    assert found == rule


def test_the_time_floats(alone: Handbook) -> None:
    """The talk is at ten o'clock wherever one is, as long as the card says, and nobody is invited."""
    event = event_of(alone.cards[0])
    start = event.decoded("dtstart")
    assert start == datetime(2026, 12, 1, 10, 0)
    assert start.tzinfo is None
    assert event.decoded("duration") == timedelta(minutes=alone.cards[0].facts.minutes)
    assert "attendee" not in event
    assert "organizer" not in event


def test_the_first_day_is_a_first_tuesday() -> None:
    """The series begins on the first Tuesday of the month after the card was revised."""
    assert first_day(date(2026, 11, 22)) == date(2026, 12, 1)
    assert first_day(date(2026, 12, 31)) == date(2027, 1, 5)
    assert first_day(date(2026, 1, 1)) == date(2026, 2, 3)


def test_one_card_is_one_event_for_ever(book: Handbook) -> None:
    """The UID comes from key and language alone; no two cards share one; the bytes are the same each time."""
    uids = [str(event_of(card, language)["uid"]) for card in book.cards for language in book.languages]
    assert len(set(uids)) == len(uids)
    assert "team-member-regular-id@empat-mata" in uids
    assert calendar(book.cards[0], "en", ADDRESS) == calendar(book.cards[0], "en", ADDRESS)


def test_the_agenda_is_in_the_description(alone: Handbook) -> None:
    """The description has every step with its minutes, in order, then the core questions and the card's address."""
    card = alone.cards[0]
    lines = str(event_of(card)["description"]).split("\n")
    steps = [f"{item.minutes}′ {item.title['id']}: {item.do['id']}" for item in card.facts.agenda]
    assert lines == [
        card.facts.aim["id"], "", *steps, "", *(f"• {question.words['id']}" for question in card.core), "", ADDRESS
    ]  # fmt: skip


def test_markdown_says_what_the_card_says(book: Handbook) -> None:
    """The Markdown of each card has every sentence of it, in the order of the printed card."""
    for card in book.cards:
        for language in book.languages:
            text = markdown(book, card, language, interface(THEME, language), ADDRESS).replace("\\", "")
            facts = card.facts
            said = [facts.title, facts.aim, facts.not_this, facts.prepare.host, facts.prepare.guest]
            said += [words for item in facts.agenda for words in (item.title, item.do)]
            said += [facts.opening, *(question.words for question in card.core), *facts.follow_ups]
            said += [question.words for question in card.more]
            places = [text.find(words[language]) for words in said]
            assert -1 not in places, card.key
            assert text.startswith(f"# {facts.title[language]}\n"), card.key
            assert text.count("\n## ") == 4, card.key


def test_markup_in_words_is_harmless(changed: object, alone: Handbook) -> None:
    """What Markdown would take for markup is escaped, in text and in cells of the table."""
    card = alone.cards[0]
    item = card.facts.agenda[0].model_copy(update={"title": pair("a | b", "a | b"), "do": pair("*c*", "*c*")})
    facts = card.facts.model_copy(update={"agenda": (item,), "aim": pair("<b> [x] _y_ `z`", "x")})
    text = markdown(alone, card.model_copy(update={"facts": facts}), "id", interface(THEME, "id"), ADDRESS)
    assert "\\<b\\> \\[x\\] \\_y\\_ \\`z\\`" in text
    assert f"| {item.minutes} | a \\| b | \\*c\\* |" in text


def test_each_pdf_carries_both(leaves: tuple[Leaf, ...], book: Handbook) -> None:
    """Markdown and calendar file lie in each PDF, dated as the card is; the bilingual card has both languages'."""
    for leaf in leaves:
        with leaf.inside() as pdf:
            files = [(str(file.UF), file.EF.F) for file in pdf.Root.AF]
            types = [str(file.Subtype) for _, file in files]
            days = {str(file.Params[key]) for _, file in files for key in ("/ModDate", "/CreationDate")}
            title = leaf.card.facts.title[leaf.language].encode()
            assert any(file.read_bytes().startswith(b"# " + title) for _, file in files), leaf.name
        times = len(book.languages) if leaf.edition.variant == "bilingual" else 1
        assert sorted(types) == ["/text/calendar"] * times + ["/text/markdown"] * times, leaf.name
        assert days == {f"D:{leaf.card.facts.updated:%Y%m%d}000000Z"}, leaf.name
        assert [name for name, _ in files] == sorted(name for name, _ in files), leaf.name
