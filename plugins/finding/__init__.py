"""Handbook → one search index a language, and the scripts that ask it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.handbook import shelf
from plugins.handbook.memory import Memory
from plugins.handbook.model import Handbook
from plugins.handbook.tracing import Build, alone

if TYPE_CHECKING:
    from plugins.finding.passages import Passage

Made = tuple[Mapping[str, bytes], dict[Any, Any], Mapping[str, bytes | None]]  # the last as `Remembered.told` has it

SCRIPTS = ("js/search.js", "js/quote.js")  # below theme/static; copied to static/ without their comments


def write_finding(
    book: Handbook, theme: Path, output: Path, build: Build | None = None, memory: Memory | None = None
) -> None:
    """Write `<language>/search.js` and its parts for each language, and the scripts. OSError when the disk refuses.

    The index of a language whose texts are those of the `build` before is not made again; one that is, may be written
    only when the build is finished.
    """
    one = build or alone(book, output)
    _write_indexes(one, memory or Memory())
    for script in SCRIPTS:
        _write_script(one, theme / "static" / script, f"static/{script}")
    if build is None:
        one.finish()


def _write_script(build: Build, script: Path, address: str) -> None:
    """A script without its comments; one that is as it was is taken over."""
    text = script.read_text(encoding="utf-8")
    origin = f"script {hashlib.sha256(text.encode()).hexdigest()}"
    if not build.ledger.take(address, origin):
        from plugins.finding.lean import lean

        build.ledger.put(address, lean(text), origin)


def _write_indexes(build: Build, memory: Memory) -> None:
    """The files of an index have one origin, which no other file has: the mark of all that it is made of."""
    from plugins.finding.roots import candidates

    for language in build.book.languages:
        candidates.stay(memory, language)
        for reference in memory.get(("shown in", language)) or ():
            memory.stay(("shown", language, reference))  # though perhaps it is not needed in this build
        pages = memory.get(("heard in", language)) or ()
        known = tuple(page for page in pages if memory.stay(("heard", language, page)))
        core, name = f"{language}/search.js", ("told", language)
        reads, told = build.ledger.reads(core), None
        origin = build.origin(reads)
        if origin and memory.knows(name, origin):  # nothing that was read has changed: no need to look what it says
            mark = memory.recall(name, origin, str)
        else:
            reads, told = _told(build, language, memory)
            mark = _mark(told)
            memory.recall(name, build.origin(reads), partial(str, mark))
        if core not in build.ledger.take_all(mark):
            told = told or _told(build, language, memory)[1]
            then = partial(_put, build, language, memory, mark, reads)
            build.aside(partial(_made, told, memory, known), then)


def _told(build: Build, language: str, memory: Memory) -> tuple[tuple[str, ...], Any]:
    """What an index is made of, and what was read to know that. Entries that are as they were are not read again."""
    from plugins.finding.catalogue import told
    from plugins.finding.passages import read_shown, shown

    everything: dict[str, tuple[str, ...]] = {}

    def recall(reference: str, make: Callable[[], Passage]) -> Passage:
        name = "shown", language, reference
        everything[reference], origin, kept = memory.get(name) or ((), "", b"")
        if origin and origin == build.origin(everything[reference]):
            return read_shown(kept, make)
        with build.watching() as seen:
            page = make()
        everything[reference] = tuple(sorted(seen))
        if origin := build.origin(everything[reference]):
            memory.put(name, (everything[reference], origin, shown(page)))
        return page

    with build.watching() as seen:
        found = told(build.book, language, recall)
    if memory.get(("shown in", language)) != tuple(everything):
        memory.put(("shown in", language), tuple(everything))
    return tuple(sorted(seen.union(*everything.values()))), found


def _mark(told: Any) -> str:
    from plugins.finding.passages import mark_of

    pages, *others = told
    return f"search {hashlib.sha256(repr([*map(mark_of, pages), *others]).encode()).hexdigest()}"


def _made(told: Any, memory: Memory, known: tuple[str, ...]) -> Made:
    """The files of an index, and what is worth knowing the next time; memory has what was heard of `known` pages."""
    from plugins.finding.catalogue import as_script, of_passages
    from plugins.finding.listening import Remembered
    from plugins.finding.roots import candidates

    found, language, terms, others = told
    is_known = candidates.bring(memory, language)
    heard = Remembered(known, lambda page: bytes(memory.get(("heard", language, page))))
    made = of_passages(found, language, terms, others, heard)
    endings = [f"-{number}" if number else "" for number in range(len(made))]
    files = {
        f"{language}/search{end}.js": as_script(each, f"{language}{end}")
        for end, each in zip(endings, made, strict=True)
    }
    return files, {} if is_known else candidates.answers, heard.told()


def _put(build: Build, language: str, memory: Memory, mark: str, reads: tuple[str, ...], made: Made) -> None:
    from plugins.finding.roots import candidates

    files, known, heard = made
    memory.put(("heard in", language), tuple(heard))
    for page, what in heard.items():
        if what is not None:
            memory.put(("heard", language, page), what)
    for address, script in files.items():
        build.ledger.put(address, script, mark, reads)
    candidates.answers.update(known)
    candidates.keep(memory, language)


def write(settings: Mapping[str, Any], output: Path) -> None:
    """Write the indexes of the handbook on the shelf."""
    build, memory = shelf.build_of(settings), shelf.memory_of(settings)
    write_finding(shelf.current(settings), Path(settings["THEME"]), output, build, memory)


def register() -> None:
    """Connect the room to Pelican."""
    from plugins.door import connect  # a build that draws little does not wait for Pelican

    connect(write)
