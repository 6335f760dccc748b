"""Answers kept by name, each beside all that it was made from → the same answer as long as that is the same.

What one build leaves for the next, in the same process or in a file; a build without it works everything out anew and
gives the same. Only answers that follow from their origin alone, and from the code that `load` is told of, may be kept.

In a file, answers of bytes lie apart: each is read, and looked at for damage, when somebody asks for it. So a build
pays for what it needs, however large the handbook is.
"""

from __future__ import annotations

import hashlib
import pickle
import struct
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from plugins.handbook.garbage import not_collecting
from plugins.handbook.halves import in_two

Item = TypeVar("Item")
Answer = TypeVar("Answer")

SEAL = hashlib.sha256().digest_size  # bytes at the start of a file
START = struct.Struct("<Q")  # behind it, the place where all begins that is read at once
LITTLE = 8  # as large a part of the large file may have changed before that is written anew


class DamagedError(Exception):
    """Bytes that were kept are others now: whoever has asked for them must begin anew, without memory."""


class _Apart:
    """An answer of bytes that lies in a file, and the mark of these bytes."""

    def __init__(self, file: mmap, at: int, size: int, mark: bytes) -> None:
        self._file, self._at, self._size, self.mark = file, at, size, mark

    def raw(self) -> bytes:
        """The bytes as they are there."""
        return self._file[self._at : self._at + self._size]

    def read(self) -> bytes:
        """The bytes that were kept; raises `DamagedError`."""
        data = self.raw()
        if _mark(data) != self.mark:
            raise DamagedError
        return data


