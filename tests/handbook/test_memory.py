"""What is kept is not made again."""

from __future__ import annotations

from plugins.handbook.halves import ENOUGH
from plugins.handbook.memory import Memory


def test_of_many_answers_only_those_are_made_that_are_not_kept() -> None:
    """An answer is made again when its origin is another one; all come in the order in which they were asked for."""
    memory, made = Memory(), list[str]()

    def make(item: str) -> str:
        made.append(item)
        return item.upper()

    assert memory.recall_all([("one", 1, "a"), ("two", 1, "b")], make) == ["A", "B"]
    assert memory.recall_all([("two", 1, "b"), ("three", 1, "c"), ("one", 2, "d")], make) == ["B", "C", "D"]
    assert made == ["a", "b", "c", "d"]
    assert memory.recall("three", 1, lambda: "made") == "C"


def test_many_answers_are_those_of_one_by_one() -> None:
    """Where a second process makes some of them, nothing else comes out, and all of it is kept."""
    memory = Memory()
    wanted = [(number, "", number) for number in range(ENOUGH * 2)]
    assert memory.recall_all(wanted, str) == [str(number) for number in range(ENOUGH * 2)]
    assert all(memory.knows(name, origin) for name, origin, _ in wanted)
