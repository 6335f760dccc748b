"""What shared links and search engines see: Open Graph, pictures, JSON-LD, links to the repository."""

from __future__ import annotations

import io
import json
import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
import tinyhtml5
from PIL import Image

from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.mapping.pictures import draw, png, tidy
from plugins.mapping.sign import Sign
from tests.drawn import draw as draw_pages

pytestmark = pytest.mark.xdist_group("mapping")

ROOT = Path(__file__).resolve().parents[2]
HTML = "{http://www.w3.org/1999/xhtml}"
LARGEST = 25_000
SIGN = Sign("Apa itu 1-on-1", "Panduan", "Empat Mata", "#0b5d56")


@pytest.fixture(scope="module")
def pages_read(mapped: Path) -> dict[str, ET.Element]:
    """Address → parsed page, of all pages but the 404."""
    return {
        path.relative_to(mapped).as_posix().removesuffix("index.html"): tinyhtml5.parse(path.read_text("utf-8"))
        for path in sorted(mapped.rglob("*.html"))
        if path.name != "404.html"
    }


def metas(page: ET.Element) -> dict[str, str]:
    return {meta.get("property", ""): meta.get("content", "") for meta in page.iter(f"{HTML}meta")}


def graph(page: ET.Element) -> list[dict[str, object]]:
    """The JSON-LD of a page."""
    scripts = [each.text or "" for each in page.iter(f"{HTML}script") if each.get("type") == "application/ld+json"]
    return [item for script in scripts for item in json.loads(script)["@graph"]]


def test_every_page_has_its_picture(pages_read: dict[str, ET.Element], mapped: Path, site: Site) -> None:
    """Each page names its own picture, 1200 × 630, at most 25 kB, and says title, text and address as its head does."""
    for address, page in pages_read.items():
        told = metas(page)
        assert told["og:url"] == site.absolute(address)
        assert told["og:image"] == site.absolute(f"{address}picture.png")
        assert told["og:title"]
        assert told["og:description"] == next(
            meta.get("content") for meta in page.iter(f"{HTML}meta") if meta.get("name") == "description"
        )
        data = (mapped / f"{address}picture.png").read_bytes()
        assert len(data) <= LARGEST
        assert Image.open(io.BytesIO(data)).size == (1200, 630)


def test_pictures_are_drawn_the_same_twice(tmp_path: Path) -> None:
    """The same words give the same bytes, drawn or kept; other words, place or accent give others."""
    assert draw(SIGN) == draw(SIGN) == png(SIGN, tmp_path) == png(SIGN, tmp_path)
    others = [replace(SIGN, title="Lain"), replace(SIGN, place="Kartu"), replace(SIGN, accent="#34469e")]
    assert len({draw(sign) for sign in (SIGN, *others)}) == 4


