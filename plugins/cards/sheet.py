"""Card, handbook, site, language, paper, side → what the template of the printed card shows. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from plugins.cards.fit import Load, fitted, steps
from plugins.cards.measure import step_width
from plugins.cards.paper import Paper
from plugins.cards.tones import tint
from plugins.handbook import addresses
from plugins.handbook.contract import Question, Role, TalkShare
from plugins.handbook.model import Card, Handbook
from plugins.handbook.site import Site

SHARES = (1.0, 0.8, 0.62, 0.47, 0.35, 0.26)  # how much of the accent each step of the agenda has, in turn
BAND = 0.35
GAP = 0.5  # mm of bare paper between two parts of the time bar
SIDE_ROWS = 2  # promises on the card of one side
TOPICS = 3  # lines for the topics of the side that does not hold the questions
BEFORE = "Untuk, sebelum sesi:"  # as wide as the label before what one side prepares
ASKED = 5  # questions at most on the card of one side, and three for the side that does not hold them

Side = Literal["", "host", "guest"]


@dataclass(frozen=True)
class Names:
    """What the two are called, and what they meet for, in one language."""

    relationship: str
    host: str
    guest: str
    session: str


@dataclass(frozen=True)
class Part:
    """One step of the agenda as a stretch of the time bar; start and width in millimetres."""

    title: str
    minutes: int
    start: float
    width: float
    colour: str


@dataclass(frozen=True)
class Sheet:
    """One card in one language on one paper, for both or for one side."""

    card: Card
    language: str
    paper: Paper
    names: Names
    side: str  # whose card this is, in words; empty when it is for both
    prepare: tuple[tuple[str, str], ...]  # who prepares what
    topics: int  # lines to write one's own topics on
    opens: bool  # whether the opening is on it
    follow_ups: tuple[str, ...]
    core: tuple[Question, ...]
    more: tuple[Question, ...]
    rows: int  # of promises
    talk: TalkShare
    address: str  # the public page of the card, in the same language
    site_name: str
    site_host: str
    licence: str
    accent: str
    band: str
    soft: str
    parts: tuple[Part, ...]
    step_width: float  # mm


def names_of(book: Handbook, card: Card, language: str) -> Names:
    """The names a card uses; nothing else of its relationship and session is printed."""
    relationship = book.relationship(card.relationship).in_language(language)
    session = book.session(card.session).in_language(language)
    return Names(relationship.short, relationship.host, relationship.guest, session.short)


def sheet(
    book: Handbook, card: Card, site: Site, language: str, paper: Paper, tokens: Mapping[str, str], side: Side = ""
) -> Sheet:
    """What is on the card; KeyError when its relationship has no colour in the tokens."""
    names, facts = names_of(book, card, language), card.facts
    accent = tokens.get(card.relationship, tokens["brand"])  # as on the web: a new relationship is files only
    column = paper.live_width - paper.minutes if paper.pocket else step_width(steps(card, language), paper)
    both = ((names.host, facts.prepare.host[language]), (names.guest, facts.prepare.guest[language]))
    prepare: tuple[tuple[str, str], ...] = {"": both if paper.prepares else (), "host": both[:1], "guest": both[1:]}[
        side
    ]
    holds = not side or side == _holder(book, card)
    load = Load(
        card, language, paper, column,
        asked=_asked_by(card, side, ASKED if holds else TOPICS) if side else card.core[: paper.core],
        more=() if side else card.more, opens=holds, rows=SIDE_ROWS if side else paper.rows,
        before=" ".join((BEFORE, *prepare[0])) if side else "", topics=0 if holds else TOPICS,
    )  # fmt: skip
    fit = fitted(load)
    return Sheet(
        card=card,
        language=language,
        paper=paper,
        names=names,
        side={"": "", "host": names.host, "guest": names.guest}[side],
        prepare=prepare,
        topics=load.topics,
        opens=holds,
        follow_ups=tuple(words[language] for words in facts.follow_ups[: fit.follow_ups]),
        core=load.asked[: fit.core],
        more=load.more[: fit.more],
        rows=load.rows,
        talk=book.relationship(card.relationship).facts.talk,
        address=site.absolute(addresses.of_card(book, card, language)),
        site_name=site.name,
        site_host=urlsplit(site.url).netloc,
        licence=site.licence[0],
        accent=accent,
        band=tint(accent, BAND),
        soft=tokens["ink-soft"],
        parts=tuple(_parts(card, language, paper, accent)),
        step_width=column,
    )


def _holder(book: Handbook, card: Card) -> Role:
    """Who opens the talk and asks; where both hold the card, the host."""
    return "guest" if book.relationship(card.relationship).facts.holder == "guest" else "host"


def _asked_by(card: Card, side: Side, most: int) -> tuple[Question, ...]:
    """The first of the card's questions that this side asks: core ones before further ones."""
    return tuple(question for question in (*card.core, *card.more) if question.asker in (side, "either"))[:most]


def _parts(card: Card, language: str, paper: Paper, accent: str) -> Iterator[Part]:
    agenda = card.facts.agenda
    per_minute = (paper.live_width - GAP * (len(agenda) - 1)) / sum(item.minutes for item in agenda)
    start = 0.0
    for position, item in enumerate(agenda):
        width = item.minutes * per_minute
        colour = tint(accent, SHARES[position % len(SHARES)])
        yield Part(item.title[language], item.minutes, round(start, 2), round(width, 2), colour)
        start += width + GAP
