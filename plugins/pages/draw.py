"""Views → HTML. In: handbook, site, theme folder. Out: the page of a view, or all pages, put into a build."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from plugins.handbook import addresses
from plugins.handbook.halves import each_in_two
from plugins.handbook.letters import sign
from plugins.handbook.model import Card, Entry, Handbook
from plugins.handbook.site import Site
from plugins.handbook.tracing import Build
from plugins.pages.shades import only_used, settled, shortened, with_accent, with_choice
from plugins.pages.views import NAVIGATION, View, plans
from plugins.theming import environment, interface, plaintext
from plugins.theming.first import first_script
from plugins.theming.marks import text_marker

Link = Callable[[str], str]

NOT_FOUND = "pages/404.html"
SHEETS = ("layers", "tokens", "base", "layout", "parts", "print")
ARTICLE = ("prose", "article")
OWN_SHEETS: Mapping[str, tuple[str, ...]] = {  # carried by these pages beside the others; without an entry: articles'
    "pages/404.html": ("wide", "missing"),
    "pages/chooser.html": ("home", "button"),
    "pages/home.html": ("prose", "accents", "home", "matrix", "button"),
    "pages/a-z.html": (*ARTICLE, "wide", "search"),
    "pages/asked.html": ("accents", "asked", "topics", "turn"),
    "pages/letter.html": ("wide", "search"),
    "pages/card.html": ("prose", "accents", "asked", "talk", "topics", "button", "rare", "live"),
    "pages/cards.html": (*ARTICLE, "wide", "accents", "rows", "matrix"),
    "pages/check-rules.html": (*ARTICLE, "rare", "wide", "lists"),
    "pages/glossary.html": (*ARTICLE, "wide", "lists"),
    "pages/guide.html": (*ARTICLE, "turn"),
    "pages/guides.html": (*ARTICLE, "wide", "lists"),
    "pages/kits.html": (*ARTICLE, "wide", "lists"),
    "pages/questions.html": (*ARTICLE, "wide", "asked", "topics"),
    "pages/relationship.html": (*ARTICLE, "accents", "talk", "rows"),
    "pages/relationships.html": (*ARTICLE, "wide", "accents", "rows", "tiles", "lists"),
    "pages/search.html": (*ARTICLE, "wide", "search", "button"),
    "pages/session.html": (*ARTICLE, "accents", "rows"),
    "pages/sessions.html": (*ARTICLE, "wide", "lists"),
    "pages/sources.html": (*ARTICLE, "wide", "lists"),
    "pages/status.html": (*ARTICLE, "wide", "lists"),
}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,>])\s*|(?<=:)\s+")  # the space before a colon may join two selectors
_END_OF_HEADING = re.compile(r'(<h[23][^>]*\bid="([^"]+)"[^>]*>.*?</h[23]>)', re.DOTALL)


def write_all(build: Build, site: Site, theme: Path) -> None:
    """Write every page that shows anything new, and take over the rest."""
    waiting: list[tuple[str, View, set[str]]] = []  # file, what it shows, what was read to know that
    lists = tuple(addresses.of_index(build.book, "a-z", language) for language in build.book.languages)
    for plan in plans(build.book, partial(_letters_stay, build)):
        file = addresses.file_of(plan.address)
        is_letter = plan.address.startswith(lists) and plan.address not in lists  # all of them stay, or none does
        if is_letter or not build.take(file):
            with build.watching() as seen:
                waiting.append((file, plan(), seen))
    board = Board(build.book, site, theme, build.sizes) if waiting else None

    def page(one: tuple[str, View, set[str]]) -> tuple[str, bytes, set[str]]:
        assert board is not None  # noqa: S101  # narrows for mypy; there is something to draw
        file, view, known = one
        with build.watching() as seen:
            html = board.draw(view).encode()
        return file, html, known | seen

    for file, html, seen in each_in_two(page, waiting):
        build.put(file, html, seen)


def _letters_stay(build: Build, language: str) -> bool:
    """Take over the pages of single letters, of which nobody knows without reading all headings which there are."""
    index = addresses.of_index(build.book, "a-z", language)
    below = [file for file in build.ledger.last.lines if file.startswith(index) and file != addresses.file_of(index)]
    pages = [file for file in below if file.endswith(".html")]
    return bool(pages) and build.take(addresses.file_of(index)) and all(build.take(file) for file in pages)


class Board:
    """What every page of one handbook is drawn on; it stays true as long as the handbook and the theme are the same."""

    def __init__(self, book: Handbook, site: Site, theme: Path, sizes: Mapping[str, int] | None = None) -> None:
        """The theme is read when a page needs it."""
        self.book, self.site = book, site
        self._style = cache(partial(_style, theme, site.accent))
        self._environment = cache(partial(_environment, book, site, theme, sizes=sizes or {}))

    def draw(self, view: View) -> str:
        """One page."""
        env = self._environment(view.language)
        places = _places(self.book, self.site, env, view)
        if view.template == NOT_FOUND:
            sides = _own_first(self.book, view)
            places["sides"] = {code: _missing(self._environment(code), places) for code in sides}
        style = self._style(OWN_SHEETS.get(view.template, (*ARTICLE, "rare")))
        return env.get_template(view.template).render(view=view, style=style, **places)


def _environment(book: Handbook, site: Site, theme: Path, language: str, sizes: Mapping[str, int]) -> Environment:
    env = environment(theme, language).overlay(auto_reload=False)  # a changed theme has a board of its own
    names = {code: interface(theme, code).gettext("language name") for code in book.languages}
    own: dict[str, Any] = {"book": book, "site": site, "navigation": NAVIGATION, "names": names}
    own["agenda_text"] = partial(plaintext.agenda, language=language, words=interface(theme, language))
    own |= {"sizes": sizes, "addresses": addresses, "letter_sign": sign, "first_script": first_script(theme)}
    env.globals = {**env.globals, **own}
    once = lru_cache(maxsize=None, typed=True)  # pages say the same titles; what is escaped already is no other text
    marked = {code: once(text_marker(book, code)) for code in book.languages}
    own_filters = {"marked": marked[language], "marked_in": lambda text, code: marked[code](text)}
    env.filters = {**env.filters, **own_filters, "words": _words_filter(language, marked)}
    return env


def _words_filter(language: str, markers: Mapping[str, Callable[[str], Markup]]) -> Callable[[Entry, str], Markup]:
    """The filter `words`: an entry's title, short title or summary; marked as foreign when it is not yet translated."""

    def words(entry: Entry, field: str) -> Markup:
        side = entry.in_language(language)
        text = markers[side.language](getattr(side, field))
        return text if side.language == language else Markup('<span lang="{}">{}</span>').format(side.language, text)

    return words


