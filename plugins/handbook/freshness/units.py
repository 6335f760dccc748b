"""The texts of the files below `content/` → every unit of words, with the text of each language.

A unit is a section of a body (`guides/what-is#goals`; `guides/what-is#` is what stands before the first heading), a
string of a front matter (`guides/what-is.title`), or a pair of strings in a YAML file (`cards/peer/first.agenda.2.do`,
`questions/career#role-to-try.follow_up`). Files are read leniently: what the check refuses may still be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

import yaml

from plugins.handbook.freshness.normalise import HIDDEN, digest, normal_form, word_count
from plugins.handbook.memory import Memory

ROOT = "content"
BODIES = ("guides", "sessions", "relationships", "pages")
FENCE = "---"
DEEPEST = 12  # levels of YAML; the check allows half of it
OWN = frozenset({"slug", "abbr"})  # each language has its own, or none: no translation of the other's

_HEADING = re.compile(
    r"^(?:#{1,6}[^\n]*|[^\s#][^\n]*(?=\n(?:=+|-+)[ \t]*(?:\n|\Z)))(?<=\})(?:[ \t]*#*[ \t]*)$", re.MULTILINE
)
_ID = re.compile(r"\{:?[ \t]*#([^\s{}]+)[ \t]*\}[ \t#]*$")
_LEFT = re.compile(r"\A\ufeff")


@dataclass(frozen=True)
class Side:
    """What a unit says in one language; nothing where only hashes are compared. `prose` is Markdown."""

    path: str
    text: str
    prose: bool
    hash: str  # of the normal form

    @property
    def words(self) -> int:
        """How many words it has."""
        return word_count(normal_form(self.text, prose=self.prose))


@dataclass(frozen=True)
class Unit:
    """One unit with the sides there are, in the order of the languages."""

    id: str
    sides: Mapping[str, Side]

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The hash of each side."""
        return {language: side.hash for language, side in self.sides.items()}


@dataclass(frozen=True)
class Units:
    """Every unit by its id, in the order of the ids. `unread` names references with a file that cannot be read."""

    by_id: Mapping[str, Unit]
    unread: frozenset[str] = frozenset()

    @cached_property
    def written(self) -> frozenset[tuple[str, str]]:
        """Each reference with each language in which any of its units has words."""
        return frozenset((reference_of(unit.id), language) for unit in self.by_id.values() for language in unit.sides)


class _File(NamedTuple):
    """A file with words in `language`, or in all of them ("")."""

    path: str
    language: str
    text: str | None


class _Part(NamedTuple):
    """Words of one file that belong to a unit."""

    unit: str
    language: str
    path: str
    text: str
    prose: bool


class _UnreadableError(Exception):
    """A file that gives no tree."""


def units(
    texts: Mapping[str, str | None], languages: tuple[str, ...], memory: Memory | None = None, *, quoted: bool = True
) -> Units:
    """Every unit of `texts`, path → text. A text of None, or one that is no YAML, makes its reference unread.

    An entry, card or list that `memory` has seen with the same words is not taken apart again. Without `quoted` the
    sides have hashes alone, which is enough to compare them.
    """
    memory = memory or Memory()
    files: dict[str, list[_File]] = {}
    for path in sorted(texts):
        if place := _place(path, languages):
            files.setdefault(place[0], []).append(_File(path, place[1], texts[path]))
    wanted = [(("units", reference), (own, languages, quoted), (reference, own)) for reference, own in files.items()]
    known = dict(zip(files, memory.recall_all(wanted, partial(_units, languages, quoted)), strict=True))
    unread = frozenset(reference for reference, found in known.items() if found is None)
    by_id = {unit.id: unit for found in known.values() for unit in found or ()}
    return Units(dict(sorted(by_id.items())), unread)


def reference_of(unit: str) -> str:
    """The entry, card or file that a unit belongs to: `guides/what-is` for `guides/what-is#goals`."""
    return re.split("[#.]", unit, maxsplit=1)[0]


def belongs(unit: str, key: str) -> bool:
    """Whether a unit is the one that `key` names, or stands below it."""
    return unit == key or (unit.startswith(key) and key[-1:] != "#" and unit[len(key)] in "#./")


def key_of(asked: str, languages: tuple[str, ...]) -> str:
    """The key that a person meant who gave a key, or the path of a file or folder."""
    key = asked.removeprefix("./").removeprefix(f"{ROOT}/").rstrip("/")
    key = key.removesuffix("/entry.yaml").removesuffix(".yaml")
    return next((key.removesuffix(f"/{code}.md") for code in languages if key.endswith(f"/{code}.md")), key)


def _place(path: str, languages: tuple[str, ...]) -> tuple[str, str] | None:
    """Reference and language ("" for a file with all of them) of a file, or None when it has no words."""
    parts = path.removeprefix(f"{ROOT}/").split("/")
    stem, _, ending = parts[-1].rpartition(".")
    if ending == "md" and len(parts) == 3 and parts[0] in BODIES and stem in languages:
        return "/".join(parts[:2]), stem
    if ending == "yaml" and stem != "entry":
        return "/".join([*parts[:-1], stem]), ""
    return None


