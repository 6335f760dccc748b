"""Git, where there is any → how old a change is, and what a file said before. Everything else does without it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from plugins.handbook.freshness.units import ROOT

DAY = 24 * 60 * 60
PATIENCE = 60  # seconds for one command
DEEPEST = 400  # versions of one file that are looked through


class Version(NamedTuple):
    """A file as a commit had it."""

    commit: str
    day: str
    text: str


@dataclass(frozen=True)
class History:
    """The history of the project in the folder `root`."""

    root: Path

    def last_changes(self) -> Mapping[str, int]:
        """When each file below content/ was last committed, in seconds; 0 for one that differs from what is committed.

        A file is missing when the clone is too shallow to say.
        """
        found: dict[str, int] = {}
        cut = self._cut()
        lines = self._lines("log", "--no-renames", "--relative", "--name-only", "--format=%x01%H %ct", "--", ROOT)
        commit, time = "", 0
        for line in lines:
            if line.startswith("\x01"):
                commit, stamp = line[1:].split()
                time = int(stamp)
            elif line and line not in found:
                found[line] = -1 if commit in cut else time
        now = dict.fromkeys(self._uncommitted(), 0)
        return {path: time for path, time in {**found, **now}.items() if time >= 0}

    def versions(self, path: str) -> Iterator[Version]:
        """A file as it was, newest first."""
        for line in self._lines("log", "--no-renames", f"--max-count={DEEPEST}", "--format=%H %cs", "--", path):
            commit, _, day = line.partition(" ")
            text = run(self.root, "show", f"{commit}:./{path}") if commit else None
            if text is not None:
                yield Version(commit, day, text)

    def _uncommitted(self) -> Iterator[str]:
        """The files that differ from what is committed. `git status` leaves the index alone, `git diff` would not."""
        above = (run(self.root, "rev-parse", "--show-prefix") or "").strip()
        told = run(self.root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", ROOT) or ""
        return (line[3:].removeprefix(above) for line in told.split("\0") if line)

    def _cut(self) -> set[str]:
        """The commits behind which a shallow clone has nothing: they seem to have changed every file."""
        path = run(self.root, "rev-parse", "--git-path", "shallow")
        try:
            return set((self.root / (path or "").strip()).read_text(encoding="ascii").split()) if path else set()
        except (OSError, ValueError):
            return set()

    def _lines(self, *command: str) -> list[str]:
        return (run(self.root, *command) or "").split("\n")


def history(root: Path) -> History | None:
    """The history of `root`, or None without git, without a commit, or when content/ is not in it."""
    known = run(root, "rev-parse", "--verify", "--quiet", "HEAD") and run(root, "ls-files", "--", ROOT)
    return History(root) if known else None


def days(time: int, now: int) -> int:
    """Whole days from `time` (0 for a change of this moment) to `now`."""
    return max(0, now - time) // DAY if time else 0


def run(root: Path, *command: str) -> str | None:
    """What a git command prints, or None when it fails for whatever reason."""
    quiet = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    whole = ["git", "-c", "core.quotePath=false", "--no-pager", *command]
    try:
        done = subprocess.run(whole, cwd=root, env=quiet, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
