"""Heads of all pages of the real handbook: title, description, canonical, alternates."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote

import pytest
import tinyhtml5

from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.pages.views import View, views

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def heads(book: Handbook, pages: Path) -> dict[str, tuple[View, ET.Element]]:
    """Address → view and parsed page."""
    found = {}
    for view in views(book):
        path = pages / (f"{view.address}index.html" if view.address.endswith("/") else view.address)
        found[view.address] = (view, tinyhtml5.parse(path.read_text(encoding="utf-8")))
    return found


def links(page: ET.Element, rel: str) -> dict[str, str]:
    """`hreflang` (or "") → address of each link with this `rel` to a page; other kinds of files have a `type`."""
    return {
        link.get("hreflang", ""): link.get("href", "")
        for link in page.iter(f"{HTML}link")
        if link.get("rel") == rel and link.get("type") is None
    }


def test_language_of_each_page(heads: dict[str, tuple[View, ET.Element]]) -> None:
    """`<html lang>` is the language of the folder the page lies in."""
    wrong = {
        address for address, (_, page) in heads.items() if "/" in address and page.get("lang") != address.split("/")[0]
    }
    assert wrong == set()


def test_one_title_one_description(heads: dict[str, tuple[View, ET.Element]]) -> None:
    """Each page of a language has a title of its own and a description."""
    titles: dict[tuple[str | None, str], str] = {}
    for address, (_, page) in heads.items():
        if address == "404.html":
            continue
        title = "".join(page.find(f".//{HTML}title").itertext())  # type: ignore[union-attr]
        assert titles.setdefault((page.get("lang"), title), address) == address
        assert next(meta.get("content") for meta in page.iter(f"{HTML}meta") if meta.get("name") == "description")


def test_alternates_are_reciprocal(heads: dict[str, tuple[View, ET.Element]], site: Site) -> None:
    """Each page names itself and its twin; the twin names them back; x-default is one of them or the chooser."""
    for address, (view, page) in heads.items():
        if address == "404.html":
            continue
        alternates = links(page, "alternate")
        canonical = links(page, "canonical")[""]
        if view.is_stand_in:
            assert alternates == {}
            continue
        assert canonical == site.absolute("" if address == "index.html" else address)
        assert alternates["x-default"] in {*(alternates[code] for code in view.written), site.absolute("")}
        for there in alternates.values():
            twin = unquote(there.removeprefix(f"{site.url}/")) or "index.html"
            assert address == "index.html" or links(heads[twin][1], "alternate") == alternates


def test_language_switch_leads_to_the_twin(heads: dict[str, tuple[View, ET.Element]]) -> None:
    """The switch of each page leads to the same page in the other language, never to a home page or nowhere."""
    for address, (view, page) in heads.items():
        for anchor in page.iter(f"{HTML}a"):
            if "data-switch" in anchor.attrib:
                other = view.alternates[anchor.get("lang", "")]
                assert other in heads
                assert (Path("/", address) / anchor.get("href", "")).parts  # a relative link
                assert heads[other][0].template == view.template
