"""Answers kept by name, each beside all that it was made from → the same answer as long as that is the same.

What one build leaves for the next, in the same process or in a file; a build without it works everything out anew and
gives the same. Only answers that follow from their origin alone, and from the code that `load` is told of, may be kept.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

Answer = TypeVar("Answer")

SEAL = hashlib.sha256().digest_size  # bytes at the start of a file
LITTLE = 8  # as large a part of the large file may have changed before that is written anew


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
        answer: Answer = kept[1]
        return answer

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
        data = pickle.dumps(late, pickle.HIGHEST_PROTOCOL) if size else b""
        if size and len(data) * LITTLE < size:
            _write(_late(file), _seal(sign, seal, data) + data)
        else:
            data = pickle.dumps(self._kept, pickle.HIGHEST_PROTOCOL)
            seal = _seal(sign, b"", data)
            _write(file, seal + data)
            _late(file).unlink(missing_ok=True)
            self._base, self._later = (seal, len(data)), set()
        self._is_new = False

    def _note(self, name: Hashable) -> None:
        self._later.add(name)
        self._is_new = True

    def _take(self, base: bytes, late: bytes, sign: str) -> None:
        """Believe these two files, as far as their seals are right."""
        data = base[SEAL:]
        if base[:SEAL] != _seal(sign, b"", data):
            return
        self._kept = pickle.loads(data)  # noqa: S301  # sealed by us; who can write here can write to `plugins/` too
        self._base = base[:SEAL], len(data)
        data = late[SEAL:]
        if late[:SEAL] != _seal(sign, base[:SEAL], data):
            return
        for name, kept in pickle.loads(data).items():  # noqa: S301  # as above
            self._later.add(name)
            if kept is None:
                self._kept.pop(name, None)
            else:
                self._kept[name] = kept


def load(file: Path, sign: str) -> Memory:
    """What `save` kept under the same `sign`: that of the code which gave the answers. Empty in any doubt."""
    memory = Memory()
    was_on = gc.isenabled()
    gc.disable()  # nothing that is read here is garbage; looking for some takes a third of the time
    try:
        memory._take(_read(file), _read(_late(file)), sign)
    finally:
        if was_on:
            gc.enable()
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


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _write(file: Path, content: bytes) -> None:
    beside = file.with_name(f"{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)


def _seal(sign: str, before: bytes, data: bytes) -> bytes:
    total = hashlib.sha256(sign.encode() + before)
    total.update(data)
    return total.digest()
