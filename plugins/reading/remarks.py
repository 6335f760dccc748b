"""HTML comments in a body: notes between writers, which no reader sees. They are taken out before anything is rendered.

A comment stands on lines of its own, or behind or inside a text; in front of a text it would move it, and is not taken
out. What is taken out leaves spaces, so that nothing can come together around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
OPENED = "<!--"
_VISIBLE = re.compile(r"[^\n]")


def without_comments(lines: Sequence[str], also: Sequence[str]) -> tuple[list[str], list[str]]:
    """Both texts without the comments of the first, column by column; `also` is the same text in another form."""
    text, other = "\n".join(lines), "\n".join(also)
    for start, end in _comments(text):
        text, other = (f"{one[:start]}{_VISIBLE.sub(' ', one[start:end])}{one[end:]}" for one in (text, other))
    return text.split("\n"), other.split("\n")


def remaining(lines: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Row and column of each comment that could not be taken out, and whether it is closed."""
    for row, line in enumerate(lines):
        if OPENED in line:
            yield row, line.index(OPENED), "-->" in "\n".join([line[line.index(OPENED) :], *lines[row + 1 :]])


def _comments(text: str) -> Iterator[tuple[int, int]]:
    for found in _COMMENT.finditer(text) if OPENED in text else ():
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        end = text.find("\n", found.end())
        after = text[found.end() : len(text) if end < 0 else end]
        behind = before.strip() and "\n" not in found[0]
        alone = before in ("", " ", "  ", "   ") and not after.strip()
        if behind or alone:
            yield found.span()
