"""What the reader of a page is told when the other language has moved on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from plugins.handbook.freshness.lock import load, parse, save, written
from plugins.handbook.freshness.states import agree, compare
from plugins.handbook.freshness.units import units
from plugins.handbook.model import ChangedSection, Handbook, Standing
from plugins.handbook.site import Site
from plugins.reading import read, texts
from tests.drawn import draw

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
NOTICE = re.compile(r'<div class="notice" role="note">.*?</div>\n', re.DOTALL)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The tiny site, with everything agreed."""
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "site", folder)
    agreed = agree(compare(units(texts(folder), LANGUAGES), parse(""), LANGUAGES), lambda _: True)
    save(folder, written(agreed, LANGUAGES))
    return folder


def edit(path: Path, there: str, instead: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert there in text
    path.write_text(text.replace(there, instead), encoding="utf-8")


def handbook(content: Path) -> Handbook:
    """The handbook below `content`."""
    reading = read(content, LANGUAGES, ROOT / "theme")
    assert reading.book is not None, reading.report("en")
    return reading.book


def pages(content: Path, site: Site) -> dict[str, str]:
    """Address → page."""
    return dict(draw(handbook(content), site, ROOT / "theme"))


def test_nothing_is_said_while_all_agree(content: Path, site: Site, tiny: Handbook) -> None:
    """In step, every page but the one that tells so is as without a lock; a stand-in has its own notice only."""
    assert handbook(content).changed == {}
    with_lock, without = pages(content, site), dict(draw(tiny, site, ROOT / "theme"))
    told = {"id/status/", "en/status/"}
    assert {address for address, page in with_lock.items() if page != without[address]} == told


def test_changed_sections_by_page_and_language(content: Path) -> None:
    """Each language hears of what changed in the other one: sections, what stands above them, and what it lacks."""
    guide = content / "guides" / "what-is"
    edit(guide / "id.md", "Masukan yang rutin lebih mudah", "Masukan rutin jauh lebih mudah")
    edit(guide / "id.md", 'title: "Apa itu 1-on-1"', 'title: "Arti 1-on-1"')
    edit(guide / "en.md", "## Try it {#try}", "## One more {#more}\n\nMore words.\n\n## Try out {#try}")
    assert handbook(content).changed == {
        "guides/what-is": {
            "id": (
                ChangedSection(id="try", title="Mencoba", language="id", sources=("en",)),
                ChangedSection(id="more", title="One more", language="en", sources=("en",)),
            ),
            "en": (
                ChangedSection(id="", title="", language="en", sources=("id",)),
                ChangedSection(id="goals", title="What it is for", language="en", sources=("id",)),
            ),
        }
    }


def test_the_notice_stands_before_the_text(content: Path, site: Site) -> None:
    """In the reader's language, outside the article, each section with links to both languages."""
    guide = content / "guides" / "what-is"
    edit(guide / "id.md", "Masukan yang rutin lebih mudah", "Masukan rutin jauh lebih mudah")
    edit(guide / "en.md", "regular talk between two people", "regular talk of two people")
    edit(guide / "en.md", "## Try it {#try}", "## One more {#more}\n\nMore words.\n\n## Try it {#try}")
    drawn = pages(content, site)
    english, indonesian = drawn["en/guides/what-is-a-1-on-1/"], drawn["id/panduan/apa-itu-1-on-1/"]
    assert NOTICE.findall(english) == [
        '<div class="notice" role="note">\n'
        "<p>These parts have changed in another language and have not been compared with this page yet:</p>\n"
        "<ul>\n"
        '<li><a href="#goals">What it is for</a>'
        ' · <a href="../../../id/panduan/apa-itu-1-on-1/#goals" hreflang="id" lang="id">Bahasa Indonesia</a></li>\n'
        "</ul>\n"
        "</div>\n"
    ]
    assert NOTICE.findall(indonesian) == [
        '<div class="notice" role="note">\n'
        "<p>Bagian berikut sudah berubah dalam bahasa lain dan belum dicocokkan dengan halaman ini:</p>\n"
        "<ul>\n"
        '<li><a href="#main">Pembuka halaman</a>'
        ' · <a href="../../../en/guides/what-is-a-1-on-1/" hreflang="en" lang="en">English</a></li>\n'
        "</ul>\n"
        "<p>Bagian berikut baru ada dalam bahasa lain:</p>\n"
        "<ul>\n"
        '<li><a href="../../../en/guides/what-is-a-1-on-1/#more" hreflang="en" lang="en">One more</a></li>\n'
        "</ul>\n"
        "</div>\n"
    ]
    for page in (english, indonesian):
        assert page.index('class="notice"') < page.index("<article")


def test_cards_and_lists_tell_what_changed(content: Path, site: Site) -> None:
    """A pair changed on one side in a card, the bank or the glossary is told on every page that shows it."""
    edit(content / "cards" / "team-member" / "regular.yaml", "Tanya kabar.", "Tanya kabar dulu.")
    edit(content / "questions" / "regular.yaml", "What went well this week?", "What went right this week?")
    edit(content / "glossary.yaml", "A regular talk between two people", "A planned talk between two people")
    changed = handbook(content).changed
    key = "good-this-week"
    assert {
        page: {code: [part.id for part in parts] for code, parts in found.items()} for page, found in changed.items()
    } == {
        "cards/team-member/regular": {"en": ["agenda"], "id": ["questions"]},
        "pages/glossary": {"id": ["one-on-one"]},
        "pages/questions": {"id": [key]},
    }
    drawn = pages(content, site)
    assert NOTICE.findall(drawn["en/cards/team-member/regular/"]) == [
        '<div class="notice" role="note">\n'
        "<p>These parts have changed in another language and have not been compared with this page yet:</p>\n"
        "<ul>\n"
        '<li><a href="#agenda">Agenda</a>'
        ' · <a href="../../../../id/kartu/anggota-tim/rutin/#agenda" hreflang="id" lang="id">'
        "Bahasa Indonesia</a></li>\n"
        "</ul>\n"
        "</div>\n"
    ]
    assert '<a href="#one-on-one">' in NOTICE.findall(drawn["id/istilah/"])[0]
    assert NOTICE.findall(drawn["id/relasi/anggota-tim/pertanyaan/"]) == [
        '<div class="notice" role="note">\n'
        "<p>Bagian berikut sudah berubah dalam bahasa lain dan belum dicocokkan dengan halaman ini:</p>\n"
        "<ul>\n"
        f'<li><a href="../../../pertanyaan/#{key}">Apa yang berjalan baik pekan ini?</a>'
        f' · <a href="../../../../en/questions/#{key}" hreflang="en" lang="en">English</a></li>\n'
        "</ul>\n"
        "</div>\n"
    ]
    assert NOTICE.findall(drawn["en/relationships/team-member/questions/"]) == []


def test_standings_count_every_part(content: Path) -> None:
    """For each page and language: parts in step, behind, missing; without a lock everything is uncompared."""
    guide = content / "guides" / "what-is"
    edit(guide / "id.md", "Masukan yang rutin lebih mudah", "Masukan rutin jauh lebih mudah")
    edit(guide / "en.md", "## Try it {#try}", "## One more {#more}\n\nMore words.\n\n## Try it {#try}")
    standings = handbook(content).standings
    parts = standings["guides/what-is"]["id"].parts
    assert standings["guides/what-is"] == {
        "id": Standing(in_step=parts - 1, missing=1),
        "en": Standing(in_step=parts - 1, behind=1),
    }
    alone = standings["guides/why-feared"]
    assert (alone["id"].in_step, alone["en"].missing) == (alone["id"].parts, alone["en"].parts)
    (content / "translations.lock").unlink()
    unknown = handbook(content).standings["sessions/regular"]["en"]
    assert unknown == Standing(uncompared=unknown.parts)


def test_a_broken_lock_stops_no_build(content: Path) -> None:
    """Lines that cannot be read say nothing; the handbook is read all the same."""
    (content / "translations.lock").write_bytes(b"<<<<<<< ours\n\xff\n" + load(content).encode())
    assert handbook(content).changed == {}
    (content / "translations.lock").unlink()
    assert handbook(content).changed == {}
