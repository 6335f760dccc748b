"""Walking a folder: nothing outside it is opened, and what cannot be read is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.handbook.problem import Problem
from plugins.reading.files import File, walk


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str, dict[str, object]]]:
    """Path, code and facts of each finding."""
    return [(found.path, found.code, dict(found.facts)) for found in problems]


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """Whatever order the disk has, files are sorted by path and have all their bytes."""
    for name in ("b.md", "a/z.md", "a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    files = (File("content/a.md", b"a.md", 4), File("content/a/z.md", b"a/z.md", 6), File("content/b.md", b"b.md", 4))
    assert walk(tmp_path) == (files, ())


def test_what_may_not_be_read_is_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file and a folder without permission are a finding each, and the rest is read."""
    (tmp_path / "shut").mkdir()
    for name in ("open.md", "secret.md", "shut/in.md"):
        (tmp_path / name).write_text(name)
    really_open, really_list = os.open, os.listdir

    def refuse(path: Path, flags: int) -> int:
        if path.name == "secret.md":
            raise PermissionError(13, "Permission denied", str(path))
        return really_open(path, flags)

    def hide(path: Path) -> list[str]:
        if path.name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return really_list(path)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "listdir", hide)
    files, problems = walk(tmp_path)
    assert [file.path for file in files] == ["content/open.md"]
    reason = {"reason": "Permission denied"}
    assert told(problems) == [("content/secret.md", "E200", reason), ("content/shut", "E200", reason)]


def test_a_file_swapped_for_a_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that becomes a link between the look and the opening is refused, not followed."""
    outside = tmp_path / "outside"
    outside.write_text("secret")
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.md").write_text("x")
    really_open = os.open

    def swap(path: Path, flags: int) -> int:
        path.unlink()
        path.symlink_to(outside)
        return really_open(path, flags)

    monkeypatch.setattr(os, "open", swap)
    files, problems = walk(content)
    assert files == ()
    assert [(found.path, found.code) for found in problems] == [("content/a.md", "E200")]


def test_a_name_that_is_no_text_is_shown_all_the_same(tmp_path: Path) -> None:
    """Stray bytes in a name are replaced, so that the finding can be printed."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.md")).write_text("x")
    files, _ = walk(tmp_path)
    assert [file.path for file in files] == ["content/a\ufffd.md"]
