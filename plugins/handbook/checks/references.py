"""Names that lead nowhere: folders and question keys of cards, relationships and sessions of questions (F111)."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.handbook.checks.draft import Draft, Sheet
from plugins.handbook.contract import RelationshipWords
from plugins.handbook.nearness import closest, is_slip
from plugins.handbook.problem import START, Problem, mended, problem

PEOPLE = "relationships"
TALKS = "sessions"


def check(draft: Draft) -> Iterator[Problem]:
    """Every name in a data file that nothing has."""
    yield from _cards(draft)
    yield from _choices(draft)
    yield from _questions(draft)
    yield from _empty_cells(draft)


def _cards(draft: Draft) -> Iterator[Problem]:
    for reference in sorted(name for name in draft.names if name.startswith("cards/")):
        _, relationship, session = reference.split("/")
        for kind, key in ((PEOPLE, relationship), (TALKS, session)):
            known = draft.keys(kind)
            if key not in known:
                path = f"content/{reference}.yaml"
                yield problem(path, START, "F111", suggestion=closest(key, known), noun=kind, value=key, choices=known)


def _choices(draft: Draft) -> Iterator[Problem]:
    if draft.question_keys is None:
        return
    known = tuple(sorted(draft.question_keys))
    for sheet in draft.cards.values():
        for shelf in ("core", "more"):
            for index, key in enumerate(getattr(sheet.content.questions, shelf)):
                if key not in draft.question_keys:
                    meant = closest(key, known)
                    told = sheet.problem(
                        "F111", "questions", shelf, index, suggestion=meant, noun="question", value=key
                    )
                    yield mended(told, meant if is_slip(key, meant) else None)


def _questions(draft: Draft) -> Iterator[Problem]:
    for sheet in draft.topics.values():
        for index, question in enumerate(sheet.content.questions):
            for kind in (PEOPLE, TALKS):
                known = draft.keys(kind)
                for place, key in enumerate(getattr(question, kind)):
                    if key not in known:
                        told = _unknown(sheet, ("questions", index, kind, place), kind, key, known)
                        yield mended(told, told.suggestion if is_slip(key, told.suggestion) else None)


def _empty_cells(draft: Draft) -> Iterator[Problem]:
    known = draft.keys(TALKS)
    for sheet in draft.words.values():
        if isinstance(sheet.content, RelationshipWords):
            for key in sheet.content.empty:
                if key not in known:
                    yield _unknown(sheet, ("empty", key), TALKS, key, known)


def _unknown(
    sheet: Sheet[object], where: tuple[str | int, ...], kind: str, key: str, known: tuple[str, ...]
) -> Problem:
    return sheet.problem("F111", *where, suggestion=closest(key, known), noun=kind, value=key, choices=known)
