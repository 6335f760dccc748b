"""A gathering: some pages of the book, printed but not yet bound → bytes to be kept, and back.

No number in it depends on the gatherings before: its objects are counted from 1, and 0 is the element of the whole book.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pydyf

_REFERENCE = re.compile(rb"(\d+) 0 R")
_CELL = re.compile(r"(\d+)(-\d+-\d+)")  # WeasyPrint's name for a heading cell begins with the number of its table


@dataclass(frozen=True)
class Sheet:
    """One page, as it is on the right; on the left all of it stands `shift` points further to the left."""

    boxes: str  # the entries of its dictionary that tell its size
    content: str
    shift: float
    notes: tuple[tuple[int, int, tuple[float, ...], str], ...]  # links: number, element, corners, other entries
    elements: tuple[int, ...]  # for each marked content the element that it belongs to
    marks: tuple[tuple[int, str, float, float], ...]  # bookmarks: level, title, place
    anchors: tuple[tuple[str, float, float], ...]  # where links lead, by name


@dataclass(frozen=True)
class Face:
    """A face, and the words that each glyph met stands for, by its number."""

    weight: int
    style: int
    words: Mapping[str, str]


@dataclass(frozen=True)
class Gathering:
    """Pages, counted from 1, their contents after them, their annotations, and their elements.

    `text` has all elements, and a place for each of `numbers`.
    """

    sheets: tuple[Sheet, ...]
    text: str
    numbers: tuple[int, ...]
    top: tuple[int, ...]  # the elements that hang on the element of the whole book
    faces: Mapping[str, Face]
    figures: Mapping[str, str]  # how the pairs of figures are drawn, by the operator that sets their type
    targets: tuple[str, ...]  # of its links and numbers
    states: Mapping[str, str]  # of graphics, by name

    def packed(self) -> bytes:
        """As bytes."""
        return zlib.compress(json.dumps(self, default=vars, separators=(",", ":")).encode())


def unpacked(content: bytes) -> Gathering:
    """A gathering that was kept."""
    kept: dict[str, Any] = json.loads(zlib.decompress(content))
    kept["sheets"] = tuple(Sheet(**sheet) for sheet in kept["sheets"])
    kept["faces"] = {name: Face(**face) for name, face in kept["faces"].items()}
    return Gathering(**kept)


class Copyist:
    """Objects of pydyf → text with `%d` in the place of every number of an object, and these numbers counted anew."""

    def __init__(self, numbers: Mapping[int, int]) -> None:
        """`numbers` gives an object's new number by its old one."""
        self.new = numbers
        self.numbers: list[int] = []

    def text(self, things: Iterable[pydyf.Object]) -> str:
        """All objects, with NUL between two of them."""
        return "\0".join(map(self._said, things))

    def _said(self, thing: Any) -> str:
        if isinstance(thing, pydyf.Dictionary):
            return f"<<{''.join(f'/{name} {self._said(value)}' for name, value in thing.items())}>>"
        if isinstance(thing, pydyf.Array):
            return f"[{' '.join(map(self._said, thing))}]"
        if isinstance(thing, pydyf.String) and (cell := _CELL.fullmatch(str(thing.string))):
            return f"({self._number(cell[1])}{cell[2]})"
        if isinstance(thing, bytes) and (reference := _REFERENCE.fullmatch(thing)):
            return f"{self._number(reference[1])} 0 R"
        return bytes(pydyf._to_bytes(thing)).decode("latin-1").replace("%", "%%")

    def _number(self, old: str | bytes) -> str:
        self.numbers.append(self.new[int(old)])
        return "%d"
