"""Handbook and its written pages → what machines and travellers need: signposts, copies, data, redirects, bundles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.handbook import addresses, shelf
from plugins.handbook.halves import in_two
from plugins.handbook.memory import Memory
from plugins.handbook.model import Card, Handbook
from plugins.handbook.moved import moved
from plugins.handbook.site import Site, from_settings
from plugins.mapping.bundle import bundles, cards_of, keep_list, pages_of
from plugins.mapping.copies import copy, overview, overview_of_all
from plugins.mapping.data import handbook_json, handbook_schema, questions_csv
from plugins.mapping.headers import headers, style_hashes
from plugins.mapping.leaves import Leaf, leaves
from plugins.mapping.pictures import Sign, accents, png, tidy
from plugins.mapping.redirects import redirects, signs
from plugins.mapping.signposts import feed, robots, sitemap
from plugins.mapping.status import status_json
from plugins.theming import interface
from plugins.theming.first import first_script

CACHE = Path(".cache/pictures")  # below the project


def write_map(book: Handbook, site: Site, theme: Path, output: Path, cache: Path, memory: Memory | None = None) -> None:
    """Write what belongs to the pages that stand in `output` already, the bundles of them last."""
    for address, content in (*_texts(book, site, theme), *_signs(book, site)):
        _write(output / address, content)
    signs = list(_pictures(book, site, theme))
    for (address, _), picture in zip(signs, in_two(partial(png, kept=cache), [sign for _, sign in signs]), strict=True):
        _write(output / address, picture)
    tidy(cache)
    _write(output / "worker.js", (theme / "static" / "js" / "worker.js").read_bytes())
    _write(output / "static" / "js" / "offline.js", (theme / "static" / "js" / "offline.js").read_bytes())
    documents = (path.read_bytes() for path in sorted(output.rglob("*")) if path.suffix in {".html", ".svg"})
    _write(output / "_headers", headers(site, style_hashes(documents), first_script(theme)))
    _bundles(book, site, output, memory or Memory())


def _texts(book: Handbook, site: Site, theme: Path) -> Iterator[tuple[str, str | bytes]]:
    """Address and content of every file that the handbook alone decides."""
    yield "sitemap.xml", sitemap(book, site)
    yield "robots.txt", robots(site)
    yield "api/handbook.json", handbook_json(book, site)
    yield "api/handbook.schema.json", handbook_schema(site)
    yield "status.json", status_json(book, site)
    names = {code: interface(theme, code).gettext("language name") for code in book.languages}
    yield "llms.txt", overview_of_all(book, site, names)
    for language in book.languages:
        yield addresses.of_feed(language), feed(book, site, language)
        yield f"{language}/llms.txt", overview(book, site, language)
        yield f"api/questions.{language}.csv", questions_csv(book, language)
        say = interface(theme, language).gettext
        for leaf in leaves(book, language):
            yield addresses.of_copy(leaf.address), copy(book, site, leaf, say)


def _signs(book: Handbook, site: Site) -> Iterator[tuple[str, str]]:
    """A page at every old address, and the list of all of them; the list stands there even when it is empty."""
    everything: dict[str, str] = {}
    for language in book.languages:
        old = moved(book, language)
        everything |= old
        yield from ((f"{address}index.html", page) for address, page in signs(old, site, language))
    yield "_redirects", redirects(everything, site)


def _pictures(book: Handbook, site: Site, theme: Path) -> Iterator[tuple[str, Sign]]:
    colours = {**accents(theme), **({"brand": site.accent[0]} if site.accent else {})}
    yield addresses.of_picture(""), Sign(site.name, "", site.url.partition("://")[2], colours["brand"])
    for language in book.languages:
        for leaf in leaves(book, language):
            yield addresses.of_picture(leaf.address), _sign(book, site, leaf, colours)


def _sign(book: Handbook, site: Site, leaf: Leaf, colours: Any) -> Sign:
    """A card says whom it is for; an entry, on which shelf it stands; a page of its own, nothing."""
    thing, place = leaf.thing, ""
    relationship = leaf.thing.key if leaf.kind == "relationships" else ""
    if isinstance(thing, Card):
        relationship = thing.relationship
        shorts = (book.relationship(thing.relationship), book.session(thing.session))
        place = " · ".join(entry.in_language(leaf.language).short for entry in shorts)
    elif leaf.kind != "pages":
        place = book.page(addresses.INDEX_OF_KIND[leaf.kind]).in_language(leaf.language).title
    return Sign(leaf.title, place, site.name, colours.get(relationship, colours["brand"]))


def _bundles(book: Handbook, site: Site, output: Path, memory: Memory) -> None:
    files = [path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()]
    for language in book.languages:
        pages, cards = pages_of(files, language), cards_of(book, files, language)
        _write(output / addresses.of_keep_list(language), keep_list(output, pages, cards))
        zips = bundles(output, (pages, (*pages, *cards)), site, language, memory)
        for with_cards, data in zip((False, True), zips, strict=True):
            _write(output / addresses.of_bundle(language, with_cards), data)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _on_finalized(pelican: Any) -> None:
    """All rooms have written; Pelican calls this in every run of the process, even where the room is not wanted."""
    settings = pelican.settings
    if __name__ not in {getattr(room, "__name__", room) for room in settings["PLUGINS"]}:
        return
    cache = Path(settings["PATH"]).resolve().parent / CACHE
    theme, output = Path(settings["THEME"]), Path(pelican.output_path)
    write_map(shelf.current(settings), from_settings(settings), theme, output, cache, shelf.memory_of(settings))


def register() -> None:
    """Connect the room to Pelican: it comes when the others have written."""
    signals.finalized.connect(_on_finalized)
