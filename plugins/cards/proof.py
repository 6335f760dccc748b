"""What was seen of a printed card → every reason why it may not be published."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.cards.faces import FAMILY
from plugins.cards.orders import Order
from plugins.cards.paper import MM_PER_POINT, paper_of
from plugins.cards.ruling import LEAST_LINES
from plugins.handbook.problem import START, Fact, Problem, problem

LEAST_POINTS = 6.0
STANDARDS: Mapping[str, str] = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}  # as the validator calls them


@dataclass(frozen=True)
class Evidence:
    """Facts of a printed card. Lengths in millimetres, type sizes in points."""

    pages: int
    lines: int  # to write on
    writing: float  # share of the live area that is there to be written on
    smallest: float  # size of type
    over: float  # how far words run into the foot of the page; negative when they end above it
    short: float  # how much room is missing for the least number of writing lines
    longest: tuple[str, int]  # of the texts of a card that is too full, the longest, and its lines
    wide: tuple[str, ...]  # words that run out at the right
    families: tuple[str, ...]  # of the embedded fonts
    unknown: tuple[tuple[str, str], ...]  # characters the faces lack, each with the words around it
    warnings: tuple[str, ...]  # of WeasyPrint
    violations: tuple[tuple[str, str], ...]  # standard and broken rule


def faults(evidence: Evidence, order: Order) -> tuple[Problem, ...]:  # noqa: C901  # one finding after another
    """Every finding, at the first line of the card's file."""

    def found(code: str, variant: str = "", **facts: Fact) -> Problem:
        paper = order.edition.name.upper()
        return problem(order.source, START, code, variant, None, paper=paper, language=order.language, **facts)

    def too_full(variant: str = "", excess: float = 0.0, **facts: Fact) -> Problem:
        line = paper_of(order.edition).leading * MM_PER_POINT
        text, length = evidence.longest
        return found("P702", variant, cut=math.ceil(excess / line), text=text, length=length, **facts)

    def all_faults() -> Iterator[Problem]:
        if evidence.pages != 1:
            yield too_full("pages", count=evidence.pages)
        elif evidence.over > 0:
            yield too_full("over", evidence.over, over=f"{evidence.over:g}")
        elif evidence.lines < LEAST_LINES:
            yield too_full("", evidence.short, count=evidence.lines, least=LEAST_LINES)
        if evidence.wide:
            yield found("P702", "wide", text=evidence.wide[0])
        for character, text in evidence.unknown:
            yield found("P703", character=character, point=f"{ord(character):04X}", text=text)
        if not evidence.unknown and evidence.families != (FAMILY,):
            yield found("P722", families=evidence.families)
        if evidence.smallest < LEAST_POINTS:
            yield found("P723", size=f"{evidence.smallest:g}", least=f"{LEAST_POINTS:g}")
        for reason in evidence.warnings:
            yield found("P720", reason=reason)
        for standard, rule in evidence.violations:
            yield found("P721", standard=standard, rule=rule)

    return tuple(all_faults())
