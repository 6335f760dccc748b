"""How sheets are divided before anything is drawn, backs behind fronts, and what a deck and a pack hold."""

from __future__ import annotations

import pytest

from plugins.cards.paper import A5, A6, MM_PER_POINT, Paper
from plugins.cards.sheets.deck import SLOTS, deck
from plugins.cards.sheets.layouts import DECK, FOLD, N_UP, SAFE, Layout, Slot, mirrored
from plugins.cards.sheets.marks import LENGTH, marks
from plugins.cards.sheets.packs import cover, numbered
from plugins.cards.sheets.placing import scale
from plugins.handbook.editions import packs
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.sheets import margin_of

SINGLE = {"two-up": A5, "four-up": A6}
LAYOUTS = {**{" ".join(key): layout for key, layout in N_UP.items()}, **DECK, "fold": FOLD}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_slots_fill_the_sheet(layout: Layout) -> None:
    """Slots of one size cover the sheet without a gap, so that one cut parts two neighbours."""
    sizes = {(round(slot.width, 3), round(slot.height, 3)) for slot in layout.slots}
    assert len(sizes) == 1
    wide, high = sizes.pop()
    assert wide * high * len(layout.slots) == pytest.approx(layout.width * layout.height)
    inner_left = {round(slot.left, 3) for slot in layout.slots} - {0.0}
    inner_foot = {round(slot.bottom, 3) for slot in layout.slots} - {0.0}
    assert inner_left == {round(x, 3) for x in (*layout.cuts_up, *layout.folds_up)}
    assert inner_foot == {round(y, 3) for y in layout.cuts_across}


@pytest.mark.parametrize("key", N_UP, ids=" ".join)
def test_cards_keep_away_from_cuts(key: tuple[str, str]) -> None:
    """What is printed of a card stays 5 mm from every cut and edge; on A4 in full size, on Letter hardly smaller."""
    paper: Paper = SINGLE[key[1]]
    for slot in N_UP[key].slots:
        size = scale((paper.width, paper.height), margin_of(paper), slot)
        assert size == 1.0 if key[0] == "a4" else 0.98 < size < 1
        live = (paper.width - 2 * margin_of(paper)) * size, (paper.height - 2 * margin_of(paper)) * size
        assert live[0] <= slot.width - 2 * SAFE + 0.001
        assert live[1] <= slot.height - 2 * SAFE + 0.001
        assert min(paper.footer, paper.label) * size >= 6


@pytest.mark.parametrize("layout", DECK.values(), ids=DECK)
def test_backs_meet_their_fronts(layout: Layout) -> None:
    """Seen through the paper, the slot of each back covers the slot of its front."""
    for front, back in zip(layout.slots, mirrored(layout).slots, strict=True):
        through = Slot(layout.width - back.left - back.width, back.bottom, back.width, back.height)
        assert vars(through) == pytest.approx(vars(front))


def test_marks_are_hairlines_on_the_cuts() -> None:
    """Two cuts have four ticks that reach 10 mm into the sheet, and a cross where they meet; a fold is dashed."""
    lines = marks(N_UP["a4", "four-up"]).decode().splitlines()
    assert lines[:4] == ["/Artifact BMC", "q", "0 G 0 g", "0.25 w"]
    strokes = [[float(number) for number in line.split() if number not in "ml"] for line in lines if line[-1] == "l"]
    width, height, reach = (length / MM_PER_POINT for length in (210, 297, LENGTH))
    assert strokes[:4] == [
        pytest.approx([width / 2, 0, width / 2, reach], abs=0.001),
        pytest.approx([width / 2, height - reach, width / 2, height], abs=0.001),
        pytest.approx([0, height / 2, reach, height / 2], abs=0.001),
        pytest.approx([width - reach, height / 2, width, height / 2], abs=0.001),
    ]
    assert len(strokes) == 6
    assert "[3 3] 0 d" not in lines
    assert "[3 3] 0 d" in marks(FOLD).decode().splitlines()


def test_a_deck_holds_every_question_once(book: Handbook, site: Site) -> None:
    """All questions are there in the order of the bank, eight places a sheet, the first for the deck itself."""
    drawn = deck(book, site, "id", "Kartu pertanyaan")
    asks = [ask for sheet in drawn.sheets for ask in sheet]
    assert [ask.question.key for ask in asks] == [question.key for topic in book.topics for question in topic.questions]
    assert [(number // SLOTS, number % SLOTS + 1) for number in range(1, len(asks) + 1)] == [
        (place, ask.slot) for place, sheet in enumerate(drawn.sheets) for ask in sheet
    ]
    assert sum(ask.opens for ask in asks) == len(book.topics)


def test_a_question_names_who_asks_it(book: Handbook, site: Site) -> None:
    """A question of one side names that side in each relationship with two roles; of either side it names nobody."""
    asks = {ask.question.key: ask for sheet in deck(book, site, "en", "Cards").sheets for ask in sheet}
    for ask in asks.values():
        roles = {
            getattr(book.relationship(key).in_language("en"), ask.question.asker)
            for key in ask.question.relationships
            if ask.question.asker != "either" and book.relationship(key).facts.owner != "both"
        }
        assert set(ask.askers) == roles, ask.question.key
    assert any(len(ask.askers) > 1 for ask in asks.values())


def test_contents_leave_out_what_is_the_same(book: Handbook, site: Site) -> None:
    """The contents of a relationship do not repeat the relationship, those of a session not the session."""
    told = {pack.kind: cover(book, pack, site, "id", str).tells for pack in packs(book)}
    assert told == {
        "starter": ("relationship", "session"),
        "all": ("relationship", "session"),
        "relationship": ("session",),
        "session": ("relationship",),
    }


def test_contents_count_the_cover() -> None:
    """The page of a card is its number and the pages before."""
    assert numbered("<td>@1@</td><td>@12@</td>", 2) == "<td>3</td><td>14</td>"
