"""A name that nothing has → the name that was probably meant, and whether it is one slip of a finger away."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

LONGEST = 100  # characters; a longer value is no name
LIKE = 0.6  # the least likeness of a suggestion, from 0 to 1


def closest(value: str, choices: Iterable[str], like: float = LIKE) -> str | None:
    """The one of `choices` that was probably meant: fewest slips, then the most alike; None when none is alike."""
    value = value[:LONGEST].casefold()
    alike = get_close_matches(value, tuple(choices), n=3, cutoff=like)
    return min(alike, key=lambda choice: (slips(value, choice), -_likeness(value, choice), choice), default=None)


def is_slip(value: str, meant: str | None) -> bool:
    """Whether `value` is `meant` with one letter wrong, missing, added or exchanged; two in a long name."""
    if meant is None or len(value) > LONGEST:
        return False
    return slips(value.casefold(), meant.casefold()) <= (1 if len(meant) < 8 else 2)


def slips(one: str, other: str) -> int:
    """How many letters must be changed, added, taken away or exchanged with a neighbour to get from one to the other.

    Optimal string alignment: Damerau (1964), Levenshtein (1966).
    """
    before: list[int] = []
    row: list[int] = [*range(len(other) + 1)]
    for at, letter in enumerate(one):
        before, last, row = row, before, [at + 1]
        for there, wanted in enumerate(other):
            cost = min(before[there] + (letter != wanted), before[there + 1] + 1, row[there] + 1)
            if at and there and letter == other[there - 1] and one[at - 1] == wanted:
                cost = min(cost, last[there - 1] + 1)
            row.append(cost)
    return row[-1]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
