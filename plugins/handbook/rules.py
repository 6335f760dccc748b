"""`rules.yaml` → the table of rules: level, message and cure of every code, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from plugins.handbook.frozen import Frozen

TABLE = Path(__file__).with_name("rules.yaml")
Wording = Mapping[str, str]  # language → text
Slot = Literal["body", "front", "markdown", "entry", "page", "card", "question", "source", "path"]


class Rule(Frozen):
    """What one code says. `variants` are other wordings of its message."""

    level: Literal["error", "warning", "notice"]
    message: Wording
    variants: Mapping[str, Wording] = {}
    cure: Wording
    bad: str = ""  # what breaks the rule, as it is written in a file
    good: str = ""  # the same, mended
    at: Slot | None = None  # where `bad` and `good` stand when the tests write them into the tiny site
    fix: bool = False  # `inv check --fix` can mend it
    waivable: bool = False  # a judgement of wording: a writer may be right against it


class Family(Frozen):
    """What the rules whose codes begin with the same letter have in common."""

    title: Wording
    why: Wording


class Table(Frozen):
    """The whole of `rules.yaml`: the rules, their families, the nouns of their messages, the words of the report."""

    nouns: Mapping[str, Wording]
    words: Mapping[str, Wording]
    families: Mapping[str, Family]
    rules: Mapping[str, Rule]


@lru_cache(maxsize=1)
def table() -> Table:
    """The table, read once."""
    import yaml  # few have anything to tell

    return Table.model_validate(yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def rules() -> Mapping[str, Rule]:
    """Every rule by its code."""
    return table().rules
