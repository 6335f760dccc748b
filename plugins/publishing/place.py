"""A project's root → where its site is built and published, and the lock that lets one build at a time do so."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from plugins.publishing.exchange import recover, retired

ANSWERS = ("answers", "reading", "rooms", "scans", "templates")  # files in which builds keep what they worked out


@dataclass(frozen=True)
class Place:
    """The folders and files of one project that publishing writes to."""

    root: Path

    @property
    def output(self) -> Path:
        """The published site."""
        return self.root / "output"

    @property
    def cards(self) -> Path:
        """Cards printed alone, for a look at them."""
        return self.root / "build" / "cards"

    @property
    def memory(self) -> Path:
        """What publishing remembers between two builds; may be deleted at any time."""
        return self.root / ".cache" / "publishing"

    @property
    def manifest(self) -> Path:
        """What was published last, and from what."""
        return self.memory / "manifest"

    @property
    def before(self) -> Path:
        """The site before the last one, of the same files where nothing changed, for the next build to begin with."""
        return self.memory / "before"

    @property
    def log(self) -> Path:
        """The full record of the last fault of the program itself."""
        return self.memory / "fault.txt"


@contextmanager
def alone(place: Place, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the project's lock; calls `waiting` when another build holds it. What a killed build left is cleared."""
    place.memory.mkdir(parents=True, exist_ok=True)
    with (place.memory / "lock").open("w") as file:
        try:
            # A record lock, unlike flock(2), is not inherited by worker processes that outlive a killed build.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            waiting()
            fcntl.lockf(file, fcntl.LOCK_EX)
        clear(place)
        yield


def clear(place: Place) -> None:
    """Put the old site back if it was being exchanged, and remove what builds that were killed left behind."""
    recover(place.output)
    leftovers = [*place.root.glob(f"{place.output.name}.new-*"), retired(place.output)]
    for leftover in leftovers:
        shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def staging(place: Place) -> Iterator[Path]:
    """A folder beside `output/`, on the same file system; gone afterwards.

    In it stands the site before the last, most of which may be the next one again: to remove thousands of files and put
    them there anew would take longer than the rest.
    """
    # A new name each time: workers of a killed build may still be writing into its folder.
    folder = Path(tempfile.mkdtemp(prefix=f"{place.output.name}.new-", dir=place.root))
    try:
        with suppress(OSError):
            place.before.rename(folder)
        folder.chmod(0o777 & ~_umask())
        yield folder
    finally:
        try:
            folder.rename(place.before)
        except OSError:  # the cache stands on another file system
            shutil.rmtree(folder, ignore_errors=True)


def forget(place: Place) -> None:
    """Delete the answers that builds have kept, but nothing of what they have published."""
    for name in ANSWERS:
        for file in place.memory.glob(f"{name}*"):
            file.unlink()


def clean(place: Place) -> None:
    """Delete the published site and everything that builds remember, the rendered cards among it."""
    clear(place)
    for folder in (place.output, place.cards.parent, place.memory.parent):
        shutil.rmtree(folder, ignore_errors=True)


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
