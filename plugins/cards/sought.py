"""Findings about printed words → the same findings at the file and line where those words are written.

A sheet, a deck or the book is made of many files, and WeasyPrint keeps no positions: the words are looked for, first in
the handbook and then in the file that they come from. It is done for faults alone, so a good build opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from plugins.cards.said import said, whose
from plugins.handbook.model import Card, Handbook
from plugins.handbook.problem import START, Place, Problem

_LOOSE = re.compile(r"[\s\u00a0“”\"*_`>-]+")
_TAG = re.compile(r"<[^>]+>")
FEWEST = 3  # words in a row that must be the same, where a line of the file is not the whole of what is printed


def at_their_lines(problems: Iterable[Problem], book: Handbook, root: Path) -> tuple[Problem, ...]:
    """Each finding at the words of its fact `text`, or at the question of its fact `name`; `root` holds `content/`.

    A finding without either, or about words of the theme, stays where it is.
    """
    return tuple(_sought(found, book, root) for found in problems)


def _sought(found: Problem, book: Handbook, root: Path) -> Problem:
    text, name = str(found.facts.get("text", "")), str(found.facts.get("name", ""))
    for path, place in (*_by_name(book, name, root), *_by_words(book, text, root, found.path)):
        return replace(found, path=path, line=place.line, column=place.column)
    return found


def _by_name(book: Handbook, name: str, root: Path) -> Iterator[tuple[str, Place]]:
    """The question with this key; the back of its card has the same."""
    key = name.removesuffix("-back")
    for topic in book.topics:
        if key and any(question.key == key for question in topic.questions):
            yield topic.path, _line(root / topic.path, _loose(f"key: {key}"), whole=True) or START


def _by_words(book: Handbook, text: str, root: Path, told: str) -> Iterator[tuple[str, Place]]:
    """Every place where these words are written, beginning with the file that the finding names."""
    wanted = _loose(text)
    if not wanted:
        return
    sources = sorted(_sources(book), key=lambda source: source[0] != told)
    for path, words, card in sources:
        if wanted not in _loose(words):
            continue
        if card is not None:
            places = (whose(said(card, language), text).place for language in book.languages)
            yield path, next((place for place in places if place != START), START)
        else:
            yield path, _place(root / path, wanted) or START


def _sources(book: Handbook) -> Iterator[tuple[str, str, Card | None]]:
    """Every file whose words are printed: its path, all its words, and its card if it is one."""
    for card in book.cards:
        yield card.path, " ".join(one.words for language in book.languages for one in said(card, language)), card
    for topic in book.topics:
        questions = " ".join(str(one.model_dump()) for one in topic.questions)
        yield topic.path, f"{' '.join(topic.title.root.values())} {questions}", None
    for entry in (*book.guides, *book.sessions, *book.relationships, *book.pages):
        for side in entry.words.values():
            yield side.path, " ".join((side.title, side.summary, _TAG.sub("", side.html))), None
    yield "content/glossary.yaml", " ".join(str(term.model_dump()) for term in book.terms), None
    yield "content/sources.yaml", " ".join(str(source.model_dump()) for source in book.sources), None


def _place(path: Path, wanted: str) -> Place | None:
    """The first line with all of the words, or with as many of the first as stand on one line."""
    words = wanted.split()
    for count in range(len(words), min(FEWEST, len(words)) - 1, -1):
        if (place := _line(path, " ".join(words[:count]))) is not None:
            return place
    return None


def _line(path: Path, wanted: str, *, whole: bool = False) -> Place | None:
    """The first line of a file with these words, or of these words; at the first of its characters that is no space."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    for number, line in enumerate(lines, 1):
        if wanted == _loose(line) or (not whole and wanted in _loose(line)):
            return Place(number, len(line) - len(line.lstrip()) + 1)
    return None


def _loose(words: str) -> str:
    return _LOOSE.sub(" ", words).strip()