def _units(languages: tuple[str, ...], quoted: bool, one: tuple[str, list[_File]]) -> tuple[Unit, ...] | None:
    """The units of a reference by their ids; None when one of its files cannot be read.

    Of an entry with such a file nothing can be said: its other language would seem to stand alone.
    """
    reference, files = one
    found: dict[str, dict[str, list[_Part]]] = {}
    try:
        for part in (part for file in files for part in _parts(reference, file, languages)):
            name = re.sub(r"\s", "_", part.unit)
            found.setdefault(name, {}).setdefault(part.language, []).append(part)
    except _UnreadableError:
        return None
    made = (Unit(name, _joined(parts, languages, quoted)) for name, parts in found.items())
    return tuple(unit for unit in made if unit.sides)


def _joined(parts: Mapping[str, list[_Part]], languages: tuple[str, ...], quoted: bool) -> dict[str, Side]:
    """The sides of a unit, languages in their order; a heading id that is given twice makes one side of both."""
    sides: dict[str, Side] = {}
    for language in languages:
        if own := parts.get(language):
            text = "\n\n".join(part.text for part in own)
            if normal := normal_form(text, prose=own[0].prose):
                sides[language] = Side(own[0].path, text if quoted else "", own[0].prose, digest(normal))
    return sides


def _parts(reference: str, file: _File, languages: tuple[str, ...]) -> Iterator[_Part]:
    path, language, text = file
    if text is None:
        raise _UnreadableError
    text = _LEFT.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if not language:
        for name, code, words in _pairs(_tree(text), reference, languages):
            yield _Part(name, code, path, words, prose=False)
        return
    lines = text.split("\n")
    end = next((row for row, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if lines[0].rstrip() != FENCE or not end:
        raise _UnreadableError
    for name, words in _strings(_tree("\n".join(lines[1:end])), reference):
        yield _Part(name, language, path, words, prose=False)
    for name, words in sections("\n".join(lines[end + 1 :])):
        yield _Part(f"{reference}#{name}", language, path, words, prose=True)


def sections(body: str) -> Iterator[tuple[str, str]]:
    """The sections of a body by the id of their heading, heading included; "" for what stands before the first."""
    hidden = [found.span() for found in HIDDEN.finditer(body)] if "`" in body or "~~~" in body or "<!--" in body else []
    name, start = "", 0
    for heading in _HEADING.finditer(body):
        given = _ID.search(heading[0])
        if given and not any(first <= heading.start() < last for first, last in hidden):
            yield name, body[start : heading.start()]
            name, start = given[1], heading.start()
    yield name, body[start:]


def _strings(tree: Any, trail: str) -> Iterator[tuple[str, str]]:
    """The strings of a front matter."""
    for key, value in tree.items() if isinstance(tree, dict) else ():
        if isinstance(value, str) and key not in OWN:
            yield f"{trail}.{key}", value
        elif isinstance(value, dict):
            yield from _strings(value, f"{trail}.{key}")


def _pairs(tree: Any, trail: str, languages: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """The strings that stand below the name of a language."""
    if isinstance(tree, list):
        for row, item in enumerate(tree, 1):
            yield from _pairs(item, f"{trail}.{row}", languages)
    for key, value in tree.items() if isinstance(tree, dict) else ():
        if key in languages:
            words = [(trail, value)] if isinstance(value, str) else _strings(value, trail)
            yield from ((name, key, text) for name, text in words)
        elif _is_keyed(value):
            yield from _keyed(value, trail, languages)  # the name of the list says nothing that the keys do not
        else:
            yield from _pairs(value, f"{trail}.{key}", languages)


def _keyed(items: Iterable[Any], trail: str, languages: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for item in items:
        yield from _pairs(item, f"{re.split('[#.]', trail)[0]}#{item['key']}", languages)


def _tree(text: str) -> Any:
    """Strings, lists and mappings. Built from events, so that no nesting and no alias can be a bomb."""
    root: dict[str, Any] = {}
    stack: list[tuple[Any, list[str]]] = [(root, ["root"])]  # a collection, and the key that waits for its value
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                _put(stack, event.value)
            elif isinstance(event, yaml.CollectionStartEvent):
                value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                _put(stack, value)
                stack.append((value, []))
                if len(stack) > DEEPEST:
                    raise _UnreadableError
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
            elif isinstance(event, yaml.AliasEvent):
                raise _UnreadableError
    except yaml.YAMLError as error:
        raise _UnreadableError from error
    tree = root.get("root")
    return {"root": tree} if _is_keyed(tree) else tree


def _is_keyed(tree: Any) -> bool:
    """Whether a tree is a list whose items have names."""
    return isinstance(tree, list) and all(isinstance(item, dict) and isinstance(item.get("key"), str) for item in tree)


def _put(stack: list[tuple[Any, list[str]]], value: Any) -> None:
    collection, waiting = stack[-1]
    if isinstance(collection, list):
        collection.append(value)
    elif waiting:
        collection[waiting.pop()] = value
    elif isinstance(value, str):
        waiting.append(value)
    else:
        raise _UnreadableError  # a mapping whose key is no word
