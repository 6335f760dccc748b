"""Markdown as we write it → Markdown that any program reads: no heading ids, callouts as quotes, links as `entry:…`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_HEADING = re.compile(r"(#{2,6} .*?)\s*\{#[a-z0-9-]+\}\s*$")
_CALLOUT = re.compile(r"!!! (\w+)[ \t]*$")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_TARGET = re.compile(r"(?<=\]\()[^\s()<>]+")
_INDENT = "    "


def portable(text: str, resolve: Callable[[str], str], titles: Mapping[str, str]) -> str:
    """A body without front matter; `titles` are the words over callouts, `resolve` knows where a link leads."""
    lines: list[str] = []
    in_code = False
    for line in _quoted(text.strip("\n").split("\n"), titles):
        if ("```" in line or "~~~" in line) and _FENCE.match(line.removeprefix("> ")):
            in_code = not in_code
        lines.append(line if in_code else _plain(line, resolve))
    return "\n".join(lines) + "\n"


def _quoted(lines: list[str], titles: Mapping[str, str]) -> Iterator[str]:
    """The lines with each callout and its indented block as a block quote under its title."""
    row = 0
    while row < len(lines):
        found = _CALLOUT.match(lines[row]) if lines[row].startswith("!!!") else None
        row += 1
        if not found or found[1] not in titles:
            yield lines[row - 1]
            continue
        end = row
        while end < len(lines) and (lines[end].startswith(_INDENT) or not lines[end].strip()):
            end += 1
        block = "\n".join(line.removeprefix(_INDENT) for line in lines[row:end]).strip("\n").split("\n")
        yield from (f"> {line}".rstrip() for line in (f"**{titles[found[1]]}**", "", *block))
        yield ""
        row = end


def _plain(line: str, resolve: Callable[[str], str]) -> str:
    """A line outside of code: links lead to entries, a heading has no id."""
    line = _linked(line, resolve) if "](" in line else line
    return _HEADING.sub(r"\1", line) if "{#" in line else line


def _linked(line: str, resolve: Callable[[str], str]) -> str:
    """The line with its link targets resolved; code between backticks is left alone."""
    parts: list[str] = []
    at = 0
    for code in _CODE.finditer(line):
        parts += [_TARGET.sub(lambda target: resolve(target[0]), line[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*parts, _TARGET.sub(lambda target: resolve(target[0]), line[at:])])
