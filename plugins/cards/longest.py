"""A laid-out card → its longest text: what to shorten first when it does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten
from typing import Any

WIDTH = 60  # characters of it that a message quotes


def longest(boxes: Iterable[Any]) -> tuple[str, int]:
    """The words of the step, question or sentence that takes the most lines, and how many; the first of several."""
    lines: dict[Any, set[float]] = {}
    for box in boxes:
        element = box.element
        if element is not None and box.element_tag in ("p", "li", "td", "th") and element.find("p") is None:
            ends = lines.setdefault(element, set())
            ends |= {inner.position_y for inner in box.descendants() if hasattr(inner, "text")}
    element, ends = max(lines.items(), key=lambda item: len(item[1]))
    return shorten("".join(element.itertext()), WIDTH, placeholder="…"), len(ends)
