"""`--fix`: what is mended, what is left alone, and how files are exchanged."""

from __future__ import annotations

import os
import shutil
import stat
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from plugins.handbook.rules import rules
from plugins.reading import check
from plugins.reading.mending import mend
from tests.handbook import slots

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "tests" / "site"
LANGUAGES = ("id", "en")
TODAY = date(2026, 11, 22)
CASES = yaml.safe_load((Path(__file__).parent / "mending.yaml").read_text(encoding="utf-8"))
FIXABLE = [code for code, rule in sorted(rules().items()) if rule.fix and rule.at]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the tiny site."""
    return Path(shutil.copytree(SITE, tmp_path / "content"))


def codes(content: Path) -> Counter[tuple[str, str]]:
    """How often each rule is told in each file."""
    return Counter((found.path, found.code) for found in check(content, LANGUAGES, TODAY).problems)


def files(content: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(content)): path.read_bytes() for path in sorted(content.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_body_is_mended_to_this(case: dict[str, str], content: Path) -> None:
    """The text at the end of a guide before and after, in whole; mended once more it is the same."""
    name = case.get("in", slots.TEXT)
    text = (content / name).read_text(encoding="utf-8")
    (content / name).write_text(f"{text}\n{case['before']}", encoding="utf-8")
    mend(content, LANGUAGES, TODAY).write(content)
    assert (content / name).read_text(encoding="utf-8") == f"{text}\n{case['after']}"
    assert mend(content, LANGUAGES, TODAY).changed == {}


@pytest.mark.parametrize("code", FIXABLE)
def test_what_is_marked_as_mendable_is_mended(code: str, content: Path) -> None:
    """The wrong example of the rule is mended: its finding is gone, no other has come, and nothing is left to mend."""
    slots.write(content, str(rules()[code].at), rules()[code].bad, instead_of=rules()[code].good)
    before = codes(content)
    mended = mend(content, LANGUAGES, TODAY)
    mended.write(content)
    after = codes(content)
    assert after < before
    assert code not in {told for _, told in after}
    assert mend(content, LANGUAGES, TODAY).changed == {}


def test_the_difference_is_told_as_a_patch(content: Path) -> None:
    """A unified diff with the paths of the repository."""
    path = content / "guides/why-feared/id.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Tulis topiknya", "Tulis karirnya"), encoding="utf-8")
    lines = mend(content, LANGUAGES, TODAY).diff().splitlines()
    assert lines[:2] == ["--- a/content/guides/why-feared/id.md", "+++ b/content/guides/why-feared/id.md"]
    changed = [line for line in lines[2:] if line[0] in "+-"]
    assert [line.replace("karirnya", "kariernya").replace("-", "+", 1) for line in changed[:1]] == changed[1:]


def test_a_patch_can_be_applied(content: Path) -> None:
    """What is printed turns the old files into the new ones, line ends and missing line ends included."""
    from subprocess import run

    (content / "guides/why-feared/id.md").write_bytes(
        (content / "guides/why-feared/id.md").read_bytes().replace(b"\n", b"\r\n").rstrip() + b" resiko"
    )
    mended = mend(content, LANGUAGES, TODAY)
    assert mended.changed
    run(["git", "apply", "-"], cwd=content.parent, input=mended.diff().encode(), check=True)
    by_patch = files(content)
    assert by_patch == {**by_patch, **{path.removeprefix("content/"): new for path, (_, new) in mended.changed.items()}}


def test_only_the_files_asked_for_are_mended(content: Path) -> None:
    """Another file keeps its faults."""
    for name in (slots.TEXT, "guides/why-feared/id.md"):
        (content / name).write_text(
            (content / name).read_text(encoding="utf-8") + "\nSebuah resiko.\n", encoding="utf-8"
        )
    assert set(mend(content, LANGUAGES, TODAY, [f"content/{slots.TEXT}"]).changed) == {f"content/{slots.TEXT}"}


def test_a_healthy_content_is_left_alone(content: Path) -> None:
    """Nothing is written, not even the same bytes."""
    before = {path: path.stat().st_mtime_ns for path in content.rglob("*")}
    mended = mend(content, LANGUAGES, TODAY)
    mended.write(content)
    assert (mended.changed, mended.diff()) == ({}, "")
    assert {path: path.stat().st_mtime_ns for path in content.rglob("*")} == before


def test_a_file_that_changed_meanwhile_is_not_overwritten(content: Path) -> None:
    """What somebody saves between reading and writing is kept; nothing else is left behind."""
    path = content / slots.TEXT
    path.write_text(path.read_text(encoding="utf-8") + "\nSebuah resiko.\n", encoding="utf-8")
    mended = mend(content, LANGUAGES, TODAY)
    path.write_text("saved meanwhile", encoding="utf-8")
    with pytest.raises(OSError, match=r"id\.md: changed while it was read"):
        mended.write(content)
    assert path.read_text(encoding="utf-8") == "saved meanwhile"
    assert set(files(content)) == set(files(SITE))


def test_a_link_in_the_place_of_a_file_is_not_followed(content: Path, tmp_path: Path) -> None:
    """A file that was exchanged for a link keeps what the link leads to as it is."""
    path = content / slots.TEXT
    path.write_text(path.read_text(encoding="utf-8") + "\nSebuah resiko.\n", encoding="utf-8")
    mended = mend(content, LANGUAGES, TODAY)
    outside = tmp_path / "outside.md"
    outside.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(outside)
    with pytest.raises(OSError, match="changed"):
        mended.write(content)
    assert "resiko" in outside.read_text(encoding="utf-8")


def test_the_rights_of_a_file_are_kept(content: Path) -> None:
    """A file that only its owner may read stays so."""
    path = content / slots.TEXT
    path.write_text(path.read_text(encoding="utf-8") + "\nSebuah resiko.\n", encoding="utf-8")
    path.chmod(0o600)
    mend(content, LANGUAGES, TODAY).write(content)
    assert "risiko" in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600  # noqa: PTH116


def test_a_cure_that_would_make_another_fault_is_not_taken(content: Path) -> None:
    """A slug that would then belong to two guides is told and left to its writer; what else is wrong is mended."""
    path = content / slots.TEXT
    text = path.read_text(encoding="utf-8").replace("slug: apa-itu-1-on-1", "slug: Mengapa Ditakuti")
    path.write_text(f"{text}\nSebuah resiko.\n", encoding="utf-8")
    mended = mend(content, LANGUAGES, TODAY)
    assert mended.changed[f"content/{slots.TEXT}"][1].decode() == f"{text}\nSebuah risiko.\n"
    assert "F117" in {found.code for found in mended.survey.problems}
