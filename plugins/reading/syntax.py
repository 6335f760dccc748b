"""What libyaml could not read → a finding that says what the writer did (F103–F106, F135)."""

from __future__ import annotations

import re
from typing import Any

from plugins.handbook.problem import Edit, Place, Problem, mended, problem, with_edits

_FIELD = re.compile(r"^(\s*(?:- )?[\w-]+:\s+)(\S.*?)\s*$")
_QUOTED = re.compile(r"""\"(?:[^"\\]|\\.)*"|'[^']*'""")
_OPEN_QUOTE = re.compile(r"""^(\s*(?:- )?(?:[\w-]+:\s+)?)(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")


def syntax_problem(path: str, text: str, first: int, error: Any, variant: str = "") -> Problem:
    """The finding for a syntax error in `text`, whose first line is line `first`; `variant` as `Strict` has it."""
    lines = text.split("\n")
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:  # a character that YAML forbids: decoding has told it already
        return problem(path, Place(first, 1), "F135")
    row = min(mark.line, len(lines) - 1)
    column = min(mark.column, len(lines[row]))
    place = Place(row + first, column + 1)
    if lines[row][column : column + 1] == "\t" or "\t" in lines[row][: len(lines[row]) - len(lines[row].lstrip())]:
        told = problem(path, Place(row + first, lines[row].index("\t") + 1), "F104", variant)
        return mended(told, "  ")
    if quote := _open_quote(lines[: row + 1]):
        at = Place(quote[0] + first, quote[1] + 1)
        return problem(path, at, "F105", at=f"{at.line}:{at.column}")
    if context is not None and "flow" in str(error.context) and (bracket := _open_bracket(lines[: row + 1])):
        at = Place(bracket[0] + first, bracket[1] + 1)
        return problem(path, at, "F106", mark=lines[bracket[0]][bracket[1]])
    return _unquoted(path, lines[row], place) or problem(path, place, "F135")


def _open_quote(lines: list[str]) -> tuple[int, int] | None:
    """Row and column of the first value whose quote is not closed on its line."""
    for row, line in enumerate(lines):
        if found := _OPEN_QUOTE.match(line):
            return row, found.end(1)
    return None


def _open_bracket(lines: list[str]) -> tuple[int, int] | None:
    """Row and column of the last bracket that is still open at the end of its line."""
    for row in range(len(lines) - 1, -1, -1):
        still: list[int] = []
        for column, mark in enumerate(_QUOTED.sub(lambda text: "x" * len(text[0]), lines[row])):
            if mark in "[{":
                still.append(column)
            elif mark in "]}" and still:
                still.pop()
        if still:
            return row, still[0]
    return None


def _unquoted(path: str, line: str, place: Place) -> Problem | None:
    """A value that needs quotes: it holds ": ", or starts with a character that means something to YAML."""
    found = _FIELD.match(line)
    if not found or place.column - 1 < found.end(1) or found[2][0] in "\"'[{":
        return None
    cured = f'{found[1].strip()} "{found[2]}"'.replace("\\", "\\\\")
    if found[2][0] in "@`%":
        told = problem(path, Place(place.line, found.end(1) + 1), "F103", "start", mark=found[2][0], cured=cured)
    elif line[place.column - 1 : place.column] == ":":
        told = problem(path, Place(place.line, found.end(1) + 1, len(found[2])), "F103", cured=cured)
    else:
        return None
    if '"' in found[2] or "\\" in found[2] or " #" in found[2]:
        return told  # inside double quotes these would mean something else
    return with_edits(told, Edit(place.line, found.end(1) + 1, len(found[2]), f'"{found[2]}"'))
