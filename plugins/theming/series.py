"""A card in one language → the calendar file of its series: one event with the agenda, repeated in the card's rhythm.

The time floats (ten o'clock wherever one is) and nobody is invited: both are for the two to choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vRecur

from plugins.handbook.contract import Rhythm
from plugins.handbook.model import Card

TUESDAY = 1
HOUR = 10
RULES: Mapping[Rhythm, Mapping[str, object] | None] = {  # none: a single event
    "weekly": {"freq": "WEEKLY"},
    "fortnightly": {"freq": "WEEKLY", "interval": 2},
    "monthly": {"freq": "MONTHLY", "byday": "1TU"},
    "quarterly": {"freq": "MONTHLY", "interval": 3, "byday": "1TU"},
    "half-yearly": {"freq": "MONTHLY", "interval": 6, "byday": "1TU"},
    "once": None,
    "triggered": None,
}


def first_day(updated: date) -> date:
    """The first Tuesday of the month after the card was revised: every rhythm can start there."""
    first = (updated.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first + timedelta(days=(TUESDAY - first.weekday()) % 7)


def calendar(card: Card, language: str, address: str) -> bytes:
    """The card as an .ics file; `address` is its public page. The same card has the same bytes and the same UID."""
    facts = card.facts
    event = Event()
    event.add("uid", f"{card.key.replace('/', '-')}-{language}@empat-mata")
    event.add("dtstamp", datetime.combine(facts.updated, time(), UTC))
    event.add("dtstart", datetime.combine(first_day(facts.updated), time(HOUR)))
    event.add("duration", timedelta(minutes=facts.minutes))
    if rule := RULES[facts.rhythm]:
        event.add("rrule", vRecur(rule))
    event.add("summary", facts.title[language], {"language": language})
    event.add("description", _agenda(card, language, address), {"language": language})
    event.add("url", address)
    event.add("transp", "OPAQUE")
    whole = Calendar()
    whole.add("prodid", f"-//Empat Mata//1-on-1//{language.upper()}")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add_component(event)
    return bytes(whole.to_ical())


def _agenda(card: Card, language: str, address: str) -> str:
    facts = card.facts
    steps = [f"{item.minutes}′ {item.title[language]}: {item.do[language]}" for item in facts.agenda]
    questions = [f"• {question.words[language]}" for question in card.core]
    return "\n".join((facts.aim[language], "", *steps, "", *questions, "", address))
