"""What the tests share: the real handbook, read once, and its pages, written once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plugins.finding import write_finding
from plugins.handbook.model import Handbook
from plugins.handbook.site import PLACEHOLDER_URL, Site
from plugins.pages import write_pages
from plugins.reading import read
from tests.groups import Groups

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("id", "en")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Groups | None:
    """Keep groups of tests together (see `groups.py`)."""
    return Groups(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def site() -> Site:
    """A copy with the default settings."""
    return Site(url=PLACEHOLDER_URL, name="Empat Mata", languages=LANGUAGES)


@pytest.fixture(scope="session")
def book() -> Handbook:
    """The handbook as `content/` holds it now."""
    reading = read(ROOT / "content", LANGUAGES, ROOT / "theme")
    assert reading.book is not None, reading.problems
    return reading.book


@pytest.fixture(scope="session")
def tiny() -> Handbook:
    """The smallest possible handbook."""
    reading = read(ROOT / "tests" / "site", LANGUAGES, ROOT / "theme")
    assert reading.book is not None, reading.problems
    return reading.book


@pytest.fixture(scope="session")
def pages(book: Handbook, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every page of the handbook and its search, without the cards."""
    folder = tmp_path_factory.mktemp("pages")
    write_pages(book, site, ROOT / "theme", folder)
    write_finding(book, ROOT / "theme", folder)
    return folder


# --- requirements of the content that have no place yet: shown after the tests, never hidden ---------------------

_OPEN = "open-requirement"


@pytest.fixture
def record_open(request: pytest.FixtureRequest) -> list[str]:
    """Lines put here are printed under “content still to be written”."""
    lines: list[str] = []
    request.addfinalizer(lambda: request.node.user_properties.extend((_OPEN, line) for line in lines))
    return lines


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [
        report for group in terminalreporter.stats.values() for report in group if hasattr(report, "user_properties")
    ]
    lines = sorted({str(value) for report in reports for name, value in report.user_properties if name == _OPEN})
    if lines:
        terminalreporter.section(f"content still to be written: {len(lines)} places")
        for line in lines:
            terminalreporter.write_line(line)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-goldens", action="store_true", help="write the pages of the tiny site to tests/pages/goldens/"
    )
    parser.addoption(
        "--sequences", type=int, default=3, help="how many sequences of random edits are built with and without memory"
    )
