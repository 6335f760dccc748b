"""The question bank → the questions for a new card: those that fit best, light to deep, five core ones and more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.contributing.editing import with_name
from plugins.handbook.checks.cards import CORE, DEEP
from plugins.handbook.checks.draft import Draft
from plugins.handbook.contract import Question, RelationshipFacts

MORE = 3
DEPTHS = ("light", "medium", "deep")


@dataclass(frozen=True)
class Chosen:
    """The questions of a card by key, and the topics in which they must also list its relationship or session."""

    core: tuple[str, ...]
    more: tuple[str, ...]
    topics: Mapping[str, str]  # path → new text


def choose(draft: Draft, texts: Mapping[str, str], relationship: str, session: str, like: str = "") -> Chosen:
    """Questions for the card `relationship` × `session`; `like` is a relationship whose questions fit this one too.

    Fewer than eight when the bank has no more that could fit; the check then says so.
    """
    fitting = sorted(
        (
            (_distance(question, relationship, session, like), DEPTHS.index(question.depth), question.key)
            for question, _ in draft.bank().values()
            if _may(draft, question, relationship, like)
        ),
    )
    taken: list[tuple[int, str]] = []
    for _, depth, key in fitting:
        deep = sum(1 for other, _ in taken if other == DEPTHS.index("deep"))
        if depth < DEPTHS.index("deep") or deep < DEEP - 1:
            taken.append((depth, key))
        if len(taken) == CORE + MORE:
            break
    keys = [key for _, key in sorted(taken)]
    return Chosen(tuple(keys[:CORE]), tuple(keys[CORE:]), _topics(draft, texts, keys, relationship, session))


def _distance(question: Question, relationship: str, session: str, like: str) -> int:
    """How far a question is from fitting: 0 fits both, 3 neither; what a session is about counts for more."""
    people = bool({relationship, like} & set(question.relationships))
    return 2 * (session not in question.sessions) + (not people)


def _may(draft: Draft, question: Question, relationship: str, like: str) -> bool:
    """Whether a question may be put here: one that says “you” in Indonesian may not be put where that is not said."""
    if {relationship, like} & set(question.relationships):
        return True
    sheet = draft.entries.get(f"relationships/{relationship}")
    silent = sheet.content.without_pronoun if sheet and isinstance(sheet.content, RelationshipFacts) else ("guest",)
    return question.asker != "either" and question.asker not in silent


def _topics(
    draft: Draft, texts: Mapping[str, str], keys: list[str], relationship: str, session: str
) -> Mapping[str, str]:
    changed: dict[str, str] = {}
    for sheet in draft.topics.values():
        text = texts[sheet.path]
        for question in sheet.content.questions:
            if question.key in keys:
                for field, name in (("relationships", relationship), ("sessions", session)):
                    text = text if name in getattr(question, field) else with_name(text, question.key, field, name)
        if text != texts[sheet.path]:
            changed[sheet.path] = text
    return changed
