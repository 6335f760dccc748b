"""Handbook, site, theme and language → the drawn chapters of the book, and its HTML for paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from plugins.cards.bound.chapters import SHELVES, Chapter, chapters, deepened, linked, settled, targets
from plugins.cards.bound.columns import proportioned
from plugins.cards.gathered.gathering import INSIDE
from plugins.handbook import addresses
from plugins.handbook.model import Card, Handbook, Words
from plugins.handbook.site import Site
from plugins.theming import environment, interface
from plugins.theming.marks import text_marker

_RULE = re.compile(r'(<div class="footnote">\n)<hr>')
_BACK = re.compile(r'(?:&nbsp;|\u00a0)?<a class="footnote-backref"[^>]*>[^<]*</a>')
_FRAME = re.compile(r'<div class="table"[^>]*>')


@dataclass(frozen=True)
class Volume:
    """The book in one language: its drawn chapters, and where the references inside it lead."""

    language: str
    name: str  # of the site
    root: str  # its public address in this language
    licence: str
    title: str
    home: Words
    updated: str
    chapters: tuple[Chapter, ...]
    places: Mapping[str, str]
    outside: Mapping[str, str]  # reference → public address

    @property
    def keys(self) -> frozenset[str]:
        """The ids of the chapters themselves."""
        return frozenset(chapter.key for chapter in self.chapters)

    def on_paper(self, chapter: Chapter) -> str:
        """A chapter's HTML for the PDF: links carry pages, notes lose their way back."""

        def inside(reference: str) -> str | None:
            return f"{INSIDE}{self.places[reference]}" if reference in self.places else None

        def page(target: str) -> str:
            """A link to the chapter that one is reading needs none."""
            name = target.removeprefix(INSIDE)
            own = name == chapter.key or name.startswith(f"{chapter.key}--")
            return "" if own else f' <span class="at" data-to="{name}"></span>'

        return linked(_BACK.sub("", chapter.html), inside, self.outside, page)


def volume(book: Handbook, site: Site, theme: Path, language: str) -> Volume:
    """The book with every chapter drawn."""
    env = theatre(book, site, theme, language)
    macros: Any = env.get_template("parts/chapter.html").make_module(env.globals)
    words = {name: str(macros.shelf_name(name)) for name in SHELVES}
    say = interface(theme, language).gettext
    words |= {"card-index": say("Index of the cards"), "colophon": say("Colophon")}
    drawn = tuple(_drawn(chapter, macros, language) for chapter in chapters(book, language, words))
    outside = {name: site.absolute(addresses.of(book, name, language)) for name in book.by_reference}
    return Volume(
        language,
        site.name,
        site.absolute(addresses.of_home(language)),
        site.licence[0],
        f"{site.name}: {say('the 1-on-1 handbook')}",
        book.page("home").in_language(language),
        updated(book).isoformat(),
        drawn,
        targets(drawn),
        outside,
    )


def _drawn(chapter: Chapter, macros: Any, language: str) -> Chapter:
    html = str(getattr(macros, chapter.kind)(chapter)).strip()
    return settled(replace(chapter, html=html))


def theatre(book: Handbook, site: Site, theme: Path, language: str) -> Environment:
    """The environment in which printed matter is drawn: filter `marked`, and what bodies and links become."""
    env = environment(theme, language).overlay()
    mark = text_marker(book, language)
    titles = {code: text_marker(book, code) for code in book.languages}
    notes = interface(theme, language).gettext("Notes on sources")

    def body(html: str, level: int) -> Markup:
        html = _RULE.sub(rf'\1<p class="notes-title">{notes}</p>', _FRAME.sub('<div class="table">', html))
        return Markup(deepened(proportioned(html), level))  # noqa: S704  # sanitised when it was read

    def title_of(reference: str) -> Markup:
        thing = book.by_reference[reference]
        if isinstance(thing, Card):
            return mark(thing.facts.title[language])
        side = thing.in_language(language)
        return titles[side.language](side.title)

    def public(reference: str) -> str:
        return site.absolute(addresses.of(book, reference, language))

    env.filters = {**env.filters, "marked": mark}
    env.globals = {
        **env.globals,
        "book": book,
        "site": site,
        "body": body,
        "title_of": title_of,
        "public": public,
        "shown": shown,
        "root": site.absolute(addresses.of_home(language)),
        "home": book.page("home").in_language(language),
        "updated": updated(book),
        "terms": sorted(book.terms, key=lambda term: term.words[language].term.casefold()),
    }
    return env


def shown(address: str) -> str:
    """An address as it stands on paper: without its scheme and last slash."""
    return address.removeprefix("https://").rstrip("/")


def updated(book: Handbook) -> date:
    """The day on which the newest entry or card was last changed."""
    entries = (*book.guides, *book.sessions, *book.relationships, *book.pages)
    return max([*(entry.facts.updated for entry in entries), *(card.facts.updated for card in book.cards)])
