"""A fresh machine → one that can build the site (or also test it): system libraries, `.venv`, locked packages.

Run by the Makefile with the machine's own Python as `python3 -m plugins.publishing.machine site` (or `test`), before
anything is installed: standard library only. A second run finds everything in place and changes nothing.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from plugins.publishing.packages import Unready, install_python, quietly
from plugins.publishing.words import language_of, words

LIBRARIES = {  # library as the loader knows it → Debian's package
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
SUBSET = LIBRARIES["harfbuzz-subset"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BY_HAND = {
    "darwin": {
        "site": "brew install pango",
        "test": "brew install pango poppler openjdk && brew install --cask chromium",
    },
    "debian": {"site": "apt-get install {packages}", "test": "apt-get install {packages}"},
    "other": {"site": "Pango ≥ 1.44, HarfBuzz", "test": "Pango ≥ 1.44, HarfBuzz, Chromium, poppler-utils, Java ≥ 11"},
}


def main(root: Path, need: str) -> int:
    """Make this machine ready for `need`, or say what to install; returns the exit code."""
    language = language_of(os.environ)
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # `make site` and `make test` side by side: one sets up, the other waits
        install_system(missing_packages(need), need, language)
        install_python(root, need, language)
    except Unready as unready:
        print(unready, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        os.close(handle)
    return 0


def missing_packages(need: str) -> tuple[str, ...]:
    """The Debian packages for what is not on this machine yet."""
    missing = [package for name, package in LIBRARIES.items() if not _has_library(name)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info.minor}-venv")
    if need == "test":
        missing += [] if any(map(shutil.which, BROWSERS)) else ["chromium"]
        missing += [] if shutil.which("pdftotext") else ["poppler-utils"]
        missing += [] if shutil.which("java") else ["default-jre-headless"]
    return tuple(missing)


def _has_library(name: str) -> bool:
    usual = (f"lib{name}.so.0", f"lib{name}.0.dylib", f"/opt/homebrew/lib/lib{name}.0.dylib")
    if any(map(_loads, usual)):
        return True
    found = ctypes.util.find_library(name)  # asks the compiler and the linker: slow, so last
    return bool(found) and _loads(str(found))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system(packages: tuple[str, ...], need: str, language: str) -> None:
    """Install system packages with apt where that is possible; Unready where only the owner can."""
    if not packages:
        return
    apt = _apt()
    if apt:
        print(words("installing-system", language, packages=" ".join(packages)), flush=True)
        quietly([*apt, "update", "-qq"], language, must_succeed=False)
        quietly([*apt, "install", "-y", "-qq", "--no-install-recommends", *packages], language, packages != (SUBSET,))
        return
    kind = "darwin" if sys.platform == "darwin" else "debian" if shutil.which("apt-get") else "other"
    command = BY_HAND[kind][need].format(packages=" ".join(packages))
    if packages != (SUBSET,):
        raise Unready(words("install-by-hand", language, command=command))
    print(words("without-subset", language, command=command), file=sys.stderr)


def _apt() -> list[str]:
    """The start of a command that installs without asking; empty when there is none."""
    if not shutil.which("apt-get"):
        return []
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return apt
    if not shutil.which("sudo"):
        return []
    can_ask = sys.stdin is not None and sys.stdin.isatty()
    can_sudo = can_ask or subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    return ["sudo", *apt] if can_sudo else []


if __name__ == "__main__":
    sys.exit(main(Path.cwd(), sys.argv[1]))
