"""Lists that look right in a code host's preview and would be rendered wrong here (B323, B324)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.handbook.problem import Edit, Place, Problem, problem, with_edits

_ITEM = re.compile(r"( *)(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\S")
_CALLOUT = re.compile(r"!!! ")


def lists(path: str, lines: Sequence[str], first_line: int) -> Iterator[Problem]:
    """Every item that hangs on a line of text, or is nested by one to three spaces; `lines` are without code."""
    within = False  # a list: since the last blank line, or before it and continued by an indent
    for row, line in enumerate(lines):
        above = lines[row - 1] if row else ""
        found = _ITEM.match(line)
        if not line.strip():
            continue
        if not found:
            within = within and (bool(above.strip()) or line[0] == " ")
            continue
        place = Place(row + first_line, 1, len(line.rstrip()))
        if len(found[1]) % 4:
            yield _nested(path, place, lines, row, first_line)
        elif above.strip() and not within and not _CALLOUT.match(above):
            yield with_edits(problem(path, place, "B323"), Edit(place.line, 1, 0, "\n"))
        within = True


def _nested(path: str, place: Place, lines: Sequence[str], row: int, first_line: int) -> Problem:
    """B324, with the whole list that the item stands in indented anew: only so does every item keep its level."""
    told = problem(path, place, "B324")
    start = row
    while start and (lines[start - 1].strip() and (lines[start - 1][0] == " " or _ITEM.match(lines[start - 1]))):
        start -= 1
    first = _ITEM.match(lines[start])
    if start == row or not first or first[1]:
        return told  # not below an item at the margin: what was meant cannot be told
    edits: list[Edit] = []
    indents: list[int] = []
    for at in range(start, len(lines)):
        line = lines[at]
        found = _ITEM.match(line)
        if not line.strip() or (not found and line[0] != " "):
            break
        indent = len(line) - len(line.lstrip(" "))
        if found:
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
            wanted = 4 * (len(indents) - 1)
        else:
            wanted = 4 * len(indents)
        if indent != wanted:
            edits.append(Edit(at + first_line, 1, indent, " " * wanted))
    return with_edits(told, *edits)
