"""One edit of a published site, published by a new process: what that makes, and what it keeps."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from plugins.handbook.memory import SEAL, START
from plugins.publishing.manifest import Files
from tests.trees import of_tree

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("one edit")

GUIDE = "content/guides/what-is/id.md"
PUBLISH = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}]
from tests.bench.ours import whole
from plugins.pages.draw import Board
drawn, draw = [], Board.draw
Board.draw = lambda board, view: drawn.append(view.address) or draw(board, view)
code = whole(Path.cwd())
print("drawn:", *sorted(drawn))
print("pelican:", "pelican" in sys.modules)
print("pydantic:", "pydantic" in sys.modules)
sys.exit(code)
"""


def publish(project: Path) -> str:
    """Publish in a new process, nothing printed; returns what that drew and loaded."""
    own = {name: value for name, value in os.environ.items() if name != "SITEURL"}
    command = [sys.executable, "-c", PUBLISH.format(root=str(ROOT))]
    done = subprocess.run(command, cwd=project, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def edit(project: Path) -> None:
    """One more sentence in the Indonesian text of a guide."""
    with (project / GUIDE).open("a", encoding="utf-8") as file:
        file.write("\nSatu kalimat lagi.\n")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest handbook, published."""
    folder = tmp_path_factory.mktemp("first") / "project"
    shutil.copytree(ROOT / "tests" / "site", folder / "content")
    shutil.copytree(ROOT / "theme", folder / "theme")
    for name in ("pelicanconf.py", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "plugins").symlink_to(ROOT / "plugins")
    assert "pelican: True" in publish(folder)
    return folder


def copy(project: Path, folder: Path) -> Path:
    """A project with its site and all that it remembers."""
    shutil.copytree(project, folder, symlinks=True)
    return folder


@pytest.fixture(scope="module")
def edited(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What the site is after the edit, built from nothing."""
    project = copy(first, tmp_path_factory.mktemp("edited") / "project")
    for remembered in (project / "output", project / ".cache"):
        shutil.rmtree(remembered)
    edit(project)
    assert "pelican: True" in publish(project)
    return of_tree(project / "output")


def stamps(output: Path) -> Mapping[str, tuple[int, int]]:
    """Number and time of every published file."""
    files = ((path, path.stat()) for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): (found.st_ino, found.st_mtime_ns) for path, found in files}


def test_one_edit_makes_what_shows_it(first: Path, edited: Files, tmp_path: Path) -> None:
    """One page is drawn, no Pelican or pydantic loaded; every file that says the same is the one that was there.

    New are the page, its copy, the index and the bundles of that language, and what lists the sizes of those.
    """
    project = copy(first, tmp_path / "project")
    before = stamps(project / "output")
    edit(project)
    told = publish(project)
    assert "drawn: id/panduan/apa-itu-1-on-1/\npelican: False\npydantic: False\n" in told
    assert of_tree(project / "output") == edited
    after = stamps(project / "output")
    fresh = {path for path in after.keys() | before.keys() if after.get(path) != before.get(path)}
    index = {path for path in fresh if path.startswith("id/search")}
    page = "id/panduan/apa-itu-1-on-1"
    bundles = {"id/handbook-id.zip", "id/handbook-id-cards.zip", "id/offline.json"}
    assert index
    assert fresh == {f"{page}/index.html", f"{page}/index.md", *bundles, *index}


def test_another_style_leaves_the_search_alone(first: Path, tmp_path: Path) -> None:
    """Every page is drawn with a new rule of its style sheet; the indexes say what they said, and are not written."""
    project = copy(first, tmp_path / "project")
    before = stamps(project / "output")
    with (project / "theme/static/css/base.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n.try { order: 1 }\n")
    publish(project)
    after = stamps(project / "output")
    kept = {path for path in before if after.get(path) == before[path]}
    pages = {path for path in before if path.endswith("index.html") and b"<style>" in _read(project, path)}
    assert kept.isdisjoint(pages)
    assert kept >= {path for path in before if "/search" in path and path.endswith(".js")}
    assert kept >= {path for path in before if path.endswith((".md", ".png", ".ics", ".xml", ".csv"))}
    assert b".try{order:1}" in _read(project, "id/index.html")


