"""Remarks by which a writer lets a finding stand, with a reason: `<!-- allow B313: reason -->`, `# allow P710: reason`.

A remark on a line of its own holds for the block below it (in YAML, for the line below it); beside a text, for that
line. Only rules that judge wording may be waived. A remark without a reason, or for another rule, is W801; one that
lets nothing stand is W802.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from plugins.handbook.problem import Place, Problem, problem
from plugins.handbook.rules import rules

IN_MARKDOWN = re.compile(r"<!--[ \t]*allow\b[ \t:]*([\w-]*)[ \t]*:?[ \t]*(.*?)[ \t]*-->")
IN_YAML = re.compile(r"(?:^|(?<=\s))#[ \t]*allow\b[ \t:]+([A-Z][0-9]{3})\b[ \t]*:?[ \t]*(.*?)[ \t]*$")


class Waiver(NamedTuple):
    """One remark: the rule, the reason, its own place, and the last line for which it holds."""

    path: str
    code: str
    reason: str
    place: Place
    last: int


def in_markdown(path: str, lines: Sequence[str], first_line: int) -> Iterator[Waiver]:
    """The remarks in a body without its code; the first of `lines` is line `first_line` of the file."""
    for row, line in enumerate(lines):
        for found in IN_MARKDOWN.finditer(line) if "<!--" in line else ():
            alone = not (line[: found.start()] + line[found.end() :]).strip()
            place = Place(row + first_line, found.start() + 1, len(found[0]))
            yield Waiver(path, found[1], found[2], place, (_end(lines, row) if alone else row) + first_line)


def in_yaml(path: str, text: str, first_line: int) -> Iterator[Waiver]:
    """The remarks in a YAML text that begins on line `first_line` of its file."""
    for row, line in enumerate(text.split("\n")):
        if "allow" in line and (found := IN_YAML.search(line)):
            alone = not line[: found.start()].strip()
            place = Place(row + first_line, found.start() + 1, len(found[0]))
            yield Waiver(path, found[1], found[2], place, row + first_line + alone)


def without(line: str) -> str:
    """A line of a body with its remarks blanked out, column by column."""
    return IN_MARKDOWN.sub(lambda found: " " * len(found[0]), line) if "<!--" in line else line


def apply(problems: Iterable[Problem], waivers: Sequence[Waiver]) -> Iterator[Problem]:
    """The findings that no waiver lets stand, and those about the waivers themselves."""
    faults = {waiver: fault for waiver in waivers if (fault := _fault(waiver))}
    yield from faults.values()
    valid = [waiver for waiver in waivers if waiver not in faults]
    used: set[Waiver] = set()
    for found in problems:
        holding = [waiver for waiver in valid if _holds(waiver, found)]
        used.update(holding)
        if not holding:
            yield found
    for waiver in valid:
        if waiver not in used:
            yield problem(waiver.path, waiver.place, "W802", value=waiver.code)


def _holds(waiver: Waiver, found: Problem) -> bool:
    same = found.code == waiver.code and found.path == waiver.path
    return same and waiver.place.line <= found.line <= waiver.last


def _fault(waiver: Waiver) -> Problem | None:
    rule = rules().get(waiver.code)
    if rule is None:
        meant = get_close_matches(waiver.code, rules(), n=1)
        code = waiver.code[:20] or "?"
        return problem(waiver.path, waiver.place, "W801", "unknown", meant[0] if meant else None, value=code)
    if not rule.waivable:
        return problem(waiver.path, waiver.place, "W801", "never", value=waiver.code)
    return None if waiver.reason else problem(waiver.path, waiver.place, "W801", value=waiver.code)


def _end(lines: Sequence[str], row: int) -> int:
    """The last row of the block below `row`, over blank lines between them."""
    last = row + 1
    while last < len(lines) and not lines[last].strip():
        last += 1
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    return min(last, len(lines) - 1)
