"""The forms of the findings that programs read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from plugins.handbook.formats import FORMATS, formatted
from plugins.handbook.problem import Place, Problem, mended, problem
from tests.handbook.sarif import SCHEMA

CARD = "content/cards/team-member/regular.yaml"
TYPO = mended(
    problem(CARD, Place(2, 9, 5), "F111", suggestion="weekly", noun="rhythm", value="weeky", choices=("weekly",)),
    "weekly",
)
AWKWARD = problem("content/guides/a,b:100%/id.md", Place(3, 1, 4), "S505", value="<b>\r\n::error::x")
TWIN = problem("content/pages/home/id.md", Place(1, 1), "T601", missing="content/pages/home/en.md")
FOUND = [TWIN, AWKWARD, TYPO]

CONCISE = """\
content/cards/team-member/regular.yaml:2:9: error[F111] rhythm "weeky" is not known; did you mean "weekly"?
content/guides/a,b:100%/id.md:3:1: error[S505] HTML is not allowed: `<b>��::error::x`
content/pages/home/id.md:1:1: notice[T601] content/pages/home/en.md is not written yet; readers see a stand-in
"""
GITHUB = """\
::error file=content/cards/team-member/regular.yaml,line=2,endLine=2,col=9,endColumn=13,title=F111::\
rhythm "weeky" is not known; did you mean "weekly"?%0Awrite one of the names that exist
::error file=content/guides/a%2Cb%3A100%25/id.md,line=3,endLine=3,col=1,endColumn=4,title=S505::\
HTML is not allowed: `<b>��::error::x`%0Awrite it in Markdown, or put it between backticks
::notice file=content/pages/home/id.md,line=1,endLine=1,col=1,endColumn=1,title=T601::\
content/pages/home/en.md is not written yet; readers see a stand-in%0Atranslate it when you can
2 errors, 1 notice in 3 files.
"""
JSON = {
    "findings": [
        {
            "path": CARD,
            "line": 2,
            "column": 9,
            "end_column": 14,
            "level": "error",
            "code": "F111",
            "message": 'rhythm "weeky" tidak dikenal; maksudnya "weekly"?',
            "cure": "tulis salah satu nama yang ada",
            "suggestion": "weekly",
            "fixable": True,
        }
    ],
    "counts": {"error": 1, "warning": 0, "notice": 0},
}


def many(level_code: str, number: int, path: str = "content/x/id.md") -> list[Problem]:
    """A number of findings of one rule in one file."""
    return [
        problem(path, Place(line, 1), level_code, point="00A0", value="x", expected="y")
        for line in range(1, number + 1)
    ]


def lines_of(problems: list[Problem]) -> list[str]:
    """The annotations of these findings, without the closing line."""
    return formatted("github", problems, {}, "en").splitlines()[:-1]


def test_the_concise_form_is_a_line_each() -> None:
    """Path, line, column, level, code and message; nothing in a value can begin a line of its own."""
    assert formatted("concise", FOUND, {}, "en") == CONCISE


def test_annotations_are_escaped() -> None:
    """Per cent, line ends, colons and commas cannot end a property or begin another command."""
    assert formatted("github", FOUND, {}, "en") == GITHUB


def test_annotations_are_at_most_ten_a_level() -> None:
    """The host hides the eleventh of a level: ten errors and ten warnings, and the counts of all."""
    told = formatted("github", [*many("E206", 12), *many("B314", 11)], {}, "en").splitlines()
    assert [line.split(" ")[0] for line in told] == ["::error"] * 10 + ["::warning"] * 10 + ["12"]
    assert told[-1] == "12 errors, 11 warnings in 1 file."


def test_each_file_is_annotated_before_any_has_two() -> None:
    """A file with many findings does not hide another one."""
    told = lines_of([*many("E206", 12, "content/a/id.md"), *many("E206", 2, "content/b/id.md")])
    assert [line.split("file=content/")[1][0] for line in told] == ["a", "b", *"aaaaaaaa"]


def test_json_has_every_fact_of_a_finding() -> None:
    """Findings with place, rule, words and cure; counts by level."""
    assert json.loads(formatted("json", [TYPO], {}, "id")) == JSON


@pytest.mark.parametrize("problems", [[], [TYPO], FOUND, [*many("B314", 3), *FOUND]], ids=len)
def test_sarif_keeps_to_its_schema(problems: list[Problem]) -> None:
    """What the SARIF 2.1.0 standard demands of the parts we write, and no property that it does not know."""
    log = json.loads(formatted("sarif", problems, {}, "en"))
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(log)] == []
    assert len(log["runs"][0]["results"]) == len(problems)


def broken(log: dict[str, Any], case: str) -> dict[str, Any]:
    """A log with one thing wrong."""
    result = log["runs"][0]["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    {
        "level": lambda: result.update(level="notice"),
        "line": lambda: region.update(startLine=0),
        "message": lambda: result.update(message="text"),
        "uri": lambda: result["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="a b.md"),
        "tool": lambda: log["runs"][0].pop("tool"),
        "extra": lambda: result.update(cure="x"),
    }[case]()
    return log


@pytest.mark.parametrize("case", ["level", "line", "message", "uri", "tool", "extra"])
def test_the_sarif_schema_refuses_what_is_wrong(case: str) -> None:
    """The schema of the test is no open door."""
    log = broken(json.loads(formatted("sarif", [TYPO], {}, "en")), case)
    assert list(Draft202012Validator(SCHEMA).iter_errors(log)) != []


def test_sarif_points_at_its_rules() -> None:
    """Each result names its rule by id and by its place in the list, and carries the cure as a replacement."""
    run = json.loads(formatted("sarif", FOUND, {}, "en"))["runs"][0]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [ids[result["ruleIndex"]] for result in run["results"]] == ["F111", "S505", "T601"]
    assert [result["level"] for result in run["results"]] == ["error", "error", "note"]
    replacement = run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    region = {"startLine": 2, "startColumn": 9, "endColumn": 14}
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "weekly"}}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_findings_give_the_same_bytes(form: str) -> None:
    """The order in which findings come does not matter."""
    assert formatted(form, FOUND, {}, "en") == formatted(form, FOUND[::-1], {}, "en")
