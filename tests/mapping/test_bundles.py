"""What a reader can keep: the list for the browser, the zip; and the headers under which pages are served."""

from __future__ import annotations

import io
import json
import posixpath
import zipfile
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import tinyhtml5

from plugins.handbook.ledger import Last, Ledger
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.mapping import bundle as bundling
from plugins.mapping.bundle import bundle, bundles

from .conftest import write_site

pytestmark = pytest.mark.xdist_group("mapping")

HTML = "{http://www.w3.org/1999/xhtml}"


def members(path: Path) -> dict[str, bytes]:
    """The files of a zip without their common folder."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_link_of_a_bundle_leads_nowhere(mapped: Path, site: Site, language: str) -> None:
    """In each page of the zip, every link names a file of the zip, or an address of the site that exists online."""
    files = members(mapped / language / f"handbook-{language}.zip")
    for name, data in files.items():
        if not name.endswith(".html"):
            continue
        for element in tinyhtml5.parse(data.decode()).iter():
            link = element.get("href") or element.get("src") or ""
            parts = urlsplit(link)
            if link.startswith(f"{site.url}/"):
                there = mapped / parts.path.strip("/")
                assert there.is_file() or (there / "index.html").is_file(), (name, link)
            elif not parts.scheme and parts.path:
                assert posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path)) in files, (name, link)


@pytest.mark.parametrize("language", ["id", "en"])
def test_cards_are_bundled_by_choice(mapped: Path, book: Handbook, language: str) -> None:
    """The small zip has every page and no PDF; the other one has the cards' PDFs besides."""
    small = members(mapped / language / f"handbook-{language}.zip")
    large = members(mapped / language / f"handbook-{language}-cards.zip")
    pages = {path.relative_to(mapped).as_posix() for path in (mapped / language).rglob("*.html")}
    assert {name for name in small if name.endswith(".html")} == {"index.html", *pages}
    added = large.keys() - small.keys()
    assert len(added) == len(book.cards) * 2
    assert {name[-4:] for name in added} == {".pdf"}
    assert set(small) <= set(large)


def test_the_browser_is_told_what_to_keep(mapped: Path, book: Handbook) -> None:
    """offline.json lists addresses that exist, without pictures or copies, and says their bytes truly."""
    lists = json.loads((mapped / "id/offline.json").read_text(encoding="utf-8"))
    for part in lists.values():
        files = [mapped / f"{name}index.html" if name.endswith("/") else mapped / name for name in part["files"]]
        assert sum(file.stat().st_size for file in files) == part["bytes"]
    assert {"id/", "id/kartu/anggota-tim/rutin/", "static/js/site.js"} <= set(lists["pages"]["files"])
    assert not [name for name in lists["pages"]["files"] if name.endswith((".png", ".md", ".zip", ".pdf"))]
    assert len(lists["cards"]["files"]) == len(book.cards) * 2


def test_a_changed_page_is_a_new_version(
    tiny: Handbook, site: Site, tmp_path: Path, pictures: Path, small: Path
) -> None:
    """The version follows the bytes: the same site has the same, one other letter has another."""
    before = json.loads((small / "id/offline.json").read_text(encoding="utf-8"))
    again = write_site(tiny, site, tmp_path / "again", pictures)
    assert json.loads((again / "id/offline.json").read_text(encoding="utf-8")) == before
    other = write_site(tiny, Site(site.url, "Enam Mata", site.languages), tmp_path / "other", pictures)
    after = json.loads((other / "id/offline.json").read_text(encoding="utf-8"))
    assert after["pages"]["version"] != before["pages"]["version"]
    assert after["cards"] == before["cards"]


def test_everything_is_written_the_same_twice(
    tiny: Handbook, site: Site, tmp_path: Path, pictures: Path, small: Path
) -> None:
    """Written again elsewhere, each file has the same bytes, the zips among them."""
    again = write_site(tiny, site, tmp_path, pictures)
    one, two = ({path.relative_to(at): path.read_bytes() for path in at.rglob("*.*")} for at in (small, again))
    assert one == two


def test_a_zip_opens_anywhere(small: Path, site: Site) -> None:
    """A member's name is under one folder, its day is fixed, its rights are plain."""
    data = bundle(small, ["id/index.html", "static/icon.svg"], site, "id")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = [(each.filename, each.date_time, each.external_attr >> 16) for each in archive.infolist()]
    names = ("handbook-id/index.html", "handbook-id/id/index.html", "handbook-id/static/icon.svg")
    assert told == [(name, (1980, 1, 1, 0, 0, 0), 0o644) for name in names]


def test_the_policy_allows_the_sheets_of_all_pages(mapped: Path) -> None:
    """The hash of each style sheet and script inside a page is in the policy; no element has a style or script."""
    text = (mapped / "_headers").read_text(encoding="utf-8")
    assert "unsafe" not in text
    for path in sorted(mapped.rglob("*.html")):
        for element in tinyhtml5.parse(path.read_text(encoding="utf-8")).iter():
            assert element.get("style") is None, path
            assert not [name for name in element.attrib if name.startswith("on")], path
            is_script = element.tag == f"{HTML}script" and not element.get("src")
            if element.tag == f"{HTML}style" or (is_script and element.get("type") != "application/ld+json"):
                digest = b64encode(sha256((element.text or "").encode()).digest()).decode()
                assert f"'sha256-{digest}'" in text, path


def test_the_worker_is_small(mapped: Path) -> None:
    """The service worker lies at the root, where it may answer for every page, and weighs at most 1.5 kB."""
    assert (mapped / "worker.js").stat().st_size <= 1500


def test_another_part_of_the_index_leaves_the_rest_of_a_zip(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page leads to a part: pages that stay are not made anew for it, and the zip is that of a cold build."""
    pages = {f"id/{name}/index.html": f'<a href="../{name}/">{name}</a>' for name in ("apa", "siapa", "kapan")}
    first = {**pages, "id/search.js": "core", "id/search-2.js": "part"}
    second = {**first, "id/apa/index.html": '<a href="../siapa/">siapa</a>', "id/search-3.js": "more"}
    relinked: list[str] = []

    def relink(html: str, file: str, kept: frozenset[str], site: Site) -> str:
        relinked.append(file)
        return made(html, file, kept, site)

    made = bundling.relink
    monkeypatch.setattr(bundling, "relink", relink)
    last = Last()
    for number, files in enumerate((first, second)):
        ledger = Ledger(tmp_path / str(number), last)
        for address, text in files.items():
            ledger.put(address, text.encode())
        relinked.clear()
        bundles(ledger, {"id/handbook-id.zip": files}, site, "id")
        last = Last(ledger.folder, ledger.lines())
    assert relinked == ["id/apa/index.html"]
    assert (last.folder / "id/handbook-id.zip").read_bytes() == bundle(last.folder, second, site, "id")
