"""A card in a language → the files that its PDF carries: its own Markdown, and the calendar file of its series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from plugins.handbook import addresses
from plugins.handbook.model import Card, Handbook
from plugins.handbook.site import Site
from plugins.theming import interface


@dataclass(frozen=True)
class Enclosure:
    """One attached file: name, type, how it relates to the card (ISO 32000-2, 7.11.3), and its bytes."""

    name: str
    media_type: str
    relationship: Literal["Source", "Supplement"]
    day: date
    content: bytes


def enclosures(book: Handbook, card: Card, site: Site, theme: Path, language: str) -> tuple[Enclosure, ...]:
    """Calendar file and Markdown, by name: a PDF lists its attachments in that order."""
    from plugins.theming.plaintext import markdown
    from plugins.theming.series import series  # its library is loaded only when something is printed

    name = "-".join(addresses.of_card(book, card, language).strip("/").split("/")[1:])
    address, day = site.absolute(addresses.of_card(book, card, language)), card.facts.updated
    text = markdown(book, card, language, interface(theme, language), address, site.licence[0]).encode()
    return (
        Enclosure(f"{name}.ics", "text/calendar", "Supplement", day, series(card, book, site, language)),
        Enclosure(f"{name}.md", "text/markdown", "Source", day, text),
    )
