"""The code host's own files: safe for pull requests from strangers, every action pinned, nothing clever in YAML."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"^ *(?:- )?uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def workflow(path: Path) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def test_zizmor_finds_nothing() -> None:
    """The auditor's strictest reading of every workflow has no finding; it asks no server."""
    asked = ("--offline", "--persona=auditor", "--quiet", "--color=never", ".github")
    command = [str(Path(sys.executable).with_name("zizmor")), *asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "No findings to report. Good job!\n"), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", "workflows/*.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/[0-9]-*.yml"),
        ("github-issue-config", "ISSUE_TEMPLATE/config.yml"),
    ],
)
def test_the_host_can_read_its_files(schema: str, files: str) -> None:
    """Every workflow, form and setting is what the host's own schema says; the schemas come with the package."""
    found = sorted(map(str, (ROOT / ".github").glob(files)))
    assert found
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *found]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n"), done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_nothing_that_its_jobs_do_not_need(path: Path) -> None:
    """No permission for all, no `pull_request_target`, no secret; each job has a limit of time; actions are pinned."""
    text, tree = path.read_text(encoding="utf-8"), workflow(path)
    assert tree["permissions"] == {}
    assert "pull_request_target" not in text
    assert "secrets." not in text
    assert [name for name, job in tree["jobs"].items() if not {"permissions", "timeout-minutes"} <= job.keys()] == []
    uses = [line for line in text.splitlines() if "uses:" in line]
    assert [line for line in uses if not PINNED.match(line)] == []
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


def test_what_a_stranger_sends_runs_without_rights() -> None:
    """The workflow for pull requests may read the code, and nothing else."""
    tree = workflow(ROOT / ".github" / "workflows" / "check.yml")
    assert {str(job["permissions"]) for job in tree["jobs"].values()} == {"{'contents': 'read'}"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_logic_is_in_python(path: Path) -> None:
    """A step is one command, and takes nothing from the event but through its environment."""
    steps = [step for job in workflow(path)["jobs"].values() for step in job["steps"]]
    commands = [step["run"] for step in steps if "run" in step]
    assert [command for command in commands if "\n" in command or "${{" in command or "|" in command] == []
    assert [command for command in commands if not command.startswith(("make ", ".venv/bin/inv "))] == []


def test_one_action_has_one_version() -> None:
    """The same action is pinned to the same commit everywhere."""
    pins = re.findall(r"uses: (\S+)@(\S+)", "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS))
    assert len({name for name, _ in pins}) == len(set(pins))


def test_the_owners_are_found_by_language() -> None:
    """Indonesian words go to those who read Indonesian, English ones to those who read English; patterns name files."""
    lines = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    rules = dict(line.split(maxsplit=1) for line in lines if line and line[0] != "#")
    assert rules["content/**/id.md"] == "@empat-mata/bahasa-indonesia"
    assert rules["content/**/en.md"] == "@empat-mata/english"
    assert [pattern for pattern in rules if pattern != "*" and not next(ROOT.glob(pattern.rstrip("/")), None)] == []


def test_a_pull_request_has_four_boxes() -> None:
    """Each box says its sentence in both languages."""
    text = (ROOT / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    boxes = [line for line in text.splitlines() if line.startswith("- [ ] ")]
    assert len(boxes) == 4
    assert [box for box in boxes if box.count(" · ") != 1] == []
