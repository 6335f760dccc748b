"""Comparison → how every page stands in every language: how many of its parts are in step, behind, missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from plugins.handbook.freshness.states import Comparison, State
from plugins.handbook.freshness.units import reference_of
from plugins.handbook.model import Standing

Standings = Mapping[str, Mapping[str, Standing]]  # reference → language → how it stands


def standings(comparison: Comparison, languages: Iterable[str]) -> Standings:
    """How every entry, card and data file stands, by its name and by language; sorted by name."""
    counts: dict[str, dict[str, Counter[str]]] = {}
    for state in comparison.states.values():
        page = counts.setdefault(reference_of(state.unit), {})
        for language in languages:
            page.setdefault(language, Counter())[_of(state, language, comparison)] += 1
    return {name: {language: Standing(**found) for language, found in counts[name].items()} for name in sorted(counts)}


def _of(state: State, language: str, comparison: Comparison) -> str:
    """The field of `Standing` under which a unit counts."""
    if language in state.missing:
        return "missing"
    if comparison.sources(state, language):
        return "behind"
    return "uncompared" if state.kind == "new" else "in_step"
