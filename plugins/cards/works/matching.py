"""Short ways from elements to the rules that hit them: an element like one of the card before is hit by the same.

Stock asks each selector that may hit an element, for each element of each document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple

from cssselect2 import ElementWrapper, Matcher  # type: ignore[import-untyped]

MOST = 50_000  # shapes, and rules of shapes, that are remembered
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BEFORE_BLOCK = re.compile(r"([^{}]*)\{")
_OF_SHAPE = re.compile(r"(?:[\w\s.#>+~,*-]|:(?:first-child|last-child))*|\s*@(?:font-face|page)\s*")
_numbers = count()
_shapes: dict[Any, int] = {}


class Element(ElementWrapper):  # type: ignore[misc]  # cssselect2 has no types
    """An element of our own markup that knows its shape."""

    @cached_property
    def shape(self) -> int:
        """The same number for elements between which no selector of shape can tell.

        That is when names, classes and ids are the same: their own, and those of all elements before them and above.
        """
        own, siblings = self.etree_element, self.etree_siblings
        key = (
            self.parent and self.parent.shape, self.previous and self.previous.shape, own.tag,
            own.get("class"), own.get("id"), self.index == len(siblings) - 1,
        )  # fmt: skip
        number = _shapes.get(key)
        if number is None:
            if len(_shapes) > MOST:
                _shapes.clear()
            number = _shapes[key] = next(_numbers)
        return number

    def query_all(self, *names: str) -> Iterator[Any]:
        """Elements by their names alone, without a wrapper for each of all the others."""
        return (Found(each) for each in self.etree_element.iter() if each.tag in names)


class Found(NamedTuple):
    """All that is asked of an element that was looked for."""

    etree_element: Any


def asks_for_shape(sheet: str) -> bool:
    """Whether every selector of a sheet asks only for names, classes, ids, and what stands before or above."""
    return all(map(_OF_SHAPE.fullmatch, _BEFORE_BLOCK.findall(_COMMENT.sub("", sheet))))


class Remembering:
    """The rules of a sheet, which remember what they hit."""

    def __init__(self, stock: Matcher) -> None:
        self.stock = stock
        self._known: dict[int, list[Any]] = {}

    def match(self, element: ElementWrapper) -> list[Any]:
        """As stock: what hits an element, the most telling rule last."""
        if type(element) is not Element:
            return list(self.stock.match(element))
        rules = self._known.get(element.shape)
        if rules is None:
            if len(self._known) > MOST:
                self._known.clear()
            rules = self._known[element.shape] = self.stock.match(element)
        return rules
