"""A tree of files → size and sha256 of each, to be compared whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plugins.handbook.ledger import digest, files_below


def of_tree(folder: Path) -> Mapping[str, tuple[int, str]]:
    """Size and sha256 of every file below `folder`."""
    return {path: digest(file) for path, file in files_below(folder)}
