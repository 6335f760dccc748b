"""Handbook → what its site must hold: every page in every language, stand-ins too, and every printed file."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.handbook import addresses, editions
from plugins.handbook.asked import all_asked
from plugins.handbook.model import Handbook
from plugins.handbook.moved import moved
from plugins.handbook.site import Site
from plugins.publishing.verify import Expected

OF_ALL_LANGUAGES = ("index.html", "404.html")
THEIR_SOURCE = "theme/templates"


def expectation(book: Handbook, site: Site) -> Expected:
    """The files that the site of `book` promises its readers, each with the source that it is made from."""
    pages = dict.fromkeys(OF_ALL_LANGUAGES, THEIR_SOURCE)
    cards: dict[str, str] = {}
    entries = (*book.guides, *book.sessions, *book.relationships, *book.pages)
    for language in book.languages:
        for entry in entries:
            pages[f"{addresses.of_entry(book, entry, language)}index.html"] = f"content/{entry.reference}/entry.yaml"
        for asked in all_asked(book):
            pages[f"{asked.places(book)[language]}index.html"] = "content/questions"
        for card in book.cards:
            pages[f"{addresses.of_card(book, card, language)}index.html"] = card.path
            for edition in editions.editions_of(book, card):
                cards[addresses.of_card_pdf(book, card, language, edition.name)] = card.path
            cards[addresses.of_card_preview(book, card, language)] = card.path
        cards |= dict.fromkeys(_collections(book, language), "content/cards")
        for page in book.pages:
            for paper in editions.papers_of(page):
                cards[editions.of_page_pdf(book, page, language, paper)] = f"content/{page.reference}/entry.yaml"
        pages |= {f"{old}index.html": THEIR_SOURCE for old in moved(book, language)}
    return Expected(url=site.url, languages=book.languages, pages=pages, cards=cards)


def _collections(book: Handbook, language: str) -> Iterator[str]:
    """Packs, question decks and the book: made of much of `content/`."""
    for pack in editions.packs(book):
        for paper in editions.PACK_PAPERS:
            yield editions.of_pack(book, pack, language, paper)
    for paper in editions.DECK_PAPERS:
        for flip in editions.FLIPS:
            yield editions.of_deck(book, language, paper, flip)
    yield editions.of_book(language, "pdf")
    yield editions.of_book(language, "epub")
