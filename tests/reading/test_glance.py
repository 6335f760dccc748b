"""One card can be read without the rest of the handbook, and is the same card."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from plugins.cards.orders import Choice, Compositor
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.reading.glance import glance

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("id", "en")
THEME = ROOT / "theme"


@pytest.mark.parametrize("key", ["peer/regular", "open-talk"])
def test_a_glance_prints_what_the_whole_prints(book: Handbook, site: Site, key: str) -> None:
    """Orders and keys of a card, or of a relationship's, are those that the whole handbook gives."""
    few = glance(ROOT / "content", LANGUAGES, THEME, key)
    assert few is not None
    assert few.guides == ()
    ours, whole = (Compositor(one, site, THEME) for one in (few, book))
    tickets = list(ours.tickets(Choice(key)))
    expected = list(whole.tickets(Choice(key)))
    assert [(one.address, one.key) for one in tickets] == [(one.address, one.key) for one in expected]
    assert list(map(ours.order, tickets)) == list(map(whole.order, expected))


@pytest.mark.parametrize("key", ["", "peer/none", "none", "team-member/reg"])
def test_what_is_no_card_is_left_to_the_whole(key: str) -> None:
    """Without a key, or with one that nothing has, there is nothing to glance at."""
    assert glance(ROOT / "tests" / "site", LANGUAGES, THEME, key) is None


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("cards/team-member/regular.yaml", "minutes: 30", "minutes: 25"),
        ("cards/team-member/regular.yaml", "heavy-this-week", "no-such-question"),
        ("questions/regular.yaml", "depth: light", "depth: shallow"),
        ("relationships/team-member/id.md", "---", "--"),
    ],
    ids=["minutes", "question", "topic", "words"],
)
def test_a_finding_in_its_files_is_left_to_the_whole(tmp_path: Path, path: str, old: str, new: str) -> None:
    """A card that may not be printed is not glanced at: the whole is read, and everything told at once."""
    content = tmp_path / "content"
    copytree(ROOT / "tests" / "site", content)
    assert glance(content, LANGUAGES, THEME, "team-member/regular") is not None
    (content / path).write_text((content / path).read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert glance(content, LANGUAGES, THEME, "team-member/regular") is None


def test_a_finding_elsewhere_does_not_matter(tmp_path: Path) -> None:
    """What another file says is not looked at."""
    content = tmp_path / "content"
    copytree(ROOT / "tests" / "site", content)
    (content / "guides" / "what-is" / "id.md").write_text("no front matter", encoding="utf-8")
    assert glance(content, LANGUAGES, THEME, "team-member/regular") is not None
