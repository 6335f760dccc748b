"""A card in a language → every text that is printed of it: its field in the card's file, where it stands, its words.

So a fault of a printed page can be told at the line that has to be mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.handbook.model import Card
from plugins.handbook.problem import START, Place

_LOOSE = re.compile(r"[\s\u00a0“”]+")


@dataclass(frozen=True)
class Said:
    """One text; a question stands in a file of its own, so its place is the line that chooses it."""

    field: str  # as the card's file calls it, with the number of the item: `agenda 4`
    place: Place
    words: str


NOBODY = Said("", START, "")  # words that the theme says, not the card


def said(card: Card, language: str) -> tuple[Said, ...]:
    """Every text, in the order of the file."""
    return tuple(_said(card, language))


def _said(card: Card, language: str) -> Iterator[Said]:
    facts = card.facts

    def one(words: str, field: str, *path: str | int) -> Said:
        return Said(field, Place(*card.places.get(".".join(map(str, path)), (1, 1))), words)

    for name in ("title", "aim", "not_this", "opening"):
        yield one(getattr(facts, name)[language], name, name, language)
    for name in ("host", "guest"):
        yield one(getattr(facts.prepare, name)[language], f"prepare.{name}", "prepare", name, language)
    for at, item in enumerate(facts.agenda):
        yield one(item.title[language], f"agenda {at + 1}", "agenda", at, "title", language)
        yield one(item.do[language], f"agenda {at + 1}", "agenda", at, "do", language)
    for shelf, questions in (("core", card.core), ("more", card.more)):
        for at, question in enumerate(questions):
            yield one(question.words[language], f"questions.{shelf} {at + 1}", "questions", shelf, at)
    for at, words in enumerate(facts.follow_ups):
        yield one(words[language], f"follow_ups {at + 1}", "follow_ups", at, language)


def whose(texts: Iterable[Said], shown: str) -> Said:
    """The text that some printed words are part of, or that is part of them; `NOBODY` when there is none."""
    wanted = _LOOSE.sub(" ", shown).strip().removesuffix("…").strip()
    if not wanted:
        return NOBODY
    fits = [one for one in texts if wanted in _LOOSE.sub(" ", one.words) or _LOOSE.sub(" ", one.words) in wanted]
    return max(fits, key=lambda one: len(one.words), default=NOBODY)
