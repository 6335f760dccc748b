"""A check of one file reads few others, and tells what the check of everything tells of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from plugins.handbook.problem import Problem
from plugins.reading import check, needed
from plugins.reading.files import walk
from tests.handbook.test_cases import cases, prepare

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "tests" / "site"
LANGUAGES = ("id", "en")


def alone(content: Path, path: str) -> tuple[Problem, ...]:
    """What a check of one file tells."""
    return check(content, LANGUAGES, None, (path,)).problems


@pytest.mark.parametrize("case", list(cases()))
def test_a_file_alone_is_told_what_it_is_told_among_all(case: dict[str, Any], tmp_path: Path) -> None:
    """Of every file with a finding, the check of that file alone tells the same findings."""
    content = tmp_path / "content"
    prepare(content, case)
    everything = check(content, LANGUAGES)
    for path in sorted({found.path for found in everything.problems}):
        assert alone(content, path) == everything.only((path,)).problems


@pytest.mark.parametrize("content", [SITE, ROOT / "content"], ids=["tiny", "real"])
def test_a_clean_file_alone_is_clean(content: Path) -> None:
    """Every folder of entries, cards and questions, checked alone, is told what it is told among all."""
    everything = check(content, LANGUAGES)
    for path in sorted({file.path.rpartition("/")[0] for file in walk(content)[0]} - {"content"}):
        assert alone(content, path) == everything.only((path,)).problems


@pytest.mark.parametrize(
    "name",
    [
        "title: 'Mengapa 1-on-1 ditakuti'",
        "title: MENGAPA 1-on-1 DITAKUTI",
        'title: "Mengapa 1-on-1\\u0020ditakuti"',
        "title: Mengapa 1-on-1\n  ditakuti",
        "title: Mengapa\u00a01-on-1 ditakuti",
    ],
)
def test_a_title_is_found_however_it_is_spelled(name: str, tmp_path: Path) -> None:
    """A file is told that another one has its title, in quotes, capitals, escapes, on two lines."""
    content = tmp_path / "content"
    edit = {
        "guides/why-feared/id.md": [("slug: mengapa-ditakuti", "slug: mengapa")],
        "guides/what-is/id.md": [('title: "Apa itu 1-on-1"', name)],
    }
    prepare(content, {"edit": edit})
    path = "content/guides/why-feared/id.md"
    assert [found.code for found in alone(content, path)] == ["T601", "F122"]


def test_few_files_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a guide of the handbook, fewer than a tenth of all files are read."""
    read: list[str] = []
    in_turn = needed.in_turn

    def listed(*given: Any) -> Any:
        for each in in_turn(*given):
            read.append(each[0].path)
            yield each

    monkeypatch.setattr(sys.modules["plugins.reading.survey"], "in_turn", listed)
    path = "content/guides/what-is/id.md"
    check(ROOT / "content", LANGUAGES, None, (path,))
    assert path in read
    assert len(read) < len(walk(ROOT / "content")[0]) / 10
