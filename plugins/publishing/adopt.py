"""A staged site beside the published one → what says the same in both stays the old file, not rewritten."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from plugins.handbook.ledger import digest
from plugins.publishing.manifest import Files


def adopt(folder: Path, files: Files, output: Path, before: Files) -> None:
    """Put the published file in the place of each staged one that says the same.

    `files` and `before` are what the two manifests say. Where the file system has no links, what was staged stays.
    """
    for path, what in files.items():
        if before.get(path) == what:
            with suppress(OSError):
                _put(output / path, folder / path, what)


def _put(old: Path, staged: Path, what: tuple[int, str]) -> None:
    """Have the old file stand where the staged one does, if it is another file, and what the manifests say."""
    if old.is_symlink() or old.samefile(staged) or digest(old) != what:
        return
    beside = staged.with_name(f".{staged.name}.old")
    beside.hardlink_to(old)
    beside.replace(staged)
