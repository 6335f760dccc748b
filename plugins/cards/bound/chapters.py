"""Handbook and language → the chapters of the book, in reading order, and where every link inside it leads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plugins.handbook import editions
from plugins.handbook.model import Card, Entry, Handbook, Topic

SHELVES = ("start", "leads", "engineers", "together")

_ID = re.compile(r'(?<=\bid=")([^"]+)(?=")')
_LOCAL = re.compile(r'(?<=\bhref=")#([^"]*)(?=")')
_HEADING = re.compile(r"(?<=<)(/?)h([23])(?=[ >])")
_ENTRY = re.compile(
    r'<a (?P<before>[^>]*?)href="entry:(?P<reference>[a-z0-9/-]+)(?:#(?P<anchor>[^"]*))?"(?P<rest>[^>]*)>'
    r"(?P<words>.*?)</a>",
    re.DOTALL,
)


@dataclass(frozen=True)
class Chapter:
    """One chapter: what it is called, how deep it stands, which macro of the theme draws it, and from what."""

    key: str  # its id, unique in the book
    level: int  # of its heading: 1 or 2
    kind: str  # the macro
    title: str
    language: str  # of its words: another than the book's when a translation is missing
    number: int = 0  # of a part that is counted
    thing: Any = None  # what the macro draws
    names: tuple[str, ...] = ()  # the references that lead to it: `guides/what-is`
    html: str = ""  # drawn; ids and links are still those of the chapter alone
    part: str = ""  # on paper, the title of the part that it stands in: the head of its left pages

    def source(self, language: str) -> str:
        """The file that its words come from; empty where they are the theme's."""
        thing = self.thing[0] if isinstance(self.thing, tuple) else self.thing
        if isinstance(thing, Entry):
            return thing.in_language(language).path
        return thing.path if isinstance(thing, Card | Topic) else ""


def chapters(book: Handbook, language: str, words: Mapping[str, str]) -> tuple[Chapter, ...]:
    """Every chapter, not yet drawn; `words` are the titles that no entry has: shelves and apparatus."""
    parts = [*_shelves(book, language, words), *_entry_parts(book, language), *_bank(book, language)]
    counted, number = [], 0
    for chapter in parts:
        number += chapter.kind == "part"
        counted.append(replace(chapter, number=number) if chapter.kind == "part" else chapter)
    return (*_front(book, language), *counted, *_back(book, language, words))


def _front(book: Handbook, language: str) -> Iterator[Chapter]:
    if "pages/about" not in book.by_reference:
        return
    page = book.page("about")
    side = page.in_language(language)
    yield Chapter("about", 1, "apparatus", side.title, side.language, thing=page, names=("pages/about",))


def _shelves(book: Handbook, language: str, words: Mapping[str, str]) -> Iterator[Chapter]:
    for shelf in SHELVES:
        if guides := tuple(guide for guide in book.guides if guide.facts.section == shelf):
            yield Chapter(f"part-{shelf}", 1, "part", words[shelf], language, thing=(None, guides))
            yield from (_entry(guide, language) for guide in guides)


def _entry_parts(book: Handbook, language: str) -> Iterator[Chapter]:
    for name, entries in (("sessions", book.sessions), ("relationships", book.relationships)):
        yield _part(book, name, language, entries)
        yield from (_entry(entry, language) for entry in entries)
    yield _part(book, "cards", language, ())
    for card in sorted(book.cards, key=lambda card: _place(book, card)):
        title = card.facts.title[language]
        yield Chapter(key_of(card.reference), 2, "card", title, language, thing=card, names=(card.reference,))


def _bank(book: Handbook, language: str) -> Iterator[Chapter]:
    yield _part(book, "questions", language, ())
    for topic in book.topics:
        title = topic.title[language]
        names = (f"pages/questions#{topic.key}", "pages/questions")
        yield Chapter(f"topic-{topic.key}", 2, "topic", title, language, thing=topic, names=names)
    yield _part(book, "kits", language, editions.kits(book))


def _back(book: Handbook, language: str, words: Mapping[str, str]) -> Iterator[Chapter]:
    for name in ("glossary", "sources"):
        page = book.page(name)
        title = page.in_language(language).title
        yield Chapter(name, 1, name, title, language, thing=page, names=(page.reference,))
    yield Chapter("card-index", 1, "card_index", words["card-index"], language, thing=None)
    yield Chapter("colophon", 1, "colophon", words["colophon"], language, thing=None)


def _part(book: Handbook, name: str, language: str, entries: Sequence[Entry]) -> Chapter:
    page = book.page(name)
    side = page.in_language(language)
    return Chapter(f"part-{name}", 1, "part", side.title, side.language, thing=(page, entries), names=(page.reference,))


def _entry(entry: Entry, language: str) -> Chapter:
    side = entry.in_language(language)
    key = key_of(entry.reference)
    return Chapter(key, 2, "entry", side.title, side.language, thing=entry, names=(entry.reference,))


def _place(book: Handbook, card: Card) -> tuple[int, int]:
    relationships = [relationship.key for relationship in book.relationships]
    sessions = [session.key for session in book.sessions]
    return relationships.index(card.relationship), sessions.index(card.session)


def key_of(reference: str) -> str:
    """A reference as an id: `guides/what-is` → `guides-what-is`."""
    return reference.replace("/", "-")


def deepened(html: str, level: int) -> str:
    """A body whose first headings are h2, for a chapter whose own heading is at `level`."""
    return _HEADING.sub(lambda tag: f"{tag[1]}h{int(tag[2]) + level - 1}", html)


def settled(chapter: Chapter) -> Chapter:
    """The chapter with ids, and links to them, that no other chapter has."""

    def own(name: str) -> str:
        return f"{chapter.key}--{name.replace(':', '-')}"

    html = _LOCAL.sub(lambda link: f"#{own(link[1])}", _ID.sub(lambda found: own(found[1]), chapter.html))
    return replace(chapter, html=html)


def targets(settled_chapters: Sequence[Chapter]) -> Mapping[str, str]:
    """Where references lead: `guides/what-is` and `guides/what-is#goals` → ids of the book."""
    places = {"pages/guides": "contents", "pages/home": "cover"}
    for chapter in settled_chapters:
        for name in chapter.names:
            places.setdefault(name, chapter.key)
            for found in _ID.findall(chapter.html):
                places.setdefault(f"{name}#{found.removeprefix(chapter.key + '--')}", found)
    return places


def linked(
    html: str, inside: Callable[[str], str | None], outside: Mapping[str, str], after: Callable[[str], str]
) -> str:
    """Every `entry:` link → a link inside the book, or to the public address of what the book does not hold.

    `inside` gives the target of a reference; `after` what stands behind a link to it: on paper, its page.
    """

    def place(link: re.Match[str]) -> str:
        reference = link["reference"]
        target = inside(f"{reference}#{link['anchor']}") or inside(reference)
        address = target or outside[reference]
        behind = after(target) if target else ""
        return f'<a {link["before"]}href="{address}"{link["rest"]}>{link["words"]}</a>{behind}'

    return _ENTRY.sub(place, html)
