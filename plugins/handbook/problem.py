"""A finding as a value: where it stands, which rule it breaks, and the facts that its message needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from plugins.handbook.rules import rules

Level = Literal["error", "warning", "notice"]
Fact = str | int | tuple[str, ...]


class Place(NamedTuple):
    """A stretch of one line of a file; line and column count from 1, in characters."""

    line: int
    column: int
    length: int = 1


START = Place(1, 1)


class Edit(NamedTuple):
    """A way to mend one line: `length` characters from `column` on become `text`, which may hold line ends."""

    line: int
    column: int
    length: int
    text: str


@dataclass(frozen=True)
class Problem:
    """One finding. `facts` fill the message of rule `code`; a fact `choices` is listed beside the caret."""

    path: str
    line: int
    column: int
    code: str
    level: Level
    facts: Mapping[str, Fact] = field(default_factory=dict)
    length: int = 1
    variant: str = ""
    suggestion: str | None = None
    edits: tuple[Edit, ...] = ()  # what `inv check --fix` does about it; all of them or none

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Findings are told in this order."""
        return (self.path, self.line, self.column, self.code, repr(sorted(self.facts.items())))


def problem(
    path: str, place: Place, code: str, variant: str = "", suggestion: str | None = None, **facts: Fact
) -> Problem:
    """A finding at `place` of the file `path`; its level comes from the table of rules."""
    level = rules()[code].level
    return Problem(path, *place[:2], code, level, facts, max(1, place.length), variant, suggestion)


def mended(found: Problem, text: str | None) -> Problem:
    """The finding with a cure that puts `text` in the place of what it points at; as it is when there is no text."""
    if text is None or not rules()[found.code].fix:
        return found
    return replace(found, edits=(Edit(found.line, found.column, found.length, text),))


def with_edits(found: Problem, *edits: Edit) -> Problem:
    """The finding with a cure of several edits."""
    return replace(found, edits=edits)


def blocks(problems: tuple[Problem, ...]) -> bool:
    """Whether any finding stops the build."""
    return any(found.level == "error" for found in problems)
