"""A Markdown file → its front matter and its body, each with the line it begins on (F101, F102, F125)."""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.handbook.problem import START, Problem, problem

FENCE = "---"
LIMIT = 8  # KiB
_FIELD = re.compile(r"\s|[\w-]+:|#|$")


class Parts(NamedTuple):
    """The two parts of a Markdown file."""

    front: str
    body: str
    body_line: int  # the front matter always begins on line 2


def split(path: str, text: str) -> Parts | Problem:
    """The parts of `text`, or what keeps them from being told apart."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return problem(path, START, "F101")
    numbered = list(enumerate(lines[1:], 1))  # a row is the number of the line before it
    end = next((row for row, line in numbered if line.rstrip() == FENCE), None)
    if end is None:
        after = next((row for row, line in numbered if not line or not _FIELD.match(line)), len(lines) - 1)
        return problem(path, START, "F102", after=max(1, after))
    front = "\n".join(lines[1:end]) + "\n"
    size = len(front.encode())
    if size > LIMIT << 10:
        return problem(path, START, "F125", count=-(-size // 1024), limit=LIMIT)
    return Parts(front, "\n".join(lines[end + 1 :]), end + 2)


def front_of(path: str, text: str) -> str:
    """The front matter of `text`; nothing when that cannot be told apart."""
    parts = split(path, text)
    return "" if isinstance(parts, Problem) else parts.front
