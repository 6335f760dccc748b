"""Handbook, site and theme → one `Order` a card, language and paper: HTML, style sheet and address. No WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Template

from plugins.cards.paper import PAPERS, Paper
from plugins.cards.sheet import sheet
from plugins.cards.tones import resolve, tokens
from plugins.handbook import addresses
from plugins.handbook.model import Handbook
from plugins.handbook.problem import START, Problem, problem
from plugins.handbook.site import Site
from plugins.theming import environment
from plugins.theming.marks import text_marker


@dataclass(frozen=True)
class Order:
    """One PDF to be printed: all that decides its bytes but the machine. It can be sent to another process."""

    source: str  # the card's file, for messages
    language: str
    paper: str
    address: str  # of the PDF, below the site's root
    html: str
    css: str


def orders(book: Handbook, site: Site, theme: Path) -> Iterator[Order]:
    """Every PDF, by paper, language and card; KeyError when a relationship has no colour (see `uncoloured`)."""
    css = (theme / "static" / "css" / "card.css").read_text(encoding="utf-8")
    colours = _tokens(theme)
    templates = {language: _template(book, theme, language) for language in book.languages}
    for name in addresses.PAPERS:
        paper = PAPERS[name]
        style = resolve(css, {**colours, **paper.measures()})
        for language in book.languages:
            yield from _in_language(book, site, language, paper, templates[language], style, colours)


def uncoloured(book: Handbook, theme: Path) -> tuple[Problem, ...]:
    """A finding for the first card of every relationship to which the design gives no colour."""
    known = _tokens(theme)
    first = {card.relationship: card for card in reversed(book.cards)}
    return tuple(
        problem(card.path, START, "P724", value=name) for name, card in sorted(first.items()) if name not in known
    )


def _tokens(theme: Path) -> Mapping[str, str]:
    return tokens((theme / "static" / "css" / "tokens.css").read_text(encoding="utf-8"))


def _template(book: Handbook, theme: Path, language: str) -> Template:
    env = environment(theme, language).overlay()
    env.filters = {**env.filters, "marked": cache(text_marker(book, language))}  # both papers say the same words
    return env.get_template("card.html")


def _in_language(
    book: Handbook,
    site: Site,
    language: str,
    paper: Paper,
    template: Template,
    css: str,
    colours: Mapping[str, str],
) -> Iterator[Order]:
    for card in book.cards:
        html = template.render(sheet=sheet(book, card, site, language, paper, colours))
        address = addresses.of_card_pdf(book, card, language, paper.name)
        yield Order(card.path, language, paper.name, address, html, css)
