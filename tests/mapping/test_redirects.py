"""Earlier slugs: a page and a rule at each old address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinyhtml5

from plugins.handbook.model import Handbook
from plugins.handbook.moved import moved
from plugins.handbook.site import Site
from plugins.publishing.expect import expectation

from .conftest import write_site

pytestmark = pytest.mark.xdist_group("mapping")

HTML = "{http://www.w3.org/1999/xhtml}"
OLD = {
    "id/bacaan/apa-itu-1-on-1/": "id/panduan/apa-itu-1-on-1/",
    "id/bacaan/apa-itu/": "id/panduan/apa-itu-1-on-1/",
    "id/bacaan/mengapa-ditakuti/": "id/panduan/mengapa-ditakuti/",
    "id/bacaan/": "id/panduan/",
    "id/kartu/bawahan/rutin/": "id/kartu/anggota-tim/rutin/",
    "id/panduan/apa-itu/": "id/panduan/apa-itu-1-on-1/",
    "id/relasi/bawahan/": "id/relasi/anggota-tim/",
    "id/relasi/bawahan/pertanyaan/": "id/relasi/anggota-tim/pertanyaan/",
}


def test_every_old_address_is_known(renamed: Handbook, tiny: Handbook) -> None:
    """An old slug of an entry, of its shelf, or of both leads to where the page stands now."""
    assert moved(renamed, "id") == OLD
    assert moved(renamed, "en") == {"en/data/": "en/privacy/"}
    assert moved(tiny, "id") == {}


def test_old_addresses_lead_on(renamed: Handbook, site: Site, tmp_path: Path, pictures: Path) -> None:
    """At each old address a page refreshes to the new one, names it canonical, is not indexed, and links to it."""
    folder = write_site(renamed, site, tmp_path, pictures)
    for old, now in OLD.items():
        path = folder / old / "index.html"
        page = tinyhtml5.parse(path.read_text(encoding="utf-8"))
        refresh = next(meta for meta in page.iter(f"{HTML}meta") if meta.get("http-equiv") == "refresh")
        link = refresh.get("content", "").removeprefix("0; url=")
        assert (path.parent / link / "index.html").resolve() == folder / now / "index.html"
        assert [each.get("href") for each in page.iter(f"{HTML}a")] == [link]
        assert next(each.get("href") for each in page.iter(f"{HTML}link")) == site.absolute(now)
        assert page.get("lang") == "id"
    expected = expectation(renamed, site).pages
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} == set(expected)


def test_hosts_read_the_same_moves(renamed: Handbook, site: Site, tmp_path: Path, pictures: Path) -> None:
    """`_redirects`, read as hosts read it (first match wins), takes each old address and a file below it to the new."""
    folder = write_site(renamed, site, tmp_path, pictures)
    rules = [line.split() for line in (folder / "_redirects").read_text(encoding="utf-8").splitlines()]
    assert {status for _, _, status in rules} == {"301"}

    def follow(path: str) -> str:
        for rule, target, _ in rules:
            if found := re.fullmatch(re.escape(rule).replace(r"\*", "(.*)"), path):
                return target.replace(":splat", found[1] if found.groups() else "")
        return path

    for old, now in OLD.items():
        assert follow(f"/{old}") == f"/{now}"
        assert follow(f"/{old}index.md") == f"/{now}index.md"
        assert follow(f"/{now}") == f"/{now}"


def test_without_old_slugs_nothing_is_moved(small: Path) -> None:
    """The file is there and empty."""
    assert (small / "_redirects").read_bytes() == b""
