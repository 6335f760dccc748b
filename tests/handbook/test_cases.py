"""Content in → findings out: each case is an item of a file in `cases/`, done to the tiny site.

A case may `write` files, `edit` them (what stands there → what shall stand there), `remove`, `copy`, `link` and `grow`
them, or give their `bytes` in base64; `pipe` makes a named pipe, `program` marks a file as one,
`today` tells the check the day. `found` has every finding that it adds to the tiny site's own notice.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from plugins.handbook.problem import Problem
from plugins.handbook.report import message
from plugins.handbook.rules import rules
from plugins.reading import check

HERE = Path(__file__).parent
SITE = HERE.parent / "site"
LANGUAGES = ("id", "en")
ELSEWHERE = {"E200", "T609"}  # tests/reading: test_files.py, a file that may not be read; test_phrases.py


def cases() -> Iterator[Any]:
    """Every case of every file."""
    for path in sorted((HERE / "cases").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['case']}")


def prepare(content: Path, case: dict[str, Any]) -> None:
    """Do to the tiny site what a case says."""
    shutil.copytree(SITE, content)
    for name in case.get("remove", []):
        (shutil.rmtree if (content / name).is_dir() else os.remove)(content / name)
    for name, source in case.get("copy", {}).items():
        put(content / name, (content / source).read_bytes())
    for name, text in case.get("write", {}).items():
        put(content / name, text.encode())
    for name, data in case.get("bytes", {}).items():
        put(content / name, base64.b64decode(data))
    for name, (before, text, times, after) in case.get("grow", {}).items():
        put(content / name, (before + text * times + after).encode())
    for name, target in case.get("link", {}).items():
        (content / name).symlink_to(target)
    for name in case.get("program", []):
        (content / name).chmod(0o755)
    for name in case.get("pipe", []):
        os.mkfifo(content / name)
    for name, edits in case.get("edit", {}).items():
        text = (content / name).read_bytes().decode()
        for there, instead in edits:
            assert there in text, f"{name} has no {there!r}"
            text = text.replace(there, instead)
        (content / name).write_bytes(text.encode())


def put(path: Path, data: bytes) -> None:
    """Write a file in a folder that may not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def told(found: Problem) -> dict[str, str]:
    """A finding as a case writes it."""
    return {
        "at": f"{found.path.removeprefix('content/')}:{found.line}:{found.column}",
        "is": f"{found.level} {found.code}",
        **{language: message(found, language) for language in LANGUAGES},
    }


def findings(content: Path, today: date | None = None) -> list[dict[str, str]]:
    """All findings below a folder, as a case writes them."""
    return [told(found) for found in check(content, LANGUAGES, today).problems]


@cache
def own() -> tuple[Problem, ...]:
    """What the tiny site is told without any change: one guide exists in Indonesian only."""
    return check(SITE, LANGUAGES).problems


@pytest.mark.parametrize("case", list(cases()))
def test_a_case_is_told_exactly(case: dict[str, Any], tmp_path: Path) -> None:
    """The findings of a case are these and no others: place, level, code, and message in both languages."""
    prepare(tmp_path / "content", case)
    common = [told(found) for found in own()]
    found = [item for item in findings(tmp_path / "content", case.get("today")) if item not in common]
    assert found == case.get("found", [])


def test_the_tiny_site_has_one_notice() -> None:
    """The tiny site is clean but for the guide that stands in one language only."""
    assert [found.code for found in own()] == ["T601"]


def told_in(*folders: str) -> set[str]:
    """The codes that the modules of these folders can tell."""
    modules = (path for folder in folders for path in (HERE.parents[1] / "plugins" / folder).rglob("*.py"))
    return {code for path in modules for code in re.findall('"([A-Z][0-9]{3})"', path.read_text(encoding="utf-8"))}


def test_every_rule_has_a_case() -> None:
    """Each code that the check can tell is told by at least one case."""
    codes = {item["is"].split()[1] for case in cases() for item in case.values[0].get("found", [])}
    assert codes | ELSEWHERE == told_in("reading", "handbook")


def test_every_rule_is_told_somewhere() -> None:
    """The table has no rule that nothing tells, and none is missing in it."""
    assert told_in("") == set(rules())
