"""Has anything changed since the site was published? Answered from the times and sizes of files; nothing is read.

`make site` asks this before it loads anything larger. Nothing has when every input and every published file is the one
that was there; a doubt is also a file that was touched so shortly before the build that its time might not tell a later
change.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from plugins.handbook.ledger import digest
from plugins.publishing.fingerprint import INPUTS, Digests, is_left_out
from plugins.publishing.sealed import sealed, unsealed

Stamps = Mapping[str, list[int]]  # path → size, times of the last change of bytes and of the entry (ns), number

MEMORY = ".cache/publishing/stamps"
OUTPUT = "output"
MARGIN = 1_000_000_000  # ns; coarser than the clock of any file system that publishes atomically


class Past(NamedTuple):
    """What the last build noted: its setting, when it began (ns), all stamps, the site's fingerprint, all digests."""

    setting: list[str]
    began: int
    inputs: Stamps
    published: Stamps
    fingerprint: str
    known: Digests

    def of_published(self, addresses: Iterable[str]) -> Stamps:
        """The stamps of some files of the site, by their paths."""
        paths = (f"{OUTPUT}/{address}" for address in addresses)
        return {path: self.published[path] for path in paths if path in self.published}

    def is_settled(self, stamp: list[int]) -> bool:
        """Whether a later change of the file would show in its times."""
        return max(stamp[1:3]) < self.began - MARGIN


NOTHING = Past([], 0, {}, {}, "", {})


def remembered(root: Path) -> Past:
    """What `remember` noted; nothing when it is not as it was written."""
    try:
        return Past(*unsealed((root / MEMORY).read_bytes()))
    except (OSError, ValueError, EOFError, TypeError):
        return NOTHING


def stamps(root: Path) -> Stamps:
    """The stamps of everything that decides what the site looks like."""
    return {path: stamp for path, stamp in _stamps(root, INPUTS) if not is_left_out(path)}


def digests(root: Path, inputs: Stamps, past: Past) -> Digests:
    """The sha256 of every input; one that the last build has read, and that is the same since, is not read again."""
    before = {path: stamp for path, stamp in past.inputs.items() if past.is_settled(stamp)}
    known = past.known
    return {
        path: known[path] if path in known and before.get(path) == stamp else digest(root / path)[1]
        for path, stamp in inputs.items()
    }


def remember(
    root: Path, url: str, began: int, inputs: Stamps, fingerprint: str = "", known: Digests | None = None,
    stood: Stamps | None = None,
) -> None:  # fmt: skip
    """Note that `output/` is what `inputs` give, whose stamps were taken at `began` (ns), before any was read.

    `fingerprint` names the site that was published, `known` has the digests of the inputs; `stood` the stamps of files
    that nobody has touched: should somebody have, that shows.
    """
    published = dict(_stamps(root, [OUTPUT], stood))
    past = Past(_setting(url), began, inputs, published, fingerprint, known or {})
    file = root / MEMORY
    beside = file.with_suffix(".new")
    beside.write_bytes(sealed(tuple(past)))
    beside.replace(file)


def is_unchanged(root: Path, url: str, past: Past | None = None, inputs: Stamps | None = None) -> bool:
    """Whether the site in `output/` was made from exactly what is there now; False in any doubt.

    `past` and `inputs` are what `remembered` and `stamps` give, where these are known.
    """
    past = remembered(root) if past is None else past
    if past.setting != _setting(url) or not all(map(past.is_settled, past.inputs.values())):
        return False
    try:
        return past.inputs == (stamps(root) if inputs is None else inputs) and published(root, past) is not None
    except OSError:
        return False


def published(root: Path, past: Past) -> Mapping[str, int] | None:
    """The number of each file in `output/`, if all are the very ones that the last build left; None in any doubt."""
    try:
        if past.published != dict(_stamps(root, [OUTPUT])):
            return None
    except OSError:
        return None
    return {path.removeprefix(f"{OUTPUT}/"): stamp[3] for path, stamp in past.published.items()}


def _stamps(root: Path, names: Iterable[str], known: Stamps | None = None) -> Iterator[tuple[str, list[int]]]:
    """Path and stamp of each file; of one that is `known`, that stamp."""
    known, waiting = known or {}, list[str]()
    for name in names:
        if (root / name).is_dir():
            waiting.append(name)
        elif (root / name).exists():
            yield name, _stamp((root / name).lstat())
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                else:
                    yield path, known.get(path) or _stamp(entry.stat(follow_symlinks=False))


def _stamp(status: os.stat_result) -> list[int]:
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _setting(url: str) -> list[str]:
    return [sys.version, os.uname().machine, url]


def stamps_below(root: Path, folder: str) -> Stamps:
    """The stamps of every file in a folder."""
    return dict(_stamps(root, [folder]))


def now() -> int:
    """The moment, as file systems tell it, in ns."""
    return time.time_ns()
