"""The whole site as a reader gets it, but for the printed cards: small files stand in for these."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins.booking import write_calendars
from plugins.finding import write_finding
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.mapping import write_map
from plugins.pages import write_pages
from plugins.reading import read
from tests.printed import write_stand_ins

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")


def write_site(book: Handbook, site: Site, folder: Path, cache: Path) -> Path:
    """Everything that the rooms write, in their order."""
    write_pages(book, site, ROOT / "theme", folder)
    write_finding(book, ROOT / "theme", folder)
    write_calendars(book, site, folder)
    write_stand_ins(book, site, folder)
    write_map(book, site, ROOT / "theme", folder, cache)
    return folder


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where drawn pictures are kept."""
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="session")
def mapped(book: Handbook, site: Site, tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Path:
    """The site of the real handbook."""
    return write_site(book, site, tmp_path_factory.mktemp("mapped"), pictures)


@pytest.fixture(scope="session")
def small(tiny: Handbook, site: Site, tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Path:
    """The site of the smallest handbook; one of its guides stands in Indonesian only."""
    return write_site(tiny, site, tmp_path_factory.mktemp("small"), pictures)


@pytest.fixture(scope="session")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """The smallest handbook after some of its slugs were changed."""
    content = tmp_path_factory.mktemp("renamed") / "content"
    shutil.copytree(ROOT / "tests" / "site", content)
    changes = {
        "guides/what-is/id.md": "apa-itu",
        "pages/guides/id.md": "bacaan",
        "relationships/team-member/id.md": "bawahan",
        "pages/privacy/en.md": "data",
    }
    for name, alias in changes.items():
        text = (content / name).read_text(encoding="utf-8")
        (content / name).write_text(text.replace("\nslug:", f"\naliases: [{alias}]\nslug:", 1), encoding="utf-8")
    reading = read(content, LANGUAGES, ROOT / "theme")
    assert reading.book is not None, reading.problems
    return reading.book
