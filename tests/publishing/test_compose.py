"""The verbs as a person types them: what they say, and the exit code that they leave."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins import reading
from plugins.publishing.compose import check, is_public
from plugins.publishing.place import Place

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        ("https://example.org", True),
        ("https://example.org/buku", True),
        ("http://localhost:8000", True),
        ("example.org", False),
        ("ftp://example.org", False),
        ("https://", False),
        ("https:///buku", False),
        ("https://example.org/?a", False),
        ("https://example.org/#a", False),
        ("https://example.org/a b", False),
        ("https://example.org\nhttps://example.com", False),
    ],
)
def test_a_public_address_is_a_plain_web_address(url: str, verdict: bool) -> None:
    """Scheme, host and path, and nothing that a QR code or a canonical link could not carry."""
    assert is_public(url) is verdict


def verb(*arguments: str) -> tuple[int, str, str]:
    """Exit code, output and messages of `inv …`."""
    command = [sys.executable, "-m", "invoke", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "--lang", "fr"), "Unknown language fr; one of: id, en.\n"),
        (
            ("build", "--url", "example.org"),
            "The public address must start with https:// or http:// and have no space, ? or #: example.org\n",
        ),
    ],
)
def test_a_wrong_word_is_usage(arguments: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong option is told in one line, with exit code 2, and nothing is built."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert verb(*arguments) == (2, "", message)


def test_a_sound_handbook_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The smallest handbook lacks one translation on purpose: a notice, which stops nothing, so the exit code is 0."""
    shutil.copytree(ROOT / "tests" / "site", tmp_path / "content")
    assert check(Place(tmp_path), "id") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 catatan di 1 berkas."


def test_a_mistake_is_told_and_blocks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`inv check` tells every finding and leaves exit code 1; nothing is written."""
    shutil.copytree(ROOT / "tests" / "site", tmp_path / "content")
    (tmp_path / "content" / "guides" / "salah.txt").write_text("x\n", encoding="utf-8")
    assert check(Place(tmp_path), "en") == 1
    told = capsys.readouterr()
    assert told.out.startswith("content/guides/salah.txt:1:1: error[")
    assert told.out.endswith("1 error, 1 notice in 2 files.\n")
    assert told.err == ""
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_a_fault_of_ours_is_not_the_writers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When the check itself breaks, exit code 2 and a line that says whose fault it is."""

    def broken(*_: object) -> None:
        raise ValueError("kosong")

    monkeypatch.setattr(reading, "check", broken)
    assert check(Place(tmp_path), "en") == 2
    assert "This is a fault of the program, not of your writing." in capsys.readouterr().err
