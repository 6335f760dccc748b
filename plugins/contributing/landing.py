"""Files to be written together → all of them on the disk, or none and the disk as it was."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

MODE = 0o644


class NotPlainError(OSError):
    """Something on the way to a file is a link, or no folder; the message is its path below the root."""


def land(root: Path, files: Mapping[str, str]) -> None:
    """Write every file below `root`; OSError when one cannot be, and then nothing has changed.

    A file that is there is replaced. `NotPlainError` when a path would lead through a link or out of `root`.
    """
    for path in files:
        _refuse_detours(root, path)
    made: list[Path] = []
    before: dict[Path, bytes | None] = {}
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in files.items():
            target = root / path
            _make_folders(target.parent, made)
            staged.append((_stage(target, text), target))
        for source, target in staged:
            before[target] = target.read_bytes() if target.exists() else None
            source.replace(target)
    except BaseException:
        _undo(before, staged, made)
        raise


def _refuse_detours(root: Path, path: str) -> None:
    parts = path.split("/")
    if not path or {"", ".", ".."} & set(parts) or "\\" in path or "\0" in path:
        raise NotPlainError(path)
    for end in range(1, len(parts) + 1):
        here = root.joinpath(*parts[:end])
        try:
            mode = here.lstat().st_mode
        except FileNotFoundError:
            return
        if not (stat.S_ISREG(mode) if end == len(parts) else stat.S_ISDIR(mode)):
            raise NotPlainError("/".join(parts[:end]))


def _make_folders(folder: Path, made: list[Path]) -> None:
    if not folder.exists():
        _make_folders(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _stage(target: Path, text: str) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        os.fchmod(file.fileno(), MODE)
    return Path(name)


def _undo(before: Mapping[Path, bytes | None], staged: list[tuple[Path, Path]], made: list[Path]) -> None:
    for target, data in before.items():
        if data is None:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(data)
    for source, _ in staged:
        source.unlink(missing_ok=True)
    for folder in reversed(made):
        folder.rmdir()
