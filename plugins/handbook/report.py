"""Findings → text for people, in Indonesian or English: place, message, the line itself, a caret, and the cure.

content/cards/manager/regular.yaml:3:9: error[F111] rhythm "weeky" is not known; did you mean "weekly"?
  3 | rhythm: weeky
    |         ^^^^^ choices: weekly, fortnightly, monthly, quarterly, half-yearly, once, triggered
    = cure: write one of the names that exist
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from plugins.handbook.problem import Fact, Level, Problem
from plugins.handbook.rules import table

FALLBACK = "en"
EXCERPT_WIDTH = 100
LEVELS: tuple[Level, ...] = ("error", "warning", "notice")
# An excerpt shows what a terminal would hide or obey: controls, direction marks, invisible spaces.
UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def report(problems: Iterable[Problem], sources: Mapping[str, str], language: str) -> str:
    """Every finding in order, how to go on, and the counts. `sources` has the text of each file by its path."""
    language = _known(language)
    ordered = sorted(problems, key=lambda found: found.order)
    lines = {path: sources[path].split("\n") for path in {found.path for found in ordered} if path in sources}
    told = [_finding(found, lines.get(found.path, []), language) for found in ordered]
    return "\n".join([*told, *_ways_on(ordered, language), counts(ordered, language)]) + "\n"


def message(found: Problem, language: str) -> str:
    """What a finding says, in one sentence."""
    language = _known(language)
    rule = table().rules[found.code]
    wording = rule.variants[found.variant] if found.variant else rule.message
    text = wording[language].format_map(_facts(found.facts, language))
    if found.suggestion:
        text += "; " + _word("did_you_mean", language).format(suggestion=found.suggestion)
    return UNSHOWABLE.sub("\ufffd", text)


def cure(found: Problem, language: str) -> str:
    """What to do about a finding."""
    language = _known(language)
    wording = table().rules[found.code].cure
    return UNSHOWABLE.sub("\ufffd", wording[language].format_map(_facts(found.facts, language)))


def counts(problems: Iterable[Problem], language: str) -> str:
    """`2 errors, 1 notice in 2 files.`, or that there is nothing to tell."""
    language, problems = _known(language), tuple(problems)
    if not problems:
        return _word("clean", language)
    levels = Counter(found.level for found in problems)
    parts = [_counted(levels[level], _word(level, language), language) for level in LEVELS if levels[level]]
    files = len({found.path for found in problems})
    shown = _counted(files, "file", language) if language == "en" else _number(files, language)
    return _word("counts", language).format(parts=", ".join(parts), files=shown)


def _ways_on(problems: list[Problem], language: str) -> Iterator[str]:
    """How many findings can be mended by the tool, and how to read about the first of the gravest."""
    if curable := sum(bool(found.edits) for found in problems):
        yield _word("by-fix", language).format(count=_number(curable, language))
    if problems:
        gravest = min(problems, key=lambda found: LEVELS.index(found.level))
        yield _word("by-hand", language).format(code=gravest.code)


def _finding(found: Problem, lines: list[str], language: str) -> str:
    path = UNSHOWABLE.sub("\ufffd", found.path)
    head = f"{path}:{found.line}:{found.column}: {found.level}[{found.code}] {message(found, language)}"
    told = [head]
    gutter = " " * len(str(found.line))
    if found.line <= len(lines) and lines[found.line - 1].strip():
        shown, start = _window(lines[found.line - 1], found.column - 1)
        width = max(1, min(found.length, len(shown) - start))
        told.append(f"  {found.line} | {shown}")
        told.append(f"  {gutter} | {' ' * start}{'^' * width}{_choices(found, language)}")
    told.append(f"  {gutter} = {_word('cure', language)}: {cure(found, language)}")
    return "\n".join(told)


def _window(line: str, at: int) -> tuple[str, int]:
    """The part of a long line around the caret, and the caret's place in it."""
    line = UNSHOWABLE.sub(lambda found: " " if found[0] == "\t" else "\ufffd", line)
    if len(line) <= EXCERPT_WIDTH:
        return line, min(at, len(line))
    first = max(0, min(at - EXCERPT_WIDTH // 3, len(line) - EXCERPT_WIDTH))
    shown = line[first : first + EXCERPT_WIDTH]
    left = "…" if first else ""
    right = "…" if first + EXCERPT_WIDTH < len(line) else ""
    return f"{left}{shown}{right}", at - first + len(left)


def _choices(found: Problem, language: str) -> str:
    choices = found.facts.get("choices")
    return f" {_word('choices', language)}: {', '.join(choices)}" if isinstance(choices, tuple) else ""


def _facts(facts: Mapping[str, Fact], language: str) -> dict[str, str]:
    return {name: _fact(name, value, language) for name, value in facts.items()}


def _fact(name: str, value: Fact, language: str) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, int):
        return _number(value, language)
    wording = table().nouns.get(value) if name == "noun" else None
    return wording[language] if wording else value


def _number(value: int, language: str) -> str:
    shown = f"{value:,}"
    return shown.replace(",", ".") if language == "id" else shown


def _counted(number: int, noun: str, language: str) -> str:
    plural = "s" if language == "en" and number != 1 else ""
    return f"{_number(number, language)} {noun}{plural}"


def _word(name: str, language: str) -> str:
    return table().words[name][language]


def _known(language: str) -> str:
    """The language itself, or the one that answers for languages without messages of their own."""
    return language if language in table().words["clean"] else FALLBACK
