"""Where a file speaks to people: its text with everything else blanked out, column by column, one text a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plugins.handbook.problem import Problem
from plugins.reading.spelling import spelling
from plugins.reading.strict import Node
from plugins.reading.wording import clock_times, placeholders, twice

NOT_SAID = ("slug", "avoid", "aliases", "foreign")  # the glossary lists other forms on purpose

_NOT_PROSE = re.compile(r"(?<=\])\([^)\n]*\)|<[a-z]+:[^>\s]*>|\{[:#.][^}\n]*\}|https?://[^\s)>\]]+")


def prose(text: str) -> str:
    """A body without link targets, addresses and heading ids."""
    return _NOT_PROSE.sub(lambda found: " " * len(found[0]), text)


def of_fields(tree: Node, text: str, languages: tuple[str, ...], language: str = "") -> Mapping[str, str]:
    """The values that are words of a language: all of a front matter in `language`, else what stands under `id`, `en` …

    A value over several lines is left out: where its words stand cannot be told.
    """
    lines = text.split("\n")
    said: dict[str, list[str]] = {}
    for side, node in _words(tree, languages, language):
        line, column, length = node.place
        rows = said.setdefault(side, [""] * len(lines))
        row = rows[line - 1].ljust(column - 1)
        rows[line - 1] = (
            row[: column - 1] + lines[line - 1][column - 1 : column - 1 + length] + row[column - 1 + length :]
        )
    return {side: "\n".join(rows) for side, rows in said.items()}


def check_fields(path: str, said: Mapping[str, str]) -> Iterator[Problem]:
    """What a careful reader would mark in the words of a front matter or a data file."""
    for language, text in said.items():
        yield from twice(path, text, 1)
        yield from clock_times(path, language, text, 1)
        yield from placeholders(path, text, 1)
        if language == "id":
            yield from spelling(path, text, 1)


def _words(tree: Node, languages: tuple[str, ...], language: str) -> Iterator[tuple[str, Node]]:
    if isinstance(tree.value, str):
        if language:
            yield language, tree
    elif isinstance(tree.value, list):
        for item in tree.value:
            yield from _words(item, languages, language)
    else:
        for key, child in tree.value.items():
            if key not in NOT_SAID:
                yield from _words(child, languages, key if key in languages else language)
