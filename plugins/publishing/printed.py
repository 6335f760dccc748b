"""Has anything changed since cards were printed? Answered from the times and sizes of files; nothing is read.

`inv cards` asks this before it loads anything larger. In any doubt the answer is no, and files are read: a doubt is
also an input that was touched so shortly before it was read that its time might not tell a later change, and a machine
that does not say by a file's time which libraries it has.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from plugins.publishing.fresh import MARGIN, Stamps, stamps, stamps_below
from plugins.publishing.place import Place

LIBRARIES = Path("/etc/ld.so.cache")  # written anew whenever a shared library comes or goes


def is_printed(place: Place, asked: str) -> bool:
    """Whether the last printing was of what is `asked`, and its inputs and files are the very ones that it left."""
    try:
        return _seal(place).read_text(encoding="ascii") == _state(place, asked, stamps(place.root))
    except (OSError, ValueError):
        return False


def seal(place: Place, asked: str, began: int, inputs: Stamps) -> None:
    """Note that `build/cards/` holds what `inputs` give; so they were stamped at `began` (ns), before any was read."""
    file = _seal(place)
    if any(max(stamp[1:3]) >= began - MARGIN for stamp in inputs.values()):
        file.unlink(missing_ok=True)
        return
    try:
        state = _state(place, asked, inputs)
    except OSError:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(state, encoding="ascii")
    beside.replace(file)


def _seal(place: Place) -> Path:
    return place.memory / "cards.seal"


def _state(place: Place, asked: str, inputs: Stamps) -> str:
    """All that decides what is printed, and all that was, as one sum; OSError where libraries are not told."""
    printed = stamps_below(place.root, str(place.cards.relative_to(place.root)))
    libraries = LIBRARIES.stat()
    machine = (sys.version, os.uname().machine, libraries.st_size, libraries.st_mtime_ns, *_packages())
    state = (asked, os.environ.get("SITEURL", ""), machine, sorted(inputs.items()), sorted(printed.items()))
    return sha256(repr(state).encode()).hexdigest()


def _packages() -> Iterator[str]:
    """The name and version of every installed package, as its folder is called."""
    for folder in sys.path:
        if folder.endswith("-packages"):
            with os.scandir(folder) as entries:
                yield from sorted(entry.name for entry in entries if entry.name.endswith("-info"))
