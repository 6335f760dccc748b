"""Objects of one PDF of pydyf → another: elements as text with free numbers, bookmarks in their tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pydyf
from weasyprint.pdf.anchors import add_outlines

Spot = tuple[int, float, float]  # a page, counted from 0, or its object's number; and the place on it in points
Mark = tuple[int, str, Spot]  # a bookmark: level, title, place

_REFERENCE = re.compile(rb"(\d+) 0 R")
_CELL = re.compile(r"(\d+)(-\d+-\d+)")  # WeasyPrint's name for a heading cell begins with the number of its table


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


def number_of(reference: bytes | str) -> int:
    """The number of the object that `12 0 R` refers to."""
    return int(reference.split()[0])


def add_bookmarks(pdf: pydyf.PDF, marks: Iterable[Mark]) -> None:
    """Have the PDF show bookmarks, each with those of deeper levels that follow it."""
    above: list[tuple[int, list[Any]]] = [(0, [])]
    for level, title, spot in marks:
        while above[-1][0] >= level:
            above.pop()
        inside: list[Any] = []
        above[-1][1].append((title, spot, inside, "open"))
        above.append((level, inside))
    add_outlines(pdf, above[0][1])
