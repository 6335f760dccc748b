"""What pages work out of the handbook: who meets whom, the year of sessions, the guides beside a guide."""

from __future__ import annotations

from plugins.handbook.model import Guide, Handbook
from plugins.pages.roles import roles
from plugins.pages.views import NEIGHBOURS, around
from plugins.pages.year import WEEKS, year


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
