"""Everything that decides what the site looks like → one sha256. Costs no import of Pelican or WeasyPrint."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.handbook.ledger import digest, files_below

INPUTS = ("content", "theme", "plugins", "pelicanconf.py", "requirements.lock")
CODE = ("plugins", "pelicanconf.py", "requirements.lock")
LEFT_OUT = ("__pycache__/", "/.", "~")


def of_inputs(root: Path, url: str) -> str:
    """The fingerprint of the site that `root` would build for the public address `url` ("" for the configured one)."""
    total = hashlib.sha256(f"{platform.python_version()} {platform.machine()} {url}\n".encode())
    for path, file in _inputs(root):
        size, sha = digest(file)
        total.update(f"{path} {size} {sha}\n".encode())
    return total.hexdigest()


def of_code(root: Path) -> str:
    """The fingerprint of what works the answers out that builds keep: rooms, settings, packages, Python."""
    total = hashlib.sha256(f"{sys.version} {platform.machine()}\n".encode())
    for path, file in _inputs(root, CODE):
        total.update(f"{path} {digest(file)[1]}\n".encode())
    return total.hexdigest()


def _inputs(root: Path, names: Iterable[str] = INPUTS) -> Iterator[tuple[str, Path]]:
    for name in names:
        start = root / name
        if start.is_dir():
            found = ((f"{name}/{path}", file) for path, file in files_below(start))
            yield from ((path, file) for path, file in found if not is_left_out(path))
        elif start.exists():
            yield name, start


def is_left_out(path: str) -> bool:
    """Compiled modules, hidden files and editors' backups decide nothing."""
    return LEFT_OUT[0] in path or LEFT_OUT[1] in path or path.endswith(LEFT_OUT[2])
