"""Handbook and its written pages → what machines and travellers need: signposts, copies, data, redirects, bundles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from plugins.handbook import addresses, shelf
from plugins.handbook.halves import in_two
from plugins.handbook.ledger import Ledger
from plugins.handbook.memory import Memory
from plugins.handbook.model import Card, Handbook
from plugins.handbook.moved import moved
from plugins.handbook.site import Site, from_settings
from plugins.handbook.tracing import Build, alone
from plugins.mapping.bundle import bundles, cards_of, keep_list, pages_of
from plugins.mapping.copies import copy, overview, overview_of_all
from plugins.mapping.data import handbook_json, handbook_schema, questions_csv
from plugins.mapping.headers import headers, style_hashes
from plugins.mapping.leaves import Leaf, leaves
from plugins.mapping.redirects import redirects, signs
from plugins.mapping.sign import Sign, accents, mark
from plugins.mapping.signposts import feed, robots, sitemap
from plugins.mapping.status import status_json
from plugins.theming import interface
from plugins.theming.first import first_script

CACHE = Path(".cache/pictures")  # below the project

Make = Callable[[Handbook], str | bytes]
Leaves = Mapping[str, tuple[Leaf, ...]]  # by language


def write_map(
    book: Handbook, site: Site, theme: Path, output: Path, cache: Path, build: Build | None = None,
    memory: Memory | None = None,
) -> None:  # fmt: skip
    """Write what belongs to the pages that stand in `output` already, the bundles of them last.

    What `build` has from the one before and would make again is not made.
    """
    build = build or alone(book, output)
    every = {language: tuple(leaves(book, language)) for language in book.languages}
    for address, make in _texts(book, site, theme, every):
        build.derive(address, make)
    for address, content in _signs(book, site):
        build.ledger.put(address, content)
    _write_pictures(build, _pictures(book, site, theme, every), cache)
    for script, address in (("worker.js", "worker.js"), ("offline.js", "static/js/offline.js")):
        build.ledger.put(address, (theme / "static" / "js" / script).read_bytes())
    build.finish()
    styles = _styles(build.ledger, memory or Memory())
    build.ledger.put("_headers", headers(site, styles, first_script(theme)))
    _bundles(book, site, build.ledger)


def _texts(book: Handbook, site: Site, theme: Path, every: Leaves) -> Iterator[tuple[str, Make]]:
    """Address and maker of every file that the handbook alone decides."""
    yield "sitemap.xml", partial(sitemap, site=site)
    yield "robots.txt", lambda _: robots(site)
    yield "api/handbook.json", partial(handbook_json, site=site)
    yield "api/handbook.schema.json", lambda _: handbook_schema(site)
    yield "status.json", partial(status_json, site=site)
    names = {code: interface(theme, code).gettext("language name") for code in book.languages}
    yield "llms.txt", partial(overview_of_all, site=site, names=names)
    for language in book.languages:
        yield addresses.of_feed(language), partial(feed, site=site, language=language)
        yield f"{language}/llms.txt", partial(overview, site=site, language=language)
        yield f"api/questions.{language}.csv", partial(questions_csv, language=language)
        say = interface(theme, language).gettext
        for leaf in every[language]:
            yield addresses.of_copy(leaf.address), partial(_copy, site=site, leaf=leaf, say=say)


def _copy(book: Handbook, site: Site, leaf: Leaf, say: Callable[[str], str]) -> str:
    return copy(book, site, replace(leaf, thing=book.by_reference[leaf.reference]), say)


def _signs(book: Handbook, site: Site) -> Iterator[tuple[str, str]]:
    """A page at every old address, and the list of all of them; the list stands there even when it is empty."""
    everything: dict[str, str] = {}
    for language in book.languages:
        old = moved(book, language)
        everything |= old
        yield from ((f"{address}index.html", page) for address, page in signs(old, site, language))
    yield "_redirects", redirects(everything, site)


def _pictures(book: Handbook, site: Site, theme: Path, every: Leaves) -> Iterator[tuple[str, Sign]]:
    colours = {**accents(theme), **({"brand": site.accent[0]} if site.accent else {})}
    yield addresses.of_picture(""), Sign(site.name, "", site.url.partition("://")[2], colours["brand"])
    for language in book.languages:
        for leaf in every[language]:
            yield addresses.of_picture(leaf.address), _sign(book, site, leaf, colours)


def _sign(book: Handbook, site: Site, leaf: Leaf, colours: Any) -> Sign:
    """A card says whom it is for; an entry, on which shelf it stands; a page of its own, nothing."""
    thing, place = leaf.thing, ""
    relationship = leaf.thing.key if leaf.kind in {"relationships", "questions"} else ""
    if isinstance(thing, Card):
        relationship = thing.relationship
        shorts = (book.relationship(thing.relationship), book.session(thing.session))
        place = " · ".join(entry.in_language(leaf.language).short for entry in shorts)
    elif leaf.kind != "pages":
        place = book.page(addresses.INDEX_OF_KIND[thing.kind]).in_language(leaf.language).title
    return Sign(leaf.title, place, site.name, colours.get(relationship, colours["brand"]))


def _write_pictures(build: Build, signs: Iterable[tuple[str, Sign]], cache: Path) -> None:
    """Those that are not there yet are drawn, or come from the folder `cache`."""
    origins = [(address, sign, f"picture {mark(sign)}") for address, sign in signs]
    waiting = [each for each in origins if not build.ledger.take(each[0], each[2])]
    if not waiting:
        return
    from plugins.mapping.pictures import png, tidy  # brings a library that draws

    made = in_two(partial(png, kept=cache), [sign for _, sign, _ in waiting])
    for (address, _, origin), picture in zip(waiting, made, strict=True):
        build.ledger.put(address, picture, origin)
    tidy(cache)


def _styles(ledger: Ledger, memory: Memory) -> tuple[str, ...]:
    """What the policy must allow, of all documents; one that stays as it was is not read."""
    found: set[str] = set()
    for file in ledger.files():
        if file.endswith((".html", ".svg")):
            found.update(memory.recall(("styles", file), ledger.line(file).sha, partial(_styles_of, ledger, file)))
    return tuple(sorted(found))


def _styles_of(ledger: Ledger, file: str) -> tuple[str, ...]:
    return style_hashes([ledger.read(file)])


def _bundles(book: Handbook, site: Site, ledger: Ledger) -> None:
    files = ledger.files()
    for language in book.languages:
        pages, cards = pages_of(files, language), cards_of(book, files, language)
        ledger.put(addresses.of_keep_list(language), keep_list(ledger, pages, cards))
        choices = {addresses.of_bundle(language): pages, addresses.of_bundle(language, True): (*pages, *cards)}
        bundles(ledger, choices, site, language)


def write(settings: Mapping[str, Any], output: Path) -> None:
    """Write what belongs to the pages of the handbook on the shelf; they stand in `output` already."""
    book, site, theme = shelf.current(settings), from_settings(settings), Path(settings["THEME"])
    cache = Path(settings["PATH"]).resolve().parent / CACHE
    write_map(book, site, theme, output, cache, shelf.build_of(settings), shelf.memory_of(settings))


def register() -> None:
    """Connect the room to Pelican."""
    from plugins.door import connect_last  # a build that draws little does not wait for Pelican

    connect_last(__name__, write)
