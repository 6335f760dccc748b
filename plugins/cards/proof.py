"""What was seen of a printed card → every reason why it may not be published."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.cards.faces import FAMILY
from plugins.cards.orders import Order
from plugins.cards.paper import MM_PER_POINT, paper_of
from plugins.cards.readback import DPI, Seen, Square, is_size
from plugins.cards.ruling import LEAST_LINES
from plugins.cards.said import whose
from plugins.handbook.problem import Fact, Problem, problem

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
    spilled: int  # lines of text on further pages
    longest: tuple[str, int]  # of the texts of a card that is too full, the longest, and its lines
    wide: tuple[str, ...]  # words that run out at the right
    families: tuple[str, ...]  # of the embedded fonts
    unknown: tuple[tuple[str, str], ...]  # characters the faces lack, each with the words around it
    warnings: tuple[str, ...]  # of WeasyPrint
    code: Square | None  # where its QR code stands
    seen: Seen | None  # of the finished page
    violations: tuple[tuple[str, str], ...]  # standard and broken rule


def faults(evidence: Evidence, order: Order) -> tuple[Problem, ...]:
    """Every finding, at the line of the card's file that has to be mended."""
    return (*_of_room(evidence, order), *_of_type(evidence, order), *_of_page(evidence, order))


def _found(order: Order, code: str, variant: str = "", text: str = "", **facts: Fact) -> Problem:
    """A finding at the field whose words are `text`."""
    paper = order.edition.name.upper()
    place = whose(order.said, text).place
    told: dict[str, Fact] = {"text": text, **facts} if text else facts
    return problem(order.source, place, code, variant, None, paper=paper, language=order.language, **told)


def _of_room(evidence: Evidence, order: Order) -> Iterator[Problem]:
    """A card that is too full: how many lines too long, and what to shorten first."""
    paper = paper_of(order.edition)
    line = paper.leading * MM_PER_POINT

    def too_full(variant: str, lines: float, **facts: Fact) -> Problem:
        text, length = evidence.longest[0].strip("“” "), evidence.longest[1]
        field = whose(order.said, text).field
        return _found(
            order, "P702", variant, text, cut=max(1, math.ceil(lines)), noun=f"in-{order.language}", field=field,
            length=length, **facts,
        )  # fmt: skip

    if evidence.pages != 1:
        yield too_full("pages", evidence.spilled, count=evidence.pages)
    elif evidence.over > 0:
        yield too_full("over", evidence.over / line)
    elif evidence.lines < LEAST_LINES:
        yield too_full("", evidence.short / line, count=evidence.lines, least=LEAST_LINES)
    elif evidence.writing < paper.writing:
        missing = (paper.writing - evidence.writing) * paper.live_height / line
        yield too_full("writing", missing, count=round(evidence.writing * 100), least=round(paper.writing * 100))
    if evidence.wide:
        yield _found(order, "P702", "wide", evidence.wide[0])


def _of_type(evidence: Evidence, order: Order) -> Iterator[Problem]:
    """Letters that are missing, foreign or too small; warnings; broken rules of the standards."""
    for character, text in evidence.unknown:
        yield _found(order, "P703", "", text, character=character, point=f"{ord(character):04X}")
    if not evidence.unknown and evidence.families != (FAMILY,):
        yield _found(order, "P722", families=evidence.families)
    if evidence.smallest < LEAST_POINTS:
        yield _found(order, "P723", size=f"{evidence.smallest:g}", least=f"{LEAST_POINTS:g}")
    for reason in evidence.warnings:
        yield _found(order, "P720", reason=reason)
    for standard, rule in evidence.violations:
        yield _found(order, "P721", standard=standard, rule=rule)


def _of_page(evidence: Evidence, order: Order) -> Iterator[Problem]:
    """A page of another size, and a code that cannot be read; more pages than one are told already."""
    paper = paper_of(order.edition)
    if evidence.seen and evidence.pages == 1:
        if not is_size(evidence.seen.size, (paper.width, paper.height)):
            yield _found(order, "P743", number=1)
        elif not evidence.seen.is_read:
            yield _found(order, "P725", dpi=DPI)
