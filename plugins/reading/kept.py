"""The last reading, kept in a file → the same handbook again, at the cost of the bodies that were saved since.

`again` answers only when nothing but bodies has changed, in entries without any finding before or after, whose front
matter, ids of headings and units stayed: then no other file's findings can differ. In any doubt everything is read.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from plugins.handbook.freshness import lock
from plugins.handbook.freshness.notice import of_page
from plugins.handbook.freshness.standing import standings
from plugins.handbook.freshness.states import compare
from plugins.handbook.freshness.units import Side, Unit, Units, reference_of, units
from plugins.handbook.memory import Memory
from plugins.handbook.model import Entry, Handbook, Heading, Words
from plugins.handbook.problem import START
from plugins.handbook.tracing import BODY, KINDS, stale
from plugins.reading import Reading
from plugins.reading.across import beside
from plugins.reading.assemble import UnsafeError, renderer
from plugins.reading.fields import Setting
from plugins.reading.files import ROOT, plain_file
from plugins.reading.front import front_of
from plugins.reading.outline import Outline, Title
from plugins.reading.places import Spot, place
from plugins.reading.survey import Survey, taken

WATCHED = (f"{ROOT}/", "theme/translations/")  # what a reading is made from, beside code
Digests = Mapping[str, str]  # path → sha256
Text = tuple[str, tuple[str, ...]]  # of a text: a mark of its front matter, the ids of its headings
Hashes = Mapping[str, Mapping[str, str]]  # unit → language → hash


class Kept(NamedTuple):
    """What is known of a reading beside its handbook. `agreed` and `hashes` are empty where there is no lock."""

    digests: Digests
    told: Mapping[str, str]  # the findings as text, by the language in which they are told
    troubled: frozenset[str]  # folders of the files that have findings
    agreed: str
    hashes: Hashes
    standings: Mapping[str, Any]
    changed: Mapping[str, Any]


class Known(NamedTuple):
    """A handbook, its findings as text by the language in which they are told, and the marks of its bodies."""

    book: Handbook
    told: Mapping[str, str]
    marks: dict[str, str]


class Later(Words):
    """Words whose body is taken out of a memory when it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name not in BODY or not self.__dict__.keys() & {"memory", "titles"}:
            raise AttributeError(name)
        if "memory" in self.__dict__:
            memory = self.__dict__.pop("memory")
            html, markdown, titles, cites, count = marshal.loads(memory.get(("body", self.path)))  # noqa: S302  # sealed
            self.__dict__.update(html=html, markdown=markdown, titles=titles, cites=cites, word_count=count)
        if name == "headings":  # few ask for these
            made = ({"id": key, "title": title, "level": at} for key, title, at in self.__dict__.pop("titles"))
            self.__dict__["headings"] = tuple(Heading.model_construct(**each) for each in made)
        return self.__dict__[name]

    def __getstate__(self) -> dict[Any, Any]:
        """What is kept in a file: never a body."""
        own = {name: value for name, value in self.__dict__.items() if name not in {*BODY, "memory", "titles"}}
        return {**super().__getstate__(), "__dict__": own}


def keep(memory: Memory, reading: Reading, digests: Digests, content: Path, languages: tuple[str, ...]) -> None:
    """Keep a reading that gave a handbook; `languages` are those in which its findings may be told."""
    book = reading.book
    assert book is not None  # noqa: S101  # narrows for mypy
    text = lock.load(content)
    agreed = text if lock.parse(text).agreed else ""
    hashes = reading.hashes if agreed else {}
    told = {code: reading.report(code) if reading.problems else "" for code in languages}
    troubled = frozenset(each.path.rpartition("/")[0] for each in reading.problems)
    standing = {"standings": book.standings, "changed": book.changed}
    memory.put("reading", Kept(_watched(digests), told, troubled, agreed, hashes, **standing))
    every = [(entry, *side) for kind in KINDS for entry in getattr(book, kind) for side in entry.words.items()]
    memory.put("texts", {side.path: _text(side.path, reading, (entry.reference, code)) for entry, code, side in every})
    for *_, side in every:
        memory.put(("body", side.path), _body(side))
    memory.put("book", _bare(book))


def again(memory: Memory, digests: Digests, content: Path, theme: Path) -> Known | None:
    """The same reading with the bodies as they are now; None when everything has to be read."""
    kept, now = memory.get("reading"), _watched(digests)
    if kept is None or kept.digests.keys() != now.keys():
        return None
    saved = {path for path in now if now[path] != kept.digests[path]}
    folders = dict.fromkeys(path.rpartition("/")[0] for path in saved)
    texts: Mapping[str, Text] = memory.get("texts")
    if not texts.keys() >= saved or not kept.troubled.isdisjoint(folders):
        return None
    book, marks = _with_bodies(memory.get("book"), kept, memory), memory.get("marks")
    for folder in folders:
        elder = book.by_reference[folder.removeprefix(f"{ROOT}/")]
        found = _entry(book, [path for path in now if path.startswith(f"{folder}/")], content, texts)
        entry = _reworded(elder, found, saved, book, theme) if found and isinstance(elder, Entry) else None
        kept = _compared(kept, book, entry, found) if found and entry else None
        if kept is None or entry is None:
            return None
        book = book.with_entry(entry, changed=kept.changed, standings=kept.standings)
        for side in entry.words.values():
            if side.path in saved:
                memory.put(("body", side.path), _body(side))
                marks = stale(marks, entry.reference, side.language)
    memory.put("reading", kept._replace(digests=now))
    return Known(book, kept.told, marks)


def _watched(digests: Digests) -> Digests:
    return {path: sha for path, sha in digests.items() if path.startswith(WATCHED)}


