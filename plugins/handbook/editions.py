"""What is printed of a handbook: the forms of each card, the packs, the question decks, the printed pages. Names only.

The rooms that draw, link and verify them read the same tables here; papers' measures stand in `plugins.cards.paper`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plugins.handbook import addresses
from plugins.handbook.model import Card, Handbook, Page

Variant = Literal["plain", "bilingual", "fillable", "host", "guest", "two-up", "four-up", "fold"]
Flip = Literal["long", "short"]

PACK_PAPERS = ("a4", "a5", "letter")
DECK_PAPERS = ("a4", "letter")
FLIPS: tuple[Flip, ...] = ("long", "short")
POSTER_PAPERS = ("a3", "a4")
TEST_PAPERS = ("a4", "f4", "letter")
KIT_PAPERS = ("a4", "letter")

STARTER = (
    "team-member/regular",
    "team-member/first",
    "team-member/feedback",
    "team-member/ad-hoc",
    "manager/regular",
    "tech-lead-manager/regular",
    "peer/regular",
    "cross-functional/regular",
    "mentor/first",
    "skip-level/regular",
    "new-joiner/first",
    "open-talk/coffee-talk",
)


@dataclass(frozen=True)
class Edition:
    """One printed form of a card; `name` ends its file's name, `paper` is the paper that goes into the printer."""

    name: str
    paper: str
    variant: Variant


EDITIONS: tuple[Edition, ...] = (
    *(Edition(paper, paper, "plain") for paper in ("a4", "f4", "a5", "a6", "letter")),
    Edition("a4-bilingual", "a4", "bilingual"),
    Edition("a4-fillable", "a4", "fillable"),
    Edition("a5-host", "a5", "host"),
    Edition("a5-guest", "a5", "guest"),
    Edition("a4-two-up", "a4", "two-up"),
    Edition("letter-two-up", "letter", "two-up"),
    Edition("a4-four-up", "a4", "four-up"),
    Edition("letter-four-up", "letter", "four-up"),
    Edition("a4-fold", "a4", "fold"),
)


@dataclass(frozen=True)
class Pack:
    """Some cards as one PDF: of a relationship, of a session, the starter pack, or all."""

    kind: Literal["relationship", "session", "starter", "all"]
    key: str  # of the relationship or session; empty for the other two
    cards: tuple[Card, ...]


def editions_of(book: Handbook, card: Card) -> tuple[Edition, ...]:
    """The forms of a card: host's and guest's side only where the two have different roles."""
    two_roles = book.relationship(card.relationship).facts.owner != "both"
    return tuple(edition for edition in EDITIONS if two_roles or edition.variant not in ("host", "guest"))


def packs(book: Handbook) -> Iterator[Pack]:
    """Every pack: the starter pack, all cards, then each relationship and each session that has cards."""
    by_key = {card.key: card for card in book.cards}
    yield Pack("starter", "", tuple(by_key[key] for key in STARTER if key in by_key))
    yield Pack("all", "", book.cards)
    for relationship in book.relationships:
        if cards := tuple(card for card in book.cards if card.relationship == relationship.key):
            yield Pack("relationship", relationship.key, cards)
    for session in book.sessions:
        if cards := tuple(card for card in book.cards if card.session == session.key):
            yield Pack("session", session.key, cards)


def kits(book: Handbook) -> tuple[Page, ...]:
    """The pages that are printed as sheets of their own, without the poster."""
    return tuple(page for page in book.pages if page.facts.place == "kit" and page.key != "kit-principles")


def papers_of(page: Page) -> tuple[str, ...]:
    """The papers on which a page is printed as a sheet; none for a page that only stands on the web."""
    if page.key == "kit-principles":
        return POSTER_PAPERS
    if page.key == "printing-help":
        return TEST_PAPERS
    return KIT_PAPERS if page.facts.place == "kit" else ()


def of_pack(book: Handbook, pack: Pack, language: str, paper: str) -> str:
    """`id/kartu/anggota-tim/kartu-anggota-tim-a4.pdf`, `id/kartu/kartu-rutin-a4.pdf`, `…-12-a4.pdf`, `kartu-a4.pdf`."""
    index = addresses.of_index(book, "cards", language)
    word = index.strip("/").rpartition("/")[2]
    if pack.kind == "relationship":
        slug = book.relationship(pack.key).in_language(language).slug
        return f"{index}{slug}/{word}-{slug}-{paper}.pdf"
    if pack.kind == "session":
        return f"{index}{word}-{book.session(pack.key).in_language(language).slug}-{paper}.pdf"
    return f"{index}{word}-{len(STARTER)}-{paper}.pdf" if pack.kind == "starter" else f"{index}{word}-{paper}.pdf"


def of_deck(book: Handbook, language: str, paper: str, flip: Flip) -> str:
    """The question deck: `id/pertanyaan/kartu-pertanyaan-a4-long.pdf`; `flip` is the edge the printer turns it on."""
    index = addresses.of_index(book, "questions", language)
    words = (addresses.of_index(book, key, language).strip("/").rpartition("/")[2] for key in ("cards", "questions"))
    return f"{index}{'-'.join(words)}-{paper}-{flip}.pdf"


def of_page_pdf(book: Handbook, page: Page, language: str, paper: str) -> str:
    """A page as a printed sheet, beside the page: kits, the poster, the print test."""
    address = addresses.of_entry(book, page, language)
    return f"{address}{address.strip('/').rpartition('/')[2]}-{paper}.pdf"


def of_book(language: str, ending: Literal["pdf", "epub"]) -> str:
    """The whole handbook in one file."""
    return f"{language}/handbook-{language}.{ending}"
