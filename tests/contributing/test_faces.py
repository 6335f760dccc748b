"""What is made from the contracts is committed as the contracts are now."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from plugins.cards.budget import budget
from plugins.contributing.faces import faces, write
from plugins.contributing.tables import PATH as CONTRIBUTING
from plugins.contributing.tables import budget as budget_table
from plugins.contributing.tables import filled
from plugins.handbook.checks.lengths import LIMITS
from plugins.handbook.schema import MODELS, descriptions, written

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
BUDGETS = {language: budget_table(budget(), language) for language in LANGUAGES}
FACES = dict(faces(ROOT, LANGUAGES, BUDGETS))


@pytest.mark.parametrize("path", FACES)
def test_each_face_is_current(path: str) -> None:
    """`inv schema` would write the file as it stands."""
    assert (ROOT / path).read_text(encoding="utf-8") == FACES[path]


def test_no_generated_file_is_left_over() -> None:
    """The folders that `inv schema` fills hold nothing else."""
    folders = ("schema", ".vscode", ".github/ISSUE_TEMPLATE")
    found = {path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).iterdir()}
    assert found == FACES.keys() - {CONTRIBUTING, ".editorconfig"}


def test_only_what_is_out_of_date_is_written(tmp_path: Path) -> None:
    """A fresh folder gets every file but CONTRIBUTING's own words; a second run writes none."""
    text = FACES[CONTRIBUTING].replace("| `slug` |", "| `slog` |")
    (tmp_path / CONTRIBUTING).write_text(text, encoding="utf-8")
    assert write(tmp_path, LANGUAGES, BUDGETS) == tuple(FACES)
    assert write(tmp_path, LANGUAGES, BUDGETS) == ()


def test_lost_markers_are_told() -> None:
    """Without its markers CONTRIBUTING is left as it is, and the message names the one that is missing."""
    with pytest.raises(ValueError, match=r"CONTRIBUTING\.md: markers of 'budget id': 0, not 1"):
        filled(FACES[CONTRIBUTING].replace("<!-- budget id -->", ""), LANGUAGES, BUDGETS)


def described(schema: Any) -> Iterator[str]:
    """Every description in a schema of a field, not of a model."""
    if isinstance(schema, list):
        for item in schema:
            yield from described(item)
    elif isinstance(schema, dict):
        for field in schema.get("properties", {}).values():
            if "description" in field:
                yield field["description"]
        for value in schema.values():
            yield from described(value)


def test_every_field_is_described_in_both_languages() -> None:
    """The catalogue has an Indonesian line for each description of the contracts, and no other."""
    used = {text for name in MODELS for text in described(written(name, LANGUAGES))}
    assert used == descriptions().keys()


def test_snippets_offer_the_choices_of_the_contract() -> None:
    """A card's rhythm is chosen from the contract's list, and its stops are numbered without a gap."""
    body = "\n".join(json.loads(FACES[".vscode/empat-mata.code-snippets"])["yaml: card"]["body"])
    assert "rhythm: ${2|weekly,fortnightly,monthly,quarterly,half-yearly,once,triggered|}" in body
    stops = [int(stop) for stop in re.findall(r"\$\{(\d+)", body)]
    assert stops == list(range(1, len(stops) + 1))


@pytest.mark.parametrize("path", [path for path in FACES if re.search(r"TEMPLATE/\d", path)])
def test_a_form_is_one_that_the_host_accepts(path: str) -> None:
    """Each item has an id of its own and a label in both languages; a choice offers each option once."""
    form = yaml.safe_load(FACES[path])
    assert [key for key in ("name", "description", "body") if not form.get(key)] == []
    ids = [item["id"] for item in form["body"]]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch(r"[A-Za-z0-9_-]+", name)] == []
    labels = [item["attributes"]["label"] for item in form["body"]]
    assert [label for label in labels if " · " not in label and not label.endswith(("(id)", "(en)"))] == []
    for item in form["body"]:
        options = item["attributes"].get("options", [])
        assert (item["type"] == "dropdown") == bool(options)
        assert len(set(options)) == len(options)


def test_the_budget_names_each_text_of_a_card() -> None:
    """Bounds are those of the check; wider paper never has shorter lines of agenda."""
    rows = {name: (most, lines) for name, most, lines in budget()}
    assert {name: most for name, (most, _) in rows.items()} == LIMITS
    lines = rows["agenda.do"][1]
    assert list(lines) == ["a4", "f4", "a5", "a6", "letter"]
    assert lines["a6"] < lines["a5"] < lines["a4"] <= lines["f4"] <= lines["letter"]
