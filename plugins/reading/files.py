"""A folder → the plain files in it with their bytes, in order of their paths; never through a link, never outside.

Everything else in it (links, devices, what cannot be read) is a finding. Hidden files and editors' leftovers are
passed over: nothing ever publishes them.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from plugins.handbook.problem import START, Problem, problem

ROOT = "content"  # findings name files as a contributor sees them, wherever the folder lies
IGNORED = (".*", "*~", "#*#", "*.swp", "__pycache__")
DEEPEST = 6  # folders below content/
READ_AT_MOST = 1 << 20  # bytes; every limit on a file's size is far below
NAME_LIMIT = 100  # bytes
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True)
class File:
    """One plain file. `data` stops at READ_AT_MOST bytes; `size` is its real size."""

    path: str
    data: bytes
    size: int

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of its path below content/."""
        return tuple(self.path.split("/")[1:])


def walk(content: Path) -> tuple[tuple[File, ...], tuple[Problem, ...]]:
    """Every plain file below `content`, sorted by path, and what stood in the way."""
    files: list[File] = []
    problems: list[Problem] = []
    programs: list[str] = []
    waiting: list[tuple[Path, str]] = [(content, ROOT)]
    while waiting:
        folder, shown = waiting.pop()
        for name in _names(folder, shown, problems):
            here, path = folder / name, f"{shown}/{_printable(name)}"
            try:
                kind = here.lstat().st_mode
                if stat.S_ISDIR(kind):
                    waiting += _deeper(here, path, problems)
                elif stat.S_ISREG(kind):
                    files.append(_file(here, path))
                    programs += [path] if kind & 0o111 else []
                else:
                    problems.append(_not_plain(here, path, kind))
            except OSError as error:
                problems.append(_unreadable(path, error))
    if len(programs) < len(files):  # where all are, the file system knows no such bit
        problems += [problem(path, START, "A213", "executable") for path in programs]
    return tuple(sorted(files, key=lambda file: file.path)), tuple(problems)


def plain_file(content: Path, path: str) -> File | None:
    """The file at `path`, as `walk` names it, read anew; None when it is gone, is no plain file, or lies behind a link.

    Only for files that `walk` has seen.
    """
    *folders, name = path.split("/")[1:]
    folder = content
    try:
        for each in folders:
            folder /= each
            if not stat.S_ISDIR(folder.lstat().st_mode):
                return None
        return _file(folder / name, path)
    except OSError:
        return None


def _names(folder: Path, shown: str, problems: list[Problem]) -> list[str]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # names, as the file system has them
    except OSError as error:
        problems.append(_unreadable(shown, error))
        return []
    names = [name for name in names if not any(fnmatchcase(name, pattern) for pattern in IGNORED)]
    seen: dict[str, str] = {}
    for name in names:
        problems.extend(_unfit(f"{shown}/{_printable(name)}", name))
        other = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if other != name:
            facts = {"name": _printable(name), "other": _printable(other)}
            problems.append(problem(f"{shown}/{_printable(name)}", START, "A212", "case", **facts))
    return names


def _unfit(path: str, name: str) -> list[Problem]:
    """Names that some computer cannot store."""
    size = len(os.fsencode(name))
    if size > NAME_LIMIT:
        return [problem(path, START, "A212", "long", count=size, limit=NAME_LIMIT)]
    if name.partition(".")[0].casefold() in RESERVED:
        return [problem(path, START, "A212", "reserved", name=name)]
    return []


def _deeper(folder: Path, path: str, problems: list[Problem]) -> list[tuple[Path, str]]:
    if path.count("/") < DEEPEST:
        return [(folder, path)]
    problems.append(problem(path, START, "F131", expected=f"{ROOT}/guides/<key>/"))
    return []


def _file(here: Path, path: str) -> File:
    # The kind is asked again on the open file: between lstat and open it could have been swapped for a link or a pipe.
    handle = os.open(here, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("changed while it was read")
        return File(path, stream.read(READ_AT_MOST), status.st_size)


def _not_plain(here: Path, path: str, kind: int) -> Problem:
    if stat.S_ISLNK(kind):
        return problem(path, START, "A211", target=_printable(str(here.readlink())))
    return problem(path, START, "A211", "special")


def _unreadable(path: str, error: OSError) -> Problem:
    return problem(path, START, "E200", reason=error.strerror or str(error))


def _printable(name: str) -> str:
    """A name without the stray bytes that could not be written to a terminal or a file."""
    return os.fsencode(name).decode("utf-8", "replace")
