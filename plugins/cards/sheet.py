"""Card, handbook, site, language and paper → what the template of the printed card shows. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from plugins.cards.fit import further, steps
from plugins.cards.measure import step_width
from plugins.cards.paper import Paper
from plugins.cards.tones import tint
from plugins.handbook import addresses
from plugins.handbook.contract import Question, TalkShare
from plugins.handbook.model import Card, Handbook, Words
from plugins.handbook.site import Site

SHARES = (1.0, 0.8, 0.62, 0.47, 0.35, 0.26)  # how much of the accent each step of the agenda has, in turn
BAND = 0.35
GAP = 0.5  # mm of bare paper between two parts of the time bar


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
    """One card in one language on one paper."""

    card: Card
    language: str
    paper: Paper
    relationship: Words
    session: Words
    talk: TalkShare
    address: str  # the public page of the card, in the same language
    site_name: str
    site_host: str
    accent: str
    band: str
    soft: str
    parts: tuple[Part, ...]
    step_width: float  # mm
    more: tuple[Question, ...]


def sheet(book: Handbook, card: Card, site: Site, language: str, paper: Paper, tokens: Mapping[str, str]) -> Sheet:
    """What is on the card; KeyError when its relationship has no colour in the tokens."""
    relationship = book.relationship(card.relationship)
    words = relationship.in_language(language)
    accent = tokens[card.relationship]
    column = step_width(steps(card, language), paper)
    return Sheet(
        card=card,
        language=language,
        paper=paper,
        relationship=words,
        session=book.session(card.session).in_language(language),
        talk=relationship.facts.talk,
        address=site.absolute(addresses.of_card(book, card, language)),
        site_name=site.name,
        site_host=urlsplit(site.url).netloc,
        accent=accent,
        band=tint(accent, BAND),
        soft=tokens["ink-soft"],
        parts=tuple(_parts(card, language, paper, accent)),
        step_width=column,
        more=further(card, language, paper, column),
    )


def _parts(card: Card, language: str, paper: Paper, accent: str) -> Iterator[Part]:
    agenda = card.facts.agenda
    per_minute = (paper.live_width - GAP * (len(agenda) - 1)) / sum(item.minutes for item in agenda)
    start = 0.0
    for position, item in enumerate(agenda):
        width = item.minutes * per_minute
        colour = tint(accent, SHARES[position % len(SHARES)])
        yield Part(item.title[language], item.minutes, round(start, 2), round(width, 2), colour)
        start += width + GAP
