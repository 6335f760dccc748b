"""The handbook → every passage of it, with the entry, language and place it stands in: what the language gates read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Literal

from plugins.handbook.contract import Question, Text
from plugins.handbook.model import Card, Entry, Handbook, Topic

Kind = Literal["heading", "paragraph", "item", "cell", "field"]

BLOCKS: dict[str, Kind] = {
    **dict.fromkeys(("h2", "h3", "h4"), "heading"),
    **dict.fromkeys(("p", "blockquote"), "paragraph"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
}
GROUPS = ("li", "tr")  # a source mark anywhere in a list item or a table row speaks for all of it
VOID = ("br", "hr")
WORD = re.compile(r"\w+(?:[-’.,]\w+)*%?")
END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?…][”’)]))\s+(?=[“‘(]?[A-Z0-9])|\n")
QUOTED = re.compile(r"“[^”]*”")


@dataclass(frozen=True)
class Passage:
    """One paragraph, list item, table cell, heading, or one string of a data file."""

    entry: str  # guides/what-is
    language: str
    place: str  # the heading it stands under, or the field
    kind: Kind
    text: str
    said: bool = False  # it stands in a box of words to say
    cites: frozenset[str] = frozenset()  # source marks in the same paragraph, list item or table row

    @property
    def sentences(self) -> list[str]:
        """Its sentences, in order."""
        return [sentence for sentence in END.split(self.text) if WORD.search(sentence)]

    @property
    def narrated(self) -> str:
        """What the handbook says in its own voice: without quoted words, and nothing of a box of words to say."""
        return "" if self.said else QUOTED.sub("“…”", self.text)

    @property
    def spoken(self) -> list[str]:
        """What somebody is to say: a whole box, or the quoted words."""
        return [self.text] if self.said else QUOTED.findall(self.text)

    def finding(self, what: str) -> str:
        """A line for a failure: entry, language, place, and the offending text."""
        return f"{self.entry} ({self.language}) #{self.place}: {what}"


def words(text: str) -> list[str]:
    """The words of a text; numbers, times and “1-on-1” are one word each."""
    return WORD.findall(text)


def passages_of(book: Handbook) -> tuple[Passage, ...]:
    """Every passage of the handbook: bodies, front matter, cards, questions, glossary and sources."""
    return tuple(_all(book))


def body(entry: str, language: str, html: str) -> list[Passage]:
    """The passages of a rendered body."""
    return _Body(entry, language).read(html)


def _all(book: Handbook) -> Iterator[Passage]:
    for entry in (*book.guides, *book.sessions, *book.relationships, *book.pages):
        yield from _entry(entry)
    for card in book.cards:
        yield from _fields(card.reference, _card(card))
    for topic in book.topics:
        yield from _fields(f"questions/{topic.key}", _topic(topic))
    for term in book.terms:
        for language, side in term.words.items():
            yield Passage("glossary", language, f"{term.key}.term", "field", side.term)
            yield Passage("glossary", language, f"{term.key}.meaning", "field", side.meaning)
    for source in book.sources:
        pairs = (("claim", source.claim), ("population", source.population), ("caveat", source.caveat))
        yield from _fields("sources", ((f"{source.key}.{name}", text) for name, text in pairs))


def _entry(entry: Entry) -> Iterator[Passage]:
    for language, side in entry.words.items():
        fields = {"title": side.title, "summary": side.summary, "short": side.short}
        fields |= {"host": side.host, "guest": side.guest}
        fields |= {f"empty.{session}": line for session, line in side.empty.items()}
        for name, text in fields.items():
            if text:
                yield Passage(entry.reference, language, name, "field", text)
        yield from body(entry.reference, language, side.html)


def _fields(entry: str, pairs: Iterable[tuple[str, Text]]) -> Iterator[Passage]:
    for place, text in pairs:
        for language, line in text.items():
            yield Passage(entry, language, place, "field", line)


def _card(card: Card) -> Iterator[tuple[str, Text]]:
    facts = card.facts
    yield from (("title", facts.title), ("aim", facts.aim), ("not_this", facts.not_this), ("opening", facts.opening))
    yield from (("prepare.host", facts.prepare.host), ("prepare.guest", facts.prepare.guest))
    for number, step in enumerate(facts.agenda, 1):
        yield from ((f"agenda.{number}.title", step.title), (f"agenda.{number}.do", step.do))
    yield from ((f"follow_ups.{number}", line) for number, line in enumerate(facts.follow_ups, 1))


def _topic(topic: Topic) -> Iterator[tuple[str, Text]]:
    yield "title", topic.title
    for question in topic.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[tuple[str, Text]]:
    yield question.key, question.words
    if question.follow_up:
        yield f"{question.key}.follow_up", question.follow_up
    if question.care:
        yield f"{question.key}.care", question.care


class _Body(HTMLParser):
    """Safe HTML of a body → its passages, without footnotes and the titles that the build adds."""

    def __init__(self, entry: str, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self._start = Passage(entry, language, "top", "paragraph", "")
        self._open: list[tuple[str, str, str]] = []  # tag, class, what is in it so far
        self._found: list[tuple[Passage, int]] = []
        self._marks: dict[int, set[str]] = {}
        self._groups: list[int] = []
        self._count = 0

    def read(self, html: str) -> list[Passage]:
        """The passages of `html`."""
        self.feed(html.partition('<div class="footnote">')[0])
        return [replace(passage, cites=frozenset(self._marks.get(group, ()))) for passage, group in self._found]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in VOID:
            return
        if tag in BLOCKS or tag in GROUPS:
            self._flush()
            self._count += 1
            # a paragraph or a cell inside an item or a row belongs to it
            self._groups.append(self._groups[-1] if tag not in GROUPS and self._groups else self._count)
        self._open.append((tag, values.get("class") or "", ""))
        if tag in ("h2", "h3"):
            self._start = replace(self._start, place=values.get("id") or self._start.place)
        if tag == "sup" and (mark := re.search(r"F\d+", values.get("id") or "")):
            self._marks.setdefault(self._groups[-1], set()).add(mark[0])

    def handle_data(self, data: str) -> None:
        if any(tag == "sup" or "admonition-title" in name for tag, name, _ in self._open):
            return
        for at in range(len(self._open) - 1, -1, -1):
            tag, name, text = self._open[at]
            if tag in BLOCKS:
                self._open[at] = (tag, name, text + data)
                return

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag in BLOCKS:
            self._flush()
        self._open.pop()
        if tag in BLOCKS or tag in GROUPS:
            self._groups.pop()

    def _flush(self) -> None:
        """Close what the innermost open block holds so far: its own end comes, or another block inside it."""
        for at in range(len(self._open) - 1, -1, -1):
            tag, name, text = self._open[at]
            if tag in BLOCKS:
                self._open[at] = (tag, name, "")
                if text.strip():
                    self._found.append((self._passage(tag, text), self._groups[-1]))
                return

    def _passage(self, tag: str, text: str) -> Passage:
        kind = BLOCKS[tag]
        if kind == "paragraph" and any(outer == "li" for outer, _, _ in self._open):
            kind = "item"
        said = any(name == "admonition say" for _, name, _ in self._open)
        return replace(self._start, kind=kind, text=" ".join(text.split()), said=said)