def _places(book: Handbook, site: Site, env: Environment, view: View) -> dict[str, Any]:
    """The functions with which a template of this page links to others, and fills in a body."""
    link: Link = partial(addresses.relative, view.address)
    if view.template == NOT_FOUND:  # a host serves this page at any depth: its links start at the root
        root = f"{urlsplit(site.url).path}/"
        link = root.__add__

    def to(reference: str, anchor: str = "") -> str:
        return link(addresses.of(book, reference, view.language) + anchor)

    def address_of(reference: str) -> str:
        return addresses.of(book, reference, view.language)

    def title_of(reference: str) -> Markup:
        thing = book.by_reference[reference]
        if isinstance(thing, Card):
            return Markup(env.filters["marked"](thing.facts.title[view.language]))  # noqa: S704  # escaped by the filter
        return Markup(env.filters["words"](thing, "title"))  # noqa: S704  # escaped by the filter

    def body(html: str) -> Markup:
        placed = addresses.place_links(html, book, view.address, view.language)
        return Markup(with_switches(placed, env, view, link))  # noqa: S704  # sanitised when it was read

    return {"link": link, "to": to, "address_of": address_of, "title_of": title_of, "body": body}


def _own_first(book: Handbook, view: View) -> list[str]:
    return sorted(book.languages, key=lambda code: (code != view.language, book.languages.index(code)))


def _missing(env: Environment, places: dict[str, Any]) -> Markup:
    return Markup(env.get_template("parts/missing.html").render(**places))  # noqa: S704  # our own template


def with_switches(html: str, env: Environment, view: View, link: Link) -> str:
    """Behind each heading, a link to its twin in the other languages; shown once a reader has come to it."""
    others = [code for code in view.written if code != view.language]
    if not others or view.is_stand_in:
        return html
    part = env.get_template("parts/switch.html").module

    def add(heading: re.Match[str]) -> str:
        there = [(code, link(f"{view.alternates[code]}#{heading[2]}")) for code in others]
        return f"{heading[1]}{part.section_switch(there)}"  # type: ignore[attr-defined]

    return _END_OF_HEADING.sub(add, html)


def _style(theme: Path, accent: tuple[str, ...], own: tuple[str, ...]) -> Markup:
    return stylesheet(theme, (*SHEETS, *own), accent)


def stylesheet(theme: Path, sheets: tuple[str, ...], accent: tuple[str, ...] = ()) -> Markup:
    """The web sheets in one, without comments and spare space: inlined in each head, so nothing blocks the text."""
    css = "".join((theme / "static" / "css" / f"{sheet}.css").read_text(encoding="utf-8") for sheet in sheets)
    return Markup(_lean(css, accent))  # noqa: S704  # our own files


@lru_cache(maxsize=32)  # a preview asks for the same sheets at every edit
def _lean(css: str, accent: tuple[str, ...]) -> str:
    css = _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css))).replace(";}", "}").strip()
    return with_choice(with_accent(shortened(only_used(settled(css))), accent))