def _read(project: Path, path: str) -> bytes:
    return (project / "output" / path).read_bytes()


def test_what_has_no_source_any_more_is_gone(first: Path, tmp_path: Path) -> None:
    """A guide that is taken out takes its page, copy and picture with it, and their folder; it does not come back."""
    project = copy(first, tmp_path / "project")
    left = project / "output/id/panduan/mengapa-ditakuti"
    assert left.exists()
    edit(project)
    publish(project)
    shutil.rmtree(project / "content/guides/why-feared")
    facts = project / "content/guides/what-is/entry.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("guides/why-feared, ", ""), encoding="utf-8")
    for text in (project / "content/guides/what-is").glob("*.md"):
        text.write_text(text.read_text(encoding="utf-8").replace("why-feared", "what-is"), encoding="utf-8")
    for _ in range(2):
        assert "pelican: False" in publish(project)
        assert not left.exists()
        edit(project)


REMEMBERED = ("answers", "reading", "rooms", "scans", "templates", "manifest", "stamps")


@pytest.mark.parametrize("name", REMEMBERED)
def test_a_flipped_byte_changes_nothing_that_is_published(
    name: str, first: Path, edited: Files, tmp_path: Path
) -> None:
    """Whichever byte of whatever is remembered is another one, the site is the one that is built from nothing."""
    project = copy(first, tmp_path / "project")
    file = project / ".cache/publishing" / name
    data = bytearray(file.read_bytes())
    data[random.Random(name).randrange(len(data))] ^= 1  # noqa: S311
    file.write_bytes(bytes(data))
    edit(project)
    publish(project)
    assert of_tree(project / "output") == edited


@pytest.mark.parametrize("name", ["reading", "rooms"])
def test_damage_that_shows_only_when_it_is_read_ends_all_trust(name: str, first: Path, tmp_path: Path) -> None:
    """Answers that lie apart are looked at late: when one that is needed is damaged, all is built from nothing."""
    project = copy(first, tmp_path / "project")
    edit(project)
    with (project / "theme/static/css/base.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n.try { order: 1 }\n")  # every body is shown anew
    file = project / ".cache/publishing" / name
    data, head = bytearray(file.read_bytes()), SEAL + START.size
    (start,) = START.unpack_from(data, SEAL)
    data[head:start] = bytes(each ^ 1 for each in data[head:start])
    file.write_bytes(bytes(data))
    assert "pelican: True" in publish(project)
    site = of_tree(project / "output")
    for remembered in (project / "output", project / ".cache"):
        shutil.rmtree(remembered)
    publish(project)
    assert of_tree(project / "output") == site


def test_what_is_left_of_an_older_site_is_not_trusted(first: Path, edited: Files, tmp_path: Path) -> None:
    """A file of the site before the last that is another one now, or has no place there, is no part of the next one."""
    project = copy(first, tmp_path / "project")
    text = (project / GUIDE).read_text(encoding="utf-8")
    for line in ("x", "y"):
        (project / GUIDE).write_text(f"{text}\n{line}\n", encoding="utf-8")
        publish(project)
    before = project / ".cache/publishing/before"
    page, stray = before / "en/index.html", before / "en/stray.html"
    page.unlink()
    page.write_text("x", encoding="utf-8")
    stray.write_text("x", encoding="utf-8")
    (project / GUIDE).write_text(text, encoding="utf-8")
    edit(project)
    publish(project)
    assert of_tree(project / "output") == edited


def test_a_flipped_byte_in_a_published_file_is_mended(first: Path, edited: Files, tmp_path: Path) -> None:
    """A file that somebody changed in output/ is no part of the next site, though nothing that it shows changed."""
    project = copy(first, tmp_path / "project")
    page = project / "output/en/index.html"
    page.write_bytes(page.read_bytes().replace(b"<h1>", b"<h2>", 1))
    edit(project)
    publish(project)
    assert of_tree(project / "output") == edited
