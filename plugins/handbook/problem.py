"""A finding as a value: where it stands, which rule it breaks, and the facts that its message needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
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


def closest(value: str, choices: tuple[str, ...]) -> str | None:
    """The one of `choices` that was probably meant, or None."""
    found = get_close_matches(value[:100].casefold(), choices, n=1, cutoff=0.6)
    return found[0] if found else None


def blocks(problems: tuple[Problem, ...]) -> bool:
    """Whether any finding stops the build."""
    return any(found.level == "error" for found in problems)
