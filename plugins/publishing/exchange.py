"""A finished folder and the published one → exchanged in one step that a kill cannot cut in half.

Linux and macOS exchange two names in a single call. Where the system or the file system cannot, two renames do it, and
`recover` puts the old site back if the machine stopped between them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from plugins.handbook.ledger import files_below

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # Linux: renameat2(2)
RENAME_SWAP = 2  # macOS: renamex_np(2)
CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def publish(fresh: Path, output: Path) -> None:
    """Put `fresh` in the place of `output`; afterwards the old site, if there was one, stands at `fresh`."""
    if not output.exists():
        fresh.rename(output)
    elif not _exchange(fresh, output):
        _rename_twice(fresh, output)
    _sync(output.parent)


def settle(folder: Path) -> None:
    """Have every file and folder below `folder` on the disk before its name is worth anything."""
    if _sync_all(folder):
        return
    folders = {folder}
    for _, file in files_below(folder):
        folders.add(file.parent)
        if not file.is_symlink():
            _sync(file)
    for each in sorted(folders):
        _sync(each)


def retired(output: Path) -> Path:
    """Where the old site stands for a moment when two renames are needed."""
    return output.with_name(f"{output.name}.old")


def recover(output: Path) -> None:
    """Put the old site back if a build was stopped between two renames."""
    if retired(output).exists() and not output.exists():
        retired(output).rename(output)


def _rename_twice(fresh: Path, output: Path) -> None:
    output.rename(retired(output))
    fresh.rename(output)
    retired(output).rename(fresh)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names; False when this system or file system has no such call."""
    libc = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        done = libc.renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        done = libc.renamex_np(a, b, RENAME_SWAP)
    else:
        return False
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _sync_all(folder: Path) -> bool:
    """Flush the whole file system in one call, where there is one: thousands of single calls take seconds."""
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform != "linux" or not hasattr(libc, "syncfs"):
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        if libc.syncfs(handle) == 0:
            return True
    finally:
        os.close(handle)
    code = ctypes.get_errno()
    if code in CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(folder))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
