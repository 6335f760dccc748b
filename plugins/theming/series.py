"""Card → a calendar series (.ics): as often as the card says, its agenda in the description, nobody invited.

The first talk stands on a day that follows from the card's `updated` alone, so the same card gives the same bytes; the
owner of a calendar moves it. Without a zone the time floats: ten o'clock wherever the calendar is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vRecur

from plugins.handbook import addresses
from plugins.handbook.contract import Rhythm
from plugins.handbook.model import Card, Handbook
from plugins.handbook.site import Site

# Indonesia's three zones have kept these offsets since 1988 and know no summer time.
ZONES: Mapping[str, tuple[str, int]] = {  # by the names in `addresses.ZONES`
    "wib": ("Asia/Jakarta", 7),
    "wita": ("Asia/Makassar", 8),
    "wit": ("Asia/Jayapura", 9),
}
START = time(10)
WEDNESDAY = 2
DAYS_IN_FOUR_WEEKS = 28
MONTHS: Mapping[Rhythm, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6}
WEEKS: Mapping[Rhythm, int] = {"weekly": 1, "fortnightly": 2}


def series(card: Card, book: Handbook, site: Site, language: str, zone: str = "") -> bytes:
    """The series of a card in a language; `zone` is a key of `ZONES`, or empty for floating time."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{site.name}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if zone:
        calendar.add_component(_timezone(zone))
    calendar.add_component(_event(card, book, site, language, zone))
    return bytes(calendar.to_ical())


def first_day(updated: date) -> date:
    """The first Wednesday after `updated` that is not the fifth of its month: a monthly rule can repeat it."""
    day = updated + timedelta(days=(WEDNESDAY - updated.weekday() - 1) % 7 + 1)
    return day if day.day <= DAYS_IN_FOUR_WEEKS else day + timedelta(days=7)


def uid(card: Card, site: Site, language: str) -> str:
    """The permanent name of the series, from card, language and host: a newer file replaces an older one."""
    return f"{card.key.replace('/', '-')}-{language}@{urlsplit(site.url).hostname}"


def _event(card: Card, book: Handbook, site: Site, language: str, zone: str) -> Event:
    facts = card.facts
    start = datetime.combine(first_day(facts.updated), START)
    event = Event()
    event.add("uid", uid(card, site, language))
    event.add("dtstamp", datetime.combine(facts.updated, time(), UTC))
    event.add("summary", facts.title[language], {"language": language})
    for name, moment in (("dtstart", start), ("dtend", start + timedelta(minutes=facts.minutes))):
        event.add(name, moment, {"tzid": ZONES[zone][0]} if zone else {})
    if rule := _rule(facts.rhythm, start.date()):
        event.add("rrule", rule)
    event.add("description", "\n".join(_description(card, book, site, language)), {"language": language})
    event.add("url", site.absolute(addresses.of_card(book, card, language)))
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    return event


def _rule(rhythm: Rhythm, start: date) -> vRecur | None:
    """How the talk repeats, on the weekday of its first day; None for one that happens once or is triggered."""
    if weeks := WEEKS.get(rhythm):
        return vRecur({"FREQ": "WEEKLY", "INTERVAL": weeks})
    if months := MONTHS.get(rhythm):
        return vRecur({"FREQ": "MONTHLY", "INTERVAL": months, "BYDAY": f"{(start.day - 1) // 7 + 1}WE"})
    return None


def _description(card: Card, book: Handbook, site: Site, language: str) -> Iterator[str]:
    """The aim, the agenda with the minute at which each step begins, the five questions, and where the card is."""
    facts, minute = card.facts, 0
    yield facts.aim[language]
    yield ""
    yield f"“{facts.opening[language]}”"
    yield ""
    for step in facts.agenda:
        yield f"{minute}–{minute + step.minutes}′ {step.title[language]}: {step.do[language]}"
        minute += step.minutes
    yield ""
    yield from (f"• {question.words[language]}" for question in card.core)
    yield ""
    yield site.absolute(addresses.of_card(book, card, language))


def _timezone(zone: str) -> Timezone:
    name, hours = ZONES[zone]
    offset = timedelta(hours=hours)
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1988, 1, 1))
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", zone.upper())
    component = Timezone()
    component.add("tzid", name)
    component.add_component(standard)
    return component
