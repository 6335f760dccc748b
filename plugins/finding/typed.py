"""What readers type for a place of the handbook that the place itself does not say, from `typed.<language>.tsv`.

Each line: a page, or a section of it behind `#`, or a term or topic by its key; then words and phrases, with commas
between. They lead to the place and are never shown. Those with `!` in front lead there before all other places. Of a
handbook without that place the line says nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from plugins.handbook.nearness import closest

SENDS = "!"  # in front of a phrase
Row = tuple[int, str, str]  # the number of the line, the place, what is typed for it


@lru_cache(maxsize=8)
def typed_for(language: str) -> dict[str, str]:
    """Place → what readers type for it, in the order of the file; nothing for a language without one."""
    path = Path(__file__).with_name(f"typed.{language}.tsv")
    return {place: typed for _, place, typed in rows(path.read_text(encoding="utf-8"))} if path.exists() else {}


def rows(text: str) -> tuple[Row, ...]:
    """The lines of such a file, without empty ones and remarks."""
    lines = ((number, *line.partition("\t")[::2]) for number, line in enumerate(text.splitlines(), 1))
    return tuple((number, place, typed) for number, place, typed in lines if place and not place.startswith("#"))


def strays(lines: Sequence[Row], known: Collection[str]) -> Iterator[str]:
    """What is wrong with these lines, each with its number and a cure: an unknown place, one named twice, no words."""
    first: dict[str, int] = {}
    for number, place, typed in lines:
        if place not in known:
            near = closest(place, known)
            yield f"{number}: “{place}” is not in the handbook. {f'Did you mean “{near}”?' if near else 'Delete it.'}"
        elif not typed.strip():
            yield f"{number}: nothing is typed for “{place}”. Write words behind a tab, or delete the line."
        if first.setdefault(place, number) != number:
            yield f"{number}: “{place}” stands in line {first[place]} already. Put both lines into one."
