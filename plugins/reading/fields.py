"""A tree of strings → the typed contract of its file kind, or a finding at the line and column of every wrong field.

Keys, numbers, dates and references are judged by the schema of the file kind (F108–F116), so that a writer sees the
bounds; everything else is pydantic's verdict, led back to its place.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from plugins.handbook.contract import MONTH_PATTERN, REFERENCE_PATTERN
from plugins.handbook.frozen import Plain
from plugins.handbook.nearness import closest, is_slip
from plugins.handbook.problem import Fact, Place, Problem, blocks, mended, problem
from plugins.handbook.schema import MODELS, Schema, written
from plugins.reading.astray import astray
from plugins.reading.strict import Loc, Node
from plugins.reading.verdicts import VERDICTS, shape

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MINUTES = ("minutes", "least", "most")
CURRENT_DAYS = 180  # a help line checked longer ago may have moved
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")


class Setting(NamedTuple):
    """What one file cannot know: languages, which entries and cards there are, the day (None: any), what is asked."""

    languages: tuple[str, ...]
    references: frozenset[str]
    today: date | None = None
    only: tuple[str, ...] = ()  # files and folders whose wording is asked for; empty: all
    is_typed: bool = False  # nothing but bodies is asked for: all else was found sound before

    def asks_for(self, path: str) -> bool:
        """Whether the findings of the file `path` are asked for."""
        return not self.only or f"{path}/".startswith(tuple(f"{one.rstrip('/')}/" for one in self.only))


class Fields:
    """Types one tree by the contract `name`; `problems` fills meanwhile."""

    def __init__(self, name: str, path: str, text: str, setting: Setting) -> None:
        """`text` is the whole file."""
        self.name, self.path, self.setting = name, path, setting
        self.problems: list[Problem] = []
        self._lines = text.split("\n")
        self._told: set[Loc] = set()

    def typed(self, tree: Node) -> Plain | None:
        """The contract, or None when there are findings."""
        from pydantic import ValidationError

        schema = written(self.name, self.setting.languages)
        if (schema["type"] == "array") != isinstance(tree.value, list) or isinstance(tree.value, str):
            variant = "list" if schema["type"] == "array" else "" if self.name.endswith("-words") else "data"
            self.problems.append(problem(self.path, tree.place, "F124", variant))
            return None
        self._walk(tree, schema, (), tree.place)
        model = None
        try:
            model = MODELS[self.name].model_validate(self._folded(tree.plain()))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._verdict(tree, detail)
        return None if blocks(tuple(self.problems)) else model

    # --- what the schema judges ---------------------------------------------------------------------------------

    def _walk(self, node: Node, schema: Schema, loc: Loc, place: Place) -> None:
        """`place` is that of the key the node stands under."""
        if isinstance(node.value, str):
            self._scalar(node, schema, loc, place)
        elif isinstance(node.value, list):
            for index, item in enumerate(node.value):
                self._walk(item, schema.get("items", {}), (*loc, index), item.place)
        elif "properties" in schema:
            self._keys(node, schema, loc, place)
        elif "type" in schema and schema["type"] != "object" and node.value.keys() <= {*self.setting.languages}:
            self._tell(loc, place, "T605", "once", key=_last_key(loc))
        else:  # a mapping with keys of the writer's choice
            side: Schema = next(iter(schema.get("patternProperties", {}).values()), {})
            for key, child in node.value.items():
                self._walk(child, side, (*loc, key), node.keys[key])

    def _keys(self, node: Node, schema: Schema, loc: Loc, place: Place) -> None:
        assert isinstance(node.value, dict)  # noqa: S101  # narrows for mypy; the caller has looked
        known = schema["properties"]
        for key, child in node.value.items():
            side = schema.get("additionalProperties") if key in self.setting.languages else None
            if key in known or side:
                self._walk(child, known.get(key, side), (*loc, key), node.keys[key])
            elif not loc and (told := astray(self.name, self.path, key, self.setting.languages)):
                self._tell((key,), node.keys[key], told.code, told.variant, key=key, other=told.other)
            else:
                free = tuple(name for name in known if name not in node.value)
                meant = closest(key, free)
                self._tell(
                    (*loc, key),
                    node.keys[key],
                    "F108",
                    suggestion=meant,
                    cured=meant if is_slip(key, meant) else None,
                    key=key,
                )
        for key in schema.get("required", ()):
            if key not in node.value:
                choices = tuple(known[key].get("enum", ()))
                facts: dict[str, Any] = {"choices": choices} if choices else {}
                self._tell((*loc, key), place, "F109", "choices" if choices else "", key=key, **facts)

    def _scalar(self, node: Node, schema: Schema, loc: Loc, place: Place) -> None:
        assert isinstance(node.value, str)  # noqa: S101  # narrows for mypy; the caller has looked
        key = _last_key(loc)
        if not node.value.strip():
            line = self._lines[place.line - 1] if place.line <= len(self._lines) else ""
            self._tell(loc, place, "F110", "comment" if " #" in line[place.column - 1 :] else "", key=key)
        elif schema.get("type") == "integer":
            self._number(node, schema, loc, key)
        elif schema.get("format") == "date":
            self._date(node, loc, key)
        # The contract knows how a reference is written, the files know which there are.
        elif schema.get("pattern") == REFERENCE_PATTERN and node.value not in self.setting.references:
            meant = closest(node.value, tuple(sorted(self.setting.references)))
            facts = {"noun": "reference", "value": node.value[:80]}
            cured = meant if is_slip(node.value, meant) else None
            self._tell(loc, node.place, "F111", suggestion=meant, cured=cured, **facts)
        elif schema.get("pattern") == MONTH_PATTERN and re.match(MONTH_PATTERN, node.value):
            self._checked(node, loc)

    def _number(self, node: Node, schema: Schema, loc: Loc, key: str) -> None:
        least, most = str(schema["minimum"]), str(schema["maximum"])
        variant = "minutes" if key in MINUTES else ""
        if not _WHOLE.match(str(node.value)):
            example = str(schema.get("examples", [least])[0])
            facts = {"key": key, "least": least, "most": most, "example": example}
            self._tell(loc, node.place, "F112", variant, cured=_number_in(str(node.value), schema), **facts)
        elif len(str(node.value)) > 9 or not schema["minimum"] <= int(str(node.value)) <= schema["maximum"]:
            self._tell(loc, node.place, "F113", variant, key=key, value=str(node.value)[:40], least=least, most=most)

    def _date(self, node: Node, loc: Loc, key: str) -> None:
        value = str(node.value)
        found = _DATE.match(value)
        if not found:
            self._tell(loc, node.place, "F115")
            return
        year, month, day = map(int, found.groups())
        if year < 1 or not 1 <= month <= 12:
            self._tell(loc, node.place, "F114", value=value)
        elif not 1 <= day <= (days := monthrange(year, month)[1]):
            self._tell(loc, node.place, "F114", "days", value=value, noun=f"month-{month}", year=str(year), days=days)
        elif self.setting.today is not None and (date(year, month, day) - self.setting.today).days > 1:
            self._tell(loc, node.place, "F116", key=key, value=value)

    def _checked(self, node: Node, loc: Loc) -> None:
        """A month of a last check. The day counts from its first: what was checked later is told a little too early."""
        year, month = map(int, str(node.value).split("-"))
        if self.setting.today is not None and (self.setting.today - date(year, month, 1)).days > CURRENT_DAYS:
            self._tell(loc, node.place, "F139", value=str(node.value), limit=CURRENT_DAYS)

    # --- what pydantic judges -----------------------------------------------------------------------------------

    def _folded(self, data: Any) -> Any:
        """Questions and terms have their languages beside their other fields; the contract keeps them under `words`."""
        if self.name not in ("questions", "glossary"):
            return data
        items = data.get("questions") if self.name == "questions" else data
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                item["words"] = {
                    language: item.pop(language) for language in self.setting.languages if language in item
                }
        return data

    def _verdict(self, tree: Node, detail: ErrorDetails) -> None:
        loc = tuple(step for step in detail["loc"] if step != "words" or self.name not in ("questions", "glossary"))
        of_key = loc[-1:] == ("[key]",)
        loc = loc[:-1] if of_key else loc
        told_already = any(loc[:end] in self._told for end in range(len(loc) + 1))
        if told_already or detail["type"] in ("missing", "extra_forbidden"):
            return  # the schema has told it
        place = tree.key_place(loc) if of_key else tree.where(loc)
        told = VERDICTS.get(detail["type"], shape)("empty" if of_key else _last_key(loc), detail)
        if told is not None:
            code, variant, suggestion, facts = told
            sure = not of_key and (code == "F117" or is_slip(str(detail["input"]), suggestion))
            self._tell(loc, place, code, variant, suggestion, suggestion if sure else None, **facts)

    def _tell(
        self,
        loc: Loc,
        place: Place,
        code: str,
        variant: str = "",
        suggestion: str | None = None,
        cured: str | None = None,
        **facts: Fact,
    ) -> None:
        """`cured` may be put in the place of what is told."""
        self._told.add(loc)
        self.problems.append(mended(problem(self.path, place, code, variant, suggestion, **facts), cured))


def _number_in(value: str, schema: Schema) -> str | None:
    """The number of `30 menit`, `30 min` or `30:00`, when it is one that the field may have."""
    found = re.fullmatch(
        r"0*([0-9]{1,3})(?::00|\s*(?:menit|mnt|minutes?|mins?|m|%|persen|percent)\.?)?", value.strip().lower()
    )
    return found[1] if found and schema["minimum"] <= int(found[1]) <= schema["maximum"] else None


def _last_key(loc: Loc) -> str:
    return next((step for step in reversed(loc) if isinstance(step, str)), "")
