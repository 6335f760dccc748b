"""Comparison and handbook → the sections of each page that changed in another language: what its reader is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.handbook.freshness.states import Comparison
from plugins.handbook.model import ChangedSection, Entry, Handbook

AT_THE_TOP = ("#", ".title", ".summary")  # units that a reader sees above the first heading

Changed = Mapping[str, Mapping[str, tuple[ChangedSection, ...]]]  # reference → language of the page → sections


def changed_sections(book: Handbook, comparison: Comparison) -> Changed:
    """The changed sections of every page that has any, in the order in which they stand on the page."""
    found: dict[str, dict[str, tuple[ChangedSection, ...]]] = {}
    for entry in (*book.guides, *book.sessions, *book.relationships, *book.pages):
        for language in entry.words:
            if sections := tuple(_of_page(entry, language, comparison)):
                found.setdefault(entry.reference, {})[language] = sections
    return found


def _of_page(entry: Entry, language: str, comparison: Comparison) -> Iterator[ChangedSection]:
    top = {code for mark in AT_THE_TOP for code in _sources(entry, mark, language, comparison)}
    if top:
        yield ChangedSection(id="", title="", language=language, sources=_ordered(entry, top))
    for heading in entry.words[language].headings:
        if sources := _sources(entry, f"#{heading.id}", language, comparison):
            yield ChangedSection(id=heading.id, title=heading.title, language=language, sources=sources)
    own = {heading.id for heading in entry.words[language].headings}
    for code, words in entry.words.items():
        for heading in words.headings:
            if heading.id not in own and code in _sources(entry, f"#{heading.id}", language, comparison):
                own.add(heading.id)
                yield ChangedSection(id=heading.id, title=heading.title, language=code, sources=(code,))


def _sources(entry: Entry, mark: str, language: str, comparison: Comparison) -> tuple[str, ...]:
    state = comparison.states.get(f"{entry.reference}{mark}")
    return _ordered(entry, set(comparison.sources(state, language))) if state else ()


def _ordered(entry: Entry, codes: set[str]) -> tuple[str, ...]:
    return tuple(code for code in entry.words if code in codes)
