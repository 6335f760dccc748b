"""Has anything changed since the site was published? Answered from the times and sizes of files; nothing is read.

`make site` asks this before it loads anything larger. Nothing has when every input and every published file is the one
that was there; a doubt is also a file that was touched so shortly before the build that its time might not tell a later
change.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from plugins.handbook.ledger import digest
from plugins.publishing.fingerprint import INPUTS, Digests, is_left_out

Stamps = Mapping[str, list[int]]  # path → size, times of the last change of bytes and of the entry (ns), number

MEMORY = ".cache/publishing/stamps.json"
OUTPUT = "output"
MARGIN = 1_000_000_000  # ns; coarser than the clock of any file system that publishes atomically


def stamps(root: Path) -> Stamps:
    """The stamps of everything that decides what the site looks like."""
    return {path: stamp for path, stamp in _stamps(root, INPUTS) if not is_left_out(path)}


def digests(root: Path, inputs: Stamps) -> Digests:
    """The sha256 of every input; one that the last build has read, and that is the same since, is not read again."""
    before: Stamps = {}
    known: Digests = {}
    with suppress(OSError, ValueError):
        _, began, before, _, _, known = _remembered(root)
        before = {path: stamp for path, stamp in before.items() if _is_settled(stamp, began)}
    return {
        path: known[path] if path in known and before.get(path) == stamp else digest(root / path)[1]
        for path, stamp in inputs.items()
    }


def remember(
    root: Path, url: str, began: int, inputs: Stamps, fingerprint: str = "", known: Digests | None = None
) -> None:
    """Note that `output/` is what `inputs` give, whose stamps were taken at `began` (ns), before any was read.

    `fingerprint` names the site that was published, `known` has the digests of the inputs.
    """
    data = json.dumps([_setting(url), began, inputs, dict(_stamps(root, [OUTPUT])), fingerprint, known or {}])
    file = root / MEMORY
    beside = file.with_suffix(".new")
    beside.write_text(f"{_sha(data)}\n{data}", encoding="ascii")
    beside.replace(file)


def is_unchanged(root: Path, url: str) -> bool:
    """Whether the site in `output/` was made from exactly what is there now; False in any doubt."""
    try:
        setting, began, inputs, published, *_ = _remembered(root)
        return bool(
            setting == _setting(url)
            and all(_is_settled(stamp, began) for stamp in inputs.values())
            and inputs == stamps(root)
            and published == dict(_stamps(root, [OUTPUT]))
        )
    except (OSError, ValueError):
        return False


def is_as_published(root: Path, fingerprint: str) -> bool:
    """Whether every file in `output/` is the very one that the build of this fingerprint left; False in any doubt."""
    try:
        *_, published, named, _ = _remembered(root)
        return bool(named and named == fingerprint and published == dict(_stamps(root, [OUTPUT])))
    except (OSError, ValueError):
        return False


def _is_settled(stamp: list[int], began: int) -> bool:
    """Whether a later change of the file would show in its times."""
    return max(stamp[1:3]) < began - MARGIN


def _remembered(root: Path) -> list[Any]:
    """What `remember` noted; ValueError when it is not as it was written."""
    sha, data = (root / MEMORY).read_text(encoding="ascii").split("\n", 1)
    if sha != _sha(data):
        raise ValueError("a byte is not what it was")
    noted: list[Any] = json.loads(data)
    return noted


def _stamps(root: Path, names: Iterable[str]) -> Iterator[tuple[str, list[int]]]:
    waiting: list[str] = []
    for name in names:
        if (root / name).is_dir():
            waiting.append(name)
        elif (root / name).exists():
            yield name, _stamp((root / name).lstat())
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{folder}/{entry.name}")
                else:
                    yield f"{folder}/{entry.name}", _stamp(entry.stat(follow_symlinks=False))


def _stamp(status: os.stat_result) -> list[int]:
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _setting(url: str) -> list[str]:
    return [sys.version, os.uname().machine, url]


def _sha(data: str) -> str:
    return hashlib.sha256(data.encode("ascii")).hexdigest()


def stamps_below(root: Path, folder: str) -> Stamps:
    """The stamps of every file in a folder."""
    return dict(_stamps(root, [folder]))


def now() -> int:
    """The moment, as file systems tell it, in ns."""
    return time.time_ns()