def test_a_damaged_kept_picture_is_drawn_anew(tmp_path: Path) -> None:
    """A picture that was cut short on disk is not used."""
    whole = png(SIGN, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(whole[:-20])
    assert png(SIGN, tmp_path) == whole


def test_old_pictures_are_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit the least recently used pictures go; one that was asked for again stays."""
    monkeypatch.setattr("plugins.mapping.pictures.MOST", 2)
    titles = ("satu", "dua", "tiga")
    for age, title in enumerate(titles):
        before = set(tmp_path.iterdir())
        png(replace(SIGN, title=title), tmp_path)
        (new,) = set(tmp_path.iterdir()) - before
        os.utime(new, (age, age))
    first = min(tmp_path.iterdir(), key=lambda file: file.stat().st_mtime)
    png(replace(SIGN, title="satu"), tmp_path)
    tidy(tmp_path)
    assert first.exists()
    assert len(list(tmp_path.iterdir())) == 2


def test_the_longest_title_stays_inside() -> None:
    """A title of sixty wide letters touches neither the mark nor the edge."""
    image = Image.open(io.BytesIO(draw(replace(SIGN, title="Mempertanggungjawabkan " * 3)))).convert("L")
    assert image.crop((1140, 20, 1200, 360)).getextrema() == (255, 255)
    assert image.crop((0, 376, 780, 510)).getextrema() == (255, 255)


def test_data_of_every_page(pages_read: dict[str, ET.Element], site: Site) -> None:
    """Each page of a language says what it is, in which language, and leads to its home page by its crumbs."""
    kinds: set[object] = set()
    for address, page in pages_read.items():
        if not address:
            continue
        work, *rest = graph(page)
        kinds.add(work["@type"])
        assert (work["@id"], work["inLanguage"]) == (site.absolute(address), page.get("lang"))
        assert work["headline"] == metas(page)["og:title"]
        trail = [step for item in rest for step in item["itemListElement"]]  # type: ignore[attr-defined]
        assert [step["position"] for step in trail] == list(range(1, len(trail) + 1))
        for step in trail:
            assert step["item"].removeprefix(f"{site.url}/") in pages_read
    assert kinds == {"WebSite", "CollectionPage", "Article", "HowTo"}


def test_translations_name_each_other(pages_read: dict[str, ET.Element]) -> None:
    """The first language's page names its translations, and each of these names what it is a translation of."""
    works = {work["@id"]: work for address, page in pages_read.items() if address for work in graph(page)[:1]}
    for name, work in works.items():
        if "workTranslation" in work:
            for twin in work["workTranslation"]:  # type: ignore[attr-defined]
                assert works[twin["@id"]]["translationOfWork"]["@id"] == name  # type: ignore[index]
        else:
            names = [twin["@id"] for twin in works[work["translationOfWork"]["@id"]]["workTranslation"]]  # type: ignore[index,attr-defined]
            assert name in names


def test_a_card_is_a_how_to(pages_read: dict[str, ET.Element], book: Handbook) -> None:
    """A card's steps and length are those of its agenda."""
    card = book.cards[0]
    work = graph(pages_read["id/kartu/anggota-tim/rutin/"])[0]
    assert work["totalTime"] == f"PT{card.facts.minutes}M"
    steps = [(step["name"], step["text"]) for step in work["step"]]  # type: ignore[attr-defined]
    assert steps == [(item.title["id"], item.do["id"]) for item in card.facts.agenda]


def test_a_stand_in_names_the_original(tiny: Handbook, site: Site) -> None:
    """A shared stand-in shows the original's address and picture, and claims nothing as data."""
    html = dict(draw_pages(tiny, site, ROOT / "theme"))["en/guides/mengapa-ditakuti/"]
    page = tinyhtml5.parse(html)
    assert metas(page)["og:url"] == site.absolute("id/panduan/mengapa-ditakuti/")
    assert metas(page)["og:image"] == site.absolute("id/panduan/mengapa-ditakuti/picture.png")
    assert graph(page) == []


def repository_links(html: str) -> list[str]:
    page = tinyhtml5.parse(html)
    hrefs = (link.get("href", "") for link in page.iter(f"{HTML}a"))
    return [href for href in hrefs if href.startswith("https://code.example/")]


def test_links_to_the_repository(tiny: Handbook, site: Site) -> None:
    """Once the repository is set, each written page can be edited, discussed, traced and reported; before, nothing."""
    theme, own = ROOT / "theme", replace(site, repository="https://code.example/o/r")
    pages = dict(draw_pages(tiny, own, theme))
    edit, propose, history, report = repository_links(pages["en/guides/what-is-a-1-on-1/"])
    assert edit == "https://code.example/o/r/edit/main/content/guides/what-is/en.md"
    assert history == "https://code.example/o/r/commits/main/content/guides/what-is/en.md"
    for link, word in ((propose, "Proposal"), (report, "Problem")):
        assert link.startswith(f"https://code.example/o/r/issues/new?title={word}%3A%20What%20a%201-on-1%20is&body=")
        assert "content/guides/what-is/en.md" in link
    assert repository_links(pages["id/kartu/anggota-tim/rutin/"])[0].endswith(
        "/edit/main/content/cards/team-member/regular.yaml"
    )
    for html in dict(draw_pages(tiny, site, theme)).values():
        assert "/edit/main/" not in html
