"""Small projects with a git history, for the tests that ask it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

DAY = 24 * 60 * 60
NOW = 1_800_000_000
WHO = {"NAME": "Penulis", "EMAIL": "penulis@empat-mata.example"}


def git(root: Path, *command: str, time: int = NOW) -> None:
    """Run git as somebody without settings of their own, at a time of the test's choice."""
    who = {f"GIT_{role}_{field}": value for role in ("AUTHOR", "COMMITTER") for field, value in WHO.items()}
    when = {f"GIT_{role}_DATE": f"@{time} +0000" for role in ("AUTHOR", "COMMITTER")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **who, **when}
    subprocess.run(["git", *command], cwd=root, env={**os.environ, **own}, capture_output=True, check=True)


def write(root: Path, files: Mapping[str, str]) -> None:
    """Make the content of `root` these files and its lock, and no others."""
    lock = root / "content" / "translations.lock"
    kept = lock.read_text(encoding="utf-8") if lock.exists() else ""
    shutil.rmtree(root / "content", ignore_errors=True)
    for path, text in {"content/translations.lock": kept, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")


def repository(root: Path, clone_of: Path | None = None) -> None:
    """Make `root` a repository, or a clone that knows the last commit only."""
    if clone_of:
        git(root.parent, "clone", "--quiet", "--depth", "1", clone_of.as_uri(), root.name)
        return
    git(root, "init", "--quiet", "--initial-branch", "main")


def commit(root: Path, time: int) -> None:
    """Commit everything."""
    git(root, "add", "--all", time=time)
    git(root, "commit", "--quiet", "--message", "Ubah isi", time=time)
