"""The cards' calendar series, read back by icalendar and by vobject, and as whole text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
import vobject
from icalendar import Calendar, Event

from plugins.booking import write_calendars
from plugins.handbook import addresses
from plugins.handbook.contract import Rhythm
from plugins.handbook.model import Card, Handbook
from plugins.handbook.site import Site
from plugins.theming.series import ZONES, first_day, series

FORMS = ("", *ZONES)
RULES = {
    "weekly": "FREQ=WEEKLY;INTERVAL=1",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY;INTERVAL=1;BYDAY=4WE",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3;BYDAY=4WE",
    "half-yearly": "FREQ=MONTHLY;INTERVAL=6;BYDAY=4WE",
}


def with_rhythm(card: Card, rhythm: Rhythm) -> Card:
    """The same card, held as often as `rhythm` says."""
    return card.model_copy(update={"facts": card.facts.model_copy(update={"rhythm": rhythm})})


def own_event(data: bytes) -> Event:
    """The one event of a file, as icalendar reads it."""
    (found,) = Calendar.from_ical(data).events
    return found


def event(data: bytes) -> vobject.base.Component:
    """The one event of a file, as vobject reads it."""
    (found,) = vobject.readOne(data.decode()).vevent_list
    return found


def test_a_whole_file(tiny: Handbook, site: Site) -> None:
    """A weekly card in Western Indonesian Time is exactly this file, but for the words of its description."""
    text = series(tiny.cards[0], tiny, site, "en", "wib").decode().replace("\r\n ", "")
    head, _, rest = text.partition("DESCRIPTION;LANGUAGE=en:")
    assert head.split("\r\n") == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Empat Mata//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        *("BEGIN:VTIMEZONE", "TZID:Asia/Jakarta", "BEGIN:STANDARD", "DTSTART:19880101T000000", "TZNAME:WIB"),
        *("TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT"),
        "SUMMARY;LANGUAGE=en:Regular 1-on-1 with a team member",
        *("DTSTART;TZID=Asia/Jakarta:20261125T100000", "DTEND;TZID=Asia/Jakarta:20261125T103000"),
        *("DTSTAMP:20261122T000000Z", "UID:team-member-regular-en@empat-mata.example"),
        *("RRULE:FREQ=WEEKLY;INTERVAL=1", "CLASS:PRIVATE", ""),
    ]
    assert rest.split("\r\n", 1)[1].split("\r\n") == [
        *("TRANSP:OPAQUE", "URL:https://empat-mata.example/en/cards/team-member/regular/", "END:VEVENT"),
        *("END:VCALENDAR", ""),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_two_programs_read_every_card(book: Handbook, site: Site, form: str) -> None:
    """Both icalendar and vobject read the same title, start, end, name and description; nobody is invited."""
    for language in book.languages:
        for card in book.cards:
            data = series(card, book, site, language, form)
            one, two = own_event(data), event(data)
            assert str(one["summary"]) == two.summary.value == card.facts.title[language]
            assert str(one["uid"]) == two.uid.value
            assert str(one["description"]) == two.description.value
            assert f"{one.DTSTART:%Y%m%dT%H%M%S}" == f"{two.dtstart.value:%Y%m%dT%H%M%S}"
            assert two.dtend.value - two.dtstart.value == timedelta(minutes=card.facts.minutes)
            assert datetime.combine(card.facts.updated, datetime.min.time(), UTC) == one.DTSTAMP
            assert "attendee" not in one
            assert "organizer" not in one
            assert one.errors == []


@pytest.mark.parametrize("form", FORMS)
def test_the_zone_is_right(tiny: Handbook, site: Site, form: str) -> None:
    """Ten o'clock in each zone is its own hour in UTC; a floating time has no zone at all."""
    start = event(series(tiny.cards[0], tiny, site, "id", form)).dtstart.value
    assert start.hour == 10
    assert start.utcoffset() == (timedelta(hours=ZONES[form][1]) if form else None)