def _text(path: str, reading: Reading, name: tuple[str, str]) -> Text:
    return _mark(reading.fronts[path]), reading.outlines[name].ids


def _mark(front: str) -> str:
    return hashlib.sha256(front.encode()).hexdigest()


def _body(side: Words) -> bytes:
    headings = [(each.id, each.title, each.level) for each in side.headings]
    return marshal.dumps((side.html, side.markdown, headings, side.cites, side.word_count))


def _bare(book: Handbook) -> Handbook:
    """The handbook without bodies, and without what depends on them."""
    bare = {kind: tuple(_bare_entry(entry) for entry in getattr(book, kind)) for kind in KINDS}
    return book.but(**bare, changed={}, standings={})


def _bare_entry(entry: Entry) -> Entry:
    return _with(entry, {code: _later(side) for code, side in entry.words.items()})


def _later(side: Words) -> Later:
    later = Later.model_construct(**{name: value for name, value in side.__dict__.items() if name not in BODY})
    for name in BODY:
        del later.__dict__[name]  # the defaults
    return later


def _with(entry: Entry, words: Mapping[str, Words]) -> Entry:
    return type(entry).model_construct(key=entry.key, facts=entry.facts, words=words)


def _with_bodies(book: Handbook, kept: Kept, memory: Memory) -> Handbook:
    for kind in KINDS:
        for entry in getattr(book, kind):
            for side in entry.words.values():
                side.__dict__["memory"] = memory
    return book.but(changed=kept.changed, standings=kept.standings)


def _outlines(texts: Mapping[str, Text]) -> dict[tuple[str, str], Outline]:
    """The outlines of texts, as far as links from elsewhere ask for them."""
    found: dict[tuple[str, str], Outline] = {}
    for path, (_, ids) in texts.items():
        reference, _, name = path.removeprefix(f"{ROOT}/").rpartition("/")
        titles = tuple(Title(2, each, "", START) for each in ids)
        found[reference, name.removesuffix(".md")] = Outline(titles, (), ())
    return found


def _entry(book: Handbook, paths: list[str], content: Path, texts: Mapping[str, Text]) -> Survey | None:
    """What the files of one entry give; None when there is any finding, or more than bodies may have changed."""
    setting = Setting(book.languages, frozenset(book.by_reference), is_typed=True)
    found = Survey(setting)
    for path in sorted(paths):
        file, spot = plain_file(content, path), place(path, book.languages)
        if file is None or not isinstance(spot, Spot) or spot.role not in ("entry", "words"):
            return None
        elder = book.by_reference[spot.reference]
        known = elder.words.get(spot.language) if isinstance(elder, Entry) and spot.language else elder.facts
        if known is None:
            return None
        found.add(taken(file, spot, setting, Memory()))
        found.believe(spot, path, known)
    if found.problems or found.waivers or any(beside(found, _outlines(texts))):
        return None
    cited = {cite.target for outline in found.outlines.values() for cite in outline.cites}
    for (reference, language), outline in found.outlines.items():
        path = f"{ROOT}/{reference}/{language}.md"
        if texts.get(path) != (_mark(front_of(path, found.sources[path])), outline.ids):
            return None
    return found if cited <= {source.key for source in book.sources} else None


def _reworded(entry: Entry, found: Survey, saved: set[str], book: Handbook, theme: Path) -> Entry | None:
    """The entry with the bodies that were saved; None when one of them holds what may not be shown."""
    render = renderer(book.languages, book.terms, book.sources, theme, Memory())
    words = dict(entry.words)
    for language, side in entry.words.items():
        if side.path in saved:
            try:
                prose = render(language, found.bodies[entry.reference, language], side.path)
            except UnsafeError:
                return None
            front = {name: value for name, value in vars(side).items() if name in Words.model_fields.keys() - BODY}
            words[language] = Words.model_construct(**front, **prose._asdict())
    return _with(entry, words)


def _compared(kept: Kept, book: Handbook, entry: Entry, found: Survey) -> Kept | None:
    """How the languages of the entry stand now; None when that may concern other entries."""
    own = units(found.sources, book.languages)
    agreed = lock.parse(kept.agreed)
    if not kept.agreed:
        now = compare(own, agreed, book.languages)
        return kept._replace(standings={**kept.standings, **standings(now, book.languages)})
    elder = {name for name in kept.hashes if reference_of(name) == entry.reference}
    if entry.kind == "pages" or elder != own.by_id.keys():
        return None
    hashes = {**kept.hashes, **{unit.id: unit.hashes for unit in own.by_id.values()}}
    before, now = (compare(_units(each), agreed, book.languages) for each in (kept.hashes, hashes))
    if any(now.states[name] != state for name, state in before.states.items() if name not in elder):
        return None
    standing = {**kept.standings, entry.reference: standings(now, book.languages)[entry.reference]}
    notices = {code: late for code in entry.words if (late := tuple(of_page(entry, code, now)))}
    told = {**kept.changed, **({entry.reference: notices} if notices else {})}
    if not notices:
        told.pop(entry.reference, None)
    changed = _in_order(told, book)
    return kept._replace(hashes=hashes, standings=standing, changed=changed)


def _in_order(changed: Mapping[str, Any], book: Handbook) -> Mapping[str, Any]:
    """Entries first, in the order of the handbook; pages and cards come after them as they did."""
    own = [entry.reference for kind in KINDS if kind != "pages" for entry in getattr(book, kind)]
    return {**{name: changed[name] for name in own if name in changed}, **changed}


def _units(hashes: Hashes) -> Units:
    def side(sha: str) -> Side:
        return Side("", "", prose=True, hash=sha)

    return Units({name: Unit(name, {code: side(sha) for code, sha in each.items()}) for name, each in hashes.items()})
