"""Tests that share a costly fixture run in one process: the files that say so with `xdist_group`, each whole.

pytest-xdist 3.8 tells groups by a private name of pytest's that 9.2 no longer has, and so by nothing at all.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadGroupScheduling

ROOT = Path(__file__).resolve().parents[1]
_GROUP = re.compile(r'pytest\.mark\.xdist_group\("([\w-]+)"\)')


class Groups(LoadGroupScheduling):  # type: ignore[misc]  # pytest-xdist tells no types
    """Hands out the tests of a group together, all others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.partition("::")[0]) or nodeid


@cache
def group_of(path: str) -> str:
    """The group of a test file, by its path from the project's root; empty when it has none."""
    found = _GROUP.search((ROOT / path).read_text(encoding="utf-8"))
    return found[1] if found else ""
