"""Questions that close a talk or address upward without respect, or touch private matters: P708–P710, P712."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plugins.handbook.checks import lengths
from plugins.handbook.checks.draft import Draft, Sheet
from plugins.handbook.contract import Question, RelationshipFacts, TopicFacts
from plugins.handbook.problem import Place, Problem, problem

CLOSED: Mapping[str, frozenset[str]] = {
    "id": frozenset(
        {"apakah", "sudahkah", "adakah", "bisakah", "pernahkah", "maukah", "bolehkah", "haruskah", "dapatkah"}
        | {"mungkinkah", "benarkah"}
    ),
    "en": frozenset(
        {"is", "are", "am", "was", "were", "do", "does", "did", "have", "has", "had"}
        | {"can", "could", "will", "would", "should", "shall", "may", "might"}
        | {"isn’t", "aren’t", "don’t", "doesn’t", "didn’t", "haven’t", "hasn’t", "can’t", "won’t", "wouldn’t"}
    ),
}
BLAMING: Mapping[str, tuple[str, ...]] = {
    "id": ("kenapa kamu", "mengapa kamu"),
    "en": ("why did you", "why didn’t you"),
}
# Words of the dictionary that end like the pronoun -mu; a word for “you” is never among them.
NOT_A_PRONOUN = frozenset(
    {"ilmu", "berilmu", "tamu", "bertamu", "temu", "bertemu", "ketemu", "setemu", "menemu", "penemu", "semu"}
    | {"jamu", "berjamu", "menjamu", "dijamu", "terjamu", "jemu", "menjemu", "ramu", "meramu", "diramu", "peramu"}
)

# Matters of a person's own: a question that touches them says how to back off.
PRIVATE: Mapping[str, re.Pattern[str]] = {
    "id": re.compile(
        r"\b(?:sakit|penyakit|kesehatan|kehamilan|hamil|agama|ibadah|salat|gereja|nikah|menikah|pernikahan|cerai|keluarga|"
        r"suami|istri|pacar|jodoh)(?:mu|nya|ku)?\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:ill|sick|illness(?:es)?|sickness|health|pregnan\w+|religion|religious|pray\w*|church|mosque|faith|"
        r"marriage|marry|married|divorced?|famil(?:y|ies)|wife|husband|spouse|children)\b",
        re.IGNORECASE,
    ),
}

_SENTENCE = re.compile(r"(?:^|[.!?]\s+)[“\"(]*(\w+(?:’\w+)?)", re.UNICODE)
_PRONOUN = re.compile(
    r"\b(?:kamu|kau|engkau|anda|kalian)(?:lah|kah|pun|nya)?\b|\b[\w-]+mu(?:lah|kah|pun)?\b", re.IGNORECASE
)


def check(draft: Draft) -> Iterator[Problem]:
    """Every question that must not be asked in these words."""
    silent = _silent_roles(draft)
    for sheet in draft.topics.values():
        yield from lengths.of_topic(sheet)
        for index, question in enumerate(sheet.content.questions):
            yield from _closed(sheet, index, question)
            yield from _addressed(sheet, index, question, silent)
            if question.care is None:
                yield from _private(sheet, index, question)


def _closed(sheet: Sheet[TopicFacts], index: int, question: Question) -> Iterator[Problem]:
    for language, words in question.words.items():
        plain = words.replace("'", "’")
        for blame in BLAMING.get(language, ()):
            if plain.casefold().startswith(blame):
                yield sheet.problem("P708", "questions", index, language, variant="blame", value=words[: len(blame)])
        for found in _SENTENCE.finditer(plain):
            if found[1].casefold() in CLOSED.get(language, frozenset()):
                opener = words[found.start(1) : found.end(1)]
                yield sheet.problem("P708", "questions", index, language, value=f"{opener} …")
                break


def _private(sheet: Sheet[TopicFacts], index: int, question: Question) -> Iterator[Problem]:
    for field, text in (((), question.words), (("follow_up",), question.follow_up)):
        for language, words in text.items() if text else ():
            pattern = PRIVATE.get(language)
            if found := pattern.search(words) if pattern else None:
                place = sheet.where(("questions", index, *field, language))
                yield problem(sheet.path, _inside(place, words, found), "P710", value=found[0])


def _silent_roles(draft: Draft) -> dict[str, frozenset[str]]:
    """For each relationship, who asks without a word for “you” in Indonesian."""
    return {
        reference.removeprefix("relationships/"): frozenset(sheet.content.without_pronoun)
        for reference, sheet in draft.entries.items()
        if isinstance(sheet.content, RelationshipFacts)
    }


def _addressed(
    sheet: Sheet[TopicFacts], index: int, question: Question, silent: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    asked_by = {"host", "guest"} if question.asker == "either" else {question.asker}
    where = tuple(key for key in question.relationships if asked_by & silent.get(key, frozenset()))
    if not where:
        return
    for field, text in (((), question.words), (("follow_up",), question.follow_up)):
        words = dict(text.items()).get("id", "") if text else ""
        if found := pronoun(words):
            place = sheet.where(("questions", index, *field, "id"))
            yield problem(sheet.path, _inside(place, words, found), "P709", value=found[0], relationships=where)


def pronoun(words: str) -> re.Match[str] | None:
    """The first Indonesian word for “you” in a text."""
    for found in _PRONOUN.finditer(words):
        stem = re.sub("(?:lah|kah|pun)$", "", found[0].casefold())
        if stem.rpartition("-")[2] not in NOT_A_PRONOUN:
            return found
    return None


def _inside(place: Place, words: str, found: re.Match[str]) -> Place:
    """The word itself, when the value stands on one line as it is: quote marks move it by one."""
    quoted = (place.length - len(words)) // 2
    if place.length - len(words) not in (0, 2):
        return place
    return Place(place.line, place.column + quoted + found.start(), len(found[0]))
