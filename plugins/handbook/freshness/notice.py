"""Comparison and handbook → the sections of each page that changed in another language: what its reader is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from plugins.handbook.freshness.places import on_a_card, on_a_list, titles_of_lists
from plugins.handbook.freshness.states import Comparison
from plugins.handbook.model import ChangedSection, Entry, Handbook

AT_THE_TOP = ("#", ".title", ".summary")  # units that a reader sees above the first heading

Changed = Mapping[str, Mapping[str, tuple[ChangedSection, ...]]]  # reference → language of the page → sections


def changed_sections(book: Handbook, comparison: Comparison) -> Changed:
    """The changed sections of every page that has any, in the order in which they stand on the page."""
    found: dict[str, dict[str, tuple[ChangedSection, ...]]] = {}
    for entry in (*book.guides, *book.sessions, *book.relationships, *book.pages):
        for language in entry.words:
            if sections := tuple(of_page(entry, language, comparison)):
                found.setdefault(entry.reference, {})[language] = sections
    for reference, language, sections in _of_data(book, comparison):
        if sections:
            page = found.setdefault(reference, {})
            page[language] = (*page.get(language, ()), *sections)
    return found


def _of_data(book: Handbook, comparison: Comparison) -> Iterator[tuple[str, str, tuple[ChangedSection, ...]]]:
    """What changed on the pages that are drawn from data files: every card, and the lists."""
    for language in book.languages:
        late = {
            name: found for name, state in comparison.states.items() if (found := comparison.sources(state, language))
        }
        for card in book.cards if late else ():
            yield card.reference, language, _drawn(book, late, on_a_card(card), language)
        for page, titles in titles_of_lists(book, language).items() if late else ():
            yield page, language, _drawn(book, late, on_a_list(page, titles), language, titles)


def _drawn(
    book: Handbook,
    late: Mapping[str, tuple[str, ...]],
    place_of: Callable[[str], str | None],
    language: str,
    titles: Mapping[str, str] | None = None,
) -> tuple[ChangedSection, ...]:
    found: dict[str, set[str]] = {}
    for unit, sources in late.items():
        if (place := place_of(unit)) is not None:
            found.setdefault(place, set()).update(sources)
    ordered = {place: tuple(code for code in book.languages if code in codes) for place, codes in found.items()}
    return tuple(
        ChangedSection(id=place, title=(titles or {}).get(place, ""), language=language, sources=sources)
        for place, sources in ordered.items()
    )


def of_page(entry: Entry, language: str, comparison: Comparison) -> Iterator[ChangedSection]:
    """The changed sections of one entry's page in one language."""
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
