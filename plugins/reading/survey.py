"""The folder `content/` → everything that could be typed, and every finding of every file. Nothing is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from plugins.handbook.checks import Draft, Sheet
from plugins.handbook.memory import Memory
from plugins.handbook.problem import START, Place, Problem, problem
from plugins.reading.across import across
from plugins.reading.body import Body
from plugins.reading.bounds import bounded
from plugins.reading.fields import Fields, Setting
from plugins.reading.files import File, walk
from plugins.reading.front import split
from plugins.reading.needed import Placed, in_turn
from plugins.reading.outline import Outline, fixed_sections
from plugins.reading.pictures import pictures
from plugins.reading.places import Spot, place
from plugins.reading.said import check_fields, of_fields, prose
from plugins.reading.spelling import spelling
from plugins.reading.strict import Node, Strict
from plugins.reading.text import decode
from plugins.reading.tongues import tongue
from plugins.reading.waivers import Waiver, apply, in_yaml
from plugins.reading.wording import wording

DATA_LIMIT = 64  # KiB
DATA_DEPTH = 6
FRONT_DEPTH = 3
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "sessions": ("aim", "focus", "not-this", "rhythm", "prepare", "agenda", "questions", "afterwards", "mistakes"),
    "relationships": (
        *("different", "who-owns", "talk-share", "rhythm", "goals", "do-and-dont", "pitfalls", "sessions"),
        *("questions", "cards"),
    ),
}


class Said(NamedTuple):
    """The prose of a body, with everything else in it blanked out, and the line of its file on which it begins."""

    path: str
    text: str
    line: int


@dataclass
class Survey:
    """What was found below `content/`. `bodies` has the Markdown of each text, without front matter and waivers."""

    setting: Setting
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    outlines: dict[tuple[str, str], Outline] = field(default_factory=dict)
    prose: dict[tuple[str, str], Said] = field(default_factory=dict)
    waivers: list[Waiver] = field(default_factory=list)
    spots: dict[Spot, str] = field(default_factory=dict)
    _sheets: dict[Spot, Sheet[Any]] = field(default_factory=dict)
    _question_keys: dict[str, frozenset[str]] = field(default_factory=dict)  # by topic

    def draft(self) -> Draft:
        """Everything that could be typed."""
        by_role: dict[str, dict[Spot, Sheet[Any]]] = {}
        for spot, sheet in self._sheets.items():
            by_role.setdefault(spot.role, {})[spot] = sheet
        return Draft(
            languages=self.setting.languages,
            names=self.setting.references,
            question_keys=self._all_question_keys(),
            entries={spot.reference: sheet for spot, sheet in by_role.get("entry", {}).items()},
            words={(spot.reference, spot.language): sheet for spot, sheet in by_role.get("words", {}).items()},
            cards={spot.reference: sheet for spot, sheet in by_role.get("cards", {}).items()},
            topics={spot.reference: sheet for spot, sheet in by_role.get("questions", {}).items()},
            terms=self._list("glossary"),
            sources=self._list("sources"),
        )

    def _list(self, role: str) -> Sheet[Any] | None:
        found = next((sheet for spot, sheet in self._sheets.items() if spot.role == role), None)
        return Sheet(found.path, found.content.root, found.where) if found else None

    def _all_question_keys(self) -> frozenset[str] | None:
        topics = {spot.reference for spot in self.spots if spot.role == "questions"}
        return frozenset().union(*self._question_keys.values()) if topics == self._question_keys.keys() else None

    # --- one file after the other ---------------------------------------------------------------------------------

    def take(self, file: File, spot: Spot) -> None:
        """Read one file."""
        if spot.role == "images":
            self.problems += pictures(file)
            return
        self.spots[spot] = file.path
        text, self.sources[file.path], told = decode(file)
        self.problems += told
        if text is None:
            return
        if spot.role == "words":
            self._words(spot, file.path, text)
        else:
            self._data(spot, file.path, text)

    def _data(self, spot: Spot, path: str, text: str) -> None:
        size = len(text.encode())
        if size > DATA_LIMIT << 10:
            self.problems.append(problem(path, START, "F125", "data", count=-(-size // 1024), limit=DATA_LIMIT))
            return
        self._typed(spot, path, text, Strict(path, text, DATA_DEPTH, "data"))

    def _words(self, spot: Spot, path: str, text: str) -> None:
        parts = split(path, text)
        if isinstance(parts, Problem):
            self.problems.append(parts)
            return
        self._typed(spot, path, text, Strict(path, parts.front, FRONT_DEPTH, "", first_line=2))
        kind = spot.reference.split("/")[0]
        if not parts.body.strip():
            line = min(parts.body_line, text.count("\n") + 1)
            self.problems.append(problem(path, Place(line, 1), "E208", noun=kind))
            return
        excess = list(bounded(path, parts.body, parts.body_line))
        self.problems += excess
        if excess:
            return
        body = Body(path, parts.body, parts.body_line)
        outline = body.outline()
        self.problems += body.problems
        self.waivers += body.waivers
        text = "\n".join(body.shown)
        self.prose[spot.reference, spot.language] = said = Said(path, prose(text), parts.body_line)
        if self.setting.asks_for(path):
            self.problems += wording(path, spot.language, text, *said[1:])
            self.problems += tongue(path, spot.language, *said[1:])
            self.problems += spelling(*said) if spot.language == "id" else ()
        self.problems += fixed_sections(path, kind, outline, SECTIONS.get(kind, ()))
        if kind == "guides" and not outline.titles:
            self.problems.append(problem(path, Place(parts.body_line, 1), "B301", "none"))
        self.bodies[spot.reference, spot.language] = body.rendered()
        self.outlines[spot.reference, spot.language] = outline

    def _typed(self, spot: Spot, path: str, text: str, strict: Strict) -> None:
        self.waivers += in_yaml(path, strict.text, strict.first)
        tree = None if self.setting.is_typed else strict.tree()
        self.problems += strict.problems
        if tree is None:
            return
        if spot.role == "questions":
            self._question_keys[spot.reference] = frozenset(_keys(tree))
        if self.setting.asks_for(path):
            self.problems += check_fields(path, of_fields(tree, text, self.setting.languages, spot.language))
        fields = Fields(spot.schema, path, text, self.setting)
        model = fields.typed(tree)
        self.problems += fields.problems
        if model is not None and not strict.problems:
            self._sheets[spot] = Sheet(path, model, tree.where)

    def believe(self, spot: Spot, path: str, content: Any) -> None:
        """What the fields of a file say is known."""
        self._sheets[spot] = Sheet(path, content, lambda _: START)

    def add(self, other: Survey) -> None:
        """Take over what was found in another file; whatever a survey has is a list or a mapping of it."""
        for each in _PARTS:
            mine, theirs = getattr(self, each), getattr(other, each)
            if isinstance(mine, list):
                mine += theirs
            else:
                mine.update(theirs)


_PARTS = tuple(each.name for each in fields(Survey) if each.name != "setting")


def survey(
    content: Path,
    languages: tuple[str, ...],
    today: date | None = None,
    only: tuple[str, ...] = (),
    memory: Memory | None = None,
) -> Survey:
    """Read everything below `content`; `today`, when given, refuses dates after tomorrow.

    With `only`, of other files just those are read that these need, and their wording is not looked at.
    A file that `memory` has seen with the same bytes in the same setting is not looked at again.
    """
    return examine(*walk(content), languages, today, only, memory)


def examine(
    files: tuple[File, ...],
    problems: tuple[Problem, ...],
    languages: tuple[str, ...],
    today: date | None = None,
    only: tuple[str, ...] = (),
    memory: Memory | None = None,
) -> Survey:
    """Read these files; `problems` is what stood in the way of reading others, the rest as in `survey`."""
    memory = memory or Memory()
    spots, references, misplaced = placed(files, languages)
    setting = Setting(languages, references, today, only)
    if memory.is_empty and not only:  # have all taken by two processes, where they are many
        memory.recall_all([(each[0].path, (*each, setting), each) for each in spots], partial(_alone, setting))
    found = Survey(memory.recall("setting", setting, lambda: setting), [*problems, *misplaced])
    for file, spot in in_turn(spots, found):
        found.add(taken(file, spot, found.setting, memory))
    found.problems += across(found, memory)
    found.prose.clear()  # as large as all texts, and of no more use
    unique = {(told.order, told.variant): told for told in found.problems}  # files in one wrong folder: one finding
    found.problems = sorted(apply(unique.values(), found.waivers), key=lambda told: told.order)
    return found


def placed(files: tuple[File, ...], languages: tuple[str, ...]) -> tuple[list[Placed], frozenset[str], list[Problem]]:
    """Each file with what it is, the references that there are, and the files that are nothing."""
    places = [(file, place(file.path, languages)) for file in files]
    spots = [(file, spot) for file, spot in places if isinstance(spot, Spot)]
    references = frozenset(spot.reference for _, spot in spots if spot.role in ("entry", "words", "cards"))
    return spots, references, [spot for _, spot in places if isinstance(spot, Problem)]


def taken(file: File, spot: Spot, setting: Setting, memory: Memory) -> Survey:
    """What one file gives by itself."""
    return memory.recall(file.path, (file, spot, setting), partial(_alone, setting, (file, spot)))


def _alone(setting: Setting, placed: Placed) -> Survey:
    alone = Survey(setting)
    alone.take(*placed)
    return alone


def _keys(tree: Node) -> Iterator[str]:
    """The keys of all questions in a topic, whatever else is wrong with them."""
    items = tree.value.get("questions") if isinstance(tree.value, dict) else None
    for item in items.value if items and isinstance(items.value, list) else ():
        key = item.value.get("key") if isinstance(item.value, dict) else None
        if key and isinstance(key.value, str):
            yield key.value
