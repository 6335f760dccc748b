"""Passages and glossary of one language → the search index as plain data: a core, and parts by first letters.

The core holds how words are compared and every title, summary and heading; the parts hold the roots of the running
text, in alphabetical order, so that a search loads the core and the part or two in which its words are. A handbook
whose titles alone outgrow the core keeps only its glossary there; then each part brings the titles it needs itself,
and of a root that stands in very many places the best. So whatever a reader types, no file is larger than its limit.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from plugins.finding.passages import KINDS, Passage, passages
from plugins.finding.places import Places, best, places, written
from plugins.finding.roots import RULES, Roots, candidates
from plugins.finding.speech import SAME, STOP
from plugins.handbook.model import Handbook

LIMIT = 25_000  # bytes of gzip of the core
PART, WIDE_PART = 3_000, 12_000  # of a part, and of a part that brings its own titles

Make = Callable[[Sequence[str]], dict[str, Any]]

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: lower case, letters and digits."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def index(book: Handbook, language: str) -> tuple[dict[str, Any], ...]:
    """The search index of a language: the core, then its parts."""
    return of_passages(tuple(passages(book, language)), _same(book, language), language)


def of_passages(found: Sequence[Passage], same: Sequence[list[str]], language: str) -> tuple[dict[str, Any], ...]:
    """The core and the parts for these pages, and for the groups of words that stand for each other."""
    roots = Roots(_vocabulary(found, same), language)
    text = places(_texts(found), roots)
    core = _core(found, same, roots, text)
    if size(core) > LIMIT:
        return wide(found, language, same)
    return _bound(core, _parts(sorted(text), PART, lambda keys: written(keys, text)))


def wide(found: Sequence[Passage], language: str, same: Sequence[list[str]] = ()) -> tuple[dict[str, Any], ...]:
    """The same for a handbook whose titles outgrow the core: each part brings the pages that its roots lead to."""
    roots = Roots(_vocabulary(found, same), language)
    text = best(_shown_roots(found, roots), places(_texts(found), roots))
    core = _core([each for each in found if each.kind == "glossary"], same, roots, {})
    return _bound(core, _parts(sorted(text), WIDE_PART, lambda keys: _with_pages(found, keys, text)))


def _bound(core: dict[str, Any], parts: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Core and parts as one: the core says with which root each part begins."""
    return ({**core, "parts": ["", *(part["roots"].partition(" ")[0] for part in parts[1:])]}, *parts)


def as_script(made: Mapping[str, Any], name: str) -> bytes:
    """A core or part as a file that a page loads like any script: also from a disk, where nothing is fetched."""
    data = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return f'(globalThis.handbook??={{}})["{name}"]={data};\n'.encode()


def size(made: Mapping[str, Any]) -> int:
    """What a core or part weighs on its way, in bytes."""
    return len(gzip.compress(as_script(made, "id"), 9, mtime=0))


def _core(found: Sequence[Passage], same: Sequence[list[str]], roots: Roots, text: Places) -> dict[str, Any]:
    language = roots.language
    shown = {word for text in (*_shown(found), *(each for group in same for each in group)) for word in words_of(text)}
    keys = shown | text.keys() | {roots.of(word) for word in shown}
    whole = (word for word in keys | roots.whole if (candidates(word, language) & keys) - {word} - roots.stop)
    return {
        "rules": RULES.get(language, ()),
        "stop": STOP.get(language, ""),
        "whole": " ".join(sorted(word for word in whole if roots.of(word) == word)),
        "same": list(same),
        "terms": len(same) - len(SAME.get(language, ())),
        "pages": [_page(each) for each in found],
        "roots": " ".join(sorted({roots.of(word) for word in shown} - shown)),
        "places": "",
    }


def _page(passage: Passage, anchors: frozenset[str] | None = None) -> list[Any]:
    """A page as it travels: kind, title, address below its language, summary, sections; of these all or only some."""
    sections = [part for part in passage.sections if anchors is None or part.anchor in anchors]
    return [
        KINDS.index(passage.kind),
        passage.title,
        passage.address.partition("/")[2],
        passage.summary,
        [[part.anchor, part.heading] for part in sections],
    ]


def _parts(keys: Sequence[str], limit: int, make: Make) -> list[dict[str, Any]]:
    """The keys in as few ranges as fit into `limit` bytes each, halved until they do."""
    part = make(keys)
    if len(keys) < 2 or size(part) <= limit:
        return [part]
    middle = len(keys) // 2
    return [*_parts(keys[:middle], limit, make), *_parts(keys[middle:], limit, make)]


def _with_pages(found: Sequence[Passage], keys: Sequence[str], text: Places) -> dict[str, Any]:
    """A part with the pages and sections that its keys lead to; places are counted among these."""
    wanted = {place for key in keys for rank in text[key] for place in rank}
    here: dict[int, int] = {}
    pages, first = [], 0
    for each in found:
        inside = [place for place in range(first + 1, first + 1 + len(each.sections)) if place in wanted]
        if first in wanted or inside:
            here |= {place: len(here) + number for number, place in enumerate((first, *inside))}
            pages.append(_page(each, frozenset(each.sections[place - first - 1].anchor for place in inside)))
        first += 1 + len(each.sections)
    local = {key: tuple(sorted(here[place] for place in rank) for rank in text[key]) for key in keys}
    return {"pages": pages, **written(keys, local)}


def _vocabulary(found: Iterable[Passage], same: Iterable[list[str]]) -> Iterator[str]:
    """Every word of the texts, of their titles, and of the words for terms."""
    for each in found:
        for text in (each.title, each.summary, each.text):
            yield from words_of(text)
        for part in each.sections:
            yield from (*words_of(part.heading), *words_of(part.text))
    for group in same:
        yield from (word for text in group for word in words_of(text))


def _texts(found: Iterable[Passage]) -> Iterator[tuple[list[str], list[str]]]:
    """For each page and each of its sections, in order: the words of its text, and those that the core shows of it."""
    for each in found:
        yield words_of(each.text), words_of(f"{each.title} {each.summary}")
        for part in each.sections:
            yield words_of(part.text), words_of(f"{each.title} {part.heading}")


def _shown(found: Iterable[Passage]) -> Iterator[str]:
    for each in found:
        yield from (each.title, each.summary, *(section.heading for section in each.sections))


def _shown_roots(found: Iterable[Passage], roots: Roots) -> Iterator[frozenset[str]]:
    for each in found:
        yield frozenset(roots.of_all(words_of(f"{each.title} {each.summary}")))
        for part in each.sections:
            yield frozenset(roots.of_all(words_of(part.heading)))


def _same(book: Handbook, language: str) -> list[list[str]]:
    """A term and the other words for it, in the order of the glossary: those to avoid are searched for all the more."""
    groups = []
    for term in book.terms:
        side = term.words[language]
        words = (side.term, side.abbr or "", *side.aliases, *side.avoid, *term.foreign)
        groups.append([word for word in dict.fromkeys(word.lower() for word in words) if word])
    return [*groups, *(list(group) for group in SAME.get(language, ()))]
