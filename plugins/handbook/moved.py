"""Handbook → where pages stood under earlier slugs: every old address with the address that it leads to now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from plugins.handbook import addresses
from plugins.handbook.asked import all_asked
from plugins.handbook.model import Entry, Handbook


def moved(book: Handbook, language: str) -> Mapping[str, str]:
    """Old address → address now, of every page in `language`; an index page's old slug moves all below it."""
    pairs = (*_entries(book, language), *_questions(book, language), *_cards(book, language))
    return {old: now for old, now in sorted(pairs) if old != now}


def _slugs(entry: Entry, language: str) -> tuple[str, ...]:
    words = entry.in_language(language)
    return (words.slug, *words.aliases)


def _entries(book: Handbook, language: str) -> Iterator[tuple[str, str]]:
    for entry in (*book.guides, *book.sessions, *book.relationships):
        shelf = book.page(addresses.INDEX_OF_KIND[entry.kind])
        for words in product(_slugs(shelf, language), _slugs(entry, language)):
            yield f"{language}/{'/'.join(words)}/", addresses.of_entry(book, entry, language)
    for page in book.pages:
        for alias in page.in_language(language).aliases:
            yield f"{language}/{alias}/", addresses.of_entry(book, page, language)


def _questions(book: Handbook, language: str) -> Iterator[tuple[str, str]]:
    for asked in all_asked(book):
        entries = book.page("relationships"), asked.relationship, book.page("questions")
        for words in product(*(_slugs(entry, language) for entry in entries)):
            yield f"{language}/{'/'.join(words)}/", asked.places(book)[language]


def _cards(book: Handbook, language: str) -> Iterator[tuple[str, str]]:
    for card in book.cards:
        entries = book.page("cards"), book.relationship(card.relationship), book.session(card.session)
        for words in product(*(_slugs(entry, language) for entry in entries)):
            yield f"{language}/{'/'.join(words)}/", addresses.of_card(book, card, language)
