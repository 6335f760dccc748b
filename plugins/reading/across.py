"""A survey of all files → the findings that show only when all have been read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from plugins.handbook.checks import check
from plugins.handbook.contract import PageFacts
from plugins.handbook.problem import START, Problem, problem
from plugins.reading.agendas import agendas
from plugins.reading.files import ROOT
from plugins.reading.links import Links
from plugins.reading.places import LISTS
from plugins.reading.tongues import register, untranslated
from plugins.reading.twins import differences, missing

if TYPE_CHECKING:
    from plugins.reading.survey import Survey


def across(survey: Survey) -> Iterator[Problem]:
    """Files that are missing, checks of the hall, links, source marks, and the two languages side by side."""
    yield from _gaps(survey)
    yield from check(survey.draft())
    yield from _links(survey)
    yield from _languages(survey)
    yield from _registers(survey)


def _links(survey: Survey) -> Iterator[Problem]:
    draft = survey.draft()
    links = Links(draft.names, survey.outlines, survey.setting.languages, _slugs(survey))
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


def _languages(survey: Survey) -> Iterator[Problem]:
    languages = survey.setting.languages
    for reference in sorted({reference for reference, _ in survey.outlines}):
        sides = {side: survey.outlines.get((reference, side)) for side in languages}
        written = {side: found for side, found in sides.items() if found}
        yield from differences(reference, written)
        yield from agendas(written, {side: survey.prose[reference, side] for side in written})
        first, *others = [side for side in languages if sides[side]]
        for other in others:
            twin = survey.prose[reference, first]
            yield from untranslated(*survey.prose[reference, other], twin.text, twin.path)


def _registers(survey: Survey) -> Iterator[Problem]:
    entries = survey.draft().entries
    for (reference, language), said in survey.prose.items():
        unread = reference.startswith("pages/") and reference not in entries  # nobody knows how it addresses its reader
        if language == "id" and not unread:
            facts = entries[reference].content if reference in entries else None
            yield from register(said.path, facts.register_ if isinstance(facts, PageFacts) else "kamu", *said[1:])


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
