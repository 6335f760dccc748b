"""Answers kept by name, each beside all that it was made from → the same answer as long as that is the same.

What one reading leaves for the next in the same process; a reading without it reads everything.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Memory:
    """One answer a name; a name that a whole reading did not ask for is forgotten, so nothing grows."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, Any]] = {}
        self._asked: set[Hashable] = set()

    def recall(self, name: Hashable, origin: object, make: Callable[[], Answer]) -> Answer:
        """The answer kept under `name` if it was made from an equal `origin`, else the one that `make` gives."""
        self._asked.add(name)
        kept = self._kept.get(name)
        if kept is None or kept[0] != origin:
            kept = self._kept[name] = origin, make()
        answer: Answer = kept[1]
        return answer

    def forget_the_rest(self) -> None:
        """Drop what nobody has asked for since this was called last."""
        for name in self._kept.keys() - self._asked:
            del self._kept[name]
        self._asked.clear()
