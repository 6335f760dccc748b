"""A survey of all files → the findings that show only when all have been read."""

from __future__ import annotations

from collections import ChainMap, Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from operator import call
from typing import TYPE_CHECKING

from plugins.handbook.checks import check
from plugins.handbook.contract import PageFacts
from plugins.handbook.memory import Memory
from plugins.handbook.problem import START, Problem, problem
from plugins.reading.agendas import agendas
from plugins.reading.files import ROOT
from plugins.reading.links import Links
from plugins.reading.places import LISTS
from plugins.reading.tongues import register, untranslated
from plugins.reading.twins import differences, missing

if TYPE_CHECKING:
    from plugins.reading.outline import Outline
    from plugins.reading.survey import Said, Survey

Wanted = tuple[tuple[str, str], object, Callable[[], tuple[Problem, ...]]]  # name, what the answer follows from, making


def across(survey: Survey, memory: Memory | None = None) -> Iterator[Problem]:
    """Files that are missing, checks of the hall, links, source marks, and the two languages side by side.

    Texts that `memory` has seen side by side are not compared again.
    """
    memory = memory or Memory()
    yield from _gaps(survey)
    yield from check(survey.draft())
    yield from _links(survey)
    yield from _of_words(survey, memory)


def beside(survey: Survey, others: Mapping[tuple[str, str], Outline]) -> Iterator[Problem]:
    """The same for the entries of a survey that lacks all others, of which the outlines are known; source marks apart.

    Nothing is told of facts and front matter.
    """
    yield from _links(survey, others)
    yield from _of_words(survey, Memory())


def _links(survey: Survey, others: Mapping[tuple[str, str], Outline] | None = None) -> Iterator[Problem]:
    draft = survey.draft()
    outlines = ChainMap(survey.outlines, dict(others or {}))
    links = Links(draft.names, outlines, survey.setting.languages, _slugs(survey))
    cited = {source.key for source in draft.sources.content} if draft.sources else None
    for (reference, language), outline in survey.outlines.items():
        path = f"{ROOT}/{reference}/{language}.md"
        for link in outline.links:
            yield from links.check(path, language, link)
        for cite in outline.cites:
            if cited is not None and cite.target not in cited:
                yield problem(path, cite.place, "B310", value=cite.target[:40])


def _slugs(survey: Survey) -> Mapping[tuple[str, str], str]:
    """Language and slug → the one entry that has it."""
    named = [
        ((language, sheet.content.slug), reference) for (reference, language), sheet in survey.draft().words.items()
    ]
    times = Counter(name for name, _ in named)
    return {name: reference for name, reference in named if times[name] == 1}


def _of_words(survey: Survey, memory: Memory) -> Iterator[Problem]:
    """What shows when texts are laid beside their twins, and beside what is asked of all texts."""
    for found in memory.recall_all([*_languages(survey), *_registers(survey)], call):
        yield from found


def _languages(survey: Survey) -> Iterator[Wanted]:
    languages = survey.setting.languages
    for reference in sorted({reference for reference, _ in survey.outlines}):
        written = {side: found for side in languages if (found := survey.outlines.get((reference, side)))}
        said = {side: survey.prose[reference, side] for side in written}
        yield ("twins", reference), (written, said), partial(_compared, reference, written, said)


def _compared(reference: str, written: Mapping[str, Outline], said: Mapping[str, Said]) -> tuple[Problem, ...]:
    """What shows when the languages of an entry lie side by side."""
    found = [*differences(reference, written), *agendas(written, said)]
    first, *others = said
    for other in others:
        found += untranslated(*said[other], said[first].text, said[first].path)
    return tuple(found)


def _registers(survey: Survey) -> Iterator[Wanted]:
    entries = survey.draft().entries
    for (reference, language), said in survey.prose.items():
        unread = reference.startswith("pages/") and reference not in entries  # nobody knows how it addresses its reader
        if language == "id" and not unread:
            facts = entries[reference].content if reference in entries else None
            asked = facts.register_ if isinstance(facts, PageFacts) else "kamu"
            yield ("register", said.path), (asked, said), partial(_addressed, asked, said)


def _addressed(asked: str, said: Said) -> tuple[Problem, ...]:
    return tuple(register(said.path, asked, *said[1:]))


def _gaps(survey: Survey) -> Iterator[Problem]:
    """Files that must be there, and languages that are not written yet."""
    languages = survey.setting.languages
    roles: dict[str, dict[str, str]] = {}
    for spot, path in survey.spots.items():
        if spot.role in ("entry", "words"):
            roles.setdefault(spot.reference, {})[spot.language] = path
    for reference, found in sorted(roles.items()):
        written = tuple(language for language in languages if language in found)
        if "" not in found:
            yield problem(found[written[0]], START, "F136", missing=f"{ROOT}/{reference}/entry.yaml")
        if not written:
            shown = ", ".join(f"{language}.md" for language in languages)
            yield problem(found[""], START, "F136", "words", missing=shown)
        else:
            yield from missing(reference, written, languages)
    present = {spot.role for spot in survey.spots}
    for name in LISTS:
        if name.removesuffix(".yaml") not in present:
            yield problem(f"{ROOT}/{name}", START, "F136", missing=f"{ROOT}/{name}")
