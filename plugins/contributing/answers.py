"""What has to be known for each kind, and what may be answered: flags or a terminal → checked answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from plugins.contributing.tables import limit_of
from plugins.contributing.words import say
from plugins.handbook.checks.draft import Draft
from plugins.handbook.keys import is_key, slugged
from plugins.handbook.nearness import closest
from plugins.handbook.schema import written

Answers = Mapping[str, str]
LATER = ""  # an answer that is left for later
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Ask:
    """One thing to be known. `field` names its bounds in a contract; without a default it must be answered."""

    name: str
    form: str  # key, choice, words, number or address
    field: tuple[str, str] = ("", "")  # contract, and the dotted name of the field
    default: str | None = None


class Refusal(Exception):  # noqa: N818  # an answer that cannot be used is no fault of the program
    """An answer that cannot be used; the message says why, in the contributor's language."""


_TITLE = Ask("title", "words", ("guides-words", "title"), LATER)
_KEY = Ask("key", "key")
_RHYTHM = Ask("rhythm", "choice", ("cards", "rhythm"), "weekly")
_MINUTES = Ask("minutes", "number", ("cards", "minutes"), "30")
_PAIR = (Ask("relationship", "choice"), Ask("session", "choice"))
_SHORT = Ask("short", "words", ("sessions-words", "short"), LATER)

ASKED: Mapping[str, tuple[Ask, ...]] = {
    "guide": (_KEY, _TITLE, Ask("section", "choice", ("guides-entry", "section"))),
    "session": (_KEY, _TITLE, _SHORT, _RHYTHM, _MINUTES),
    "relationship": (
        *(_KEY, _TITLE, _SHORT),
        Ask("host", "words", ("relationships-words", "host"), LATER),
        Ask("guest", "words", ("relationships-words", "guest"), LATER),
        Ask("like", "choice"),
        *(_RHYTHM, _MINUTES),
    ),
    "card": (*_PAIR, Ask("title", "words", ("cards", "title"), LATER), _RHYTHM, _MINUTES),
    "question": (
        *(Ask("topic", "choice"), _KEY),
        Ask("question", "words", ("questions", "questions[].id"), LATER),
        Ask("depth", "choice", ("questions", "questions.depth")),
        Ask("asker", "choice", ("questions", "questions.asker")),
        *_PAIR,
    ),
    "term": (_KEY, Ask("term", "words", ("glossary", "id.term"), LATER)),
    "source": (
        Ask("source", "words", ("sources", "source")),
        Ask("year", "number", ("sources", "year")),
        Ask("strength", "choice", ("sources", "strength")),
        Ask("url", "address", ("sources", "url"), LATER),
    ),
}


def choices(ask: Ask, draft: Draft, languages: tuple[str, ...]) -> tuple[str, ...]:
    """What may be chosen: what the contract lists, or what there is of a kind."""
    kinds = {"relationship": "relationships", "like": "relationships", "session": "sessions"}
    if ask.name in kinds:
        kind = kinds[ask.name]
        ordered = {key: draft.entries.get(f"{kind}/{key}") for key in draft.keys(kind)}
        return tuple(sorted(ordered, key=lambda key: (sheet.content.order if (sheet := ordered[key]) else 0, key)))
    if ask.name == "topic":
        return tuple(sorted(draft.topics))
    if ask.form != "choice":
        return ()
    contract, field = ask.field
    schema = written(contract, languages)
    schema = schema.get("items", schema)
    for step in field.split("."):
        schema = schema["properties"][step]
        schema = schema.get("items", schema)
    return tuple(schema["enum"])


def checked(ask: Ask, value: str, among: tuple[str, ...], languages: tuple[str, ...], language: str) -> str:
    """The answer, stripped; `Refusal` when it cannot be used."""
    value = value.strip()
    if value == LATER and ask.default is not None:
        return ask.default
    if ask.form == "key" and not is_key(value):
        raise Refusal(_meant(say("bad-key", language, value=_shown(value)), slugged(value), language))
    if ask.form == "choice" and value not in among:
        told = say("unknown", language, name=ask.name, value=_shown(value))
        listed = say("choices", language, choices=", ".join(among))
        raise Refusal(f"{_meant(told, closest(value, among), language)} ({listed})")
    if ask.form == "number":
        _check_number(ask, value, languages, language)
    elif ask.form in ("words", "address"):
        _check_words(ask, value, languages, language)
    return value


def from_flags(
    kind: str, given: Answers, draft: Draft, languages: tuple[str, ...], language: str
) -> Iterator[tuple[Ask, str | Refusal]]:
    """Each thing to be known with the answer that a flag gives, or with what is wrong with it."""
    for ask in ASKED[kind]:
        value = given.get(ask.name, "")
        if not value and ask.default is None:
            among = choices(ask, draft, languages)
            notes = [say("choices", language, choices=", ".join(among))] if among else []
            asked = f"{say(ask.name, language)}{_notes(notes)}"
            yield ask, Refusal(say("missing", language, name=ask.name, asked=asked))
            continue
        try:
            yield ask, checked(ask, value, choices(ask, draft, languages), languages, language)
        except Refusal as refusal:
            yield ask, refusal


def from_terminal(
    kind: str,
    given: Answers,
    draft: Draft,
    languages: tuple[str, ...],
    language: str,
    read: Callable[[str], str],
    tell: Callable[[str], object],
) -> dict[str, str]:
    """Every answer, asked for where no flag gives it; asked again as long as it cannot be used."""
    answers: dict[str, str] = {}
    for ask in ASKED[kind]:
        among = choices(ask, draft, languages)
        value = given.get(ask.name) or None
        while ask.name not in answers:
            asked = value is None
            try:
                answers[ask.name] = checked(
                    ask, read(_prompt(ask, among, language)) if value is None else value, among, languages, language
                )
            except Refusal as refusal:
                tell(f"  {refusal}")
                value = None if asked or value else value
    return answers


def _prompt(ask: Ask, among: tuple[str, ...], language: str) -> str:
    notes = [say("choices", language, choices=", ".join(among))] if among else []
    if ask.default is not None:
        later = say("later", language) if ask.default == LATER else say("default", language, default=ask.default)
        notes.append(later)
    return f"{say(ask.name, language)}{_notes(notes)}: "


def _notes(notes: list[str]) -> str:
    return f" ({'; '.join(notes)})" if notes else ""


def _check_number(ask: Ask, value: str, languages: tuple[str, ...], language: str) -> None:
    contract, field = ask.field
    schema = written(contract, languages)
    bounds = schema.get("items", schema)["properties"][field]
    least, most = bounds["minimum"], bounds["maximum"]
    if not re.fullmatch("[0-9]{1,6}", value) or not least <= int(value) <= most:
        raise Refusal(say("number", language, name=ask.name, least=least, most=most))


def _check_words(ask: Ask, value: str, languages: tuple[str, ...], language: str) -> None:
    if not value or _CONTROL.search(value):
        raise Refusal(say("unfit", language, name=ask.name))
    limit = limit_of(*ask.field, languages)
    if limit and len(value) > limit:
        raise Refusal(say("long", language, name=ask.name, count=len(value), limit=limit))
    if ask.form == "address" and not value.startswith("https://"):
        raise Refusal(say("unknown", language, name=ask.name, value=_shown(value)))


def _meant(told: str, meant: str | None, language: str) -> str:
    return f"{told} {say('meant', language, meant=meant)}" if meant else told


def _shown(value: str) -> str:
    return _CONTROL.sub("\ufffd", value)[:80]
