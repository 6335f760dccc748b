"""Everything that decides what the site looks like → one sha256. Costs no import of Pelican or WeasyPrint."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from pathlib import Path

from plugins.publishing.manifest import digest, files_below

INPUTS = ("content", "theme", "plugins", "pelicanconf.py", "requirements.lock")
LEFT_OUT = ("__pycache__/", "/.", "~")


def of_inputs(root: Path, url: str) -> str:
    """The fingerprint of the site that `root` would build for the public address `url` ("" for the configured one)."""
    total = hashlib.sha256(f"{platform.python_version()} {platform.machine()} {url}\n".encode())
    for path, file in _inputs(root):
        size, sha = digest(file)
        total.update(f"{path} {size} {sha}\n".encode())
    return total.hexdigest()


def _inputs(root: Path) -> Iterator[tuple[str, Path]]:
    for name in INPUTS:
        start = root / name
        if start.is_dir():
            found = ((f"{name}/{path}", file) for path, file in files_below(start))
            yield from ((path, file) for path, file in found if not is_left_out(path))
        elif start.exists():
            yield name, start


def is_left_out(path: str) -> bool:
    """Compiled modules, hidden files and editors' backups decide nothing."""
    return LEFT_OUT[0] in path or LEFT_OUT[1] in path or path.endswith(LEFT_OUT[2])
