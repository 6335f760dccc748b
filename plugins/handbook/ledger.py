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
    """The site published last: its folder, and its lines by address. A line stands here only if its file is sound.

    `numbers` has those of all its files in the file system, where somebody has looked already.
    """

    folder: Path = Path()
    lines: Mapping[str, Line] = field(default_factory=dict)
    numbers: Mapping[str, int] | None = None


class Ledger:
    """What is written into `folder`, file by file; addresses are paths below it."""

    def __init__(
        self, folder: Path, last: Last | None = None, code: str = "", inputs: Mapping[str, str] | None = None
    ) -> None:
        """`folder` may hold files already, put there by other hands.

        `code` is the mark of all that writes; `inputs` has the sha256 of all that is written from, by path.
        """
        self.folder, self.last = folder, last or Last()
        self.code, self.inputs = code, inputs or {}
        self._lines: dict[str, Line] = {}
        self._folders: set[str] = set()
        self._listed: set[str] | None = None  # every file of the folder, once it was asked for
        self._sorted: tuple[str, ...] = ()  # the same, as far as none has come since
        self._left: set[str] = set()  # files of the last site that lie here already, for whoever takes them
        self.linked: set[str] = set()  # addresses at which the last site's own file stands
        self.stayed: set[str] = set()  # of these, where it stood before, and was not so much as linked

    def begin(self) -> None:
        """Leave of all that lies in the folder only what is the last site's own file: nobody need link it."""
        numbers = self.last.numbers
        there = {} if not self._is_beside() else dict(_found_below(self.last.folder)) if numbers is None else numbers
        for address, number in list(_found_below(self.folder)):
            line = self.last.lines.get(address)
            if line is not None and line.origin and there.get(address) == number:
                self._left.add(address)
            else:
                os.unlink(f"{self.folder}/{address}")  # noqa: PTH108  # there may be thousands

    def end(self) -> None:
        """Remove what nobody has taken, and empty folders; what other hands have put here is looked for once more."""
        for address in self._left:
            os.unlink(f"{self.folder}/{address}")  # noqa: PTH108  # as above
        self._left, self._sorted = set(), ()
        self._listed = {address for address, _ in _found_below(self.folder, prune=True)}

    def _is_beside(self) -> bool:
        """Whether numbers of files mean the same in the last site's folder as here."""
        return bool(self.last.lines) and self.last.folder.stat().st_dev == self.folder.stat().st_dev

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
        self._place(address).write_bytes(data)
        self._note(address, line)

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
        """The address of every file in the folder, sorted. What other hands put here must be there when asked first."""
        if self._listed is None:
            self._listed = {address for address, _ in _found_below(self.folder)} if self.folder.exists() else set()
            self._listed -= self._left
        if len(self._sorted) != len(self._listed):
            self._sorted = tuple(sorted(self._listed))
        return self._sorted

    def read(self, address: str) -> bytes:
        """The content of a file."""
        return (self.folder / address).read_bytes()

    def _looked_at(self, address: str) -> Line:
        file, last = self.folder / address, self.last.lines.get(address)
        if last is not None and not file.is_symlink() and file.samefile(self.last.folder / address):
            return last
        return Line(*digest(file))

    def _link(self, address: str, line: Line) -> None:
        if address in self._left:
            self.stayed.add(address)
        elif address not in self.stayed:
            path, old = self._place(address), self.last.folder / address
            try:
                os.link(old, path)
            except OSError:  # a file system without links, or with no more for this file
                shutil.copy2(old, path)
        self._left.discard(address)
        self.linked.add(address)
        self._note(address, line)

    def _note(self, address: str, line: Line) -> None:
        self._lines[address] = line
        if self._listed is not None:
            self._listed.add(address)

    def _place(self, address: str) -> Path:
        """Where a file goes: its folder is there, and no file is, as one might be linked to the published one."""
        path, folder = self.folder / address, address.rpartition("/")[0]
        if folder not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        path.unlink(missing_ok=True)
        self._left.discard(address)
        self.linked.discard(address)
        self.stayed.discard(address)
        return path


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below `folder` with its path from there, sorted; a folder that cannot be opened raises OSError."""
    return ((path, folder / path) for path in sorted(path for path, _ in _found_below(folder)))


def digest(file: Path) -> tuple[int, str]:
    """Size and sha256 of a file; a link is what it points to, as text."""
    data = os.fsencode(file.readlink()) + b" <link>" if file.is_symlink() else file.read_bytes()
    return len(data), hashlib.sha256(data).hexdigest()


def _found_below(folder: str | Path, above: str = "", prune: bool = False) -> Iterator[tuple[str, int]]:
    """Every file below `folder`: its path from there, and its number; folders that hold none can be removed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                is_empty = True
                for found in _found_below(entry.path, f"{above}{entry.name}/", prune):
                    is_empty = False
                    yield found
                if prune and is_empty:
                    os.rmdir(entry.path)  # noqa: PTH106  # there may be thousands
            else:
                yield f"{above}{entry.name}", entry.inode()
