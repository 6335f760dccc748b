"""The fingerprint of a site changes with everything that decides how the site looks, and with nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.publishing.fingerprint import of_inputs

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one file of each kind of input."""
    for name in ("content/a.md", "theme/base.html", "plugins/pages.py", "pelicanconf.py", "requirements.lock"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


DECIDE: dict[str, Callable[[Path], object]] = {
    "content": lambda root: (root / "content/a.md").write_text("b", encoding="utf-8"),
    "a new file": lambda root: (root / "content/b.md").write_text("", encoding="utf-8"),
    "another name": lambda root: (root / "content/a.md").rename(root / "content/c.md"),
    "theme": lambda root: (root / "theme/base.html").write_text("b", encoding="utf-8"),
    "a room": lambda root: (root / "plugins/pages.py").unlink(),
    "settings": lambda root: (root / "pelicanconf.py").write_text("b", encoding="utf-8"),
    "packages": lambda root: (root / "requirements.lock").write_text("b", encoding="utf-8"),
    "a file that became a link": lambda root: (
        (root / "content/a.md").rename(root / "elsewhere"),
        (root / "content/a.md").symlink_to(root / "elsewhere"),
    ),
}
LEAVE: dict[str, Callable[[Path], object]] = {
    "time of the last write": lambda root: (root / "content/a.md").touch(),
    "compiled modules": lambda root: (
        (root / "plugins/__pycache__").mkdir(),
        (root / "plugins/__pycache__/pages.pyc").write_bytes(b"x"),
    ),
    "an editor's files": lambda root: (
        (root / "content/.a.md.swp").write_text("x", encoding="utf-8"),
        (root / "content/a.md~").write_text("x", encoding="utf-8"),
    ),
    "tests": lambda root: (root / "tests").mkdir(),
}


@pytest.mark.parametrize("name", DECIDE)
def test_what_decides_changes_it(name: str, root: Path) -> None:
    """A change of any input gives another fingerprint."""
    before = of_inputs(root, "")
    DECIDE[name](root)
    assert of_inputs(root, "") != before


@pytest.mark.parametrize("name", LEAVE)
def test_what_does_not_decide_leaves_it(name: str, root: Path) -> None:
    """Times, compiled modules, editors' files and tests give the same fingerprint."""
    before = of_inputs(root, "")
    LEAVE[name](root)
    assert of_inputs(root, "") == before


def test_the_public_address_decides(root: Path) -> None:
    """Two public addresses are two sites."""
    assert of_inputs(root, "https://a.example") != of_inputs(root, "https://b.example")


def test_deciding_costs_no_import_of_the_rooms() -> None:
    """Neither Pelican nor WeasyPrint, Jinja or pydantic is imported to learn that nothing changed."""
    asks = (
        "import sys, tasks, plugins.publishing.compose, plugins.publishing.publish;"
        "print(sorted({'pelican', 'weasyprint', 'jinja2', 'pydantic', 'markdown'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
