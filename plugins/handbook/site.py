"""What the owner of a copy sets: address, name, languages, repository. Values come from `pelicanconf.py` alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PLACEHOLDER_URL = "https://empat-mata.example"
LICENCE = ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/")
COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Site:
    """One copy of the handbook. `url` has no trailing slash; `name` is the same in every language."""

    url: str
    name: str
    languages: tuple[str, ...]
    repository: str = ""  # address of the public repository; links to it are hidden while it is empty
    licence: tuple[str, str] = LICENCE  # of the words: its line on pages and cards, and the address of its text
    accent: tuple[str, ...] = ()  # colour of links and buttons, light and dark; empty: the theme's
    logo: str = ""  # name of an SVG file in the theme's `static/`; "": two faces

    @property
    def is_placeholder(self) -> bool:
        """Whether the public address is still the reserved one that leads nowhere (RFC 2606)."""
        return self.url == PLACEHOLDER_URL

    def absolute(self, address: str) -> str:
        """The public address of a page or file."""
        return f"{self.url}/{address}"


def from_settings(settings: Mapping[str, Any]) -> Site:
    """The site that Pelican's settings describe; ValueError when a colour is none."""
    accent = tuple(settings["ACCENT"])
    if accent and not (len(accent) == 2 and all(map(COLOUR.fullmatch, accent))):
        raise ValueError(f'pelicanconf.py: ACCENT = {accent!r}: write two colours, such as ("#0b5d56", "#6cc9bd")')
    return Site(
        url=str(settings["SITEURL"]).rstrip("/"),
        name=str(settings["SITENAME"]),
        languages=tuple(settings["LANGUAGES"]),
        repository=str(settings["REPOSITORY"]).rstrip("/"),
        licence=tuple(settings["LICENCE"]),
        accent=accent,
        logo=str(settings["LOGO"]),
    )
