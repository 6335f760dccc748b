"""Real Chromium on the real pages, served from 127.0.0.1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import opened


@pytest.fixture(scope="session")
def address(pages: Path) -> Iterator[str]:
    """The address at which the pages are served."""
    with opened.hosted(pages) as at:
        yield at


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium (`CHROMIUM` names another one)."""
    with opened.chromium() as browser:
        yield browser
