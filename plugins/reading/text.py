"""The bytes of a file → its text, with what a reader cannot see or a computer would trip over told (E201–E210)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from plugins.handbook.problem import START, Place, Problem, mended, problem
from plugins.reading.files import File

FILE_LIMIT = 200  # KiB
LINE_LIMIT = 5_000  # characters
TOLD_AT_MOST = 10  # findings of one rule in one file; a file of rubbish needs no more to be mended

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\x85\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028\u2029\u202f\u2060-\u2065\ufeff]")
_SPACES = "\u0085\u00a0\u2028\u2029\u202f"
HIDDEN = re.compile(f"{_CONTROL.pattern}|{_OVERRIDE.pattern}|{_INVISIBLE.pattern}")
_MOJIBAKE = re.compile("[ÂÃâ][^\x00-\x7f]{1,2}")
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |\|{7} ).*$", re.MULTILINE)


def decode(file: File) -> tuple[str | None, str, tuple[Problem, ...]]:
    """The text to read on (None when there is no use in that), the text to quote from, and the findings.

    In the text to read on, line ends are LF and each hidden character is a space, so that columns stay true.
    """
    quoted = file.data[: (FILE_LIMIT + 1) << 10].decode("utf-8", "replace").removeprefix("\ufeff")
    quoted = quoted.replace("\r\n", "\n").replace("\r", "\n")
    if file.size > FILE_LIMIT << 10:
        count = -(-file.size // 1024)
        return None, quoted, (problem(file.path, START, "E209", "file", count=count, limit=FILE_LIMIT),)
    try:
        text = file.data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, quoted, (_not_utf8(file, error),)
    if not text.strip("\ufeff \t\r\n"):
        return None, quoted, (problem(file.path, START, "E208", "file"),)
    problems = list(_ends(file.path, text))
    problems += _faults(file.path, quoted)
    stops = any(found.code in ("E209", "E210") for found in problems)
    return (None if stops else HIDDEN.sub(" ", quoted)), quoted, tuple(problems)


def position(text: str, offset: int, length: int = 1) -> Place:
    """The place of a character offset in a text."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    room = (len(text) if end < 0 else end) - offset
    return Place(text.count("\n", 0, offset) + 1, offset - start + 1, max(1, min(length, room)))


def _not_utf8(file: File, error: UnicodeDecodeError) -> Problem:
    before = file.data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    place = position(before.removeprefix("\ufeff"), len(before.removeprefix("\ufeff")))
    return problem(file.path, place, "E201", byte=f"{file.data[error.start]:02X}", offset=error.start + 1)


def _ends(path: str, text: str) -> Iterator[Problem]:
    """Byte-order mark and Windows line ends: read all the same, and told."""
    if text.startswith("\ufeff"):
        yield problem(path, START, "E202")
    if returns := text.count("\r"):
        line = text.split("\r", 1)[0].removeprefix("\ufeff")
        place = Place(line.count("\n") + 1, len(line) - line.rfind("\n"))
        yield problem(path, place, "E203", "one" if returns == 1 else "", count=returns)


def _faults(path: str, text: str) -> Iterator[Problem]:
    for code, pattern in (("E204", _CONTROL), ("E205", _OVERRIDE), ("E206", _INVISIBLE)):
        for found in islice(pattern.finditer(text), TOLD_AT_MOST):
            told = problem(path, position(text, found.start()), code, point=f"{ord(found[0]):04X}")
            yield mended(told, " " if found[0] in _SPACES else "")
    yield from islice(_double_encoded(path, text), TOLD_AT_MOST)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LINE_LIMIT:
            yield problem(path, Place(number, LINE_LIMIT + 1), "E209", count=len(line), limit=LINE_LIMIT)
            break
    if conflict := _CONFLICT.search(text):
        yield problem(path, position(text, conflict.start(), len(conflict[0])), "E210")


def _double_encoded(path: str, text: str) -> Iterator[Problem]:
    for found in _MOJIBAKE.finditer(text):
        for wrong in (found[0], found[0][:2]):
            try:
                right = wrong.encode("cp1252").decode("utf-8")
            except UnicodeError:
                continue
            place = position(text, found.start(), len(wrong))
            yield problem(path, place, "E207", found=wrong, expected=right)
            break
