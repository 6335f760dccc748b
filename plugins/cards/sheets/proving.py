"""A PDF made of others, and what was seen while its own pages were set → every reason why it may not be published."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pikepdf import Pdf

from plugins.cards.faces import FAMILY
from plugins.cards.paper import MM_PER_POINT
from plugins.cards.proof import LEAST_POINTS, STANDARDS
from plugins.cards.sheets.jobs import Job
from plugins.cards.sheets.standing import DPI, Standing, stand_as_proved
from plugins.cards.validator import broken
from plugins.handbook.problem import START, Fact, Problem, problem

_FACE = re.compile(r"^/(?:[A-Z]{6}\+)?([A-Za-z]+)")
HAIR = 0.1  # mm

Finder = Callable[..., Problem]  # code and facts → the finding


@dataclass(frozen=True)
class Pages:
    """Pages as WeasyPrint wrote them. Type in points."""

    pdf: bytes
    count: int
    smallest: float
    unknown: tuple[tuple[str, str], ...]  # characters the faces lack, each with the words around it
    over: tuple[tuple[str, float], ...]  # ids of elements whose words run into the foot below them, by how many mm
    warnings: tuple[str, ...]


def together(parts: Sequence[Pages], pdf: bytes) -> Pages:
    """What was seen of pages that stand in one PDF, and were set in parts."""
    return Pages(
        pdf=pdf,
        count=sum(part.count for part in parts),
        smallest=min(part.smallest for part in parts),
        unknown=tuple(dict.fromkeys(each for part in parts for each in part.unknown)),
        over=tuple(each for part in parts for each in part.over),
        warnings=tuple(dict.fromkeys(each for part in parts for each in part.warnings)),
    )


NO_PAGES = Pages(b"", 0, LEAST_POINTS, (), (), ())  # of a sheet that holds nothing but finished cards


@dataclass(frozen=True)
class Expected:
    """What a PDF must be: the job it was made for, the size of every page (mm), and how many there are."""

    job: Job
    size: tuple[float, float]
    count: int
    cards: tuple[Standing, ...] = ()  # that stand on the first page


def faults(pdf: bytes, pages: Pages, expected: Expected) -> tuple[Problem, ...]:
    """Every finding, at the first line of the job's file."""
    found = partial(_problem, expected.job)
    set_wrong = tuple(_of_setting(pages, found))
    # a glyph that is missing breaks rules of its own; they would only hide the reason
    return set_wrong if pages.unknown else (*set_wrong, *_of_file(pdf, expected, found))


def _problem(job: Job, code: str, **facts: Fact) -> Problem:
    return problem(job.source, START, code, "", None, paper=job.name, language=job.language, **facts)


def _of_setting(pages: Pages, found: Finder) -> Iterator[Problem]:
    for name, over in pages.over:
        yield found("P741", name=name, over=f"{over:g}")
    for character, text in pages.unknown:
        yield found("P703", character=character, point=f"{ord(character):04X}", text=text)
    if pages.smallest < LEAST_POINTS:
        yield found("P723", size=f"{pages.smallest:g}", least=f"{LEAST_POINTS:g}")
    for reason in () if pages.unknown else pages.warnings:
        yield found("P720", reason=reason)


def _of_file(pdf: bytes, expected: Expected, found: Finder) -> Iterator[Problem]:
    with Pdf.open(io.BytesIO(pdf)) as opened:
        if len(opened.pages) != expected.count:
            yield found("P742", count=len(opened.pages), wanted=expected.count)
        if wrong := [number for number, size in enumerate(_sizes(opened), 1) if not _same(size, expected.size)]:
            yield found("P743", number=wrong[0])
        if (families := _families(opened)) != (FAMILY,):
            yield found("P722", families=families)
        if expected.cards and not stand_as_proved(opened.pages[0], expected.cards):
            yield found("P725", dpi=DPI)
    for profile, rule, message in broken(pdf):
        yield found("P721", standard=STANDARDS[profile], rule=f"{rule}: {message}")


def _sizes(pdf: Pdf) -> Iterator[tuple[float, float]]:
    for sheet in pdf.pages:
        left, bottom, right, top = map(float, sheet.mediabox)
        yield (right - left) * MM_PER_POINT, (top - bottom) * MM_PER_POINT


def _same(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < HAIR for a, b in zip(one, other, strict=True))


def _families(pdf: Pdf) -> tuple[str, ...]:
    """The families of all fonts that a page, or a picture on it, may draw with."""
    names, seen = set[str](), set[tuple[int, int]]()
    waiting: list[Any] = [sheet.obj.get("/Resources", {}) for sheet in pdf.pages]
    while waiting:
        resources = waiting.pop()
        for drawn in dict(resources.get("/XObject", {})).values():
            if drawn.objgen not in seen and "/Resources" in drawn:
                waiting.append(drawn.Resources)
            seen.add(drawn.objgen)
        for font in dict(resources.get("/Font", {})).values():
            if font.objgen not in seen and (name := _FACE.match(str(font.get("/BaseFont", "")))):
                names.add(name[1])
            seen.add(font.objgen)
    return tuple(sorted(names))
