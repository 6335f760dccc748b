"""Where the rooms find the handbook that was read for this run: Pelican's settings → the frozen `Handbook`."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from plugins.handbook.memory import Memory
from plugins.handbook.model import Handbook

SHELF = "HANDBOOK"
MEMORY = "MEMORY"  # of earlier builds


def place(settings: MutableMapping[str, Any], book: Handbook) -> None:
    """Put the handbook of this run where `current` finds it."""
    settings[SHELF] = book


def current(settings: Mapping[str, Any]) -> Handbook:
    """The handbook of this run; LookupError when the reading room is not in `PLUGINS`, or stands after its readers."""
    book = settings.get(SHELF)
    if not isinstance(book, Handbook):
        raise LookupError("no handbook was read: `reading` must stand first in PLUGINS")
    return book


def remember(settings: MutableMapping[str, Any], memory: Memory) -> None:
    """Let the rooms of this run use what earlier builds left."""
    settings[MEMORY] = memory


def memory_of(settings: Mapping[str, Any]) -> Memory:
    """What earlier builds left; empty where nobody keeps it."""
    memory = settings.get(MEMORY)
    return memory if isinstance(memory, Memory) else Memory()
