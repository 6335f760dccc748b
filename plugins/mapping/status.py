"""Handbook → `status.json`: how every page and data file stands in every language."""

from __future__ import annotations

import json

from plugins.handbook import addresses
from plugins.handbook.model import Card, Handbook
from plugins.handbook.site import Site


def status_json(book: Handbook, site: Site) -> str:
    """One object a page, by its name in data files; data files have no address and no day of their own."""
    pages = {name: _page(book, site, name) for name in book.standings}
    return json.dumps({"languages": book.languages, "pages": pages}, ensure_ascii=False, indent=1) + "\n"


def _page(book: Handbook, site: Site, name: str) -> dict[str, object]:
    told: dict[str, object] = {
        "parts": {code: found.model_dump() for code, found in book.standings[name].items()},
    }
    if thing := book.by_reference.get(name):
        everywhere = addresses.all_languages(book, name)
        facts = thing.facts
        told["urls"] = {code: site.absolute(address) for code, address in everywhere.items()}
        told["written"] = [code for code in book.languages if isinstance(thing, Card) or thing.has(code)]
        told["updated"] = facts.updated.isoformat()
        told["reviewed"] = (
            {"date": facts.reviewed.date.isoformat(), **facts.reviewed.scores} if facts.reviewed else None
        )
    return told
