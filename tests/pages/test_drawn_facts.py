"""What pages work out of the handbook: who meets whom, the year of sessions, the guides beside a guide."""

from __future__ import annotations

import re
from pathlib import Path

from plugins.handbook.model import Guide, Handbook
from plugins.handbook.site import Site
from plugins.pages.draw import Board
from plugins.pages.roles import roles
from plugins.pages.views import NEIGHBOURS, around, views
from plugins.pages.year import WEEKS, year

ROOT = Path(__file__).resolve().parents[2]


def test_every_card_is_found_from_both_chairs(book: Handbook) -> None:
    """“I am the … meeting my …” leads to every card, from each side once; equals count as one side."""
    for language in book.languages:
        meetings = [(role.name, meeting) for role in roles(book, language) for meeting in role.meetings]
        chairs = [(card, [name for name, meeting in meetings if card in meeting.cards]) for card in book.cards]
        assert {len(names) for card, names in chairs if card.relationship != "peer"} == {2}
        assert {len(names) for card, names in chairs if card.relationship == "peer"} == {1}
        assert len({role.name for role in roles(book, language)}) == len(roles(book, language))


def test_roles_of_the_smallest_handbook(tiny: Handbook) -> None:
    """One relationship: its host meets its guest, and its guest meets its host."""
    (card,) = tiny.cards
    told = [(role.name, [(one.name, one.cards) for one in role.meetings]) for role in roles(tiny, "en")]
    words = tiny.relationships[0].words["en"]
    assert told == [(words.host, [(words.guest, (card,))]), (words.guest, [(words.host, (card,))])]


def test_the_year_holds_each_rhythm(book: Handbook) -> None:
    """As many weeks as the most frequent rhythm has talks, inside the year; what only an event triggers has none."""
    weeks = {session.key: found for session, found in year(book)}
    counts = {key: len(found) for key, found in weeks.items()}
    assert {key for key, count in counts.items() if count == 0} == {"coaching", "ad-hoc"}
    assert {key for key, count in counts.items() if count == 1} == {"first", "closing"}
    assert [counts[key] for key in ("regular", "career", "feedback", "coffee-talk")] == [52, 4, 12, 12]
    assert all(0 <= week < WEEKS for found in weeks.values() for week in found)
    assert (weeks["first"], weeks["closing"], weeks["career"]) == ((0,), (51,), (12, 25, 38, 51))


def test_a_guide_has_few_neighbours(book: Handbook) -> None:
    """However long a shelf is, the list beside a guide has at most twelve rows, and the guide is one of them."""
    guide = book.guides[0]
    shelf: tuple[Guide, ...] = tuple(guide.model_copy(update={"key": f"guide-{number}"}) for number in range(1000))
    for place in (0, 3, 500, 997, 999):
        beside = around(shelf, place)
        assert len(beside) == NEIGHBOURS
        assert shelf[place] in beside
    assert around(shelf[:5], 4) == shelf[:5]


def test_a_stand_in_says_which_words_are_in_which_language(tiny: Handbook, site: Site) -> None:
    """What stands in for a missing index page or guide is marked as its language, English words in it as English."""
    title, summary = "Panduan untuk engineer", "Bacaan engineer."
    written = {"title": title, "summary": summary}
    pages, guides = (
        tuple(
            each.model_copy(update={"words": {"id": each.words["id"].model_copy(update=written)}})
            if each.key in {"guides", "what-is"}
            else each
            for each in entries
        )
        for entries in (tiny.pages, tiny.guides)
    )
    own = {name: getattr(tiny, name) for name in Handbook.model_fields}
    book = Handbook.model_construct(**{**own, "pages": pages, "guides": guides, "standings": {}})
    board = Board(book, site, ROOT / "theme")
    drawn = [board.draw(view) for view in views(book) if view.is_stand_in and view.title == title]
    shown = '<h1>Panduan untuk <i lang="en">engineer</i></h1>\n<p class="lead">Bacaan <i lang="en">engineer</i>.</p>'
    assert [page.count(shown) for page in drawn] == [1, 1]
    marked = re.compile(r'<(article|header class="head"|div class="prose") lang="id"')
    assert [marked.findall(page) for page in drawn] == [['header class="head"', 'div class="prose"'], ["article"]]
