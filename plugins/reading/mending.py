"""Findings with a cure → the files as they are with every cure that helps, and the difference; `--fix` of the check.

A cure is kept only when the whole content, read again, has no finding that was not there before. What a cure would
make worse stays as it is and is still told. Nothing is written until all is known; each file is then exchanged at once.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import unified_diff
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import NamedTemporaryFile

from plugins.handbook.problem import Edit, Problem
from plugins.handbook.rules import rules
from plugins.reading.fields import Setting
from plugins.reading.files import READ_AT_MOST, ROOT, File, walk
from plugins.reading.survey import Survey, examine

WHOLE_FILE = ("E202", "E203")  # mended by writing the text again: reading it has taken these faults out
# What would drive a terminal is not printed; a line end is.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Mended:
    """The content after all cures: its survey, and old and new bytes of each file that differs."""

    survey: Survey
    changed: Mapping[str, tuple[bytes, bytes]]

    def diff(self) -> str:
        """The change as a unified diff."""
        return "".join(line for path, (old, new) in sorted(self.changed.items()) for line in _diff(path, old, new))

    def write(self, content: Path) -> None:
        """Put the new files in the place of the old ones; OSError when one has changed, or the disk refuses."""
        for path, (old, new) in sorted(self.changed.items()):
            _exchange(content / path.removeprefix(f"{ROOT}/"), old, new)


def mend(content: Path, languages: tuple[str, ...], today: date | None = None, only: Sequence[str] = ()) -> Mended:
    """Read `content` and mend what can be mended, at and below the paths `only` (empty: all). Nothing is written."""
    files, problems = walk(content)
    return mend_files(files, problems, languages, today, only)


def mend_files(
    files: tuple[File, ...],
    problems: tuple[Problem, ...],
    languages: tuple[str, ...],
    today: date | None = None,
    only: Sequence[str] = (),
) -> Mended:
    """As `mend`, for files that have been read."""
    look = partial(examine, problems=problems, languages=languages, today=today)
    state = _State({file.path: file for file in files}, look(files))
    refused: set[tuple[object, ...]] = set()
    while chosen := [found for found in _curable(state, only) if found.order not in refused]:
        state, rejected = _keep(state, chosen, look)  # each cure that is kept leaves fewer findings: this ends
        refused.update(found.order for found in rejected)
    old = {file.path: file.data for file in files}
    changed = {path: (old[path], file.data) for path, file in state.files.items() if file.data != old[path]}
    return Mended(state.survey, changed)


@dataclass(frozen=True)
class _State:
    files: Mapping[str, File]
    survey: Survey

    def count(self) -> Counter[tuple[str, str]]:
        return Counter((found.path, found.code) for found in self.survey.problems)


def _curable(state: _State, only: Sequence[str]) -> Iterator[Problem]:
    asked = Setting((), frozenset(), only=tuple(only))
    for found in state.survey.problems:
        file = state.files.get(found.path)
        cured = rules()[found.code].fix and (found.edits or found.code in WHOLE_FILE)
        if cured and file and file.size < READ_AT_MOST and asked.asks_for(found.path):
            yield found


def _keep(state: _State, chosen: list[Problem], look: partial[Survey]) -> tuple[_State, list[Problem]]:
    """The state with as many of the cures as make nothing worse, and those that would."""
    if not chosen:
        return state, []
    after = _applied(state, chosen, look)
    if after.count() < state.count():
        return after, []
    if len(chosen) == 1:
        return state, chosen
    half = len(chosen) // 2
    state, first = _keep(state, chosen[:half], look)
    state, second = _keep(state, _again(state, chosen[half:]), look)
    return state, [*first, *second]


def _applied(state: _State, chosen: Iterable[Problem], look: partial[Survey]) -> _State:
    files = dict(state.files)
    for path, group in groupby(chosen, key=lambda found: found.path):
        data = _mended(state.survey.sources[path], group).encode()
        files[path] = replace(files[path], data=data, size=len(data))
    return _State(files, look(tuple(files.values())))


def _again(state: _State, problems: Iterable[Problem]) -> list[Problem]:
    """Those of `problems` that stand where they stood; one that has moved comes up in the next round."""
    there = {found.order for found in state.survey.problems}
    return [found for found in problems if found.order in there]


def _mended(text: str, problems: Iterable[Problem]) -> str:
    """The text with the cures of all problems, except one that would change what another has changed."""
    lines = text.split("\n")
    taken: list[Edit] = []
    for found in problems:
        if not any(_meets(edit, other) for edit in found.edits for other in taken):
            taken += found.edits
    for edit in sorted(taken, reverse=True):
        line = lines[edit.line - 1]
        lines[edit.line - 1] = line[: edit.column - 1] + edit.text + line[edit.column - 1 + edit.length :]
    return "\n".join(lines)


def _meets(one: Edit, other: Edit) -> bool:
    ends = one.column + max(1, one.length), other.column + max(1, other.length)
    return one.line == other.line and one.column < ends[1] and other.column < ends[0]


def _diff(path: str, old: bytes, new: bytes) -> Iterator[str]:
    before, after = (_lines(data) for data in (old, new))
    for line in unified_diff(before, after, f"a/{path}", f"b/{path}"):
        shown = _UNPRINTABLE.sub("\ufffd", line)
        yield shown if shown.endswith("\n") else f"{shown}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8"))


def _exchange(path: Path, old: bytes, new: bytes) -> None:
    if path.is_symlink() or path.read_bytes() != old:
        raise OSError(f"{path.name}: changed while it was read")
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix="~", delete=False) as file:
        try:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
