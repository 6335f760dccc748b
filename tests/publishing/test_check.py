"""`inv check` with its options, and `inv explain`: what is printed, what is written, and the exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pelicanconf import LANGUAGES
from plugins.publishing.compose import check, mend, written_in
from plugins.publishing.place import Place
from tasks import _is_named
from tests.publishing.test_compose import verb

ROOT = Path(__file__).resolve().parents[2]
GUIDE = "content/guides/what-is/id.md"
SLIP = "Sebuah resiko."


@pytest.fixture
def project(tmp_path: Path) -> Place:
    """A project with the tiny site as its content, one word of which is misspelt."""
    shutil.copytree(ROOT / "tests" / "site", tmp_path / "content")
    path = tmp_path / GUIDE
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{SLIP}\n", encoding="utf-8")
    return Place(tmp_path)


def test_a_form_for_programs_is_printed_alone(project: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON and nothing else; a warning does not block."""
    assert check(project, "en", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(found["code"], found["path"], found["line"]) for found in told["findings"]] == [
        ("B314", GUIDE, 22),
        ("T601", "content/guides/why-feared/id.md", 1),
    ]


def test_one_file_is_told_alone(project: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """Findings of the files and folders asked for, wherever one stands in the project."""
    for asked, here in (
        ([GUIDE], project.root),
        (["what-is/"], project.root / "content" / "guides"),
        (["."], project.root / "content/guides/what-is"),
    ):
        assert check(project, "en", "concise", asked, here) == 0
        line = f'{GUIDE}:22:8: warning[B314] "resiko" → standard Indonesian spelling "risiko" (KBBI)\n'
        assert capsys.readouterr().out == line


@pytest.mark.parametrize("asked", ["tests/site", "content/guides/nothing", "../content/x.md", "/etc/passwd"])
def test_a_path_outside_is_refused(asked: str, project: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that is not below content/, or not there, is a slip in the command: exit code 2 and one line."""
    assert check(project, "en", asked=[asked], here=project.root) == 2
    assert capsys.readouterr() == ("", f"{asked} is not below content/; name a file or folder there.\n")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("inv check", False),
        ("inv check --fix", False),
        ("inv check --lang id", False),
        ("inv check content/guides/value", True),
        ("inv check --fix content", True),
        ("inv check -i --lang id content/guides/value/id.md", True),
        ("inv check nothing.md", True),
        ("inv check -- content/guides/value", False),
        ("inv check nothing", False),
        ("inv status", False),
    ],
)
def test_a_path_may_be_left_out(line: str, named: bool) -> None:
    """A path after the verb is told from the values of options, from another verb, and from what stands after `--`."""
    assert _is_named(line.split(), "check", ("--fix", "-i")) is named


def test_a_path_may_stand_with_or_without_dashes() -> None:
    """Both forms tell the same, one file alone; together they tell both."""
    home, help_page = "content/pages/home/id.md", "content/pages/help/entry.yaml"
    assert verb("check", "--format", "concise", home) == (0, "", "")
    both = verb("check", "--format", "concise", help_page)
    assert both == verb("check", "--format", "concise", "--", help_page)
    assert both == verb("check", "--format", "concise", home, "--", help_page)
    assert {line.split(":")[0] for line in both[1].splitlines()} == {help_page}


def test_mending_shows_and_writes_the_change(project: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """The difference is printed, the file is changed, what is left is told; a second time nothing happens."""
    assert mend(project, "en", "text") == 0
    shown = capsys.readouterr().out
    changed = (project.root / GUIDE).read_text(encoding="utf-8")
    assert shown.startswith("--- a/content/guides/what-is/id.md\n+++ b/content/guides/what-is/id.md\n@@ ")
    assert "\n-Sebuah resiko.\n+Sebuah risiko.\n" in shown
    assert shown.endswith("1 notice in 1 file.\n")
    assert changed.endswith("\nSebuah risiko.\n")
    assert mend(project, "en", "text") == 0
    assert not capsys.readouterr().out.startswith("---")
    assert (project.root / GUIDE).read_text(encoding="utf-8") == changed


def test_a_program_reads_findings_and_people_the_difference(project: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """With a form for programs, the difference goes to the messages."""
    assert mend(project, "en", "json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["counts"] == {"error": 0, "warning": 0, "notice": 1}
    assert told.err.startswith("--- a/")


def test_only_the_file_asked_for_is_mended(project: Place) -> None:
    """Another file keeps its slip."""
    before = (project.root / GUIDE).read_bytes()
    assert mend(project, "en", "text", ["content/pages"], project.root) == 0
    assert (project.root / GUIDE).read_bytes() == before
    assert mend(project, "en", "text", ["content/guides/what-is"], project.root) == 0
    assert (project.root / GUIDE).read_bytes() != before


def test_the_languages_are_those_of_the_settings() -> None:
    """They are read from pelicanconf.py without the rooms it loads, and are the same."""
    assert written_in() == LANGUAGES


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "--format", "xml"), "Unknown format xml; one of: text, concise, github, json, sarif.\n"),
        (("explain", "G111"), "Unknown code G111; did you mean F111?\n"),
        (("explain", "nothing"), "Unknown code nothing.\n"),
        (("check", "--", "theme"), "theme is not below content/; name a file or folder there.\n"),
    ],
)
def test_a_slip_in_a_command_is_usage(
    arguments: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, exit code 2, nothing on the output."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert verb(*arguments) == (2, "", message)


def test_a_code_is_explained_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """`inv explain` begins with code, level and family, as the terminal or `--lang` asks."""
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    assert verb("explain", "F111")[1].startswith("F111 · galat · Pembuka dan berkas data\n")
    assert verb("explain", "F111", "--lang", "en")[1].startswith("F111 · error · Front matter and data files\n")
