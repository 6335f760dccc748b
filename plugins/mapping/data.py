"""Handbook → open data: api/handbook.json, the JSON Schema that it follows, and the question bank as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date

from plugins.handbook import addresses
from plugins.handbook.contract import Asker, Depth, Owner, Rhythm, StepKind, Strength
from plugins.handbook.frozen import Field, Frozen
from plugins.handbook.model import Card, Handbook
from plugins.handbook.schema import DIALECT
from plugins.handbook.site import Site

Side = Mapping[str, str]  # the same words in each language
COLUMNS = ("key", "topic", "question", "depth", "asker", "relationships", "sessions", "follow_up", "care")


class Step(Frozen):
    """One step of an agenda."""

    minutes: int
    kind: StepKind
    title: Side
    do: Side


class CardData(Frozen):
    """An agenda card."""

    key: str = Field(description="permanent key: relationship/session")
    relationship: str
    session: str
    urls: Side = Field(description="its page in each language")
    minutes: int
    rhythm: Rhythm
    updated: date
    title: Side
    aim: Side
    not_this: Side
    opening: Side
    host_prepares: Side
    guest_prepares: Side
    agenda_owner: Owner
    agenda: tuple[Step, ...]
    core: tuple[str, ...] = Field(description="keys of the five questions")
    more: tuple[str, ...] = Field(description="keys of more questions")
    follow_ups: tuple[Side, ...]


class QuestionData(Frozen):
    """A question of the bank."""

    key: str
    topic: str
    words: Side
    depth: Depth
    asker: Asker
    relationships: tuple[str, ...]
    sessions: tuple[str, ...]
    follow_up: Side | None
    care: Side | None


class TermData(Frozen):
    """A glossary term in one language."""

    term: str
    meaning: str
    avoid: tuple[str, ...]
    aliases: tuple[str, ...]
    abbr: str | None


class SourceData(Frozen):
    """An entry of the evidence ledger."""

    key: str
    source: str
    year: int
    strength: Strength
    claim: Side
    population: Side
    caveat: Side
    url: str | None


class HandbookData(Frozen):
    """Cards, questions, glossary and sources of the handbook, every language side by side."""

    name: str
    url: str
    languages: tuple[str, ...]
    licence: str
    cards: tuple[CardData, ...]
    questions: tuple[QuestionData, ...]
    glossary: Mapping[str, Mapping[str, TermData]] = Field(description="term key → language → words")
    sources: tuple[SourceData, ...]


def handbook_json(book: Handbook, site: Site) -> str:
    """The data in one line of JSON."""
    return _data(book, site).model_dump_json() + "\n"


def handbook_schema(site: Site) -> str:
    """What `handbook.json` looks like, as JSON Schema."""
    schema = HandbookData.model_json_schema(mode="serialization")
    head = {"$schema": DIALECT, "$id": site.absolute("api/handbook.schema.json")}
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def questions_csv(book: Handbook, language: str) -> bytes:
    """The question bank of a language, one question a row; the mark at its start makes spreadsheets read UTF-8."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for topic in book.topics:
        for question in topic.questions:
            words = [question.key, topic.title[language], question.words[language], question.depth, question.asker]
            fits = [" ".join(question.relationships), " ".join(question.sessions)]
            after = [side[language] if side else "" for side in (question.follow_up, question.care)]
            rows.writerow([*words, *fits, *after])
    return text.getvalue().encode("utf-8-sig")


def _data(book: Handbook, site: Site) -> HandbookData:
    return HandbookData(
        name=site.name,
        url=site.absolute(""),
        languages=book.languages,
        licence=site.licence[0],
        cards=tuple(_card(book, site, card) for card in book.cards),
        questions=_questions(book),
        glossary={
            term.key: {code: TermData(**side.model_dump()) for code, side in term.words.items()} for term in book.terms
        },
        sources=tuple(SourceData(**source.model_dump()) for source in book.sources),
    )


def _card(book: Handbook, site: Site, card: Card) -> CardData:
    facts = card.facts
    places = addresses.all_languages(book, card.reference)
    return CardData(
        key=card.key,
        relationship=card.relationship,
        session=card.session,
        urls={code: site.absolute(address) for code, address in places.items()},
        minutes=facts.minutes,
        rhythm=facts.rhythm,
        updated=facts.updated,
        title=facts.title.root,
        aim=facts.aim.root,
        not_this=facts.not_this.root,
        opening=facts.opening.root,
        host_prepares=facts.prepare.host.root,
        guest_prepares=facts.prepare.guest.root,
        agenda_owner=book.relationship(card.relationship).facts.owner,
        agenda=tuple(Step(**step.model_dump()) for step in facts.agenda),
        core=tuple(question.key for question in card.core),
        more=tuple(question.key for question in card.more),
        follow_ups=tuple(follow_up.root for follow_up in facts.follow_ups),
    )


def _questions(book: Handbook) -> tuple[QuestionData, ...]:
    return tuple(
        QuestionData(topic=topic.key, **question.model_dump()) for topic in book.topics for question in topic.questions
    )
