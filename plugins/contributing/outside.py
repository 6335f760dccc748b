"""Handbook → the links that leave it, and which of them no longer lead anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from plugins.handbook.model import Handbook

TIMEOUT = 20  # seconds
WORKERS = 4
GONE = (404, 410)
AGENT = "Mozilla/5.0 (compatible; EmpatMata link check)"
_LINK = re.compile(r"https://[^\s<>()\"'\]]+")
_RESERVED = re.compile(r"(^|\.)(example(\.(com|org|net))?|test|invalid|localhost)$")  # RFC 2606


@dataclass(frozen=True)
class Dead:
    """A link that leads nowhere, why, and the files that have it."""

    url: str
    reason: str
    places: tuple[str, ...]


def links(book: Handbook) -> Mapping[str, tuple[str, ...]]:
    """Every address outside with the files that name it, sorted; addresses that are examples are left out."""
    found: dict[str, set[str]] = {}
    for source in book.sources:
        for url in _LINK.findall(f"{source.url or ''} {source.source}"):
            found.setdefault(url.rstrip(".,;"), set()).add("content/sources.yaml")
    for entry in (*book.guides, *book.sessions, *book.relationships, *book.pages):
        for words in entry.words.values():
            for url in _LINK.findall(words.markdown):
                found.setdefault(url.rstrip(".,;"), set()).add(words.path)
    real = (url for url in sorted(found) if not _RESERVED.search(urlsplit(url).hostname or "localhost"))
    return {url: tuple(sorted(found[url])) for url in real}


def dead(found: Mapping[str, tuple[str, ...]]) -> tuple[Dead, ...]:
    """The links that lead nowhere, asked for twice; each host is asked one question at a time."""
    hosts: dict[str, list[str]] = {}
    for url in found:
        hosts.setdefault(urlsplit(url).netloc, []).append(url)
    with ThreadPoolExecutor(WORKERS) as pool:
        answers = [pair for pairs in pool.map(_ask_all, hosts.values()) for pair in pairs]
    return tuple(Dead(url, reason, found[url]) for url, reason in sorted(answers) if reason)


def fault(url: str) -> str:
    """Why an address leads nowhere, or "": a host that only turns programs away is not dead."""
    request = Request(url, headers={"User-Agent": AGENT, "Accept": "*/*"})  # noqa: S310  # http and https, from our files
    try:
        with urlopen(request, timeout=TIMEOUT):  # noqa: S310  # as above
            return ""
    except HTTPError as error:
        return str(error.code) if error.code in GONE else ""
    except (URLError, HTTPException, OSError, ValueError) as error:
        return " ".join(str(getattr(error, "reason", error)).split())[:120] or type(error).__name__


def report(found: Iterable[Dead]) -> str:
    """The text of the issue; "" when every link works."""
    rows = [f"- {each.url} ({each.reason}): {', '.join(f'`{place}`' for place in each.places)}" for each in found]
    return (
        ""
        if not rows
        else (
            "Tautan ini tidak lagi menuju ke mana pun. Ganti alamatnya, atau hapus tautannya.\n"
            "These links no longer lead anywhere. Replace the address, or remove the link.\n\n" + "\n".join(rows) + "\n"
        )
    )


def _ask_all(urls: Sequence[str]) -> list[tuple[str, str]]:
    return [(url, fault(url) and fault(url)) for url in urls]
