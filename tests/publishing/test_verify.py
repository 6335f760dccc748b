"""Verification finds each kind of damage, names the file, and finds nothing in a sound site."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.handbook.ledger import Last, Ledger
from plugins.publishing.manifest import NOTHING, Manifest
from plugins.publishing.since import is_sound
from plugins.publishing.verify import Damage, verify
from tests.publishing.sites import EXPECTED, PAGES, SOURCES, project, write_site


def damages(root: Path, changes: dict[str, bytes | str | None], before: Manifest = NOTHING) -> list[Damage]:
    """What verification finds in the sound site with these changes."""
    folder = root / "staged"
    write_site(folder, changes)
    return list(verify(Ledger(folder), EXPECTED, before, root))


def damage(path: str, key: str, **facts: str) -> Damage:
    """A damage as the test states it."""
    return Damage(path, key, tuple(sorted(facts.items())))


def test_a_sound_site_has_no_damage(tmp_path: Path) -> None:
    """Pages, anchors, assets, absolute addresses of its own, other hosts and mail links are all in order."""
    assert damages(tmp_path, {}) == []


def page(body: str) -> str:
    """The English page with something more on it."""
    return PAGES["en/index.html"] + body


EN = "en/index.html"
CASES: dict[str, tuple[dict[str, bytes | str | None], list[Damage]]] = {
    "a link to a page that is not there": (
        {EN: page('<a href="../id/tidak-ada/">x</a>')},
        [damage(EN, "dead-link", link="../id/tidak-ada/")],
    ),
    "a link to a folder without its last slash": (
        {EN: page('<a href="../id">x</a>')},
        [damage(EN, "dead-link", link="../id")],
    ),
    "an anchor that is not there": (
        {EN: page('<a href="../id/#akhir">x</a>')},
        [damage(EN, "dead-anchor", link="../id/#akhir", id="akhir")],
    ),
    "an anchor on the page itself": (
        {EN: page('<a href="#akhir">x</a>')},
        [damage(EN, "dead-anchor", link="#akhir", id="akhir")],
    ),
    "an image, one of a srcset": (
        {EN: page('<img src="../gaya/a.svg" srcset="../gaya/b.svg 2x">')},
        [damage(EN, "dead-link", link="../gaya/b.svg")],
    ),
    "a script": ({EN: page('<script src="a.js"></script>')}, [damage(EN, "dead-link", link="a.js")]),
    "the site's own public address": (
        {EN: page('<link rel="canonical" href="https://example.org/buku/en/hilang/">')},
        [damage(EN, "dead-link", link="https://example.org/buku/en/hilang/")],
    ),
    "a link in a style sheet": (
        {"gaya/a.css": b"@import 'b.css'; a { background: url( \"c.png\" ) }"},
        [damage("gaya/a.css", "dead-link", link="b.css"), damage("gaya/a.css", "dead-link", link="c.png")],
    ),
    "a link above the site": (
        {EN: page('<a href="../../rahasia">x</a>')},
        [damage(EN, "leaves-site", link="../../rahasia")],
    ),
    "a link from the host's root past the site": (
        {EN: page('<a href="/id/">x</a>')},
        [damage(EN, "leaves-site", link="/id/")],
    ),
    "an id that is used twice": ({EN: page('<p id="tujuan">')}, [damage(EN, "double-id", id="tujuan")]),
    "no language": ({EN: "<html><h2 id=tujuan></h2>"}, [damage(EN, "no-lang")]),
    "the other language's page": (
        {EN: '<html lang="id"><h2 id=tujuan></h2>'},
        [damage(EN, "wrong-lang", found="id", folder="en")],
    ),
    "text that is not UTF-8": (
        {EN: b'<html lang="en">\xe9', "index.html": '<html lang="id">'},
        [damage(EN, "not-utf8")],
    ),
    "a page that was promised": (
        {EN: None, "index.html": '<html lang="id">'},
        [damage(EN, "page-missing")],
    ),
    "a card that was promised": (
        {"id/kartu/a5.pdf": None},
        [damage("id/index.html", "dead-link", link="kartu/a5.pdf"), damage("id/kartu/a5.pdf", "card-missing")],
    ),
    "half a card": (
        {"id/kartu/a5.pdf": b"%PDF-1.7\nkar"},
        [damage("id/kartu/a5.pdf", "card-broken")],
    ),
    "a card that nobody can reach": (
        {"id/index.html": '<html lang="id"><h2 id="tujuan"></h2>'},
        [damage("id/kartu/a5.pdf", "card-unlinked")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_damage_is_found(name: str, tmp_path: Path) -> None:
    """One damage in an otherwise sound site gives exactly the findings that the table states."""
    changes, expected = CASES[name]
    assert damages(tmp_path, changes) == expected


def sound_since(root: Path, changes: dict[str, bytes | str | None]) -> bool:
    """Whether a site that is the sound one with these changes is taken for sound by what changed alone."""
    write_site(root / "last")
    write_site(root / "staged", changes)
    last = Last(root / "last", Ledger(root / "last").lines())
    return is_sound(Ledger(root / "staged", last), EXPECTED, Manifest("", {}, EXPECTED.sources))


@pytest.mark.parametrize("name", CASES)
def test_no_damage_hides_among_what_has_not_changed(name: str, tmp_path: Path) -> None:
    """A site with any damage is never taken for sound by a look at what changed."""
    assert not sound_since(tmp_path, CASES[name][0])


def test_what_changed_is_enough_for_a_sound_site(tmp_path: Path) -> None:
    """More text, an id and links to what is there: then no other page is looked at. An id that goes may be missed."""
    more = '<p id="b"><a href="#b">b</a><a href="../id/#tujuan">x</a><a href="https://example.com/">y</a>'
    assert sound_since(tmp_path / "more", {EN: page(more)})
    assert not sound_since(tmp_path / "less", {"id/index.html": PAGES["id/index.html"].replace("tujuan", "akhir")})
    assert sound_since(tmp_path / "part", {"id/search-9.js": "x"})
    assert not sound_since(tmp_path / "new", {"en/baru.html": '<html lang="en">'})
    assert not sound_since(tmp_path / "sheet", {"en/baru.css": "a { color: red }"})


def test_an_address_may_go_only_with_its_source(tmp_path: Path) -> None:
    """What was published before is missed while its source is there, and let go once the source is gone."""
    project(tmp_path)
    before = Manifest(
        "", {}, {**SOURCES, "id/lama/index.html": "content/a.md", "id/dulu/index.html": "content/gone.md"}
    )
    assert damages(tmp_path, {}, before) == [damage("id/lama/index.html", "lost", source="content/a.md")]
