"""Handbook → one search index a language, and the scripts that ask it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from plugins.handbook import shelf
from plugins.handbook.memory import Memory
from plugins.handbook.model import Handbook
from plugins.handbook.tracing import Build, alone

Made = tuple[Mapping[str, bytes], tuple[str, ...], dict[Any, Any]]

SCRIPTS = ("js/search.js", "js/quote.js")  # below theme/static; copied to static/ without their comments


def write_finding(
    book: Handbook, theme: Path, output: Path, build: Build | None = None, memory: Memory | None = None
) -> None:
    """Write `<language>/search.js` and its parts for each language, and the scripts. OSError when the disk refuses.

    The index of a language whose texts are those of the `build` before is not made again; one that is, may be written
    only when the build is finished.
    """
    from plugins.finding.lean import lean

    one = build or alone(book, output)
    _write_indexes(one, memory or Memory())
    for script in SCRIPTS:
        text = (theme / "static" / script).read_text(encoding="utf-8")
        one.ledger.put(f"static/{script}", lean(text))
    if build is None:
        one.finish()


def _write_indexes(build: Build, memory: Memory) -> None:
    """A language's core stands for all its parts: they have one origin, and no other file has it."""
    from plugins.finding.roots import candidates

    for language in build.book.languages:
        is_known = candidates.bring(memory, language)
        core = f"{language}/search.js"
        origin = build.origin(build.ledger.reads(core))
        if not origin or core not in build.ledger.take_all(f"search {language} {origin}"):
            build.aside(partial(_made, build, language, is_known), partial(_put, build, language, memory))


def _made(build: Build, language: str, is_known: bool) -> Made:
    """The files of an index, what was read for them, and what is worth knowing the next time."""
    from plugins.finding.catalogue import as_script, index
    from plugins.finding.roots import candidates

    with build.watching() as seen:
        made = index(build.book, language)
    endings = [f"-{number}" if number else "" for number in range(len(made))]
    files = {
        f"{language}/search{end}.js": as_script(each, f"{language}{end}")
        for end, each in zip(endings, made, strict=True)
    }
    return files, tuple(sorted(seen)), {} if is_known else candidates.answers


def _put(build: Build, language: str, memory: Memory, made: Made) -> None:
    from plugins.finding.roots import candidates

    files, reads, known = made
    for address, script in files.items():
        build.ledger.put(address, script, f"search {language} {build.origin(reads)}", reads)
    candidates.answers.update(known)
    candidates.keep(memory, language)


def write(settings: Mapping[str, Any], output: Path) -> None:
    """Write the indexes of the handbook on the shelf."""
    build, memory = shelf.build_of(settings), shelf.memory_of(settings)
    write_finding(shelf.current(settings), Path(settings["THEME"]), output, build, memory)


def register() -> None:
    """Connect the room to Pelican."""
    from plugins.finding.generator import connect  # a build that draws little does not wait for Pelican

    connect()
