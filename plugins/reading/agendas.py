"""The agenda of a session in each language → steps or minutes that only one of them has (T606).

Cards have their minutes once; the text of a session says them again, in each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from plugins.handbook.problem import Problem, problem
from plugins.reading.outline import Outline, Title
from plugins.reading.shapes import DELIMITER, cells

if TYPE_CHECKING:
    from plugins.reading.survey import Said

SECTION = "agenda"
_MINUTES = re.compile(r"\W*(\d{1,3})(?:[ \u00a0]?(?:menit|minutes?|min)\b\.?)?\W*", re.IGNORECASE)
_IN_WORDS = re.compile(r"(\d{1,3})[ \u00a0]?(?:menit|minutes?|min)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-*+]|\d+[.)]) ")


class Plan(NamedTuple):
    """The first table or list below the heading of an agenda: its steps, and the sum of each column of minutes."""

    title: Title
    steps: int
    minutes: tuple[int, ...]

    @property
    def shown(self) -> str:
        """The sums, as in `30/45`."""
        return "/".join(map(str, self.minutes)) or "–"


def agendas(outlines: Mapping[str, Outline], said: Mapping[str, Said]) -> Iterator[Problem]:
    """A finding in each language whose agenda is not that of the first; both mappings are by language."""
    plans = {side: plan for side, outline in outlines.items() if (plan := plan_of(outline, said[side]))}
    first, *others = plans or ("",)
    for other in others:
        here, there = plans[other], plans[first]
        if here[1:] != there[1:]:
            yield problem(
                *(said[other].path, here.title.place, "T606"),
                count=here.steps, sum=here.shown, other=said[first].path, there=there.steps, minutes=there.shown,
            )  # fmt: skip


def plan_of(outline: Outline, said: Said) -> Plan | None:
    """The plan of one text; None without an agenda, or when that is neither a table nor a list."""
    titles = [*outline.titles]
    at = next((at for at, title in enumerate(titles) if title.id == SECTION), None)
    if at is None:
        return None
    lines = said.text.split("\n")
    after = next((title.place.line - said.line for title in titles[at + 1 :]), len(lines))
    section = lines[titles[at].place.line - said.line + 1 : after]
    rows = _rows(section)
    if rows:
        columns = [[_MINUTES.fullmatch(cell) for cell in column] for column in zip(*rows, strict=False)]
        sums = (sum(int(cell[1]) for cell in column if cell) for column in columns if any(column))
        return Plan(titles[at], len(rows), tuple(sums))
    items = [line for line in section if _ITEM.match(line)]
    minutes = [int(found) for line in items for found in _IN_WORDS.findall(line)]
    return Plan(titles[at], len(items), (sum(minutes),) if minutes else ()) if items else None


def _rows(lines: list[str]) -> list[list[str]]:
    """The cells of each row of the first table."""
    head = next((row for row, line in enumerate(lines) if "|" in line and DELIMITER.match(line)), len(lines))
    rows: list[list[str]] = []
    for line in lines[head + 1 :]:
        if "|" not in line:
            break
        rows.append(cells(line))
    return rows
