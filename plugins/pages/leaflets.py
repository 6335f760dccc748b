"""Handbook → the addresses of what a page has to print beside cards: packs, question decks, its own sheets."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.handbook import editions
from plugins.handbook.model import Handbook, Page


def packs(book: Handbook, language: str) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """The address of each pack of cards by paper; a pack is named by its kind and key."""
    return {
        (pack.kind, pack.key): {paper: editions.of_pack(book, pack, language, paper) for paper in editions.PACK_PAPERS}
        for pack in editions.packs(book)
    }


def decks(book: Handbook, language: str) -> tuple[tuple[str, str, str], ...]:
    """Every question deck: paper, edge to flip it on, address."""
    return tuple(
        (paper, flip, editions.of_deck(book, language, paper, flip))
        for paper in editions.DECK_PAPERS
        for flip in editions.FLIPS
    )


def prints(book: Handbook, page: Page, language: str) -> Mapping[str, str]:
    """The printed sheets of a page by paper: kits, the poster, the print test; none for other pages."""
    return {paper: editions.of_page_pdf(book, page, language, paper) for paper in editions.papers_of(page)}
