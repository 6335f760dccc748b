"""The interface words of every language side by side → words that one of them lacks, placeholders that differ (T609).

Reads what the check needs of `theme/translations/<language>/LC_MESSAGES/messages.po` line by line: whoever shows the
words reads them with Babel, which a check does not wait for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from plugins.handbook.problem import START, Place, Problem, problem

SHOWN = 60  # characters of a message
_LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr|msgctxt)(?:\[\d\])?[ \t]+)?"(.*)"[ \t]*$')
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")


class Phrase(NamedTuple):
    """One message: the line it begins on, its texts in the original, and in this language."""

    line: int
    originals: tuple[str, ...]
    texts: tuple[str, ...]


def phrases(theme: Path, languages: tuple[str, ...]) -> tuple[tuple[Problem, ...], Mapping[str, str]]:
    """The findings, and the files to quote from by their path; none where there is no folder `theme`."""
    sources: dict[str, str] = {}
    problems: list[Problem] = []
    for language in languages if theme.is_dir() else ():
        path = f"theme/translations/{language}/LC_MESSAGES/messages.po"
        try:
            sources[path] = (theme.parent / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            problems.append(problem(path, START, "F136", missing=path))
    read = {path: dict(_read(text)) for path, text in sources.items()}
    for path, known in read.items():
        others = {name: phrase for other in read.values() for name, phrase in other.items()}
        problems += _differences(path, known, others)
    return tuple(problems), sources


def _differences(path: str, known: Mapping[str, Phrase], others: Mapping[str, Phrase]) -> Iterator[Problem]:
    for name in sorted(others.keys() - known.keys()):
        yield problem(path, START, "T609", value=name[:SHOWN])
    for name, phrase in known.items():
        place = Place(phrase.line, 1)
        if not phrase.texts or not all(phrase.texts):
            yield problem(path, place, "T609", "empty", value=name[:SHOWN])
            continue
        asked = {frozenset(_placeholders(text)) for text in phrase.originals}
        for text in phrase.texts:
            if frozenset(_placeholders(text)) not in asked:
                facts = {"value": name[:SHOWN], "found": _shown(text), "expected": _shown(phrase.originals[-1])}
                yield problem(path, place, "T609", "placeholder", **facts)
                break


def _read(text: str) -> Iterator[tuple[str, Phrase]]:
    """Each message by its name; one that is marked as a guess has no text, as nothing would show it."""
    for block in re.finditer(r"(?:[^\n]+\n?)+", text):
        parts: list[tuple[str, list[str]]] = []
        line = text.count("\n", 0, block.start()) + 1
        for row in block[0].split("\n"):
            found = _LINE.match(row)
            if found and found[1]:
                parts.append((found[1], [found[2]]))
            elif found and parts:
                parts[-1][1].append(found[2])
        whole = [(key, "".join(said)) for key, said in parts]
        originals = tuple(said for key, said in whole if key in ("msgid", "msgid_plural"))
        guess = any(row.startswith("#,") and "fuzzy" in row for row in block[0].split("\n"))
        if originals and originals[0]:
            texts = () if guess else tuple(said for key, said in whole if key == "msgstr")
            yield originals[0], Phrase(line, originals, texts)


def _placeholders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text))


def _shown(text: str) -> str:
    return " ".join(sorted(_placeholders(text))) or "–"
