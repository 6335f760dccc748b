"""Handbook → what its site must hold: every page in every language, stand-ins too, and every card on every paper."""

from __future__ import annotations

from plugins.handbook import addresses
from plugins.handbook.model import Handbook
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
        for card in book.cards:
            pages[f"{addresses.of_card(book, card, language)}index.html"] = card.path
            for paper in addresses.PAPERS:
                cards[addresses.of_card_pdf(book, card, language, paper)] = card.path
    return Expected(url=site.url, languages=book.languages, pages=pages, cards=cards)
