"""One strict dialect of YAML → a tree whose every key and value knows its line and column (F103–F107, F123–F128).

Every scalar stays a string: the contract gives it its type, so `title: 1:1` is no number and `no` is a word. Anchors,
aliases, tags, merges and further documents are refused. The tree is built from libyaml's events rather than composed,
so that nesting is bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from plugins.handbook.problem import Place, Problem, problem
from plugins.reading.syntax import syntax_problem

Loc = tuple[str | int, ...]
_MARKUP = re.compile("<[A-Za-z/!?]|[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass
class Node:
    """A scalar (str), a list of nodes, or a mapping of nodes; `keys` has the place of each key of a mapping."""

    place: Place
    value: str | list[Node] | dict[str, Node]
    keys: dict[str, Place] = field(default_factory=dict)

    def plain(self) -> Any:
        """The tree without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def where(self, loc: Loc) -> Place:
        """The place of the scalar at `loc`; of its key when it is no scalar, of its parent when it is missing."""
        node, place = self, self.place
        for step in loc:
            if isinstance(node.value, dict) and isinstance(step, str) and step in node.value:
                node, place = node.value[step], node.keys[step]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                place = node.place
            else:
                return place
        return node.place if isinstance(node.value, str) and node.value else place

    def key_place(self, loc: Loc) -> Place:
        """The place of the key at `loc`."""
        node = self
        for step in loc[:-1]:
            node = node.value[step]  # type: ignore[index,assignment]  # the caller walked there
        return node.keys[str(loc[-1])]


@dataclass
class _Open:
    """A collection that is still being read; `key` is the key of a mapping that waits for its value."""

    node: Node
    name: str
    key: str | None = None


class _RefusedError(Exception):
    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.found = found


class Strict:
    """Reads the YAML of one file; `problems` fills while it reads."""

    def __init__(self, path: str, text: str, depth: int, variant: str = "", first_line: int = 1) -> None:
        """`variant` words findings about the whole: "" for front matter, "data" for a file of its own."""
        self.path, self.text, self.depth, self.variant, self.first = path, text, depth, variant, first_line
        self.problems: list[Problem] = []
        self._last = text.count("\n")
        self._stack: list[_Open] = []
        self._root: Node | None = None

    def tree(self) -> Node | None:
        """The root of the tree, or None when the text cannot be read."""
        try:
            for event in self._events():
                self._take(event)
        except _RefusedError as refused:
            self.problems.append(refused.found)
            return None
        except yaml.YAMLError as error:
            self.problems.append(syntax_problem(self.path, self.text, self.first, error, self.variant))
            return None
        if self._root is None:
            self.problems.append(problem(self.path, Place(self.first, 1), "F124", self.variant))
        return self._root

    def _events(self) -> Iterator[Any]:
        documents = 0
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(problem(self.path, self._place(event), "F124", "documents"))
            elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                yield event

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
            return
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError(problem(self.path, place, "F123"))
        if event.anchor is not None or event.tag is not None:
            self.problems.append(problem(self.path, place, "F123"))
        if self._waits_for_key():
            self._key(event, place)
            return
        name = self._name()
        node = Node(place, event.value if isinstance(event, yaml.ScalarEvent) else self._collection(event))
        self._put(node)
        if isinstance(node.value, str):
            if _MARKUP.search(node.value):
                self.problems.append(problem(self.path, place, "F128", key=name))
            return
        if len(self._stack) >= self.depth:
            raise _RefusedError(problem(self.path, place, "F125", "depth", limit=self.depth))
        self._stack.append(_Open(node, name))

    @staticmethod
    def _collection(event: Any) -> list[Node] | dict[str, Node]:
        return {} if isinstance(event, yaml.MappingStartEvent) else []

    def _waits_for_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].node.value, dict) and self._stack[-1].key is None

    def _key(self, event: Any, place: Place) -> None:
        if not isinstance(event, yaml.ScalarEvent) or not event.value:
            raise _RefusedError(problem(self.path, place, "F124", "key"))
        if event.value == "<<":
            raise _RefusedError(problem(self.path, place, "F123"))
        self._stack[-1].key = event.value
        keys = self._stack[-1].node.keys
        if event.value in keys:
            first = keys[event.value].line
            self.problems.append(problem(self.path, place, "F107", key=event.value, first=first))
        else:
            keys[event.value] = place

    def _name(self) -> str:
        """The key that a value stands under, for messages."""
        if not self._stack:
            return ""
        return self._stack[-1].key or self._stack[-1].name

    def _put(self, node: Node) -> None:
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        if isinstance(parent.node.value, list):
            parent.node.value.append(node)
        elif isinstance(parent.node.value, dict) and parent.key is not None:
            parent.node.value.setdefault(parent.key, node)
            parent.key = None

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        if start.line > self._last:  # libyaml counts a line that a text without a line end at its end does not have
            return Place(self._last + self.first, 1)
        length = end.column - start.column if end.line == start.line else 1
        return Place(start.line + self.first, start.column + 1, max(1, length))
