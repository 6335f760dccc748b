"""A handbook → one that notes what is read of it, and a mark of everything that a file was made from.

Almost everything may show anywhere: titles, addresses, order, cards, questions, terms, settings, theme. All that is the
*face* of the handbook, one mark for the whole of it; when it changes, everything is made anew, and what comes out the
same is not written. What few pages show is noted as it is read, by name: bodies, notices of changed sections, how
languages stand, the sizes of printed files. A file is what it was while the face and all that it read are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from plugins.handbook.halves import Aside
from plugins.handbook.ledger import Ledger
from plugins.handbook.model import Entry, Handbook, Words
from plugins.handbook.site import Site

BODY = frozenset({"html", "markdown", "headings", "cites", "word_count"})
KINDS = ("guides", "sessions", "relationships", "pages")
FACE = ""  # among the marks of bodies
APART = ("changed", "standings")

Value = TypeVar("Value")


class Seen:
    """The names of what was read since `names` was last set."""

    def __init__(self) -> None:
        self.names: set[str] = set()


class _Words(Words):
    """Words that lack their body: asking for it is noted."""

    def __getattr__(self, name: str) -> Any:
        if name not in BODY:
            raise AttributeError(name)
        inner, seen, owner = self.__dict__["inner"], self.__dict__["seen"], self.__dict__["owner"]
        seen.names.add(f"{name} {owner} {inner.language}")
        return getattr(inner, name)


class Noted(Mapping[str, Value]):
    """A mapping that notes which keys are asked for, or that all are."""

    def __init__(self, name: str, inner: Mapping[str, Value], seen: Seen) -> None:
        self._name, self._inner, self._seen = name, inner, seen

    def __getitem__(self, key: str) -> Value:
        self._seen.names.add(f"{self._name} {key}")
        return self._inner[key]

    def __iter__(self) -> Iterator[str]:
        self._seen.names.add(self._name)
        return iter(self._inner)

    def __len__(self) -> int:
        self._seen.names.add(self._name)
        return len(self._inner)


class Trace:
    """One handbook as the rooms of a build see it: `book`, and the `sizes` of printed files that pages tell."""

    def __init__(
        self, book: Handbook, site: Site, theme: Path, sizes: Mapping[str, int], marks: dict[str, str] | None = None
    ) -> None:
        """`theme` is the folder of templates, style sheets and interface words. OSError when it cannot be read.

        `marks` has what is known of the bodies and of the face without them, and is filled here.
        """
        self._seen = Seen()
        self._whole, self._sizes = book, sizes
        self._entries = {entry.reference: entry for kind in KINDS for entry in getattr(book, kind)}
        self._marks = {} if marks is None else marks
        if FACE not in self._marks:
            self._marks[FACE] = _shown(book)
        self._others: dict[str, str] = {}
        self._told: dict[str, bytes] = {}  # name → name and mark, as they go into an origin
        self._face = _face(self._marks[FACE], site, theme)
        self.sizes: Mapping[str, int] = Noted("sizes", sizes, self._seen)
        self.book = _noted(book, self._seen)

    @contextmanager
    def watching(self) -> Iterator[set[str]]:
        """What is read meanwhile, by name."""
        before, self._seen.names = self._seen.names, set()
        try:
            yield self._seen.names
        finally:
            self._seen.names = before

    def origin(self, reads: Iterable[str]) -> str:
        """The mark of a file that shows the face and all that `reads` names."""
        told = self._told
        for name in reads:
            if name not in told:
                told[name] = f"\0{name}\0{self._mark(name)}".encode()
        return hashlib.sha256(self._face.encode() + b"".join([told[name] for name in sorted(reads)])).hexdigest()

    def _mark(self, name: str) -> str:
        marks = self._marks if name.partition(" ")[0] in BODY else self._others
        if name not in marks:
            marks[name] = hashlib.sha256(repr(self._value(name)).encode()).hexdigest()
        return marks[name]

    def _value(self, name: str) -> object:
        """What stands under a name now; None where it is gone."""
        what, _, key = name.partition(" ")
        if what in BODY:
            reference, language = key.split(" ")
            words = self._entries[reference].words.get(language) if reference in self._entries else None
            return getattr(words, what) if words else None
        inner: Mapping[str, object] = self._sizes if what == "sizes" else getattr(self._whole, what)
        return inner.get(key) if key else tuple(inner.items())


class Build:
    """Where the rooms of a build write, and what they write from; without a `trace` everything is made."""

    def __init__(self, ledger: Ledger, book: Handbook, sizes: Mapping[str, int], trace: Trace | None = None) -> None:
        self.ledger, self._trace = ledger, trace
        self._waiting: list[tuple[Aside[Any], Callable[[Any], None]]] = []
        self.book = trace.book if trace else book
        self.sizes = trace.sizes if trace else sizes

    def derive(self, address: str, make: Callable[[Handbook], str | bytes]) -> None:
        """Have a file made from the handbook, unless it is there and would be the same."""
        if not self.take(address):
            with self.watching() as seen:
                content = make(self.book)
            self.put(address, content, seen)

    def aside(self, work: Callable[[], Value], then: Callable[[Value], None]) -> None:
        """Have something worked out by a second process meanwhile, and `then` written when `finish` is called."""
        self._waiting.append((Aside(work), then))

    def finish(self) -> None:
        """Write what was worked out aside: before anybody looks at what has been written."""
        while self._waiting:
            work, then = self._waiting[0]
            then(work.answer())
            self._waiting.pop(0)

    def drop(self) -> None:
        """Leave what is worked out aside: the build has failed."""
        for work, _ in self._waiting:
            work.drop()

    def take(self, address: str) -> bool:
        """Take over the file at an address if nothing that it was made from has changed."""
        return self.ledger.take(address, self.origin(self.ledger.reads(address))) if self._trace else False

    def put(self, address: str, content: str | bytes, seen: Iterable[str]) -> None:
        """Write a file that was made from the face and from what was `seen`."""
        reads = tuple(sorted(seen))
        self.ledger.put(address, content, self.origin(reads), reads)

    def origin(self, reads: Iterable[str]) -> str:
        """The mark of a file that shows the face and all that `reads` names; "" where nothing is noted."""
        return self._trace.origin(reads) if self._trace else ""

    @contextmanager
    def watching(self) -> Iterator[set[str]]:
        """What is read of the handbook meanwhile, by name."""
        if self._trace is None:
            yield set()
            return
        with self._trace.watching() as seen:
            yield seen


def alone(book: Handbook, folder: Path, sizes: Mapping[str, int] | None = None) -> Build:
    """A build into `folder` that knows of no other and leaves no marks."""
    return Build(Ledger(folder), book, sizes or {})


def stale(marks: Mapping[str, str], reference: str, language: str) -> dict[str, str]:
    """The marks without those of one body."""
    gone = {f"{name} {reference} {language}" for name in BODY}
    return {name: mark for name, mark in marks.items() if name not in gone}


def _shown(book: Handbook) -> str:
    """The mark of all that may show anywhere of a handbook."""
    words = {"words": {"__all__": set(BODY)}}
    bodies: dict[str, Any] = {kind: {"__all__": words} for kind in KINDS}
    shown = book.model_dump_json(exclude={**bodies, **dict.fromkeys(APART, True)})
    return hashlib.sha256(shown.encode()).hexdigest()


def _face(shown: str, site: Site, theme: Path) -> str:
    total = hashlib.sha256(shown.encode())
    total.update(repr(site).encode())
    for file in sorted(path for path in theme.rglob("*") if path.is_file()):
        data = file.read_bytes()
        total.update(f"\0{file.relative_to(theme).as_posix()}\0{len(data)}\0".encode() + data)
    return total.hexdigest()


def _noted(book: Handbook, seen: Seen) -> Handbook:
    """The same handbook, which notes in `seen` what is read of it beyond its face."""
    parts = {name: getattr(book, name) for name in Handbook.model_fields}
    for kind in KINDS:
        parts[kind] = tuple(_noted_entry(entry, seen) for entry in parts[kind])
    for name in APART:
        parts[name] = Noted(name, parts[name], seen)
    return Handbook.model_construct(**parts)


def _noted_entry(entry: Entry, seen: Seen) -> Entry:
    words = {language: _noted_words(side, entry.reference, seen) for language, side in entry.words.items()}
    return type(entry).model_construct(key=entry.key, facts=entry.facts, words=words)


def _noted_words(side: Words, owner: str, seen: Seen) -> Words:
    noted = _Words.model_construct(**{name: value for name, value in side.__dict__.items() if name not in BODY})
    for name in BODY:
        del noted.__dict__[name]  # the defaults
    noted.__dict__.update(inner=side, seen=seen, owner=owner)
    return noted
