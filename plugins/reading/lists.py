"""Lists that look right in a code host's preview and would be rendered wrong here (B323, B324)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.handbook.problem import Place, Problem, problem

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
            yield problem(path, place, "B324")
        elif above.strip() and not within and not _CALLOUT.match(above):
            yield problem(path, place, "B323")
        within = True