class Memory:
    """One answer a name; a name that a whole build did not ask for is forgotten, so nothing grows."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, Any]] = {}
        self._asked: set[Hashable] = set()
        self._later: set[Hashable] = set()  # what has changed or gone since the large file was written
        self._is_new = False  # whether it holds anything but what was loaded
        self._base = b"", 0  # seal and size of the large file

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        return not self._kept

    def knows(self, name: Hashable, origin: object) -> bool:
        """Whether `recall` would find the answer."""
        kept = self._kept.get(name)
        return kept is not None and bool(kept[0] == origin)

    def recall(self, name: Hashable, origin: object, make: Callable[[], Answer]) -> Answer:
        """The answer kept under `name` if it was made from an equal `origin`, else the one that `make` gives."""
        self._asked.add(name)
        kept = self._kept.get(name)
        if kept is None or kept[0] != origin:
            kept = self._kept[name] = origin, make()
            self._note(name)
        answer: Answer = _read(kept[1])
        return answer

    def recall_all(
        self, wanted: Sequence[tuple[Hashable, object, Item]], make: Callable[[Item], Answer]
    ) -> list[Answer]:
        """As `recall` for each name, origin and item; what is not kept is made of its item, by two processes."""
        new = [each for each in wanted if not self.knows(*each[:2])]
        for (name, origin, _), answer in zip(new, in_two(make, [item for *_, item in new]), strict=True):
            self._kept[name] = origin, answer
            self._note(name)
        names = [name for name, *_ in wanted]
        self._asked.update(names)
        return [_read(self._kept[name][1]) for name in names]

    def get(self, name: Hashable) -> Any:
        """What `put` has kept; None when there is nothing. Bytes that are damaged raise `DamagedError`."""
        self._asked.add(name)
        kept = self._kept.get(name)
        return _read(kept[1]) if kept else None

    def stay(self, name: Hashable) -> bool:
        """Ask for an answer without a look at it; whether there is one."""
        self._asked.add(name)
        return name in self._kept

    def put(self, name: Hashable, answer: object) -> None:
        """Keep an answer, whatever was kept under its name before."""
        self._asked.add(name)
        self._kept[name] = None, answer
        self._note(name)

    def forget_the_rest(self) -> None:
        """Drop what nobody has asked for since this was called last."""
        for name in self._kept.keys() - self._asked:
            del self._kept[name]
            self._note(name)
        self._asked.clear()

    def save(self, file: Path, sign: str) -> None:
        """Keep everything in `file`; OSError when the disk refuses.

        While little has changed since that was written, only the change is, into a small file beside it.
        """
        if not self._is_new:
            return
        seal, size = self._base
        late = {name: self._kept.get(name) for name in self._later}  # None: gone
        if size and _write(_late(file), sign, seal, late, size // LITTLE):
            self._is_new = False
            return
        _write(file, sign, b"", self._kept)
        _late(file).unlink(missing_ok=True)
        with file.open("rb") as base:
            self._base, self._later = (base.read(SEAL), file.stat().st_size), set()
        self._is_new = False

    def _note(self, name: Hashable) -> None:
        self._later.add(name)
        self._is_new = True

    def _take(self, file: Path, sign: str) -> None:
        """Believe what `save` wrote, as far as the seals are right."""
        seal, kept = _load(file, sign, b"")
        if kept is None:
            return
        self._kept, self._base = kept, (seal, file.stat().st_size)
        _, late = _load(_late(file), sign, seal)
        for name, each in (late or {}).items():
            self._later.add(name)
            if each is None:
                self._kept.pop(name, None)
            else:
                self._kept[name] = each


def load(file: Path, sign: str) -> Memory:
    """What `save` kept under the same `sign`: that of the code which gave the answers. Empty in any doubt."""
    memory = Memory()
    with not_collecting():  # nothing that is read here is garbage; looking for some takes a third of the time
        memory._take(file, sign)
    return memory


@contextmanager
def kept(file: Path, sign: str) -> Iterator[Memory]:
    """What `load` finds; when all went well, what was asked for is saved and the rest forgotten."""
    memory = load(file, sign)
    yield memory
    memory.forget_the_rest()
    memory.save(file, sign)


def _late(file: Path) -> Path:
    return file.with_name(f"{file.name}.late")


def _read(answer: Any) -> Any:
    return answer.read() if isinstance(answer, _Apart) else answer


def _mark(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _load(file: Path, sign: str, before: bytes) -> tuple[bytes, dict[Hashable, Any] | None]:
    """The seal of a file, and what is in it; None when there is no such file, or a byte of it is another one.

    Of what lies apart, where it lies: those bytes are not looked at yet.
    """
    try:
        with file.open("rb") as opened:
            mapped = mmap(opened.fileno(), 0, access=ACCESS_READ)
        (start,) = START.unpack_from(mapped, SEAL)
        seal, total = mapped[:SEAL], hashlib.sha256(sign.encode() + before)
        with memoryview(mapped) as whole, whole[start:] as content:
            total.update(content)
            if seal != total.digest():
                return b"", None
            found: dict[Hashable, Any]
            found, apart = pickle.loads(content)  # noqa: S301  # sealed by us; who can write here can write code
    except (OSError, ValueError, struct.error):  # ValueError: an empty file cannot be mapped
        return b"", None
    for name, (origin, at, size, mark) in apart.items():
        found[name] = origin, _Apart(mapped, at, size, mark)
    return seal, found


class _Sealing:
    """A file that is written while its seal is worked out: the whole of it stands nowhere in memory."""

    def __init__(self, file: BinaryIO, seal: Any) -> None:
        self.write_on, self.seal = file.write, seal

    def write(self, data: bytes) -> int:
        """One more piece."""
        self.seal.update(data)
        return self.write_on(data)


def _write(file: Path, sign: str, before: bytes, what: dict[Hashable, Any], most: int | None = None) -> bool:
    """Put a file in its place as a whole; whether that was done: not when it grew larger than `most` bytes."""
    beside = file.with_name(f"{file.name}.new")
    with beside.open("wb") as out:
        out.write(bytes(SEAL + START.size))
        found: dict[Hashable, Any] = {}
        apart: dict[Hashable, tuple[object, int, int, bytes]] = {}
        for name, each in what.items():
            if each is not None and isinstance(each[1], bytes | _Apart):
                data, mark = (each[1], _mark(each[1])) if isinstance(each[1], bytes) else (each[1].raw(), each[1].mark)
                apart[name] = each[0], out.tell(), len(data), mark
                out.write(data)
            else:
                found[name] = each
        start, seal = out.tell(), hashlib.sha256(sign.encode() + before)
        pickle.Pickler(_Sealing(out, seal), pickle.HIGHEST_PROTOCOL).dump((found, apart))
        size = out.tell()
        out.seek(0)
        out.write(seal.digest() + START.pack(start))
    if most is not None and size > most:
        beside.unlink()
        return False
    beside.replace(file)
    return True
