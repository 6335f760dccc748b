"""Everything that decides what the site looks like → one sha256. Costs no import of Pelican or WeasyPrint."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from plugins.handbook.ledger import digest, files_below

INPUTS = ("content", "theme", "plugins", "pelicanconf.py", "requirements.lock")
CODE = ("plugins", "pelicanconf.py", "requirements.lock")
Digests = Mapping[str, str]  # path → sha256

LEFT_OUT = ("__pycache__/", "/.", "~")


def digests(root: Path, names: Iterable[str] = INPUTS) -> Digests:
    """The sha256 of every file of these names; of a folder, of all that is in it and decides anything."""
    return {path: digest(file)[1] for path, file in _inputs(root, names)}


def of_inputs(root: Path, url: str, known: Digests | None = None) -> str:
    """The fingerprint of the site that `root` would build for the public address `url` ("" for the configured one).

    `known` has the digests of all inputs, where they need not be read for this.
    """
    found = digests(root) if known is None else known
    return _total(f"{sys.version} {os.uname().machine} {url}", found, found)


def of_code(root: Path, known: Digests | None = None) -> str:
    """The fingerprint of what works the answers out that builds keep: rooms, settings, packages, Python."""
    found = digests(root, CODE) if known is None else known
    return _total(f"{sys.version} {os.uname().machine}", found, (path for path in found if path.split("/")[0] in CODE))


def _total(first: str, found: Digests, paths: Iterable[str]) -> str:
    lines = (f"{path} {found[path]}\n" for path in sorted(paths))
    return hashlib.sha256(f"{first}\n{''.join(lines)}".encode()).hexdigest()


def _inputs(root: Path, names: Iterable[str]) -> Iterator[tuple[str, Path]]:
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
