"""Answers → the files of a new guide, session, relationship, card, question, term or source, as far as they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from plugins.contributing.answers import Answers
from plugins.contributing.choosing import choose
from plugins.contributing.editing import with_item, with_reason, without_reason
from plugins.contributing.placeholders import placeholder, scalar
from plugins.handbook.checks.draft import Draft
from plugins.handbook.contract import RelationshipFacts
from plugins.handbook.keys import slugged

CATALOGUE = Path(__file__).with_name("sections.yaml")
FIRST_SESSION = "regular"
SIDES = ("host", "guest")
TALK: Mapping[str, str] = {  # by owner: our own suggestion for the guest's share, as the relationships we have say it
    "guest": "{low: 50, mark: 70, high: 90}",
    "host": "{low: 50, mark: 60, high: 80}",
    "both": "{low: 40, mark: 50, high: 60}",
}


@dataclass(frozen=True)
class Bench:
    """What a scaffold is made from: what there is, the text of every file, the contributor's language, and the day."""

    draft: Draft
    texts: Mapping[str, str]
    language: str
    today: str  # YYYY-MM-DD


Files = dict[str, str]


def scaffold(kind: str, answers: Answers, bench: Bench) -> Files:
    """Path and text of every file to be written or changed. `UneditableError` when one cannot be changed."""
    make: Mapping[str, Callable[[Answers, Bench], Files]] = {
        "guide": _guide,
        "session": _session,
        "relationship": _relationship,
        "card": _card,
        "question": _question,
        "term": _term,
        "source": _source,
    }
    return make[kind](answers, bench)


