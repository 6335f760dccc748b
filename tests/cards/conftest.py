"""What the tests of the cards share: every PDF of the real handbook, printed once, and cards changed on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from plugins.cards import Report, write_cards
from plugins.cards.bound import keep_bound
from plugins.cards.orders import DRAWN, Choice, Order, orders
from plugins.cards.store import place_all
from plugins.handbook import addresses
from plugins.handbook.contract import Text
from plugins.handbook.editions import Edition, editions_of
from plugins.handbook.model import Card, Handbook
from plugins.handbook.site import Site

ROOT = Path(__file__).resolve().parent.parent.parent
THEME = ROOT / "theme"


@dataclass(frozen=True)
class Leaf:
    """One published PDF."""

    card: Card
    language: str
    edition: Edition
    path: Path

    @property
    def name(self) -> str:
        """How a failing test calls it."""
        return f"{self.card.key} {self.language} {self.edition.name}"

    @property
    def paper(self) -> str:
        """What goes into the printer."""
        return self.edition.paper

    def page(self) -> pypdfium2.PdfPage:
        """Its only page, to look at."""
        return pypdfium2.PdfDocument(self.path)[0]

    def text(self) -> str:
        """Its words in the order of reading."""
        return str(self.page().get_textpage().get_text_range())

    def inside(self) -> pikepdf.Pdf:
        """Its objects."""
        return pikepdf.open(self.path)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `output` and `cache`."""
    return tmp_path_factory.mktemp("cards")


@pytest.fixture(scope="session")
def done(book: Handbook, site: Site, shelf: Path) -> Report:
    """The report of printing every card into `shelf`."""
    return write_cards(book, site, THEME, shelf / "output", shelf / "cache")


@pytest.fixture(scope="session")
def leaves(book: Handbook, shelf: Path, done: Report) -> tuple[Leaf, ...]:
    """Every published PDF."""
    assert done.problems == ()
    return tuple(
        Leaf(card, language, edition, shelf / "output" / addresses.of_card_pdf(book, card, language, edition.name))
        for card in book.cards
        for language in book.languages
        for edition in drawn_editions(book, card)
    )


@pytest.fixture(scope="session")
def bound_shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `output` and `cache`."""
    return tmp_path_factory.mktemp("bound")


@pytest.fixture(scope="session")
def bound(book: Handbook, site: Site, bound_shelf: Path) -> Report:
    """The report of printing book, poster, kits and print test into `bound_shelf`."""
    return place_all(keep_bound(book, site, THEME, bound_shelf / "cache"), bound_shelf / "output")


def drawn_editions(book: Handbook, card: Card) -> tuple[Edition, ...]:
    """The forms of a card that this room draws; sheets are made from them elsewhere."""
    return tuple(edition for edition in editions_of(book, card) if edition.variant in DRAWN)


Change = Callable[..., Handbook]


@pytest.fixture(scope="session")
def alone(book: Handbook) -> Handbook:
    """The handbook with one card: the regular one of a team member."""
    return book.model_copy(update={"cards": (_regular(book),)})


@pytest.fixture(scope="session")
def changed(book: Handbook) -> Change:
    """A function from facts to the handbook with that one card, changed."""

    def change(**facts: Any) -> Handbook:
        card = _regular(book)
        other = card.model_copy(update={"facts": card.facts.model_copy(update=facts)})
        return book.model_copy(update={"cards": (other,)})

    return change


@pytest.fixture(scope="session")
def altered(tiny: Handbook) -> Change:
    """A function from facts to the smallest handbook with its card changed: its lines are those of tests/site."""

    def alter(**facts: Any) -> Handbook:
        card = tiny.cards[0]
        other = card.model_copy(update={"facts": card.facts.model_copy(update=facts)})
        return tiny.model_copy(update={"cards": (other,)})

    return alter


def _regular(book: Handbook) -> Card:
    card = book.card("team-member", "regular")
    assert card is not None
    return card


def pair(indonesian: str, english: str) -> Text:
    """Words in both languages, of any length."""
    return Text.model_construct(root={"id": indonesian, "en": english})


def order_of(book: Handbook, site: Site, language: str, edition: str) -> Order:
    """The order of the first card in a language in an edition."""
    return next(orders(book, site, THEME, Choice(book.cards[0].key, (edition,), (language,))))


def structure(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure tree, in order."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            waiting.append(node.get("/K", pikepdf.Array()))
