"""A folder that a build fills, beside the site published last → what would be the same file again stays the old one.

Each file is told with its `origin`: a mark of everything that it is made from. A file of the same origin is taken over
by a link: it is neither made nor written, and keeps its times. Without a last site everything is made; that is all.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Line(NamedTuple):
    """One file of a site: size in bytes, sha256, its origin ("" when nobody told), and what was read to make it."""

    size: int
    sha: str
    origin: str = ""
    reads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Last:
    """The site published last: its folder, and its lines by address. A line stands here only if its file is sound."""

    folder: Path = Path()
    lines: Mapping[str, Line] = field(default_factory=dict)


class Ledger:
    """What is written into `folder`, file by file; addresses are paths below it."""

    def __init__(self, folder: Path, last: Last | None = None) -> None:
        """`folder` may hold files already, put there by other hands."""
        self.folder, self.last = folder, last or Last()
        self._lines: dict[str, Line] = {}
        self._folders: set[Path] = set()

    def reads(self, address: str) -> tuple[str, ...]:
        """What was read when this file was made; nothing when it never was."""
        line = self.last.lines.get(address)
        return line.reads if line else ()

    def take(self, address: str, origin: str) -> bool:
        """Take the last file over if its origin is this one; whether that was done."""
        line = self.last.lines.get(address)
        if line is None or line.origin != origin:
            return False
        self._link(address, line)
        return True

    def take_all(self, origin: str) -> tuple[str, ...]:
        """Take over every file of one origin; returns their addresses."""
        same = tuple(address for address, line in self.last.lines.items() if line.origin == origin)
        return tuple(address for address in same if self.take(address, origin))

    def put(self, address: str, content: str | bytes, origin: str = "", reads: tuple[str, ...] = ()) -> None:
        """Write a file, or take the last one over if it says the same. OSError when the disk refuses."""
        data = content.encode() if isinstance(content, str) else content
        line = Line(len(data), hashlib.sha256(data).hexdigest(), origin, reads)
        last = self.last.lines.get(address)
        if last is not None and last[:2] == line[:2]:
            self._link(address, line)
            return
        path = self._place(address)
        path.write_bytes(data)
        self._lines[address] = line

    def line(self, address: str) -> Line:
        """What is known of a file; one that other hands have put here is read, unless it is the last one itself."""
        known = self._lines.get(address)
        if known is None:
            known = self._lines[address] = self._looked_at(address)
        return known

    def lines(self) -> Mapping[str, Line]:
        """All files of the folder."""
        return {address: self.line(address) for address in self.files()}

    def files(self) -> tuple[str, ...]:
        """The address of every file in the folder, sorted."""
        return tuple(sorted(_paths_below(self.folder))) if self.folder.exists() else ()

    def read(self, address: str) -> bytes:
        """The content of a file."""
        return (self.folder / address).read_bytes()

    def _looked_at(self, address: str) -> Line:
        file, last = self.folder / address, self.last.lines.get(address)
        if last is not None and not file.is_symlink() and file.samefile(self.last.folder / address):
            return last
        return Line(*digest(file))

    def _link(self, address: str, line: Line) -> None:
        path, old = self._place(address), self.last.folder / address
        try:
            os.link(old, path)
        except OSError:  # a file system without links, or with no more for this file
            shutil.copy2(old, path)
        self._lines[address] = line

    def _place(self, address: str) -> Path:
        """Where a file goes: its folder is there, and no file is, as one might be linked to the published one."""
        path = self.folder / address
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        if address in self._lines or path.exists():
            path.unlink(missing_ok=True)
        return path


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below `folder` with its path from there, sorted; a folder that cannot be opened raises OSError."""
    return ((path, folder / path) for path in sorted(_paths_below(folder)))


def digest(file: Path) -> tuple[int, str]:
    """Size and sha256 of a file; a link is what it points to, as text."""
    data = os.fsencode(file.readlink()) + b" <link>" if file.is_symlink() else file.read_bytes()
    return len(data), hashlib.sha256(data).hexdigest()


def _paths_below(folder: Path, above: str = "") -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _paths_below(folder / entry.name, f"{above}{entry.name}/")
            else:
                yield f"{above}{entry.name}"
