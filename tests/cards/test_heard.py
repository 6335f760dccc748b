"""What a screen reader would say of every kind of printed file, as `outloud` finds it: no error and no warning."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from shutil import copytree

import outloud
import pytest
from outloud.findings import INFO

from plugins.cards import Report, write_cards
from plugins.cards.orders import Choice
from plugins.handbook import addresses, editions
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import THEME
from tests.cards.sheets import write_sheets

pytestmark = pytest.mark.xdist_group("bound")

TOPICS = 2  # of the deck: its sheets are alike
# The cards of a deck repeat their labels at the same place of every sheet; once cut, each is the only one of its card.
# The markers of lists stand outside the text, and WeasyPrint paints them after it; tags and reading have them first.
EXCUSED = {"deck": {"PAG-001"}, "book": {"ORD-001"}, "notes": {"ORD-001"}}


def chosen(book: Handbook, language: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """Every form of one card, and one file of every other kind, with its kind."""
    card = book.card("team-member", "regular")
    assert card is not None
    for edition in editions.editions_of(book, card):
        yield "card", folder / addresses.of_card_pdf(book, card, language, edition.name)
    some = {pack.kind: pack for pack in reversed([*editions.packs(book)]) if pack.cards}
    for pack in some.values():
        for paper in editions.PACK_PAPERS if pack.kind == "starter" else ("a4",):
            yield "pack", folder / editions.of_pack(book, pack, language, paper)
    for flip in editions.FLIPS:
        yield "deck", folder / editions.of_deck(book, language, "a4", flip)
    yield "book", folder / editions.of_book(language, "pdf")
    for page in book.pages:
        for paper in editions.papers_of(page):
            yield (
                "notes" if page.key == "kit-after-incident" else "sheet",
                folder / editions.of_page_pdf(book, page, language, paper),
            )


def heard(kind_and_path: tuple[str, Path]) -> list[str]:
    """What outloud has against a file."""
    kind, path = kind_and_path
    result = outloud.check(str(path), skip=EXCUSED.get(kind))
    found = [f"{path.name}: {each.rule} {each.message}" for each in result.findings if each.severity != INFO]
    return [*found, *([f"{path.name}: {result.error}"] if result.error else [])]


@pytest.fixture(scope="module")
def folder(book: Handbook, site: Site, bound: Report, bound_shelf: Path) -> Path:
    """All that is bound, and beside it a card in every form, with the sheets, decks and packs of two."""
    keys = ("team-member/regular", "peer/regular")
    some = book.model_copy(
        update={"cards": tuple(card for card in book.cards if card.key in keys), "topics": book.topics[:TOPICS]}
    )
    output, cache = bound_shelf / "heard", bound_shelf / "cache"
    assert write_cards(some, site, THEME, output, cache, Choice("team-member/regular")).problems == ()
    assert write_sheets(some, site, THEME, (output, cache)).problems == ()
    assert bound.problems == ()
    copytree(bound_shelf / "output", output, dirs_exist_ok=True)
    return output


def test_nothing_is_left_to_complain_about(book: Handbook, folder: Path) -> None:
    """Every form of a card, packs, decks, the book, the poster, kits and print tests, in both languages: 0 and 0."""
    keys = ("team-member/regular", "peer/regular")
    some = book.model_copy(update={"cards": tuple(card for card in book.cards if card.key in keys)})
    files = [one for language in book.languages for one in chosen(some, language, folder)]
    assert len(files) == 2 * 42
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = [line for lines in pool.map(heard, sorted(files, key=lambda one: one[0] != "book")) for line in lines]
    assert found == []
