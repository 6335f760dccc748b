"""Files to be written → what they would add to the findings of the check, tried on a copy of the content."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.contributing.landing import land
from plugins.handbook.problem import Problem

EXPECTED = ("B312", "T601")  # placeholders, and a language that is not written yet


@dataclass(frozen=True)
class Trial:
    """How a tree of content is judged: every finding in it, and how findings are told."""

    check: Callable[[Path], tuple[Problem, ...]]
    report: Callable[[Iterable[Problem]], str]

    def findings(self, root: Path, files: Mapping[str, str]) -> tuple[Problem, ...]:
        """What `files` would add to the findings of the project in `root`, apart from `EXPECTED`."""
        with tempfile.TemporaryDirectory() as folder:
            beside = Path(folder)
            shutil.copytree(root / "content", beside / "content", symlinks=True)
            before = {_fact(found) for found in self.check(beside / "content")}
            land(beside, files)
            after = self.check(beside / "content")
        return tuple(found for found in after if found.code not in EXPECTED and _fact(found) not in before)


def _fact(found: Problem) -> tuple[str, str, str, str]:
    """A finding without its place, which moves when lines are added above it."""
    return found.path, found.code, found.variant, repr(sorted(found.facts.items()))
