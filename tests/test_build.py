"""The smallest site, built as a reader builds it: by one command, twice, in two folders, under two different skies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.publishing.expect import expectation
from tests.trees import of_tree

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("content", "theme", "plugins", "pelicanconf.py", "tasks.py", "requirements.lock")
TINY = "tests/site"
SKIES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Jayapura", "LC_ALL": "C", "LANG": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANG": "id_ID.UTF-8"},
)


def copy_of_project(folder: Path) -> Path:
    """What a build needs, in a new folder, without anything that an earlier build left."""
    for name in NEEDED:
        source = ROOT / (TINY if name == "content" else name)
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    return folder


def build(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """`inv build` in a folder."""
    command = [sys.executable, "-m", "invoke", "build", "--lang", "en"]
    own = {name: value for name, value in os.environ.items() if name not in {"SITEURL", "PYTHONPATH"}}
    return subprocess.run(command, cwd=folder, env={**own, **environ}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site, built in two folders with different names, hash seeds, time zones and locales."""
    folders = (tmp_path_factory.mktemp("a") / "satu", tmp_path_factory.mktemp("b") / "folder dua")
    for folder, sky in zip(folders, SKIES, strict=True):
        done = build(copy_of_project(folder), **sky)
        assert done.returncode == 0, done.stderr
    return folders


@pytest.mark.xdist_group("build")
def test_two_builds_have_equal_bytes(built: tuple[Path, Path]) -> None:
    """Every page, card and asset has the same sha256 in both, and there is no file more or less."""
    one, two = (of_tree(folder / "output") for folder in built)
    assert one == two


@pytest.mark.xdist_group("build")
def test_the_site_holds_what_the_handbook_promises(built: tuple[Path, Path], tiny: Handbook, site: Site) -> None:
    """Every page in every language and every card on every paper with its picture, and no other page, PDF or book."""
    expected = expectation(tiny, site)
    files = of_tree(built[0] / "output")
    made = {path for path in files if path.endswith((".html", ".pdf", ".epub", ".webp"))}
    assert made == expected.sources.keys()


@pytest.mark.xdist_group("build")
def test_the_second_build_has_nothing_to_do(built: tuple[Path, Path]) -> None:
    """Nothing changed, nothing is written, and the answer is one line."""
    done = build(built[0], **SKIES[0])
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing changed; output/ is up to date.\n", "")


@pytest.mark.xdist_group("build")
def test_pelican_alone_builds_the_same_site(built: tuple[Path, Path]) -> None:
    """`pelican content`, as its users expect, writes the same files into output/."""
    before = of_tree(built[1] / "output")
    shutil.rmtree(built[1] / "output")
    command = [str(Path(sys.executable).parent / "pelican"), "content"]
    done = subprocess.run(command, cwd=built[1], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert of_tree(built[1] / "output") == before


@pytest.mark.xdist_group("build")
def test_a_bad_file_stops_the_build(built: tuple[Path, Path]) -> None:
    """A mistake in content/ is told with its place, and the site that stood there stands there still."""
    output = built[0] / "output"
    before = of_tree(output)
    page = built[0] / "content" / "guides" / "what-is" / "id.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    done = build(built[0], **SKIES[0])
    page.write_text(text, encoding="utf-8")
    assert done.returncode == 1
    assert 'content/guides/what-is/id.md:2:1: error[F108] unknown key "titel"; did you mean "title"?' in done.stdout
    assert of_tree(output) == before


@pytest.mark.xdist_group("build")
def test_a_broken_template_stops_the_build(built: tuple[Path, Path]) -> None:
    """A mistake in the theme is told with its file and line, and the old site stays."""
    output = built[0] / "output"
    before = of_tree(output)
    template = built[0] / "theme" / "templates" / "pages" / "guide.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text + "{% if %}\n", encoding="utf-8")
    done = build(built[0], **SKIES[0])
    template.write_text(text, encoding="utf-8")
    place = f"theme/templates/pages/guide.html:{len(text.splitlines()) + 1}"
    assert done.returncode == 1
    assert f"{place}: broken template: Expected an expression, got 'end of statement block'\n" in done.stderr
    assert of_tree(output) == before
