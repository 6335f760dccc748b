"""One of pydantic's errors → the code, variant, suggestion and facts of the finding that tells it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from plugins.handbook.contract import KEY_PATTERN, MONTH_PATTERN
from plugins.handbook.keys import slugged
from plugins.handbook.nearness import closest
from plugins.handbook.problem import Fact

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SHAPES = {"tuple_type": "list", "dict_type": "mapping", "mapping_type": "mapping", "model_type": "mapping"}
_CHOICE = re.compile("'([^']*)'")

Verdict = tuple[str, str, str | None, dict[str, Fact]]


def shape(key: str, detail: ErrorDetails) -> Verdict:
    """A value of another shape: what every error means that has no verdict of its own."""
    return "F118", "", None, {"key": key, "noun": SHAPES.get(detail["type"], "text")}


def _choice(key: str, detail: ErrorDetails) -> Verdict:
    value, choices = str(detail["input"]), tuple(_CHOICE.findall(detail["ctx"]["expected"]))
    if not isinstance(detail["input"], str):
        return "F118", "", None, {"key": key, "noun": "text"}
    return "F111", "", closest(value, choices), {"noun": key, "value": value, "choices": choices}


def _pattern(key: str, detail: ErrorDetails) -> Verdict:
    value, pattern = str(detail["input"]), detail["ctx"]["pattern"]
    if pattern == KEY_PATTERN:
        return "F117", "", slugged(value), {"key": key, "value": value[:80]}
    if pattern.startswith("^https"):
        return "F137", "", None, {}
    if pattern == MONTH_PATTERN:
        return "F119", "month", None, {"key": key, "value": value[:80]}
    if key == "call":
        return "F119", "call", None, {"key": key, "value": value[:80]}
    return "F119", "", None, {"key": key, "value": value[:80]}


def _short(key: str, detail: ErrorDetails) -> Verdict:
    if _is_key(key):
        return "F117", "", None, {"key": key, "value": str(detail["input"])}
    count, limit = len(detail["input"].strip()), detail["ctx"]["min_length"]
    return "F121", "short", None, {"key": key, "count": count, "limit": limit}


def _long(key: str, detail: ErrorDetails) -> Verdict:
    if _is_key(key):
        return "F117", "", None, {"key": key, "value": str(detail["input"])[:80]}
    count, limit = len(detail["input"].strip()), detail["ctx"]["max_length"]
    return "F121", "", None, {"key": key, "count": count, "limit": limit, "over": count - limit}


def _few(key: str, detail: ErrorDetails) -> Verdict | None:
    """An empty list. Pydantic says so too of a list whose items are all wrong: they are told one by one."""
    return None if detail["input"] else ("F110", "", None, {"key": key})


def _many(key: str, detail: ErrorDetails) -> Verdict:
    return "F120", "", None, {"key": key, "count": len(detail["input"]), "limit": detail["ctx"]["max_length"]}


def _is_key(key: str) -> bool:
    return key in ("key", "slug", "empty", "core", "more", "relationships", "sessions")


VERDICTS: dict[str, Callable[[str, ErrorDetails], Verdict | None]] = {
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _short,
    "string_too_long": _long,
    "too_short": _few,
    "too_long": _many,
}
