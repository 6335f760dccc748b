"""Whole pages of the tiny site against `goldens/`, without the style sheet. `pytest --write-goldens` renews them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.drawn import draw

ROOT = Path(__file__).resolve().parents[2]
GOLDENS = Path(__file__).parent / "goldens"
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@pytest.fixture(scope="module")
def drawn(tiny: Handbook, site: Site) -> dict[str, str]:
    """Golden name → page."""
    return {
        f"{address.strip('/').removesuffix('.html').replace('/', '.') or 'index'}.html": STYLE.sub(
            "<style></style>", html
        )
        for address, html in draw(tiny, site, ROOT / "theme")
    }


def test_every_page_equals_its_golden(drawn: dict[str, str], pytestconfig: pytest.Config) -> None:
    """The tiny site has exactly these pages, and each is exactly this text."""
    if pytestconfig.getoption("--write-goldens"):
        for old in GOLDENS.glob("*.html"):
            old.unlink()
        GOLDENS.mkdir(exist_ok=True)
        for name, html in drawn.items():
            (GOLDENS / name).write_text(html, encoding="utf-8")
    goldens = {path.name: path.read_text(encoding="utf-8") for path in GOLDENS.glob("*.html")}
    assert sorted(drawn) == sorted(goldens)
    for name, html in drawn.items():
        assert html == goldens[name], name


def test_drawing_twice_is_the_same(tiny: Handbook, site: Site) -> None:
    """Drawing is a function: the same handbook gives the same pages in the same order."""
    assert list(draw(tiny, site, ROOT / "theme")) == list(draw(tiny, site, ROOT / "theme"))
