"""Handbook → its A–Z index in one language: by letter, every title, heading, card, term, and other word for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.handbook import addresses
from plugins.handbook.asked import all_asked
from plugins.handbook.model import Entry, Handbook

DIGITS = "0–9"
WHOLE = 300  # entries and cards in one language that one page can list; above, each letter has a page of its own

Letters = tuple[tuple[str, tuple["Row", ...]], ...]


@dataclass(frozen=True)
class Row:
    """A line of the index: its words, and where they lead, each place with the name of the page it is on."""

    words: str
    places: tuple[tuple[str, str], ...]  # (name, address); the name is "" where the words are the page's own


def are_apart(book: Handbook) -> bool:
    """Whether each letter has a page of its own: one page for all would grow with the handbook."""
    return len(book.by_reference) > WHOLE


def of_letter(book: Handbook, letter: str, language: str) -> str:
    """The address of a letter's own page; the same words stand in its anchor where all are on one page."""
    return f"{addresses.of_index(book, 'a-z', language)}{sign(letter)}/"


def sign(letter: str) -> str:
    """A letter as it stands in addresses: `a`, or `0` for all figures."""
    return "0" if letter == DIGITS else letter.casefold()


def letters(book: Handbook, language: str) -> Letters:
    """(letter, its rows) in the order of the alphabet, figures first. What is only written elsewhere is left out."""
    if language in book.known_letters:
        return book.known_letters[language]
    places: dict[str, dict[tuple[str, str], None]] = {}
    spelling: dict[str, str] = {}
    for words, name, address in (*_entries(book, language), *_drawn(book, language), *_data(book, language)):
        key = words.casefold()
        spelling.setdefault(key, words)
        places.setdefault(key, {})[name, address] = None
    groups: dict[str, list[Row]] = {}
    for key in sorted(places, key=lambda key: (_sortable(key), key)):
        letter = _sortable(key)[:1].upper()
        groups.setdefault(letter if letter.isalpha() else DIGITS, []).append(Row(spelling[key], tuple(places[key])))
    return tuple((letter, tuple(rows)) for letter, rows in sorted(groups.items()))


def keep_letters(book: Handbook, before: Handbook | None) -> None:
    """Have the letters of a handbook at hand; where `before` lists the same, they are not worked out again."""
    for language in book.languages:
        known = before.known_letters.get(language) if before else None
        is_same = known and before and _lists_the_same(before, book, language)
        book.known_letters[language] = known if known and is_same else letters(book, language)


def _lists_the_same(one: Handbook, other: Handbook, language: str) -> bool:
    """Whether two handbooks differ in bodies and facts alone, which no index lists."""
    if (one.cards, one.topics, one.terms) != (other.cards, other.topics, other.terms):
        return False
    pairs = [(getattr(one, kind), getattr(other, kind)) for kind in ("guides", "sessions", "relationships", "pages")]
    return all(len(before) == len(after) for before, after in pairs) and all(
        each is now or _listed(each, language) == _listed(now, language)
        for before, after in pairs
        for each, now in zip(before, after, strict=True)
    )


def _listed(entry: Entry, language: str) -> tuple[object, ...]:
    """What an index in `language` may show of an entry; an address has the slug of another where it is missing."""
    words = entry.in_language(language)
    return entry.key, words.language, words.title, words.short, words.slug, words.headings


def _sortable(key: str) -> str:
    """Without accents and without whatever stands before the first letter or figure."""
    if key.isascii() and key[:1].isalnum():
        return key
    bare = "".join(each for each in unicodedata.normalize("NFKD", key) if not unicodedata.combining(each))
    return bare.lstrip("".join({each for each in bare if not each.isalnum()}))


def _entries(book: Handbook, language: str) -> Iterator[tuple[str, str, str]]:
    for entry in (*book.guides, *book.relationships, *book.sessions, *book.pages):
        if entry.has(language):
            words, address = entry.words[language], addresses.of_entry(book, entry, language)
            if entry.reference != "pages/home":  # its title is the name of the book
                yield words.title, "", address
            for heading in words.headings:
                yield heading.title, words.short or words.title, f"{address}#{heading.id}"


def _drawn(book: Handbook, language: str) -> Iterator[tuple[str, str, str]]:
    for asked in all_asked(book):
        yield asked.title(book, language), "", asked.places(book)[language]
    for card in book.cards:
        yield card.facts.title[language], "", addresses.of_card(book, card, language)


def _data(book: Handbook, language: str) -> Iterator[tuple[str, str, str]]:
    bank = addresses.of_index(book, "questions", language)
    for topic in book.topics:
        yield topic.title[language], book.page("questions").in_language(language).title, f"{bank}#{topic.key}"
    glossary = addresses.of_index(book, "glossary", language)
    for term in book.terms:
        side, address = term.words[language], f"{glossary}#{term.key}"
        yield side.term, book.page("glossary").in_language(language).title, address
        for other in (*((side.abbr,) if side.abbr else ()), *side.aliases, *side.avoid):
            yield other, side.term, address
