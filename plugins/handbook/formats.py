"""Findings → the form a program wants: one line each, GitHub annotations, JSON, SARIF 2.1.0. People read `report`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from plugins.handbook.explain import told
from plugins.handbook.problem import Problem
from plugins.handbook.report import LEVELS, counts, cure, message, report
from plugins.handbook.rules import rules

FORMATS = ("text", "concise", "github", "json", "sarif")
SHOWN_BY_GITHUB = 10  # annotations a level and step; it hides the rest
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}

Form = Callable[[tuple[Problem, ...], Mapping[str, str], str], str]


def formatted(form: str, problems: Iterable[Problem], sources: Mapping[str, str], language: str) -> str:
    """The findings in the form `form`, one of `FORMATS`, in order; KeyError for another form."""
    return _FORMS[form](tuple(sorted(problems, key=lambda found: found.order)), sources, language)


def concise(problems: tuple[Problem, ...], _sources: Mapping[str, str], language: str) -> str:
    """`path:line:col: level[CODE] message`, a line each."""
    return "".join(
        f"{_one_line(found.path)}:{found.line}:{found.column}: {found.level}[{found.code}] {message(found, language)}\n"
        for found in problems
    )


def github(problems: tuple[Problem, ...], _sources: Mapping[str, str], language: str) -> str:
    """Workflow commands: for each level at most ten, the first of each file before the others; then the counts."""
    lines: list[str] = []
    for level in LEVELS:
        of_level = [found for found in problems if found.level == level]
        first = {found.path: found for found in reversed(of_level)}
        rest = [found for found in of_level if found is not first[found.path]]
        chosen = [*sorted(first.values(), key=lambda found: found.order), *rest][:SHOWN_BY_GITHUB]
        lines += [_annotation(found, language) for found in chosen]
    return "".join(f"{line}\n" for line in [*lines, counts(problems, language)])


def as_json(problems: tuple[Problem, ...], _sources: Mapping[str, str], language: str) -> str:
    """One object: `findings`, each with its place, rule, message and cure; `counts` by level."""
    number = {level: sum(found.level == level for found in problems) for level in LEVELS}
    return _json({"findings": [_plain(found, language) for found in problems], "counts": number})


def sarif(problems: tuple[Problem, ...], _sources: Mapping[str, str], language: str) -> str:
    """A SARIF 2.1.0 log with one run; columns count characters, as everywhere in the check."""
    codes = sorted({found.code for found in problems})
    driver = {"name": "inv check", "rules": [_sarif_rule(code, language) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(found, codes, language) for found in problems],
    }
    return _json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _annotation(found: Problem, language: str) -> str:
    place = {"file": found.path, "line": found.line, "endLine": found.line, "col": found.column}
    place |= {"endColumn": found.column + found.length - 1, "title": found.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    return f"::{found.level} {properties}::{_data(_both(found, language))}"


def _both(found: Problem, language: str) -> str:
    return f"{message(found, language)}\n{cure(found, language)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(found: Problem, language: str) -> dict[str, Any]:
    return {
        "path": found.path,
        "line": found.line,
        "column": found.column,
        "end_column": found.column + found.length,
        "level": found.level,
        "code": found.code,
        "message": message(found, language),
        "cure": cure(found, language),
        "suggestion": found.suggestion,
        "fixable": bool(found.edits),
    }


def _sarif_rule(code: str, language: str) -> dict[str, Any]:
    rule = told(code, language)
    return {
        "id": code,
        "shortDescription": {"text": rule.message},
        "help": {"text": rule.cure},
        "defaultConfiguration": {"level": SARIF_LEVELS[rules()[code].level]},
    }


def _sarif_result(found: Problem, codes: list[str], language: str) -> dict[str, Any]:
    artifact = {"uri": quote(found.path)}
    region = {"startLine": found.line, "startColumn": found.column, "endColumn": found.column + found.length}
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": SARIF_LEVELS[found.level],
        "message": {"text": _both(found, language)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if found.edits:
        changes = [
            {
                "deletedRegion": {
                    "startLine": edit.line, "startColumn": edit.column, "endColumn": edit.column + edit.length
                },
                "insertedContent": {"text": edit.text},
            }
            for edit in found.edits
        ]  # fmt: skip
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": changes}]}]
    return result


def _one_line(path: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in path)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


_FORMS: Mapping[str, Form] = {"text": report, "concise": concise, "github": github, "json": as_json, "sarif": sarif}
