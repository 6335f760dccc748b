"""The two languages of an entry side by side: sections that only one of them has, or in another order (T601, T607)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.handbook.problem import START, Problem, problem
from plugins.reading.files import ROOT
from plugins.reading.outline import Outline, Title


def missing(reference: str, written: tuple[str, ...], languages: tuple[str, ...]) -> Iterator[Problem]:
    """T601: a notice for each language in which the entry is not written yet, at the text that there is."""
    for language in languages:
        if language not in written:
            here, gap = (f"{ROOT}/{reference}/{side}.md" for side in (written[0], language))
            yield problem(here, START, "T601", missing=gap)


def differences(reference: str, outlines: Mapping[str, Outline]) -> Iterator[Problem]:
    """T607: every section without a counterpart; when all have one, the first that stands in another place."""
    first, *others = outlines
    for other in others:
        alone = [
            *_alone(reference, first, outlines[first], other, outlines[other]),
            *_alone(reference, other, outlines[other], first, outlines[first]),
        ]
        yield from alone or _order(reference, first, outlines[first], other, outlines[other])


def _alone(reference: str, here: str, outline: Outline, there: str, twin: Outline) -> Iterator[Problem]:
    for alone in outline.titles:
        if alone.id and alone.id not in twin.ids:
            yield _told(reference, here, alone, "", there, title=alone.words, value=alone.id)


def _order(reference: str, here: str, outline: Outline, there: str, twin: Outline) -> Iterator[Problem]:
    for name, title in zip(outline.ids, (title for title in twin.titles if title.id), strict=False):
        if name != title.id:
            yield _told(reference, there, title, "order", here, there=name)
            return


def _told(reference: str, language: str, at: Title, variant: str, other: str, **facts: str) -> Problem:
    path, twin = (f"{ROOT}/{reference}/{side}.md" for side in (language, other))
    return problem(path, at.place, "T607", variant, other=twin, **facts)
