"""Units and what was agreed → the state of every unit. Looks at hashes only: no history, no dates, no names.

A unit finds its line in the lock by its id. One that was renamed or moved finds it by its hashes, when only one fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from plugins.handbook.freshness.lock import Agreed, Lock
from plugins.handbook.freshness.units import Unit, Units, reference_of

# both: every side has changed; new: never agreed; missing: some language has no words for it, the others are in step
Kind = Literal["in-step", "newer", "both", "new", "missing"]


@dataclass(frozen=True)
class State:
    """How a unit stands. `line` is the id under which the lock has it ("" when it does not)."""

    unit: str
    kind: Kind
    newer: tuple[str, ...] = ()  # languages whose words have changed since they were agreed
    missing: tuple[str, ...] = ()  # languages that have no words for it
    line: str = ""

    def sources(self, language: str, present: Iterable[str]) -> tuple[str, ...]:
        """The languages from which `language` has to be brought up to date; () when there is nothing to do."""
        if language in self.missing:
            return self.newer or tuple(present)
        return tuple(other for other in self.newer if other != language)


@dataclass(frozen=True)
class Comparison:
    """Every unit with its state, in the order of the ids, and the lines of the lock that no unit answers to."""

    units: Units
    lock: Lock
    states: Mapping[str, State]
    removed: tuple[str, ...] = ()

    def sources(self, state: State, language: str) -> tuple[str, ...]:
        """As `State.sources`."""
        return state.sources(language, self.units.by_id[state.unit].sides)

    def is_written(self, unit: str, language: str) -> bool:
        """Whether the entry of a unit has any words in a language."""
        return (reference_of(unit), language) in self.units.written

    def stale(self, languages: tuple[str, ...]) -> tuple[State, ...]:
        """The units that a release counts: not in step, on pages that are written in the language that lags."""
        return tuple(
            state
            for state in self.states.values()
            if state.kind not in ("in-step", "missing")
            or any(self.is_written(state.unit, language) for language in state.missing if language in languages)
        )


@dataclass
class _Match:
    """Pairs units with lines of the lock; what is still free shrinks with each turn."""

    units: dict[str, Unit]
    lines: dict[str, Mapping[str, str]]
    pairs: dict[str, str] = field(default_factory=dict)  # unit → line

    def pair(self, unit: str, line: str) -> None:
        self.pairs[unit] = line
        del self.units[unit], self.lines[line]

    def same_id(self, fits: Callable[[Mapping[str, str], Mapping[str, str]], bool]) -> None:
        for name in sorted(self.units.keys() & self.lines.keys()):
            if fits(self.units[name].hashes, self.lines[name]):
                self.pair(name, name)

    def same_words(self) -> None:
        """All sides are equal: where several lines fit, they say the same, so any will do."""
        by_words: dict[frozenset[tuple[str, str]], list[str]] = {}
        for line, hashes in sorted(self.lines.items(), reverse=True):
            by_words.setdefault(frozenset(hashes.items()), []).append(line)
        for name, unit in sorted(self.units.items()):
            if lines := by_words.get(frozenset(unit.hashes.items())):
                self.pair(name, lines.pop())

    def one_side(self) -> None:
        """One side is equal, and no other unit and no other line has it."""
        units = _by_hash((name, unit.hashes) for name, unit in self.units.items())
        lines = _by_hash(self.lines.items())
        fits: dict[str, set[str]] = {}
        for side in units.keys() & lines.keys():
            for name in units[side]:
                fits.setdefault(name, set()).update(lines[side])
        chosen: dict[str, list[str]] = {}
        for name, found in fits.items():
            for line in found:
                chosen.setdefault(line, []).append(name)
        for name, found in sorted(fits.items()):
            (line, *others) = found
            if not others and len(chosen[line]) == 1:
                self.pair(name, line)


def compare(units: Units, lock: Lock, languages: tuple[str, ...]) -> Comparison:
    """The state of every unit. Lines of files that cannot be read count neither as removed nor as moved."""
    lines = {
        line: {language: found for language, found in hashes.items() if language in languages}
        for line, hashes in lock.agreed.items()
        if reference_of(line) not in units.unread
    }
    match = _Match(dict(units.by_id), dict(lines))
    match.same_id(lambda now, then: now == then)
    match.same_words()
    match.same_id(lambda now, then: any(then.get(language) == found for language, found in now.items()))
    match.one_side()
    match.same_id(lambda now, then: True)
    states = {
        name: _state(unit, match.pairs.get(name, ""), lock.agreed, languages) for name, unit in units.by_id.items()
    }
    return Comparison(units, lock, states, tuple(sorted(match.lines)))


def _by_hash(items: Iterable[tuple[str, Mapping[str, str]]]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for name, hashes in items:
        for side in hashes.items():
            found.setdefault(side, []).append(name)
    return found


def _state(unit: Unit, line: str, agreed: Agreed, languages: tuple[str, ...]) -> State:
    then = agreed.get(line, {})
    missing = tuple(language for language in languages if language not in unit.hashes)
    both = [language for language in unit.hashes if language in then]
    newer = tuple(language for language in both if unit.hashes[language] != then[language])
    kind: Kind = "in-step"
    if len(unit.hashes) < 2:
        kind = "missing"
    elif newer:
        kind = "newer" if len(newer) < len(both) else "both"
    elif len(both) < len(unit.hashes):
        kind = "new"
    elif missing:
        kind = "missing"
    return State(unit.id, kind, newer, missing, line)


def agree(comparison: Comparison, chosen: Callable[[str], bool]) -> Agreed:
    """What is agreed once the chosen units have been reviewed: stamped anew where two sides are there, dropped if gone.

    A unit with one side left keeps its line: the other side may come back. What was renamed gets its new name.
    """
    units, lock = comparison.units, comparison.lock
    agreed = {line: lock.agreed[line] for line in comparison.removed if not chosen(line)}
    agreed |= {line: hashes for line, hashes in lock.agreed.items() if reference_of(line) in units.unread}
    agreed |= {state.unit: lock.agreed[state.line] for state in comparison.states.values() if state.line}
    fit = (unit for unit in units.by_id.values() if chosen(unit.id) and len(unit.sides) > 1)
    return agreed | {unit.id: unit.hashes for unit in fit}
