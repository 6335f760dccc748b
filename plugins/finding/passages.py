"""Handbook → what a reader can be sent to in one language: pages and cards, each with its sections, as plain text."""

from __future__ import annotations

import hashlib
import html
import marshal
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from plugins.finding.typed import typed_for
from plugins.handbook import addresses
from plugins.handbook.asked import Asked, all_asked
from plugins.handbook.model import Card, Entry, Handbook

KINDS = ("guides", "relationships", "sessions", "cards", "questions", "glossary", "pages")  # as the filter shows them
DRAWN = {"pages/glossary": "terms", "pages/questions": "topics"}  # pages whose sections have names of their own

_HEADING = re.compile(r'<h[23][^>]*\bid="([^"]+)"[^>]*>(.*?)</h[23]>', re.DOTALL)
_FOOTNOTES = re.compile(r'<div class="footnote">.*\Z', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Section:
    """A part of a page with an anchor of its own; `typed`: what readers type for it that it does not say."""

    anchor: str
    heading: str
    text: str
    typed: str = ""


@dataclass(frozen=True)
class Passage:
    """A page or card: its name in data files, what a result shows, its text before the first heading, its sections."""

    reference: str
    kind: str
    title: str
    address: str
    summary: str
    text: str
    sections: tuple[Section, ...] = ()
    typed: str = ""


Recall = Callable[[str, Callable[[], Passage]], Passage]


@dataclass(frozen=True)
class Shown(Passage):
    """A passage without its texts, which `whole` makes again for whoever needs them; `mark` is that of all it says."""

    mark: str = ""
    whole: Callable[[], Passage] = field(kw_only=True, repr=False, compare=False)


def mark_of(page: Passage) -> str:
    """A mark of all that a page says."""
    return page.mark if isinstance(page, Shown) else hashlib.sha256(repr(page).encode()).hexdigest()


def shown(page: Passage) -> bytes:
    """What a result shows of a page, and its mark, to be kept."""
    parts = [(part.anchor, part.heading) for part in page.sections]
    return marshal.dumps((mark_of(page), page.reference, page.kind, page.title, page.address, page.summary, parts))


def read_shown(data: bytes, whole: Callable[[], Passage]) -> Shown:
    """What `shown` has kept."""
    mark, reference, kind, title, address, summary, parts = marshal.loads(data)  # noqa: S302  # out of a sealed file
    sections = tuple(Section(anchor, heading, "") for anchor, heading in parts)
    return Shown(reference, kind, title, address, summary, "", sections, mark=mark, whole=whole)


def passages(book: Handbook, language: str, recall: Recall = lambda _, make: make()) -> Iterator[Passage]:
    """Everything written in `language`, in the order of the handbook; a stand-in is found in its own language only.

    `recall` is asked for each entry, by its reference, and may give what it knows.
    """
    for entry in (*book.guides, *book.relationships, *book.sessions, *book.pages):
        if entry.has(language) and entry.reference not in {"pages/search", "pages/a-z"}:
            yield recall(entry.reference, partial(_entry, book, entry, language))
    for asked in all_asked(book):
        yield _asked(book, asked, language)
    for card in book.cards:
        yield _card(book, card, language)


def names(book: Handbook, language: str) -> frozenset[str]:
    """How data files name each of these places: a page, a section of it behind `#`, a term or topic by its key."""
    found: set[str] = set()
    for page in passages(book, language):
        found |= {page.reference, *(_name(page.reference, part.anchor) for part in page.sections)}
    return frozenset(found)


def _name(reference: str, anchor: str) -> str:
    return f"{DRAWN[reference]}/{anchor}" if reference in DRAWN else f"{reference}#{anchor}"


def _entry(book: Handbook, entry: Entry, language: str) -> Passage:
    words, typed = entry.in_language(language), typed_for(language)
    first, *parts = _HEADING.split(_FOOTNOTES.sub("", words.html))
    sections = tuple(
        Section(anchor, plain(heading), plain(text), typed.get(_name(entry.reference, anchor), ""))
        for anchor, heading, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    )
    drawn = _topics if entry.key == "questions" else _terms if entry.key == "glossary" else None
    extra = drawn(book, language) if drawn and entry.kind == "pages" else ()
    text = " ".join((plain(first), *(_sources(book, language) if entry.reference == "pages/sources" else ())))
    return Passage(
        reference=entry.reference,
        kind=entry.key if entry.kind == "pages" and entry.key in {"questions", "glossary", "cards"} else entry.kind,
        title=words.title,
        address=addresses.of_entry(book, entry, language),
        summary=words.summary,
        text=text,
        sections=(*sections, *extra),
        typed=typed.get(entry.reference, ""),
    )


def _asked(book: Handbook, asked: Asked, language: str) -> Passage:
    """Title and topics alone: the questions themselves are found in the bank."""
    title, summary = asked.title(book, language), asked.summary(language)
    return Passage(f"questions/{asked.relationship.key}", "questions", title, asked.places(book)[language], summary, "")


def _card(book: Handbook, card: Card, language: str) -> Passage:
    facts = card.facts
    steps = (words for item in facts.agenda for words in (item.title[language], item.do[language]))
    return Passage(
        reference=card.reference,
        kind="cards",
        title=facts.title[language],
        address=addresses.of_card(book, card, language),
        summary=facts.aim[language],
        text=" ".join(
            (book.page("cards").in_language(language).title, facts.not_this[language], facts.opening[language], *steps)
        ),
        typed=typed_for(language).get(card.reference, ""),
    )


def _topics(book: Handbook, language: str) -> tuple[Section, ...]:
    return tuple(
        Section(topic.key, topic.title[language], " ".join(each.words[language] for each in topic.questions), typed)
        for topic in book.topics
        for typed in (typed_for(language).get(f"topics/{topic.key}", ""),)
    )


def _terms(book: Handbook, language: str) -> tuple[Section, ...]:
    sides = ((term.key, term.words[language]) for term in book.terms)
    typed = typed_for(language)
    return tuple(Section(key, side.term, side.meaning, typed.get(f"terms/{key}", "")) for key, side in sides)


def _sources(book: Handbook, language: str) -> Iterator[str]:
    for source in book.sources:
        yield f"{source.source} {source.claim[language]}"


def plain(markup: str) -> str:
    """HTML as running text."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", markup))).strip()
