"""Answers kept by name, each beside all that it was made from → the same answer as long as that is the same.

What one build leaves for the next, in the same process or in a file; a build without it works everything out anew and
gives the same. Only answers that follow from their origin alone, and from the code that `load` is told of, may be kept.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

Answer = TypeVar("Answer")

SEAL = hashlib.sha256().digest_size  # bytes at the start of the file


class Memory:
    """One answer a name; a name that a whole build did not ask for is forgotten, so nothing grows."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, Any]] = {}
        self._asked: set[Hashable] = set()
        self._is_new = False  # whether it holds anything but what was loaded

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
            self._is_new = True
        answer: Answer = kept[1]
        return answer

    def forget_the_rest(self) -> None:
        """Drop what nobody has asked for since this was called last."""
        for name in self._kept.keys() - self._asked:
            del self._kept[name]
            self._is_new = True
        self._asked.clear()

    def save(self, file: Path, sign: str) -> None:
        """Keep everything in `file`; OSError when the disk refuses."""
        if not self._is_new:
            return
        data = pickle.dumps(self._kept, pickle.HIGHEST_PROTOCOL)
        beside = file.with_suffix(".new")
        beside.write_bytes(_seal(sign, data) + data)
        beside.replace(file)
        self._is_new = False


def load(file: Path, sign: str) -> Memory:
    """What `save` kept under the same `sign`: that of the code which gave the answers. Empty in any doubt."""
    memory = Memory()
    try:
        content = file.read_bytes()
    except OSError:
        return memory
    data = content[SEAL:]
    if content[:SEAL] == _seal(sign, data):
        memory._kept = pickle.loads(data)  # noqa: S301  # sealed by us; who can write here can write to `plugins/` too
    return memory


@contextmanager
def kept(file: Path, sign: str) -> Iterator[Memory]:
    """What `load` finds; when all went well, what was asked for is saved and the rest forgotten."""
    memory = load(file, sign)
    yield memory
    memory.forget_the_rest()
    memory.save(file, sign)


def _seal(sign: str, data: bytes) -> bytes:
    total = hashlib.sha256(sign.encode())
    total.update(data)
    return total.digest()
