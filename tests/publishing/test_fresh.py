"""“Nothing has changed” is answered without reading, and only when it is true; what did not change is not rewritten."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.publishing import build, fresh
from plugins.publishing.place import Place
from plugins.publishing.publish import Order, publish
from plugins.publishing.words import language_of, words
from tests.publishing.sites import PAGES, project, writer

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = Order("en")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A project that was published some time after its sources were written."""
    monkeypatch.setattr(fresh, "MARGIN", 50_000_000)  # as on a file system with a fine clock
    one = project(tmp_path / "project")
    long_ago = time.time_ns() - 10 * fresh.MARGIN
    for path in sorted((one.root / "content").iterdir()):
        os.utime(path, ns=(long_ago, long_ago))
    time.sleep(fresh.MARGIN / 1e9 + 0.1)  # the time of an entry itself cannot be set
    assert publish(one, ENGLISH, writer()) == 0
    return one


CHANGES: dict[str, Callable[[Path], object]] = {
    "another text": lambda root: (root / "content/a.md").write_text("b", encoding="utf-8"),
    "the same text, written again": lambda root: (root / "content/a.md").write_text("a", encoding="utf-8"),
    "one more file": lambda root: (root / "content/b.md").write_text("", encoding="utf-8"),
    "one file less": lambda root: (root / "content/a.md").unlink(),
    "a published page changed by hand": lambda root: (root / "output/index.html").write_text("x", encoding="utf-8"),
    "a published page lost": lambda root: (root / "output/id/index.html").unlink(),
    "something strange beside the pages": lambda root: (root / "output/x").write_text("x", encoding="utf-8"),
    "a flipped byte in what is remembered": lambda root: _flip(root / fresh.MEMORY),
    "nothing remembered": lambda root: (root / fresh.MEMORY).unlink(),
}


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


def test_nothing_has_changed(place: Place) -> None:
    """Right after a build, the answer is yes: for the same public address, that is."""
    assert fresh.is_unchanged(place.root, "")
    assert not fresh.is_unchanged(place.root, "https://example.org")


@pytest.mark.parametrize("name", CHANGES)
def test_in_any_doubt_the_answer_is_no(name: str, place: Place) -> None:
    """A changed, new or lost file on either side, or a damaged memory, is a doubt."""
    CHANGES[name](place.root)
    assert not fresh.is_unchanged(place.root, "")


def test_a_file_saved_just_before_the_build_is_a_doubt(place: Place) -> None:
    """A later change of it could carry the same time; the next build reads it, and from then on the answer is yes."""
    (place.root / "content/a.md").write_text("b", encoding="utf-8")
    assert publish(place, ENGLISH, writer()) == 0
    assert not fresh.is_unchanged(place.root, "")
    time.sleep(fresh.MARGIN / 1e9 + 0.1)
    assert publish(place, ENGLISH, writer()) == 0
    assert fresh.is_unchanged(place.root, "")


def test_the_answer_needs_no_framework() -> None:
    """Asking imports neither Invoke nor Pelican, nor anything else that was installed."""
    asked = "import sys, plugins.publishing.build; print(sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=True, capture_output=True, text=True)
    found = set(done.stdout.translate(str.maketrans("", "", "[]',\n")).split())
    assert found & {"invoke", "pelican", "jinja2", "pydantic", "yaml", "markdown", "weasyprint"} == set()


def test_what_make_runs_says_that_nothing_has_changed(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """One line and exit code 0, or the usage of an address that is none; nothing is built."""
    capsys.readouterr()
    assert build.main(place.root, "") == 0
    assert build.main(place.root, "example.org") == build.USAGE
    told = capsys.readouterr()
    assert told.out == f"{words('unchanged', language_of(os.environ), output='output/')}\n"
    assert told.err.endswith(": example.org\n")


def test_what_says_the_same_is_not_rewritten(place: Place) -> None:
    """After a build that changes one page, every other file is the very one that stood there, with its times."""
    files = [path for path in place.output.rglob("*") if path.is_file()]
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}
    (place.root / "content/a.md").write_text("b", encoding="utf-8")
    assert publish(place, ENGLISH, writer({"en/index.html": f"{PAGES['en/index.html']}<p>x"})) == 0
    renewed = {path for path in files if (path.stat().st_ino, path.stat().st_mtime_ns) != before[path]}
    assert renewed == {place.output / "en/index.html"}


def test_a_file_changed_by_hand_is_not_taken_over(place: Place) -> None:
    """What somebody did to a published page is gone after the next build."""
    page = place.output / "id/index.html"
    page.write_bytes(page.read_bytes().replace(b"tujuan", b"TUJUAN"))
    assert publish(place, ENGLISH, writer()) == 0
    assert page.read_text(encoding="utf-8") == PAGES["id/index.html"]
