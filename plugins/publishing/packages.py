"""Lock files → a virtual environment that holds exactly what they say. Standard library only (see `machine`)."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from plugins.publishing.words import words

LOCKS = {"site": ("requirements.lock",), "test": ("requirements.lock", "tests/requirements.lock")}


class Unready(Exception):  # noqa: N818  # the machine is not ready, and this is what the person is told
    """A machine that cannot be set up without its owner's help."""


def install_python(root: Path, need: str, language: str) -> None:
    """Make `.venv` hold what the lock files say. A stamp says that it does; an interrupted set-up is started afresh."""
    venv, unfinished = root / ".venv", root / ".cache" / "setup-unfinished"
    stamps = {each: venv / f"ready-for-{each}" for each in LOCKS}
    enough = ("site", "test") if need == "site" else ("test",)
    if (venv / "bin" / "python").exists() and any(_reads(stamps[each], _state(root, each)) for each in enough):
        return
    print(words("installing-python", language, venv=".venv"), flush=True)
    is_fresh_start = unfinished.exists() or not _has_pip(venv)
    unfinished.parent.mkdir(exist_ok=True)
    unfinished.touch()
    if is_fresh_start:
        quietly([sys.executable, "-m", "venv", "--clear", str(venv)], language)
    for stamp in stamps.values():
        stamp.unlink(missing_ok=True)
    locks = (argument for lock in LOCKS[need] for argument in ("-r", str(root / lock)))
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    quietly([*pip, "--require-hashes", "--only-binary=:all:", *locks], language)
    stamps[need].write_text(_state(root, need), encoding="utf-8")
    unfinished.unlink()


def _state(root: Path, need: str) -> str:
    """What an environment depends on: the locked packages and the Python that runs them."""
    total = hashlib.sha256(sys.version.encode())
    for lock in LOCKS[need]:
        total.update((root / lock).read_bytes())
    return total.hexdigest()


def _reads(stamp: Path, state: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == state


def _has_pip(venv: Path) -> bool:
    python = venv / "bin" / "python"
    asks = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return python.exists() and subprocess.run([python, "-c", asks], check=False, capture_output=True).returncode == 0


def quietly(command: list[str], language: str, must_succeed: bool = True) -> None:
    """Run a command; its words are shown only when it fails."""
    done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode and must_succeed:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
        raise Unready(words("install-failed", language, command=" ".join(command)))
