"""Where the rooms find what this run reads and writes: Pelican's settings → the frozen `Handbook`, the `Build`."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from plugins.handbook.ledger import Ledger
from plugins.handbook.memory import Memory
from plugins.handbook.model import Entry, Handbook, Words
from plugins.handbook.site import from_settings
from plugins.handbook.tracing import KINDS, Build, Trace

SHELF = "HANDBOOK"
MEMORY = "MEMORY"  # of earlier builds
LEDGER = "LEDGER"  # of this run
BUILD = "BUILD"  # in which the rooms of this run write, once the first has asked for it
MARKS = "MARKS"  # of bodies that are as they were
PRINTED = (".pdf", ".epub")


def place(settings: MutableMapping[str, Any], book: Handbook) -> None:
    """Put the handbook of this run where `current` finds it."""
    settings[SHELF] = book


def current(settings: Mapping[str, Any]) -> Handbook:
    """The handbook of this run; LookupError when the reading room is not in `PLUGINS`, or stands after its readers."""
    book = settings.get(SHELF)
    if not isinstance(book, Handbook):
        raise LookupError("no handbook was read: `reading` must stand first in PLUGINS")
    return book


def whole(settings: Mapping[str, Any]) -> Handbook:
    """The same with every body in memory, for a room that asks an entry for all that it holds."""
    return with_bodies(current(settings))


def with_bodies(book: Handbook) -> Handbook:
    """A handbook of which no body lies elsewhere."""
    return book.but(**{kind: tuple(map(_with_bodies, getattr(book, kind))) for kind in KINDS})


def _with_bodies(entry: Entry) -> Entry:
    words = {
        code: side
        if type(side) is Words
        else Words.model_construct(**{name: getattr(side, name) for name in Words.model_fields})
        for code, side in entry.words.items()
    }
    return type(entry).model_construct(key=entry.key, facts=entry.facts, words=words)


def remember(
    settings: MutableMapping[str, Any], memory: Memory, ledger: Ledger, marks: dict[str, str] | None = None
) -> None:
    """Let the rooms of this run use what earlier builds left; `marks` are those of a `Trace`."""
    settings[MEMORY], settings[LEDGER], settings[BUILD], settings[MARKS] = memory, ledger, [], marks


def memory_of(settings: Mapping[str, Any]) -> Memory:
    """What earlier builds left; empty where nobody keeps it."""
    memory = settings.get(MEMORY)
    return memory if isinstance(memory, Memory) else Memory()


def build_of(settings: Mapping[str, Any]) -> Build | None:
    """The build of this run, one for all rooms; printed files are there by then. None where nobody remembers builds."""
    book, ledger = current(settings), settings.get(LEDGER)
    if not isinstance(ledger, Ledger):
        return None
    builds: list[Build] = settings[BUILD]
    if not builds:
        sizes = printed(ledger)
        trace = Trace(book, from_settings(settings), Path(settings["THEME"]), sizes, settings[MARKS])
        builds.append(Build(ledger, book, sizes, trace))
    return builds[0]


def close(settings: Mapping[str, Any], *, is_whole: bool) -> None:
    """End the build of this run: `is_whole` when every room has written."""
    for build in settings[BUILD]:
        if is_whole:
            build.finish()
        else:
            build.drop()


def printed(ledger: Ledger) -> Mapping[str, int]:
    """The sizes of the printed files that are there already, in bytes."""
    return {file: (ledger.folder / file).stat().st_size for file in ledger.files() if file.endswith(PRINTED)}
