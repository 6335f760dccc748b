"""A function of words → the same one, which works each answer out once: in this build, and in those after it."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Hashable
from functools import partial, update_wrapper
from typing import Generic, ParamSpec, TypeVar

from plugins.handbook.memory import Memory

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Known(Generic[Asked, Answer]):
    """For functions of words whose positional arguments alone decide the answer, which is words too."""

    def __init__(self, function: Callable[Asked, Answer]) -> None:
        self._function = function
        self.answers: dict[tuple[Hashable, ...], Answer] = {}
        update_wrapper(self, function)

    def __call__(self, *asked: Asked.args, **named: Asked.kwargs) -> Answer:
        """The answer, worked out unless it is known."""
        if asked not in self.answers:
            self.answers[asked] = self._function(*asked, **named)
        return self.answers[asked]

    def bring(self, memory: Memory, part: str) -> bool:
        """Know what `keep` left of a part in an earlier build; whether it left anything."""
        name = self._function.__name__, part
        is_known = memory.knows(name, "")
        if is_known:
            self.answers.update(marshal.loads(memory.recall(name, "", bytes)))  # noqa: S302  # out of a sealed file
        return is_known

    def stay(self, memory: Memory, part: str) -> None:
        """Let a memory go on with what it has of a part."""
        memory.stay((self._function.__name__, part))

    def keep(self, memory: Memory, part: str) -> None:
        """Leave all that is known, unless something is left already: a few new words are not worth writing it anew."""
        memory.recall((self._function.__name__, part), "", partial(marshal.dumps, self.answers))
