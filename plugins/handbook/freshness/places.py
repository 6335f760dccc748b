"""A unit of a data file → the id under which its words stand on a page: on the page of a card, or in a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from plugins.handbook.model import Card, Handbook

ON_A_CARD = {  # field of a card → id of the heading below which it stands; "" above the first one
    "title": "",
    "aim": "",
    "not_this": "",
    "prepare": "prepare",
    "opening": "agenda",
    "agenda": "agenda",
    "follow_ups": "follow-ups",
}
LISTS = {"pages/glossary": "glossary#", "pages/questions": "questions/", "pages/sources": "sources#"}

PlaceOf = Callable[[str], str | None]  # id of a unit → id on the page; None when it is not there


def on_a_card(card: Card) -> PlaceOf:
    """Where a unit stands on the page of `card`: one of its own fields, or one of its questions."""
    questions = {question.key: "questions" for question in card.core} | {one.key: "more" for one in card.more}

    def place_of(unit: str) -> str | None:
        if unit.startswith("questions/"):
            return questions.get(_key(unit))
        return ON_A_CARD.get(_key(unit)) if unit.startswith(f"{card.reference}.") else None

    return place_of


def on_a_list(page: str, titles: Mapping[str, str]) -> PlaceOf:
    """Where a unit stands on a page of `LISTS`; `titles` has the rows of the list by their keys."""
    return lambda unit: _key(unit) if unit.startswith(LISTS[page]) and _key(unit) in titles else None


def titles_of_lists(book: Handbook, language: str) -> Mapping[str, Mapping[str, str]]:
    """For each page of `LISTS`, what its rows are called, by their keys."""
    return {
        "pages/glossary": {term.key: term.words[language].term for term in book.terms},
        "pages/questions": {one.key: one.words[language] for topic in book.topics for one in topic.questions},
        "pages/sources": {source.key: source.key for source in book.sources},
    }


def _key(unit: str) -> str:
    return re.split("[#.]", unit)[1]
