"""How long a text on a card may be before it no longer fits (P712), in one table."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.handbook.checks.draft import Loc, Sheet
from plugins.handbook.contract import CardFacts, Text, TopicFacts
from plugins.handbook.problem import Problem

LIMITS = {
    "title": 48,
    "aim": 120,
    "not_this": 70,
    "opening": 130,
    "prepare": 110,
    "agenda.title": 26,
    "agenda.do": 62,
    "follow_ups": 70,
    "question": 140,
}


def of_card(sheet: Sheet[CardFacts]) -> Iterator[Problem]:
    """Every text of a card that is too long."""
    card = sheet.content
    for name in ("title", "aim", "not_this", "opening"):
        yield from _long(sheet, getattr(card, name), (name,), LIMITS[name])
    for side in ("host", "guest"):
        yield from _long(sheet, getattr(card.prepare, side), ("prepare", side), LIMITS["prepare"])
    for index, step in enumerate(card.agenda):
        yield from _long(sheet, step.title, ("agenda", index, "title"), LIMITS["agenda.title"])
        yield from _long(sheet, step.do, ("agenda", index, "do"), LIMITS["agenda.do"])
    for index, words in enumerate(card.follow_ups):
        yield from _long(sheet, words, ("follow_ups", index), LIMITS["follow_ups"])


def of_topic(sheet: Sheet[TopicFacts]) -> Iterator[Problem]:
    """Every question that is too long."""
    for index, question in enumerate(sheet.content.questions):
        yield from _long(sheet, question.words, ("questions", index), LIMITS["question"])


def _long(sheet: Sheet[CardFacts] | Sheet[TopicFacts], text: Text, where: Loc, limit: int) -> Iterator[Problem]:
    key = next(step for step in reversed(where) if isinstance(step, str))
    for language, words in text.items():
        if len(words) > limit:
            over = len(words) - limit
            name = f"{key}.{language}"
            yield sheet.problem("P712", *where, language, key=name, count=len(words), limit=limit, over=over)
