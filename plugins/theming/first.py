"""Theme folder → the one script that stands inside every page, as its policy must know it."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup


def first_script(theme: Path) -> Markup:
    """The text of `first.js` without its comments; OSError when it is missing."""
    lines = (theme / "static" / "js" / "first.js").read_text(encoding="utf-8").splitlines()
    return Markup("".join(line.strip() for line in lines if not line.startswith("//")))  # noqa: S704  # our own file
