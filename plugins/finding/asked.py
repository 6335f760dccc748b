"""What readers type for a place of the handbook that the place itself does not say, from `asked.<language>.tsv`.

Each line: a page, or a section of it behind `#`, or a term or topic by its key; then words and phrases, with commas
between. They lead to the place and are never shown.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def asked(language: str) -> dict[str, str]:
    """Place → what readers type for it, in the order of the file; nothing for a language without one."""
    path = Path(__file__).with_name(f"asked.{language}.tsv")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {place: typed for place, _, typed in rows}
