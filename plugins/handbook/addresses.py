"""Where everything stands on the site: entry, card or file in a language → address below the site's root.

Addresses have no leading slash; a page's ends with "/", a file's with its name. Section words and slugs are words of
each language (HOUSE §6); a card's address is permanent, its QR code points there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from plugins.handbook.model import Card, Entry, Handbook, Relationship

INDEX_OF_KIND = {"guides": "guides", "sessions": "sessions", "relationships": "relationships"}
ZONES = ("wib", "wita", "wit")  # Indonesia's time zones, as calendar files are named

_ENTRY_LINK = re.compile(r'href="entry:(?P<reference>[a-z0-9/-]+)(?P<anchor>#[^"]*)?"')


def of_home(language: str) -> str:
    """The home page of a language."""
    return f"{language}/"


def of_index(book: Handbook, key: str, language: str) -> str:
    """An index page (`guides`, `cards`, `glossary` …) in a language."""
    return f"{language}/{book.page(key).in_language(language).slug}/"


def of_entry(book: Handbook, entry: Entry, language: str) -> str:
    """A guide, session, relationship or page; a stand-in keeps the slug of the language it is written in."""
    slug = entry.in_language(language).slug
    if entry.kind == "pages":
        return of_home(language) if entry.key == "home" else f"{language}/{slug}/"
    return f"{of_index(book, INDEX_OF_KIND[entry.kind], language)}{slug}/"


def of_questions(book: Handbook, relationship: Relationship, language: str) -> str:
    """All questions of a relationship: `id/hubungan/anggota-tim/pertanyaan/`."""
    return f"{of_entry(book, relationship, language)}{book.page('questions').in_language(language).slug}/"


def of_card(book: Handbook, card: Card, language: str) -> str:
    """The web page of a card in a language."""
    relationship = book.relationship(card.relationship).in_language(language).slug
    session = book.session(card.session).in_language(language).slug
    return f"{of_index(book, 'cards', language)}{relationship}/{session}/"


def of_card_pdf(book: Handbook, card: Card, language: str, paper: str) -> str:
    """The printable card: `id/kartu/anggota-tim/rutin/kartu-anggota-tim-rutin-a5.pdf`."""
    page = of_card(book, card, language)
    _, *words = page.strip("/").split("/")
    return f"{page}{'-'.join(words)}-{paper}.pdf"


def of_card_preview(book: Handbook, card: Card, language: str) -> str:
    """The picture of a card's A5 form: `id/kartu/anggota-tim/rutin/kartu-anggota-tim-rutin.webp`."""
    return of_card_pdf(book, card, language, "").removesuffix("-.pdf") + ".webp"


def of_card_calendar(book: Handbook, card: Card, language: str, zone: str = "") -> str:
    """The card as a calendar series: `id/kartu/anggota-tim/rutin/kartu-anggota-tim-rutin-wib.ics`; no zone: floats."""
    page = of_card(book, card, language)
    _, *words = page.strip("/").split("/")
    return f"{page}{'-'.join((*words, zone) if zone else words)}.ics"


def of_feed(language: str) -> str:
    """The Atom feed of a language."""
    return f"{language}/feed.xml"


def of_copy(page: str) -> str:
    """The Markdown copy of the page at an address."""
    return f"{page}index.md"


def of_picture(page: str) -> str:
    """The picture that stands for the page at an address where its link is shared."""
    return f"{page}picture.png"


def of_bundle(language: str, with_cards: bool = False) -> str:
    """The handbook of a language in one file, to be opened from a disk."""
    return f"{language}/handbook-{language}{'-cards' if with_cards else ''}.zip"


def of_keep_list(language: str) -> str:
    """What the service worker is asked to keep of a language."""
    return f"{language}/offline.json"


def of(book: Handbook, reference: str, language: str) -> str:
    """Any entry or card by its name in data files (`guides/what-is`); KeyError when there is none."""
    thing = book.by_reference[reference]
    return of_card(book, thing, language) if isinstance(thing, Card) else of_entry(book, thing, language)


def all_languages(book: Handbook, reference: str) -> Mapping[str, str]:
    """The address of an entry or card in every language, in the order of the languages."""
    return {language: of(book, reference, language) for language in book.languages}


def file_of(address: str) -> str:
    """The file below the site's root that stands at an address."""
    return f"{address}index.html" if address.endswith("/") else address


def relative(here: str, there: str) -> str:
    """A link from the page `here` to `there`, such as `../apa-itu/`; anchors are kept, the same page is `./`.

    Addresses hold no `.` or `..`, so comparing their folders is enough; half of a page's time once went into more.
    """
    target, mark, anchor = there.partition("#")
    own, (*folders, name) = _folders(here), target.split("/")
    same = 0
    for one, other in zip(own, folders, strict=False):
        if one != other:
            break
        same += 1
    path = "../" * (len(own) - same) + "".join(f"{folder}/" for folder in folders[same:]) + name
    return f"{path or './'}{mark}{anchor}"


@lru_cache(maxsize=64)  # a page has many links
def _folders(address: str) -> tuple[str, ...]:
    return tuple(address.split("/")[:-1])


def place_links(html: str, book: Handbook, here: str, language: str) -> str:
    """Turn the `entry:guides/what-is#goals` links of a body into links from the page `here` to pages in `language`."""

    def place(link: re.Match[str]) -> str:
        return f'href="{relative(here, of(book, link["reference"], language) + (link["anchor"] or ""))}"'

    return _ENTRY_LINK.sub(place, html)
