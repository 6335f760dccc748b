"""A gathering: some pages of a PDF, printed but not yet bound → bytes to be kept, and back.

No number in it depends on the gatherings before: objects are counted from 1, and 0 is the element of the whole.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

INSIDE = "at:"  # a link to a place in the whole, which may stand in another gathering: WeasyPrint must not look for it


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
    top: tuple[int, ...]  # the elements that hang on the element of the whole
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
