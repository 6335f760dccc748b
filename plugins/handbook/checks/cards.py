"""What a card must add up to: minutes, closing step, questions that fit (P701, P705–P707, P712, P714, P715)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.handbook.checks import lengths
from plugins.handbook.checks.draft import Draft, Sheet
from plugins.handbook.contract import CardFacts, Question
from plugins.handbook.problem import Problem

STEPS = (4, 6)
FOLLOW_UPS = 2
CORE = 5
QUESTIONS = (8, 12)
DEEP = 3
DEEP_IN_CORE = 1
Bank = Mapping[str, tuple[Question, str]]  # each question with the place where it stands


def check(draft: Draft) -> Iterator[Problem]:
    """Every card that cannot be held as it is written."""
    bank = draft.bank()
    for reference, sheet in draft.cards.items():
        yield from lengths.of_card(sheet)
        yield from _agenda(sheet)
        yield from _choice(sheet)
        _, relationship, session = reference.split("/")
        if relationship in draft.keys("relationships") and session in draft.keys("sessions"):
            yield from _fit(sheet, relationship, session, bank)
        yield from _depth(sheet, bank)


def _agenda(sheet: Sheet[CardFacts]) -> Iterator[Problem]:
    card = sheet.content
    total = sum(step.minutes for step in card.agenda)
    if total != card.minutes:
        yield sheet.problem("P701", "minutes", sum=total, minutes=card.minutes)
    if not STEPS[0] <= len(card.agenda) <= STEPS[1]:
        yield sheet.problem("P714", "agenda", key="agenda", count=len(card.agenda), least=STEPS[0], most=STEPS[1])
    if len(card.follow_ups) != FOLLOW_UPS:
        count = len(card.follow_ups)
        yield sheet.problem("P714", "follow_ups", variant="exact", key="follow_ups", count=count, least=FOLLOW_UPS)
    last = len(card.agenda) - 1
    if card.agenda[last].kind != "commitments":
        yield sheet.problem("P706", "agenda", last)
    for index, step in enumerate(card.agenda[:last]):
        if step.kind == "commitments":
            yield sheet.problem("P706", "agenda", index, "kind", variant="early")


def _choice(sheet: Sheet[CardFacts]) -> Iterator[Problem]:
    chosen = sheet.content.questions
    if len(chosen.core) != CORE:
        yield sheet.problem("P707", "questions", "core", count=len(chosen.core), limit=CORE)
    count = len(chosen.core) + len(chosen.more)
    if not QUESTIONS[0] <= count <= QUESTIONS[1]:
        yield sheet.problem("P707", "questions", variant="all", count=count, least=QUESTIONS[0], most=QUESTIONS[1])
    seen: set[str] = set()
    for shelf, index, key in _chosen(sheet.content):
        if key in seen:
            yield sheet.problem("P707", "questions", shelf, index, variant="twice", value=key)
        seen.add(key)


def _chosen(card: CardFacts) -> Iterator[tuple[str, int, str]]:
    for shelf, keys in (("core", card.questions.core), ("more", card.questions.more)):
        for index, key in enumerate(keys):
            yield shelf, index, key


def _fit(sheet: Sheet[CardFacts], relationship: str, session: str, bank: Bank) -> Iterator[Problem]:
    for shelf, index, key in _chosen(sheet.content):
        if key not in bank:
            continue
        question, at = bank[key]
        for noun, listed, wanted in (
            ("relationships", question.relationships, relationship),
            ("sessions", question.sessions, session),
        ):
            if wanted not in listed:
                yield sheet.problem("P705", "questions", shelf, index, value=key, noun=noun, other=wanted, at=at)


def _depth(sheet: Sheet[CardFacts], bank: Bank) -> Iterator[Problem]:
    deep = [shelf for shelf, _, key in _chosen(sheet.content) if key in bank and bank[key][0].depth == "deep"]
    if len(deep) > DEEP:
        yield sheet.problem("P715", "questions", count=len(deep), limit=DEEP)
    if deep.count("core") > DEEP_IN_CORE:
        yield sheet.problem("P715", "questions", "core", variant="core", count=deep.count("core"), limit=DEEP_IN_CORE)
