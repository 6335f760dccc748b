"""Handbook → one search index a language, and the scripts that ask it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.handbook import shelf
from plugins.handbook.memory import Memory
from plugins.handbook.model import Handbook
from plugins.handbook.tracing import Build, alone

SCRIPTS = ("js/search.js", "js/quote.js")  # below theme/static; copied to static/ without their comments


def write_finding(
    book: Handbook, theme: Path, output: Path, build: Build | None = None, memory: Memory | None = None
) -> None:
    """Write `<language>/search.js` and its parts for each language, and the scripts. OSError when the disk refuses.

    The index of a language whose texts are those of the `build` before is not made again.
    """
    from plugins.finding.lean import lean
    from plugins.finding.roots import candidates

    build, memory = build or alone(book, output), memory or Memory()
    candidates.bring(memory)
    for language in book.languages:
        _write_index(build, language)
    candidates.keep(memory)
    for script in SCRIPTS:
        text = (theme / "static" / script).read_text(encoding="utf-8")
        build.ledger.put(f"static/{script}", lean(text))


def _write_index(build: Build, language: str) -> None:
    """The core stands for all of its parts: they have one origin, and no other file has it."""
    core = f"{language}/search.js"
    origin = build.origin(build.ledger.reads(core))
    if origin and core in build.ledger.take_all(f"search {language} {origin}"):
        return
    from plugins.finding.catalogue import as_script, index

    with build.watching() as seen:
        made = index(build.book, language)
    reads = tuple(sorted(seen))
    origin = f"search {language} {build.origin(reads)}"
    for number, each in enumerate(made):
        ending = f"-{number}" if number else ""
        build.ledger.put(f"{language}/search{ending}.js", as_script(each, f"{language}{ending}"), origin, reads)


def write(settings: Mapping[str, Any], output: Path) -> None:
    """Write the indexes of the handbook on the shelf."""
    build, memory = shelf.build_of(settings, output), shelf.memory_of(settings)
    write_finding(shelf.current(settings), Path(settings["THEME"]), output, build, memory)


def register() -> None:
    """Connect the room to Pelican."""
    from plugins.finding.generator import connect  # a build that draws little does not wait for Pelican

    connect()
