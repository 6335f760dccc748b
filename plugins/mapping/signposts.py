"""Handbook → what machines look for first: sitemap.xml with alternates, robots.txt, a feed for each language."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from datetime import date

from plugins.handbook import addresses
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.mapping.leaves import IN_FEED, Leaf, leaves

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
ATOM = "http://www.w3.org/2005/Atom"


def sitemap(book: Handbook, site: Site) -> bytes:
    """Every page that is really written, with its day and its translations as its head names them."""
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    homes = {language: addresses.of_home(language) for language in book.languages}
    _add(root, site, "", book.page("home").facts.updated, homes, "")
    for language in book.languages:
        for leaf in leaves(book, language):
            _add(root, site, leaf.address, leaf.updated, leaf.twins, next(iter(leaf.twins.values())))
    return _bytes(root)


def _add(root: ET.Element, site: Site, address: str, day: date, twins: Mapping[str, str], default: str) -> None:
    url = ET.SubElement(root, "url")
    ET.SubElement(url, "loc").text = site.absolute(address)
    ET.SubElement(url, "lastmod").text = day.isoformat()
    for code, there in (*twins.items(), ("x-default", default)):
        ET.SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": code, "href": site.absolute(there)})


def robots(site: Site) -> str:
    """Everybody may read everything; here is the map."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.absolute('sitemap.xml')}\n"


def feed(book: Handbook, site: Site, language: str) -> bytes:
    """The Atom feed of a language: guides, sessions, relationships and cards, newest first, then by key."""
    told = sorted(
        (leaf for leaf in leaves(book, language) if leaf.kind in IN_FEED),
        key=lambda leaf: (-leaf.updated.toordinal(), leaf.reference),
    )
    here, home = addresses.of_feed(language), addresses.of_home(language)
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _text(root, "id", site.absolute(here))
    _text(root, "title", site.name)
    _text(root, "subtitle", book.page("home").in_language(language).summary)
    _text(root, "updated", _moment(max((leaf.updated for leaf in told), default=book.page("home").facts.updated)))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": site.absolute(here)})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": site.absolute(home)})
    _text(ET.SubElement(root, "author"), "name", site.name)
    _text(root, "rights", site.licence[0])
    _add_entries(root, site, told)
    return _bytes(root)


def _add_entries(root: ET.Element, site: Site, told: Iterable[Leaf]) -> None:
    for leaf in told:
        entry = ET.SubElement(root, "entry")
        _text(entry, "id", site.absolute(leaf.address))
        _text(entry, "title", leaf.title)
        _text(entry, "updated", _moment(leaf.updated))
        for code, there in leaf.twins.items():
            kind = {"type": "text/html", "hreflang": code, "href": site.absolute(there)}
            ET.SubElement(entry, "link", {"rel": "alternate", **kind})
        _text(entry, "summary", leaf.summary)
        ET.SubElement(entry, "category", {"term": leaf.kind})


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