@pytest.mark.parametrize("rhythm", [*RULES, "once", "triggered"])
def test_it_repeats_as_the_card_says(tiny: Handbook, site: Site, rhythm: Rhythm) -> None:
    """Each rhythm has its rule, which both programs read; a talk that happens once, or on a trigger, has none."""
    data = series(with_rhythm(tiny.cards[0], rhythm), tiny, site, "id")
    rule = own_event(data).get("rrule")
    assert (rule.to_ical().decode() if rule else None) == RULES.get(rhythm)
    assert (event(data).getrruleset() is not None) == (rhythm in RULES)


def test_the_dates_that_follow(tiny: Handbook, site: Site) -> None:
    """Unrolled by vobject, each rule gives the days one expects: Wednesdays, at the right distance."""
    expected: dict[Rhythm, list[str]] = {
        "weekly": ["2026-11-25", "2026-12-02", "2026-12-09", "2026-12-16"],
        "fortnightly": ["2026-11-25", "2026-12-09", "2026-12-23", "2027-01-06"],
        "monthly": ["2026-11-25", "2026-12-23", "2027-01-27", "2027-02-24"],
        "quarterly": ["2026-11-25", "2027-02-24", "2027-05-26", "2027-08-25"],
        "half-yearly": ["2026-11-25", "2027-05-26", "2027-11-24", "2028-05-24"],
    }
    for rhythm, days in expected.items():
        rules = event(series(with_rhythm(tiny.cards[0], rhythm), tiny, site, "id")).getrruleset()
        assert [day.date().isoformat() for day in islice(rules, 4)] == days


def test_the_first_day_follows_a_rule() -> None:
    """For every day of four years: a later Wednesday, within two weeks, never the fifth of its month."""
    for number in range(date(2026, 1, 1).toordinal(), date(2030, 1, 1).toordinal()):
        updated = date.fromordinal(number)
        day = first_day(updated)
        assert day.weekday() == 2
        assert 0 < (day - updated).days <= 14
        assert day.day <= 28


def test_the_agenda_is_in_the_description(book: Handbook, site: Site) -> None:
    """The description has the aim, each step with its minutes from 0 to the end, the questions, the card's address."""
    for card in book.cards:
        text = event(series(card, book, site, "id")).description.value
        steps = [line for line in text.split("\n") if "′ " in line]
        assert steps[0].startswith("0–")
        assert f"–{card.facts.minutes}′ " in steps[-1]
        assert len(steps) == len(card.facts.agenda)
        assert all(question.words["id"] in text for question in card.core)
        assert text.startswith(card.facts.aim["id"])
        assert text.endswith(site.absolute(addresses.of_card(book, card, "id")))


def test_names_are_stable_and_unique(book: Handbook, site: Site) -> None:
    """One name a card and language, the same in every zone, with the host of the site."""
    names = {
        (card.key, language): {event(series(card, book, site, language, form)).uid.value for form in FORMS}
        for card in book.cards
        for language in book.languages
    }
    assert {len(each) for each in names.values()} == {1}
    assert len({name for each in names.values() for name in each}) == len(names)
    assert names["team-member/regular", "id"] == {"team-member-regular-id@empat-mata.example"}


def test_every_file_is_linked_and_written(book: Handbook, site: Site, pages: Path, tmp_path: Path) -> None:
    """Each card page has plain links to its four files, all are written, and writing again gives the same bytes."""
    count = write_calendars(book, site, tmp_path / "one")
    write_calendars(book, site, tmp_path / "two")
    assert count == len(book.cards) * len(book.languages) * 4
    for language in book.languages:
        for card in book.cards:
            html = (pages / addresses.of_card(book, card, language) / "index.html").read_text(encoding="utf-8")
            for form in FORMS:
                address = addresses.of_card_calendar(book, card, language, form)
                assert html.count(f'href="{Path(address).name}"') == 1
                assert (tmp_path / "one" / address).read_bytes() == (tmp_path / "two" / address).read_bytes()


def test_lines_are_folded(book: Handbook, site: Site) -> None:
    """No line is longer than 75 bytes, and each ends as the format asks."""
    for card in book.cards:
        data = series(card, book, site, "id", "wit")
        assert data.endswith(b"\r\n")
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert max(map(len, data.split(b"\r\n"))) <= 75
