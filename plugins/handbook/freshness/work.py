"""States → the work there is: for each language, page by page, the units that lag, with words to do and age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.handbook.freshness.history import days
from plugins.handbook.freshness.states import Comparison, State
from plugins.handbook.freshness.units import reference_of


@dataclass(frozen=True)
class Task:
    """One unit that a language has to catch up with. `words` are those of the side to translate from."""

    state: State
    sources: tuple[str, ...]
    words: int


@dataclass(frozen=True)
class Page:
    """What one language has to do on one page. `age` in days, None when there is no telling."""

    reference: str
    language: str
    is_written: bool
    tasks: tuple[Task, ...]
    age: int | None = None

    @property
    def words(self) -> int:
        """The words to do on the page."""
        return sum(task.words for task in self.tasks)


@dataclass(frozen=True)
class Work:
    """All there is to do, by language; what was never agreed; what is gone or cannot be read."""

    pages: Mapping[str, tuple[Page, ...]]
    new: tuple[str, ...]
    removed: tuple[str, ...]
    unread: tuple[str, ...]
    faults: tuple[int, ...]


def work(comparison: Comparison, languages: tuple[str, ...], times: Mapping[str, int], now: int) -> Work:
    """What there is to do. `times` has when files were last changed, as `History.last_changes` gives it."""
    pages: dict[str, tuple[Page, ...]] = {}
    for language in languages:
        tasks: dict[str, list[Task]] = {}
        for state in comparison.states.values():
            if found := comparison.sources(state, language):
                sides = comparison.units.by_id[state.unit].sides
                task = Task(state, found, max(sides[source].words for source in found))
                tasks.setdefault(reference_of(state.unit), []).append(task)
        pages[language] = tuple(
            _page(comparison, reference, language, tuple(found), times, now)
            for reference, found in sorted(tasks.items())
        )
    return Work(
        pages,
        tuple(state.unit for state in comparison.states.values() if state.kind == "new"),
        comparison.removed,
        tuple(sorted(comparison.units.unread)),
        comparison.lock.faults,
    )


def _page(
    comparison: Comparison,
    reference: str,
    language: str,
    tasks: tuple[Task, ...],
    times: Mapping[str, int],
    now: int,
) -> Page:
    units = comparison.units.by_id
    paths = {units[task.state.unit].sides[source].path for task in tasks for source in task.sources}
    ages = [days(times[path], now) for path in paths if path in times]
    return Page(reference, language, (reference, language) in comparison.units.written, tasks, min(ages, default=None))
