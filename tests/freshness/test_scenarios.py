"""Before, lock, after → states: each scenario is a file in `scenarios/`, done to the tree in `before.yaml`.

`before` adds files to that tree, `before only` replaces it. `lock` is `all` (everything agreed before) or `none`. What
happens `after` is done in the order of the file. `states` has every unit that is not in step, `history` what git knows.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from plugins.handbook.freshness.history import history
from plugins.handbook.freshness.lock import parse, written
from plugins.handbook.freshness.report import code_of
from plugins.handbook.freshness.states import Comparison, State, agree, compare
from plugins.handbook.freshness.units import belongs, key_of, units
from plugins.handbook.freshness.work import work
from tests.freshness.repository import DAY, NOW, commit, repository, write

HERE = Path(__file__).parent
SCENARIOS = sorted((HERE / "scenarios").glob("*.yaml"))
BEFORE: dict[str, str] = yaml.safe_load((HERE / "before.yaml").read_text(encoding="utf-8"))
ENOUGH = 40


class Story:
    """Files and a lock, and what is done to them."""

    def __init__(self, scenario: dict[str, Any]) -> None:
        self.languages = tuple(scenario.get("languages", ("id", "en")))
        files = scenario.get("before only") or {**BEFORE, **scenario.get("before", {})}
        self.files: dict[str, str] = {f"content/{path}": text for path, text in files.items()}
        self.before = dict(self.files)
        self.lock = ""
        if scenario["lock"] == "all":
            self.sync([""])

    def comparison(self) -> Comparison:
        """How it stands now."""
        return compare(units(dict(self.files), self.languages), parse(self.lock), self.languages)

    def happen(self, act: str, how: Any) -> None:
        """One act: its verb, and the file it is done to."""
        verb, _, path = act.partition(" ")
        acts: dict[str, Callable[..., None]] = {
            "edit": self.edit, "write": self.write, "append": self.append, "cut": self.cut, "move": self.move,
            "bytes": self.save_as, "rename": self.rename, "remove": self.remove, "restore": self.restore,
            "sync": self.sync, "lock": self.edit_lock,
        }  # fmt: skip
        on_a_file = verb in {"edit", "write", "append", "cut", "move", "bytes"}
        acts[verb](*([f"content/{path}"] if on_a_file else []), how)

    def edit(self, path: str, pairs: list[list[str]]) -> None:
        """Change words of a file: what stands there → what shall stand there."""
        for there, instead in pairs:
            assert there in self.files[path], f"{path} has no {there!r}"
            self.files[path] = self.files[path].replace(there, instead, 1)

    def write(self, path: str, text: str) -> None:
        """Give a file a text."""
        self.files[path] = text

    def append(self, path: str, text: str) -> None:
        """Add to the end of a file."""
        self.files[path] += text

    def cut(self, path: str, heading: str) -> None:
        """Cut a section that stands last."""
        self.files[path] = self.files[path][: self.files[path].index(heading)]

    def move(self, path: str, headings: list[str]) -> None:
        """Put the last section before another one."""
        last, other = (self.files[path].index(heading) for heading in headings)
        text = self.files[path]
        self.files[path] = f"{text[:other]}{text[last:]}\n{text[other:last].rstrip()}\n"

    def save_as(self, path: str, how: str) -> None:
        """Save a file as some editors do."""
        text = self.files[path]
        self.files[path] = {
            "windows": "\ufeff" + text.replace("\n", "\r\n"),
            "decomposed": unicodedata.normalize("NFD", text),
        }[how]
        assert self.files[path] != text

    def rename(self, pairs: list[list[str]]) -> None:
        """Move folders."""
        for old, new in pairs:
            start = f"content/{old}/"
            self.files = {
                f"content/{new}/{path.removeprefix(start)}" if path.startswith(start) else path: text
                for path, text in self.files.items()
            }

    def remove(self, paths: list[str]) -> None:
        """Delete files."""
        for path in paths:
            del self.files[f"content/{path}"]

    def restore(self, paths: list[str]) -> None:
        """Give files the text they had at first."""
        for path in paths:
            self.files[f"content/{path}"] = self.before[f"content/{path}"]

    def sync(self, keys: list[str]) -> None:
        """Stamp keys, one after the other; "" is all of them."""
        for asked in keys:
            self.lock = written(agree(self.comparison(), self.named(asked)), self.languages)

    def named(self, asked: str) -> Callable[[str], bool]:
        """Whether a key names a unit."""
        key = key_of(asked, self.languages)
        return lambda unit: not key or belongs(unit, key)

    def edit_lock(self, pairs: list[list[str]]) -> None:
        """Change the text of the lock."""
        for there, instead in pairs:
            assert there in self.lock
            self.lock = self.lock.replace(there, instead)


def told(state: State) -> str:
    """A state as a scenario writes it: `id-newer, missing jv`."""
    missing = f"missing {' '.join(state.missing)}" if state.missing else ""
    return ", ".join(filter(None, ["" if state.kind == "missing" else code_of(state), missing]))


def ages(story: Story, before: str, kind: str, folder: Path) -> dict[str, int | None]:
    """Page → days, as the project in `folder` tells them after the scenario's history."""
    root = folder / "project"
    write(root, {**story.before, "content/translations.lock": before})
    if kind in {"git", "shallow", "uncommitted"}:
        repository(root)
        commit(root, NOW - 9 * DAY)
    if kind in {"tarball", "subfolder"}:
        repository(folder)
        (folder / ".gitignore").write_text("/project/\n" if kind == "tarball" else "", encoding="utf-8")
        commit(folder, NOW - 9 * DAY)
    write(root, story.files)
    if kind in {"git", "shallow", "subfolder"}:
        commit(root, NOW - 3 * DAY)
    if kind == "shallow":
        shutil.move(root, folder / "origin")
        repository(root, clone_of=folder / "origin")
    past = history(root)
    assert (past is None) == (kind in {"none", "tarball"})
    found = work(story.comparison(), story.languages, past.last_changes() if past else {}, NOW)
    return {f"{language} {page.reference}": page.age for language, pages in found.pages.items() for page in pages}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_ends_in_its_states(path: Path, tmp_path: Path) -> None:
    """Exactly these units are not in step, each in this state, whatever git knows."""
    scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
    story = Story(scenario)
    if scenario["lock"] == "all":
        assert {state.kind for state in story.comparison().states.values()} <= {"in-step", "missing"}
    before = story.lock
    for act, how in scenario["after"].items():
        story.happen(act, how)
    comparison = story.comparison()
    found = {state.unit: told(state) for state in comparison.states.values() if told(state) != "in-step"}
    assert found == scenario["states"]
    assert list(comparison.removed) == scenario.get("removed", [])
    assert sorted(comparison.units.unread) == scenario.get("unread", [])
    if "history" in scenario:
        assert ages(story, before, scenario["history"], tmp_path) == scenario["ages"]


def test_there_are_scenarios_enough() -> None:
    """At least forty, each with a sentence of its own."""
    sentences = [yaml.safe_load(path.read_text(encoding="utf-8"))["scenario"] for path in SCENARIOS]
    assert len(set(sentences)) == len(sentences) >= ENOUGH
