"""`translations.lock` ↔ what was agreed: for each unit, the hash of each language when all were last said to match.

guides/what-is#goals id:0f6c1a52b7de en:9b1d27f0ac43
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.handbook.freshness.normalise import HASH_LENGTH
from plugins.handbook.freshness.units import ROOT

NAME = "translations.lock"
PATH = f"{ROOT}/{NAME}"
HEAD = "# Ditulis oleh inv sync, jangan disunting tangan · Written by inv sync, not by hand"

_LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*"
_LINE = re.compile(rf"(\S+)((?: {_LANGUAGE}:[0-9a-f]{{{HASH_LENGTH}}})+)")

Agreed = Mapping[str, Mapping[str, str]]  # unit → language → hash


@dataclass(frozen=True)
class Lock:
    """What a lock file says. `faults` are the numbers of lines that say nothing, or name a unit a second time."""

    agreed: Agreed
    faults: tuple[int, ...] = ()


def parse(text: str) -> Lock:
    """The lock that a text holds; lines that cannot be read are passed over and told."""
    agreed: dict[str, dict[str, str]] = {}
    faults: list[int] = []
    twice: set[str] = set()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip() or line.startswith("# "):
            continue
        found = _LINE.fullmatch(line.rstrip())
        hashes = dict(pair.rsplit(":", 1) for pair in found[2].split()) if found else {}
        if not found or found[1] in agreed:
            faults.append(number)
            twice |= {found[1]} if found and agreed[found[1]] != hashes else set()
        else:
            agreed[found[1]] = hashes
    # Of two lines that disagree neither can be believed.
    return Lock({unit: hashes for unit, hashes in agreed.items() if unit not in twice}, tuple(faults))


def written(agreed: Agreed, languages: tuple[str, ...]) -> str:
    """The text of a lock: sorted lines, languages in their order, those that are not the site's own at the end."""

    def order(language: str) -> tuple[int, str]:
        return (languages.index(language) if language in languages else len(languages), language)

    lines = (
        " ".join([unit, *(f"{language}:{hashes[language]}" for language in sorted(hashes, key=order))])
        for unit, hashes in sorted(agreed.items())
    )
    return "".join(f"{line}\n" for line in (HEAD, *lines))


def load(content: Path) -> str:
    """The text of the lock in the folder `content`; "" when there is none. OSError when it cannot be read."""
    try:
        return (content / NAME).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def save(content: Path, text: str) -> None:
    """Write the lock as a whole or not at all. OSError when the disk refuses."""
    handle, name = tempfile.mkstemp(prefix=f".{NAME}.", dir=content)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            os.fchmod(file.fileno(), 0o644)
        Path(name).replace(content / NAME)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
