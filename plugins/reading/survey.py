"""The folder `content/` → everything that could be typed, and every finding of every file. Nothing is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from plugins.handbook.checks import Draft, Sheet, check
from plugins.handbook.memory import Memory
from plugins.handbook.problem import START, Place, Problem, problem
from plugins.reading.body import Body
from plugins.reading.bounds import bounded
from plugins.reading.fields import Fields, Setting
from plugins.reading.files import ROOT, File, walk
from plugins.reading.front import split
from plugins.reading.links import Links
from plugins.reading.outline import Outline, fixed_sections
from plugins.reading.pictures import pictures
from plugins.reading.places import LISTS, Spot, place
from plugins.reading.strict import Node, Strict
from plugins.reading.text import decode
from plugins.reading.twins import differences, missing

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


@dataclass
class Survey:
    """What was found below `content/`. `bodies` has the Markdown of each text, without its front matter."""

    setting: Setting
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    outlines: dict[tuple[str, str], Outline] = field(default_factory=dict)
    _sheets: dict[Spot, Sheet[Any]] = field(default_factory=dict)
    _spots: dict[Spot, str] = field(default_factory=dict)
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
        topics = {spot.reference for spot in self._spots if spot.role == "questions"}
        return frozenset().union(*self._question_keys.values()) if topics == self._question_keys.keys() else None

    # --- one file after the other ---------------------------------------------------------------------------------

    def take(self, file: File, spot: Spot) -> None:
        """Read one file."""
        if spot.role == "images":
            self.problems += pictures(file)
            return
        self._spots[spot] = file.path
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
        self.problems += fixed_sections(path, kind, outline, SECTIONS.get(kind, ()))
        if kind == "guides" and not outline.titles:
            self.problems.append(problem(path, Place(parts.body_line, 1), "B301", "none"))
        self.bodies[spot.reference, spot.language] = parts.body
        self.outlines[spot.reference, spot.language] = outline

    def _typed(self, spot: Spot, path: str, text: str, strict: Strict) -> None:
        tree = strict.tree()
        self.problems += strict.problems
        if tree is None:
            return
        if spot.role == "questions":
            self._question_keys[spot.reference] = frozenset(_keys(tree))
        fields = Fields(spot.schema, path, text, self.setting)
        model = fields.typed(tree)
        self.problems += fields.problems
        if model is not None and not strict.problems:
            self._sheets[spot] = Sheet(path, model, tree.where)

    def add(self, other: Survey) -> None:
        """Take over what was found in another file; whatever a survey has is a list or a mapping of it."""
        for each in fields(self):
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            if isinstance(mine, list):
                mine += theirs
            elif isinstance(mine, dict):
                mine.update(theirs)

    # --- all files together ---------------------------------------------------------------------------------------

    def compare(self) -> None:
        """The findings that show only when all files have been read."""
        self._gaps()
        draft = self.draft()
        self.problems += check(draft)
        links = Links(draft.names, self.outlines, self.setting.languages)
        cited = {source.key for source in draft.sources.content} if draft.sources else None
        for (reference, language), outline in self.outlines.items():
            path = f"{ROOT}/{reference}/{language}.md"
            for link in outline.links:
                self.problems += links.check(path, language, link)
            for cite in outline.cites:
                if cited is not None and cite.target not in cited:
                    self.problems.append(problem(path, cite.place, "B310", value=cite.target[:40]))
        for reference in sorted({reference for reference, _ in self.outlines}):
            sides = {side: self.outlines.get((reference, side)) for side in self.setting.languages}
            self.problems += differences(reference, {side: found for side, found in sides.items() if found})

    def _gaps(self) -> None:
        """Files that must be there, and languages that are not written yet."""
        roles: dict[str, dict[str, str]] = {}
        for spot, path in self._spots.items():
            if spot.role in ("entry", "words"):
                roles.setdefault(spot.reference, {})[spot.language] = path
        for reference, found in sorted(roles.items()):
            written = tuple(language for language in self.setting.languages if language in found)
            if "" not in found:
                facts = {"missing": f"{ROOT}/{reference}/entry.yaml"}
                self.problems.append(problem(found[written[0]], START, "F136", **facts))
            if not written:
                facts = {"missing": ", ".join(f"{language}.md" for language in self.setting.languages)}
                self.problems.append(problem(found[""], START, "F136", "words", **facts))
            else:
                self.problems += missing(reference, written, self.setting.languages)
        present = {spot.role for spot in self._spots}
        for name in LISTS:
            if name.removesuffix(".yaml") not in present:
                self.problems.append(problem(f"{ROOT}/{name}", START, "F136", missing=f"{ROOT}/{name}"))


def survey(
    content: Path, languages: tuple[str, ...], today: date | None = None, memory: Memory | None = None
) -> Survey:
    """Read everything below `content`; `today`, when given, refuses dates after tomorrow.

    A file that `memory` has seen with the same bytes in the same setting is not looked at again.
    """
    memory = memory or Memory()
    files, problems = walk(content)
    places = [(file, place(file.path, languages)) for file in files]
    spots = [(file, spot) for file, spot in places if isinstance(spot, Spot)]
    references = frozenset(spot.reference for _, spot in spots if spot.role in ("entry", "words", "cards"))
    setting = Setting(languages, references, today)
    found = Survey(memory.recall("setting", setting, lambda: setting), [*problems])
    found.problems += [spot for _, spot in places if isinstance(spot, Problem)]
    for file, spot in spots:
        found.add(taken(file, spot, found.setting, memory))
    found.compare()
    unique = {(told.order, told.variant): told for told in found.problems}  # files in one wrong folder: one finding
    found.problems = sorted(unique.values(), key=lambda told: told.order)
    return found


def taken(file: File, spot: Spot, setting: Setting, memory: Memory) -> Survey:
    """What one file gives by itself."""

    def take() -> Survey:
        alone = Survey(setting)
        alone.take(file, spot)
        return alone

    return memory.recall(file.path, (file, spot, setting), take)


def _keys(tree: Node) -> Iterator[str]:
    """The keys of all questions in a topic, whatever else is wrong with them."""
    items = tree.value.get("questions") if isinstance(tree.value, dict) else None
    for item in items.value if items and isinstance(items.value, list) else ():
        key = item.value.get("key") if isinstance(item.value, dict) else None
        if key and isinstance(key.value, str):
            yield key.value
