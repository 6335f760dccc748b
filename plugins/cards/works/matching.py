"""Short ways from elements to the rules that hit them: an element like one of the card before is hit by the same.

Stock asks each selector that may hit an element, for each element of each document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import count
from typing import Any, ClassVar, NamedTuple

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
    """The rules of a sheet, which remember what they hit; sheets with the same selectors hit the same."""

    _hits: ClassVar[dict[Any, dict[int, tuple[int, ...]]]] = {}
    _alike: ClassVar[dict[Any, tuple[Any, ...]]] = {}

    def __init__(self, stock: Matcher, selectors: Any) -> None:
        """`selectors` tells sheets apart whose selectors differ, or their number."""
        self.stock = stock
        self._known = self._hits.setdefault(selectors, {})
        self._rows: dict[tuple[int, ...], tuple[Any, ...]] = {}

    def match(self, element: ElementWrapper) -> tuple[Any, ...]:
        """As stock: what hits an element, the most telling rule last; the same thing for all that the same hits."""
        if type(element) is not Element:
            return tuple(self.stock.match(element))
        places = self._known.get(element.shape)
        if places is None or places not in self._rows:
            hits = self.stock.match(element)
            if len(self._known) > MOST:
                self._known.clear()
            places = self._known[element.shape] = tuple(order for _, order, _, _ in hits)
            self._rows[places] = self._one(hits)
        return self._rows[places]

    def _one(self, hits: list[Any]) -> tuple[Any, ...]:
        """The same row for the same rules, of whatever sheet."""
        if len(self._alike) > MOST:
            self._alike.clear()
        rules = ((weight, id(declarations), layer) for weight, _, _, (declarations, layer) in hits)
        return self._alike.setdefault(tuple(rules), tuple(hits))