@lru_cache(maxsize=1)
def sections() -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    """The sections that a text of each kind begins with."""
    found = yaml.load(CATALOGUE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {kind: tuple(listed) for kind, listed in found.items()}


def _guide(answers: Answers, bench: Bench) -> Files:
    siblings = [
        sheet.content.order
        for name, sheet in bench.draft.entries.items()
        if name.startswith("guides/") and getattr(sheet.content, "section", "") == answers["section"]
    ]
    facts = [f"section: {answers['section']}", f"order: {max(siblings, default=0) + 1}", f"updated: {bench.today}"]
    return _entry("guides", answers, bench, facts, [])


def _session(answers: Answers, bench: Bench) -> Files:
    key, draft = answers["key"], bench.draft
    facts = [*_place_and_day(draft, "sessions", bench), *_rhythm(answers)]
    files = _entry("sessions", answers, bench, facts, [_short(answers, bench)])
    for (reference, language), sheet in sorted(draft.words.items()):
        if reference.startswith("relationships/"):
            files[sheet.path] = with_reason(bench.texts[sheet.path], key, _why(language))
    return files


def _relationship(answers: Answers, bench: Bench) -> Files:
    key, draft, language = answers["key"], bench.draft, bench.language
    like = draft.entries[f"relationships/{answers['like']}"].content
    assert isinstance(like, RelationshipFacts)  # noqa: S101  # narrows for mypy; the reference fixes the contract
    silent = ", ".join(like.without_pronoun)
    facts = [
        *_place_and_day(draft, "relationships", bench),
        f"owner: {like.owner}",
        f"holder: {like.holder}",
        *([f"without_pronoun: [{silent}]"] if silent else []),
        f"talk: {TALK[like.owner]}",
        *_rhythm(answers),
    ]
    session = first_session(draft)
    others = [other for other in draft.keys("sessions") if other != session]
    reason = scalar(_why(language))
    words = [
        _short(answers, bench),
        *(f"{side}: {scalar(answers[side] or _mark(language, 'sebutan', 'what they are called'))}" for side in SIDES),
        *(["empty:", *(f"  {other}: {reason}" for other in others)] if others else []),
    ]
    files = _entry("relationships", answers, bench, facts, words)
    return {**files, **_card({**answers, "relationship": key, "session": session, "title": ""}, bench)}


def first_session(draft: Draft) -> str:
    """The session for which a new relationship gets its first card."""
    keys = draft.keys("sessions")
    return FIRST_SESSION if FIRST_SESSION in keys else keys[0]


def _entry(kind: str, answers: Answers, bench: Bench, facts: list[str], words: list[str]) -> Files:
    folder, language = f"content/{kind}/{answers['key']}", bench.language
    title = scalar(answers["title"] or placeholder("title, at most 60 characters", language))
    slug = slugged(answers["title"]) or answers["title"] or answers["key"]
    summary = scalar(placeholder("one sentence, at most 160 characters: what the reader gets", language))
    front = ["---", f"title: {title}", f"summary: {summary}", f"slug: {slug}", *words, "---"]
    body = ["", _mark(language, "jawabannya dulu, dalam satu paragraf", "the answer first, in one paragraph")]
    for section in sections()[kind]:
        heading, hint = section[language if language in section else "en"]
        body += ["", f"## {heading} {{#{section['key']}}}", "", _mark(language, hint, hint)]
    return {
        f"{folder}/entry.yaml": "\n".join([*facts, ""]),
        f"{folder}/{language}.md": "\n".join([*front, *body, ""]),
    }


def _card(answers: Answers, bench: Bench) -> Files:
    relationship, session = answers["relationship"], answers["session"]
    chosen = choose(bench.draft, bench.texts, relationship, session, answers.get("like", ""))
    minutes = int(answers["minutes"])
    lines = [
        *(f"minutes: {minutes}", f"rhythm: {answers['rhythm']}", f"updated: {bench.today}"),
        *_text("title", "title of the card, at most 48 characters", bench, "", answers["title"]),
        *_text("aim", "what the talk is for", bench),
        *_text("not_this", "what it is not; continues “Not:”", bench),
        *_text("opening", "the first sentence to say", bench),
        "prepare:",
        *(line for side in SIDES for line in _text(side, f"what the {side} prepares", bench, "  ")),
        "agenda:",
        *_agenda(minutes, bench),
        "questions:",
        f"  core: [{', '.join(chosen.core)}]",
        f"  more: [{', '.join(chosen.more)}]",
        "follow_ups:",
        *(f"  {line}" for _ in range(2) for line in _item_of(_text("", "what to ask next", bench))),
    ]
    files = {f"content/cards/{relationship}/{session}.yaml": "\n".join([*lines, ""]), **chosen.topics}
    for (reference, _), sheet in bench.draft.words.items():
        if reference == f"relationships/{relationship}" and session in getattr(sheet.content, "empty", {}):
            files[sheet.path] = without_reason(bench.texts[sheet.path], session)
    return files


def _agenda(minutes: int, bench: Bench) -> Iterator[str]:
    """Four steps that add up; the last one closes the talk."""
    part = max(1, minutes // 6)
    steps = (part, minutes - 3 * part, part, part)
    for number, step in enumerate(steps, 1):
        kind = ["kind: commitments"] if number == len(steps) else []
        title, do = _text("title", "name of the step", bench), _text("do", "what to do or say in it", bench)
        yield from (f"  {line}" for line in _item_of([f"minutes: {step}", *kind, *title, *do]))


def _question(answers: Answers, bench: Bench) -> Files:
    path = bench.draft.topics[answers["topic"]].path
    lines = [
        f"key: {answers['key']}",
        *_sides("the question itself", bench, "", answers["question"]),
        *(f"depth: {answers['depth']}", f"asker: {answers['asker']}"),
        *(f"relationships: [{answers['relationship']}]", f"sessions: [{answers['session']}]"),
    ]
    item = "\n".join(f"  {line}" for line in _item_of(lines))
    return {path: with_item(bench.texts[path], f"{item}\n")}


def _term(answers: Answers, bench: Bench) -> Files:
    lines = [f"key: {answers['key']}"]
    for language in bench.draft.languages:
        term = answers["term"] if language == bench.language else ""
        own = term or placeholder("the word to use", language)
        meaning = placeholder("one plain sentence", language)
        lines += [f"{language}:", f"  term: {scalar(own)}", f"  meaning: {scalar(meaning)}"]
    return _appended("content/glossary.yaml", lines, bench)


def _source(answers: Answers, bench: Bench) -> Files:
    known = [source.key for source in bench.draft.sources.content] if bench.draft.sources else []
    number = max((int(key[1:]) for key in known), default=0) + 1
    lines = [
        f"key: F{number:02d}",
        f"source: {scalar(answers['source'])}",
        *(f"year: {answers['year']}", f"strength: {answers['strength']}"),
        *_text("claim", "what may be claimed, in one sentence", bench),
        *_text("population", "who was studied", bench),
        *_text("caveat", "what it may not be used for", bench),
        *([f"url: {scalar(answers['url'])}"] if answers["url"] else []),
    ]
    return _appended("content/sources.yaml", lines, bench)


def _appended(path: str, lines: list[str], bench: Bench) -> Files:
    return {path: with_item(bench.texts[path], "\n".join([*_item_of(lines), ""]))}


def _item_of(lines: list[str]) -> list[str]:
    first, *rest = lines
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _text(name: str, about: str, bench: Bench, indent: str = "", own: str = "") -> list[str]:
    """A text in every language: its name, then a line a language; without a name the lines alone."""
    inner = f"{indent}  " if name else indent
    head = [f"{indent}{name}:"] if name else []
    return [*head, *(f"{inner}{line}" for line in _sides(about, bench, "", own))]


def _sides(about: str, bench: Bench, indent: str, own: str) -> list[str]:
    return [
        f"{indent}{language}: {scalar((own if language == bench.language else '') or placeholder(about, language))}"
        for language in bench.draft.languages
    ]


def _short(answers: Answers, bench: Bench) -> str:
    """The label; 24 characters leave little room for a mark."""
    return f"short: {scalar(answers['short'] or _mark(bench.language, 'label', 'a label'))}"


def _why(language: str) -> str:
    return _mark(language, "alasan sesi ini belum punya kartu", "why this session has no card")


def _mark(language: str, indonesian: str, other: str) -> str:
    return f"[Tulis {indonesian}]" if language == "id" else f"[Write {other}]"


def _place_and_day(draft: Draft, kind: str, bench: Bench) -> list[str]:
    orders = [sheet.content.order for name, sheet in draft.entries.items() if name.startswith(f"{kind}/")]
    return [f"order: {max(orders, default=0) + 1}", f"updated: {bench.today}"]


def _rhythm(answers: Answers) -> list[str]:
    minutes = answers["minutes"]
    return [f"rhythm: [{answers['rhythm']}]", f"length: {{least: {minutes}, most: {minutes}}}"]
