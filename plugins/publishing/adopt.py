"""A staged site beside the published one → what says the same in both stays the old file, not rewritten."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from plugins.handbook.ledger import digest
from plugins.publishing.manifest import Files


def adopt(folder: Path, files: Files, output: Path, before: Files) -> int:
    """Put the published file in the place of each staged one that says the same; returns how many.

    `files` and `before` are what the two manifests say. A published file is read before it is trusted, and left alone
    where the file system has no links.
    """
    count = 0
    for path, what in files.items():
        staged, old = folder / path, output / path
        if before.get(path) != what:
            continue
        with suppress(OSError):
            if old.is_symlink() or old.samefile(staged) or digest(old) != what:
                continue
            beside = staged.with_name(f".{staged.name}.old")
            beside.hardlink_to(old)
            beside.replace(staged)
            count += 1
    return count
