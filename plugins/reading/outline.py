"""What a body refers to and what may be referred to in it: headings, links, source marks; the order of its sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from plugins.handbook.problem import START, Edit, Place, Problem, problem, with_edits


class Title(NamedTuple):
    """A heading: level, id, words and the place of its line."""

    level: int
    id: str
    words: str
    place: Place


class Link(NamedTuple):
    """A link target or a source mark as it is written, and its place."""

    target: str
    place: Place


@dataclass(frozen=True)
class Outline:
    """The headings, links and source marks of one body, in order."""

    titles: tuple[Title, ...]
    links: tuple[Link, ...]
    cites: tuple[Link, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the headings, in order."""
        return tuple(title.id for title in self.titles if title.id)


def structure(path: str, outline: Outline) -> Iterator[Problem]:
    """Levels that skip or go too deep (B302), and ids given twice (B303)."""
    level, first = 1, dict[str, int]()
    for title in outline.titles:
        after = "#" * title.level
        if title.level > 3:
            yield _raised(problem(path, title.place, "B302", "deep", after=after), title, level)
        elif title.level > level + 1:
            yield _raised(problem(path, title.place, "B302", before="#" * max(2, level), after=after), title, level)
        level = title.level
        if title.id and title.id in first:
            yield problem(path, title.place, "B303", value=title.id, first=first[title.id])
        first.setdefault(title.id, title.place.line)


def _raised(told: Problem, title: Title, above: int) -> Problem:
    """The finding with a cure: one level below the heading before it, and never below the third."""
    return with_edits(told, Edit(title.place.line, title.place.column, title.level, "#" * min(3, max(2, above + 1))))


def fixed_sections(path: str, kind: str, outline: Outline, wanted: tuple[str, ...]) -> Iterator[Problem]:
    """The sections that every session and every relationship has, in their order (B305)."""
    for name in wanted:
        if name not in outline.ids:
            yield problem(path, START, "B305", noun=kind, value=name, choices=wanted)
    standing = [title for title in outline.titles if title.id in wanted]
    for before, after in pairwise(standing):
        if wanted.index(after.id) < wanted.index(before.id):
            yield problem(path, after.place, "B305", "order", value=after.id, other=before.id, choices=wanted)
