"""What was published: a tree of files → size and sha256 of each, kept beside the fingerprint it was built from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.handbook.ledger import Line, digest, files_below
from plugins.publishing.sealed import sealed, unsealed

Files = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class Manifest:
    """One published site: the fingerprint of its inputs, its files, and the source that each page or card came from.

    `code` is the fingerprint of what wrote them; of files written by way of a ledger, `origins` has origin and reads.
    """

    fingerprint: str
    files: Files
    sources: Mapping[str, str]
    code: str = ""
    origins: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def lines(self) -> Mapping[str, Line]:
        """Its files as a ledger knows them."""
        return {path: Line(*what, *self.origins.get(path, ("", ()))) for path, what in self.files.items()}


NOTHING = Manifest(fingerprint="", files={}, sources={})


def is_whole(folder: Path, files: Files) -> bool:
    """Whether `folder` holds exactly `files`; sizes are compared before anything is read."""
    try:
        found = dict(files_below(folder))
        if found.keys() != files.keys():
            return False
        if any(file.lstat().st_size != files[path][0] for path, file in found.items() if not file.is_symlink()):
            return False
        return all(digest(file) == files[path] for path, file in found.items())
    except OSError:
        return False


def load(file: Path) -> Manifest:
    """The manifest in `file`; `NOTHING` when there is none, or not as it was written (then everything is built)."""
    try:
        return Manifest(**unsealed(file.read_bytes()))
    except (OSError, ValueError, EOFError, TypeError):
        return NOTHING


def prepare(manifest: Manifest, file: Path) -> Path:
    """Write the manifest beside `file`, on the disk; renaming the answer to `file` later needs no space and no time."""
    fresh = file.with_suffix(".new")
    with fresh.open("wb") as out:
        out.write(sealed(vars(manifest)))
        out.flush()
        os.fsync(out.fileno())
    return fresh
