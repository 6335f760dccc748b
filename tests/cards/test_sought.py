"""Faults of sheets, decks and the book: told where their words are written."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from plugins.cards.orders import Choice
from plugins.cards.printing import print_chosen, print_everything
from plugins.cards.sought import at_their_lines
from plugins.handbook.model import Handbook
from plugins.handbook.problem import START, problem
from plugins.handbook.site import Site
from tests.cards.conftest import ROOT, THEME, Change, pair

pytestmark = pytest.mark.xdist_group("cards")

HOME = "content/pages/home/id.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose `content/` is the smallest one."""
    folder = tmp_path_factory.mktemp("project")
    copytree(ROOT / "tests" / "site", folder / "content")
    return folder


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"name": "what-to-stop"}, "content/questions/regular.yaml:54"),
        ({"name": "what-to-stop-back"}, "content/questions/regular.yaml:54"),
        ({"text": "Satu hambatan mana yang perlu"}, "content/cards/team-member/regular.yaml:54"),
        ({"text": "Jangan menggali soal kesehatan"}, "content/questions/regular.yaml:52"),
        ({"text": "Baca janji sesi lalu."}, "content/cards/team-member/regular.yaml:18"),
        ({"text": "Masukan yang rutin lebih mudah diterima."}, "content/guides/what-is/id.md:11"),
        ({"text": "Cetak ini tanpa mengubah ukuran"}, f"{HOME}:1"),
        ({"name": "no-such-question"}, f"{HOME}:1"),
        ({}, f"{HOME}:1"),
    ],
    ids=str,
)
def test_words_are_found_where_they_are_written(tiny: Handbook, root: Path, facts: dict[str, str], place: str) -> None:
    """A question's key, and words of a card, a topic and a guide; words of the theme stay where they were told."""
    (found,) = at_their_lines([problem(HOME, START, "P762", "", None, **facts)], tiny, root)
    assert f"{found.path}:{found.line}" == place


def test_without_the_files_the_path_is_told(tiny: Handbook, tmp_path: Path) -> None:
    """Where the files are not at hand the file is named all the same."""
    told = problem(HOME, START, "P762", "", None, text="Masukan yang rutin lebih mudah diterima.")
    (found,) = at_their_lines([told], tiny, tmp_path)
    assert (found.path, found.line) == ("content/guides/what-is/id.md", 1)


def test_every_way_to_print_tells_each_fault_once(altered: Change, site: Site, tmp_path: Path) -> None:
    """A character that no face has is told at the line of the card, and nothing is written."""
    book = altered(aim=pair("Ngopi ☕ dulu.", "Coffee first."))
    choice = Choice("team-member/regular", ("a5", "a4-fold"), ("id",))
    done = print_chosen(book, site, THEME, tmp_path / "output", tmp_path / "cache", choice)
    assert [(one.code, one.line) for one in done.problems] == [("P703", 8)]
    everything = print_everything(book, site, THEME, tmp_path / "output", tmp_path / "cache")
    assert {(one.path, one.line) for one in everything.problems if one.code == "P703"} == {
        ("content/cards/team-member/regular.yaml", 8)
    }
    assert not (tmp_path / "output").exists()
