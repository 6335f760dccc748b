"""Printed cards kept between builds: a key made of everything that decides a PDF's bytes → the PDF.

A file's name holds its key and the hash of its own bytes: one rename stores it whole, and a damaged one is noticed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Generic, Protocol, TypeVar

from plugins.cards.faces import FACES
from plugins.handbook import tools
from plugins.handbook.problem import Problem

# the rooms whose code decides what is printed and how it looks
CODE = ("cards", "cards/gathered", "cards/works", "theming", "handbook")
MOST = 3000  # PDFs kept; the least recently used go first


@cache
def machine() -> str:
    """What else decides the bytes: the code, the faces, and the versions of all that draws."""
    digest = hashlib.sha256()
    plugins = Path(__file__).parent.parent
    code = [path for room in CODE for path in sorted((plugins / room).glob("*.py"))]
    for path in (*code, *FACES.values()):
        digest.update(path.read_bytes())
    return "\0".join([digest.hexdigest(), *tools.versions()])


class Store:
    """The PDFs kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Look once into `folder`, which need not exist."""
        self.folder = folder
        self._kept = {path.name.split(".")[0]: path for path in sorted(folder.glob("*.*.pdf"))}

    def find(self, name: str) -> Path | None:
        """The file kept under a key, or None; a damaged one is thrown away."""
        path = self._kept.get(name)
        if path is None:
            return None
        with suppress(OSError):
            if path.name == _file_name(name, path.read_bytes()):
                os.utime(path)  # used now: what goes first when the folder is full
                return path
        path.unlink(missing_ok=True)
        del self._kept[name]
        return None

    def keep(self, name: str, pdf: bytes) -> Path:
        """Store a PDF whole or not at all; returns its file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / _file_name(name, pdf)
        with NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
            file.write(pdf)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
        self._kept[name] = path
        return path

    def tidy(self) -> None:
        """Throw away the least recently used PDFs above `MOST`."""
        if len(self._kept) > MOST:
            oldest = sorted(self._kept.values(), key=lambda path: path.stat().st_mtime_ns)
            for path in oldest[: len(self._kept) - MOST]:
                path.unlink(missing_ok=True)


def place(kept: Path, target: Path) -> None:
    """Put a kept PDF into the output, by a link where the file system can and a copy where not; never half written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.samefile(kept):
        return
    beside = target.with_name(f".{target.name}.part")
    beside.unlink(missing_ok=True)
    try:
        beside.hardlink_to(kept)
    except OSError:
        shutil.copyfile(kept, beside)
    beside.replace(target)


class Ordered(Protocol):
    """A file that should be there: the key of its bytes, and its address below the site's root."""

    @property
    def key(self) -> str:
        """The name under which it is kept."""

    @property
    def address(self) -> str:
        """Where it goes."""


@dataclass(frozen=True)
class Made:
    """A file that may be published when `problems` is empty. Light: no process need load a press to be handed one."""

    pdf: bytes  # or an EPUB
    problems: tuple[Problem, ...]


File = TypeVar("File", bound=Ordered)


@dataclass(frozen=True)
class Kept(Generic[File]):
    """The finished files in the cache, how many of them had to be made, or every reason why one could not be."""

    files: tuple[tuple[File, Path], ...]
    made: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Report:
    """What was done: addresses written, how many had to be made, and every reason why none was written."""

    addresses: tuple[str, ...]
    made: int
    problems: tuple[Problem, ...]

    @property
    def files(self) -> int:
        """How many were written."""
        return len(self.addresses)

    def __add__(self, other: Report) -> Report:
        return Report(self.addresses + other.addresses, self.made + other.made, self.problems + other.problems)


def keep(cache: Path, wanted: Iterable[File], make: Callable[[Sequence[File]], Iterable[Made]]) -> Kept[File]:
    """Every wanted file, found in `cache` or made into it; `make` answers in the order in which it is asked.

    Files with the same key have the same bytes and are made once. No file is given when one has a problem.
    """
    wanted, store = tuple(wanted), Store(cache)
    kept = {file.key: store.find(file.key) for file in wanted}
    missing: dict[str, File] = {}
    for file in wanted:
        if kept[file.key] is None:
            missing.setdefault(file.key, file)
    problems: list[Problem] = []
    stale = tuple(missing.values())
    for file, finished in zip(stale, make(stale), strict=True):
        problems += finished.problems
        if not finished.problems:
            kept[file.key] = store.keep(file.key, finished.pdf)
    store.tidy()
    files = () if problems else tuple((file, path) for file in wanted if (path := kept[file.key]))
    return Kept(files, len(stale), tuple(problems))


def place_all(kept: Kept[File], output: Path) -> Report:
    """Put every finished file below `output`, or none when one has a problem."""
    for file, path in kept.files:
        place(path, output / file.address)
    return Report(tuple(file.address for file, _ in kept.files), kept.made, kept.problems)


def _file_name(name: str, pdf: bytes) -> str:
    return f"{name}.{hashlib.sha256(pdf).hexdigest()}.pdf"
