"""Everyday words of a language, from `everyday.<language>.tsv` beside this file → groups, the handbook's word first.

The glossary's own aliases come first; these are words that readers type and that are no terms. Each line: a word of
the handbook, or several that stand together, then what people say instead, with commas between.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def everyday(language: str) -> tuple[tuple[str, ...], ...]:
    """The groups in the order of the file; none for a language without one."""
    path = Path(__file__).with_name(f"everyday.{language}.tsv")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return tuple(_group(line) for line in lines if line and not line.startswith("#"))


def _group(line: str) -> tuple[str, ...]:
    word, _, others = line.partition("\t")
    return word, *(each.strip() for each in others.split(",") if each.strip())
