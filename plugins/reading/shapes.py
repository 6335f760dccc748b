"""Lines of a body whose shape is not what its writer means: ragged tables, tasks, definitions, empty sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.handbook.problem import Edit, Place, Problem, problem, with_edits
from plugins.reading.outline import Title

DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELLS = re.compile(r"(?<!\\)\|")
_TASK = re.compile(r"([ \t]*)([-*+])([ \t]*)\[([ \txX]{0,3})\](?![(\[])([ \t]*)(?=\S)")
_DEFINITION = re.compile(r" {0,3}:(?=[^\s:])")


def shapes(path: str, lines: Sequence[str], first_line: int) -> Iterator[Problem]:
    """B307, B308 and B311; `lines` are without code."""
    if any("|" in line for line in lines):
        yield from _tables(path, lines, first_line)
    for row, line in enumerate(lines):
        if "[" in line and (found := _TASK.match(line)):
            yield from _task(path, row + first_line, found, line)
        if line.lstrip(" ")[:1] == ":" and row and lines[row - 1].strip() and (found := _DEFINITION.match(line)):
            place = Place(row + first_line, found.end(), len(line.rstrip()) - found.end() + 1)
            yield problem(path, place, "B311", "definition", value=line.strip()[:40])


def empty_sections(path: str, lines: Sequence[str], first_line: int, titles: Sequence[Title]) -> Iterator[Problem]:
    """B304: a heading with nothing below it before the next one of its rank; a sub-heading counts as text."""
    for at, title in enumerate(titles):
        after = titles[at + 1] if at + 1 < len(titles) else None
        if not title.words or (after and after.level > title.level):
            continue
        last = after.place.line - first_line if after else len(lines)
        below = [line.strip() for line in lines[title.place.line - first_line + 1 : last]]
        if not any(line.strip("=-") for line in below):
            yield problem(path, title.place, "B304", "section", title=title.words[:60])


def _tables(path: str, lines: Sequence[str], first_line: int) -> Iterator[Problem]:
    for row, line in enumerate(lines):
        if "|" not in line or not row or not DELIMITER.match(line) or "|" not in lines[row - 1]:
            continue
        wanted = len(cells(lines[row - 1]))
        below = row
        while below < len(lines) and lines[below].strip() and lines[below][0] != "#":
            count = len(cells(lines[below]))
            if count != wanted:
                place = Place(below + first_line, 1, len(lines[below].rstrip()))
                yield problem(path, place, "B307", count=count, limit=wanted)
            below += 1


def cells(row: str) -> list[str]:
    """The cells of a row of a table."""
    row = row.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return _CELLS.split(row)


def _task(path: str, number: int, found: re.Match[str], line: str) -> Iterator[Problem]:
    mark = "x" if found[4].strip() else " "
    if found[3] and found[4] in (" ", "x", "X") and found[5]:
        return
    if not found[3] and not found[5]:  # -[1] is no task
        return
    place = Place(number, found.end(1) + 1, found.end() - found.end(1))
    told = problem(path, place, "B308", value=line.strip()[:30])
    yield with_edits(told, Edit(number, place.column, place.length, f"{found[2]} [{mark}] "))
