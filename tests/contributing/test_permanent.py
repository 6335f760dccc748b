"""Addresses are for ever: what was published is still there, and renaming a thing leaves every old address behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from plugins.contributing.permanent import HEAD, PATH, load, printed, published, record, written
from plugins.contributing.renaming import Renaming, rename
from plugins.contributing.trial import Trial
from plugins.handbook.model import Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.report import report
from plugins.reading import check, read
from plugins.reading.survey import survey

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")


def in_content(content: Path) -> tuple[Problem, ...]:
    return check(content, LANGUAGES).problems


def told(problems: Iterable[Problem]) -> str:
    return report(problems, {}, "en")


def book_of(project: Path) -> Handbook:
    book = read(project / "content", LANGUAGES, ROOT / "theme").book
    assert book is not None
    return book


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the tiny site, whose addresses are recorded."""
    shutil.copytree(ROOT / "tests" / "site", tmp_path / "content")
    (tmp_path / "tests").mkdir()
    assert record(tmp_path, book_of(tmp_path))[1] == ()
    return tmp_path


def ask(project: Path, reference: str, slug: str, side: str = "id") -> int:
    """`inv rename` in a project."""
    found = survey(project / "content", LANGUAGES)
    asked = Renaming(reference, side, slug, "en")
    return rename(project, asked, found.draft(), found.sources, Trial(in_content, told))


def test_no_published_address_is_lost(book: Handbook) -> None:
    """Every address in `tests/urls.lock` is a page, or an old address that leads to one.

    When this fails: keep the old slug in `aliases`, or take it back and use `inv rename`.
    """
    known = load(ROOT)
    assert sorted(known - published(book)) == []
    assert len(known) > 100


def test_the_lock_is_sorted_and_whole() -> None:
    """A merge of two branches that both added addresses leaves one line each, in order."""
    text = (ROOT / PATH).read_text(encoding="utf-8")
    assert text == written(load(ROOT))
    assert text.startswith(f"{HEAD}\n")


@pytest.mark.parametrize(
    "reference",
    ["guides/what-is", "relationships/team-member", "sessions/regular", "pages/cards", "pages/guides", "pages/privacy"],
)
def test_renaming_keeps_every_printed_address(reference: str, project: Path) -> None:
    """After two renamings in both languages, and a third back to the first slug, nothing printed leads nowhere."""
    first = {
        side: survey(project / "content", LANGUAGES).draft().words[reference, side].content.slug for side in LANGUAGES
    }
    ever = load(project)
    for slugs in (("nama-baru", "new-name"), ("nama-lain", "other-name"), first.values()):
        for side, slug in zip(LANGUAGES, slugs, strict=True):
            assert ask(project, reference, slug, side) == 0
        book = book_of(project)
        assert ever <= published(book)
        ever |= printed(book)
    assert record(project, book)[1] == ()


def test_an_address_that_was_published_cannot_be_dropped(project: Path) -> None:
    """A slug changed by hand without an alias is lost, every card below it too; then nothing is recorded."""
    words = project / "content" / "relationships" / "team-member" / "id.md"
    words.write_text(words.read_text(encoding="utf-8").replace("slug: anggota-tim", "slug: tim"), encoding="utf-8")
    before = load(project)
    lost = ("id/kartu/anggota-tim/rutin/", "id/relasi/anggota-tim/", "id/relasi/anggota-tim/pertanyaan/")
    assert record(project, book_of(project)) == ((), lost)
    assert load(project) == before


@pytest.mark.parametrize(
    ("reference", "slug", "side", "says"),
    [
        ("guides/what", "x-y", "id", "KIND/KEY: “guides/what” is not known. Did you mean “guides/what-is”?\n"),
        ("guides/why-feared", "x-y", "en", "guides/why-feared is not written in en yet.\n"),
        ("guides/what-is", "Apa Itu", "id", "“Apa Itu” is not a key. Did you mean “apa-itu”?\n"),
        ("guides/what-is", "../x", "id", "“../x” is not a key.\n"),
        ("guides/what-is", "apa-itu-1-on-1", "id", "The slug of guides/what-is is “apa-itu-1-on-1” already.\n"),
        (
            *("cards/team-member/regular", "x-y", "id"),
            "A card's address is made of the slugs of its relationship and its session: rename one of them.\n",
        ),
        ("guides/what-is", "mengapa-ditakuti", "id", "content/guides/why-feared/id.md:4:7: error[A217] "),
    ],
)
def test_what_cannot_be_renamed_is_told(
    reference: str, slug: str, side: str, says: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown name, a slug that is none, or one that another page has, changes nothing."""
    before = {path: path.read_bytes() for path in project.rglob("*.md")}
    assert ask(project, reference, slug, side) == 2
    assert capsys.readouterr().err.startswith(says)
    assert {path: path.read_bytes() for path in project.rglob("*.md")} == before
