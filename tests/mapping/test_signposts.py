"""Sitemap, robots and feeds, read by other programs than ours, against the heads of the written pages."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
import tinyhtml5

from plugins.handbook.model import Handbook
from plugins.handbook.site import Site

pytestmark = pytest.mark.xdist_group("mapping")

HTML = "{http://www.w3.org/1999/xhtml}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def heads(folder: Path) -> dict[str, dict[str, str]]:
    """Canonical address → alternates, of every page that may be listed, as its own head says."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        page = tinyhtml5.parse(path.read_text(encoding="utf-8"))
        if any(meta.get("name") == "robots" for meta in page.iter(f"{HTML}meta")):
            continue
        links = [link.attrib for link in page.iter(f"{HTML}link")]
        canonical = next(link["href"] for link in links if link["rel"] == "canonical")
        found[canonical] = {link["hreflang"]: link["href"] for link in links if "hreflang" in link}
    return found


@pytest.mark.parametrize("which", ["mapped", "small"])
def test_the_sitemap_says_what_the_heads_say(which: str, request: pytest.FixtureRequest) -> None:
    """Every page that may be listed is in the sitemap once, with the alternates of its head; no stand-in is."""
    folder: Path = request.getfixturevalue(which)
    urls = ET.parse(folder / "sitemap.xml").findall(f"{MAP}url")  # noqa: S314  # our own file
    told = {
        url.findtext(f"{MAP}loc"): {link.get("hreflang"): link.get("href") for link in url.findall(f"{HTML}link")}
        for url in urls
    }
    assert told == heads(folder)
    assert len(urls) == len(told)


def test_a_stand_in_is_not_listed(small: Path) -> None:
    """The guide that stands in Indonesian only is listed there, without an English twin, and nowhere else."""
    text = (small / "sitemap.xml").read_text(encoding="utf-8")
    assert text.count("<loc>https://empat-mata.example/id/panduan/mengapa-ditakuti/</loc>") == 1
    assert (small / "en/guides/mengapa-ditakuti/index.html").exists()
    assert "en/guides/mengapa-ditakuti" not in text + (small / "en/feed.xml").read_text(encoding="utf-8")
    assert not (small / "en/guides/mengapa-ditakuti/index.md").exists()


def test_robots_name_the_map(mapped: Path) -> None:
    """robots.txt forbids nothing and names the sitemap."""
    assert (mapped / "robots.txt").read_text(encoding="utf-8") == (
        "User-agent: *\nAllow: /\n\nSitemap: https://empat-mata.example/sitemap.xml\n"
    )


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_feed_parser_reads_the_feed(mapped: Path, book: Handbook, site: Site, language: str) -> None:
    """The feed is Atom without fault: all guides, sessions, relationships and cards, newest first, links absolute."""
    feed = feedparser.parse((mapped / language / "feed.xml").read_bytes())
    assert (feed.bozo, feed.version, feed.feed.language) == (False, "atom10", language)
    entries = (*book.guides, *book.sessions, *book.relationships)
    assert len(feed.entries) == len([entry for entry in entries if entry.has(language)]) + len(book.cards)
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert all(entry.title and entry.summary and entry.updated_parsed for entry in feed.entries)
    assert all(one.updated >= two.updated for one, two in pairwise(feed.entries))
    for entry in feed.entries:
        for link in entry.links:
            assert link.href.startswith(f"{site.url}/")
            assert (mapped / urlsplit(link.href).path.strip("/") / "index.html").exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_names_its_feed(mapped: Path, language: str) -> None:
    """The head and the foot of each page lead to the feed of its language."""
    for path in sorted((mapped / language).rglob("*.html")):
        page = tinyhtml5.parse(path.read_text(encoding="utf-8"))
        links = [link.get("href", "") for link in page.iter() if link.get("type") == "application/atom+xml"]
        assert [(path.parent / link).resolve() for link in links] == [mapped / language / "feed.xml"] * 2
