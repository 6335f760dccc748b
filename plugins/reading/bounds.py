"""Hostile Markdown → a finding, before anything renders it (B317).

Python-Markdown is quadratic on `![` × 5,000 and raises RecursionError on lists nested 300 deep. Each line is looked at
once, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.handbook.problem import Place, Problem, problem

UNCLOSED = {"[": ("]", 50), "(": (")", 50), "<": (">", 50)}  # in one paragraph
MARKS = {"*": 400, "_": 400, "`": 400, "![": 50, "{": 50}
_LIMITS = (*((mark, limit) for mark, (_, limit) in UNCLOSED.items()), *MARKS.items())
NESTING = 10  # lists and quotes inside each other

_NESTING_STARTS = frozenset(" \t>-*+0123456789")
_NEST = re.compile(r"(?:[ \t]|>|(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t]))*")
_MARKER = re.compile(r">|[-*+]|[0-9]+[.)]")


def bounded(path: str, body: str, first_line: int) -> Iterator[Problem]:
    """One finding for each kind of excess in each paragraph of `body`, which begins on line `first_line`."""
    start = 0
    lines = body.split("\n")
    excess = any(body.count(mark) > limit for mark, limit in _LIMITS)  # if not in all, then in no paragraph
    for row, line in enumerate([*lines, ""]):
        if not line.strip():
            if excess and row > start:
                yield from _paragraph(path, "\n".join(lines[start:row]), start + first_line)
            start = row + 1
        elif line[0] in _NESTING_STARTS and (depth := _depth(line)) > NESTING:
            yield problem(path, Place(row + first_line, 1, len(line)), "B317", "nesting", count=depth, limit=NESTING)
            return


def _paragraph(path: str, text: str, line: int) -> Iterator[Problem]:
    for mark, (closing, limit) in UNCLOSED.items():
        count = text.count(mark) - text.count(closing)
        if count > limit:
            yield problem(path, _first(text, mark, line), "B317", mark=mark, count=count, limit=limit)
    for mark, limit in MARKS.items():
        if (count := text.count(mark)) > limit:
            yield problem(path, _first(text, mark, line), "B317", "marks", mark=mark, count=count, limit=limit)


def _first(text: str, mark: str, line: int) -> Place:
    at = text.index(mark)
    return Place(line + text.count("\n", 0, at), at - text.rfind("\n", 0, at), len(mark))


def _depth(line: str) -> int:
    """How deep a line is nested: four spaces, a list mark or a quote mark are a level each."""
    found = _NEST.match(line)
    lead = found[0] if found else ""
    indent = len(lead.expandtabs(4)) - len(lead.expandtabs(4).lstrip(" "))
    return indent // 4 + len(_MARKER.findall(lead))
