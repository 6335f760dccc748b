"""What the picture of a page shows, and in which colours: enough to know that it stays what it was."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_ACCENT = re.compile(r"--([\w-]+)\s*:\s*(#[0-9a-fA-F]{6})\s*;")


@dataclass(frozen=True)
class Sign:
    """What a picture shows."""

    title: str
    place: str  # above the title: where the page belongs
    name: str  # of the site
    accent: str  # #rrggbb


def mark(sign: Sign) -> str:
    """What tells it from every other one."""
    parts = (sign.title, sign.place, sign.name, sign.accent)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def accents(theme: Path) -> Mapping[str, str]:
    """The colours of the design by name, as light paper sees them."""
    block = _ROOT.search((theme / "static" / "css" / "tokens.css").read_text(encoding="utf-8"))
    return dict(_ACCENT.findall(block[1])) if block else {}
