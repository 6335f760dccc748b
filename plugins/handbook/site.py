"""What the owner of a copy sets: address, name, languages, repository. Values come from `pelicanconf.py` alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PLACEHOLDER_URL = "https://empat-mata.example"


@dataclass(frozen=True)
class Site:
    """One copy of the handbook. `url` has no trailing slash; `name` is the same in every language."""

    url: str
    name: str
    languages: tuple[str, ...]
    repository: str = ""  # address of the public repository; links to it are hidden while it is empty

    @property
    def is_placeholder(self) -> bool:
        """Whether the public address is still the reserved one that leads nowhere (RFC 2606)."""
        return self.url == PLACEHOLDER_URL

    def absolute(self, address: str) -> str:
        """The public address of a page or file."""
        return f"{self.url}/{address}"


def from_settings(settings: Mapping[str, Any]) -> Site:
    """The site that Pelican's settings describe."""
    return Site(
        url=str(settings["SITEURL"]).rstrip("/"),
        name=str(settings["SITENAME"]),
        languages=tuple(settings["LANGUAGES"]),
        repository=str(settings["REPOSITORY"]).rstrip("/"),
    )
