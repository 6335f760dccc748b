"""A staged site and what it must hold → everything that is wrong with it, so that no reader trips over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from plugins.handbook.ledger import Ledger
from plugins.handbook.memory import Memory
from plugins.publishing.links import Target, target_of
from plugins.publishing.manifest import Manifest
from plugins.publishing.scan import Scan, css_links, scan

PDF_START, PDF_END = b"%PDF-", b"%%EOF"
EPUB_START, EPUB_END = b"PK\x03\x04", b"PK\x05\x06"  # of an archive; its directory ends within the last 22 bytes
WEBP = b"WEBP"  # the ninth to twelfth byte of a picture


@dataclass(frozen=True)
class Expected:
    """What the handbook promises: file below the site's root → the source it is made from."""

    url: str
    languages: tuple[str, ...]
    pages: Mapping[str, str]
    cards: Mapping[str, str]

    @property
    def sources(self) -> dict[str, str]:
        """The source of every page and card."""
        return {**self.pages, **self.cards}


@dataclass(frozen=True, order=True)
class Damage:
    """One thing that is wrong: the file, which line of `words` says so, and the facts of that line."""

    path: str
    key: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass
class Tree:
    """The staged files, and the pages among them as scanned."""

    ledger: Ledger
    files: frozenset[str]
    pages: dict[str, Scan] = field(default_factory=dict)
    targets: dict[str, tuple[Target | None, ...]] = field(default_factory=dict)  # of their links, in order
    linked: set[str] = field(default_factory=set)
    damages: list[Damage] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)

    def report(self, path: str, key: str, **facts: str) -> None:
        """Note a damage."""
        self.damages.append(Damage(path, key, tuple(sorted(facts.items()))))


def verify(
    ledger: Ledger, expected: Expected, before: Manifest, root: Path, memory: Memory | None = None
) -> tuple[Damage, ...]:
    """Everything wrong in the site staged by way of `ledger`, sorted; `before` is what was published last from `root`.

    A file that `memory` has seen is not read again; its links are followed all the same.
    """
    tree = Tree(ledger, frozenset(ledger.files()), memory=memory or Memory())
    _scan_pages(tree, expected.url)
    for path, page in tree.pages.items():
        _check_language(tree, path, page, expected.languages)
        for name, count in Counter(page.ids).items():
            if count > 1:
                tree.report(path, "double-id", id=name)
    ids = {path: frozenset(page.ids) for path, page in tree.pages.items()}
    for path, link, target in _links(tree, expected.url):
        if target is not None:
            _check_link(tree, path, link, target, ids)
    _check_expected(tree, expected)
    _check_losses(tree, before, root)
    return tuple(sorted(set(tree.damages)))


def _scan_pages(tree: Tree, url: str) -> None:
    for path in sorted(tree.files):
        if path.endswith(".html"):
            try:
                origin = tree.ledger.line(path).sha, url
                found = tree.memory.recall(path, origin, partial(_scanned, tree.ledger, path, url))
                tree.pages[path], tree.targets[path] = found
            except UnicodeDecodeError:
                tree.report(path, "not-utf8")


def _scanned(ledger: Ledger, path: str, url: str) -> tuple[Scan, tuple[Target | None, ...]]:
    """A page as scanned, and where its links lead."""
    page = scan(ledger.read(path).decode())
    return page, tuple(target_of(path, link, url) for link in page.links)


def speaks(path: str, page: Scan, languages: tuple[str, ...]) -> bool:
    """Whether a page says its language, and in a language's folder that one."""
    folder = path.split("/", 1)[0]
    return page.lang is not None and (folder not in languages or page.lang == folder)


def _check_language(tree: Tree, path: str, page: Scan, languages: tuple[str, ...]) -> None:
    """A page in a language's folder says that language; a page that belongs to all says one of them."""
    if page.lang is None:
        tree.report(path, "no-lang")
    elif not speaks(path, page, languages):
        tree.report(path, "wrong-lang", found=page.lang, folder=path.split("/", 1)[0])


def _links(tree: Tree, url: str) -> Iterator[tuple[str, str, Target | None]]:
    for path, page in tree.pages.items():
        yield from ((path, link, target) for link, target in zip(page.links, tree.targets[path], strict=True))
    for path in sorted(tree.files):
        if path.endswith(".css"):
            css = tree.ledger.read(path).decode(errors="replace")
            yield from ((path, link, target_of(path, link, url)) for link in css_links(css))


def _check_link(tree: Tree, path: str, link: str, target: Target, ids: Mapping[str, frozenset[str]]) -> None:
    """An internal link names a file of the site, and its anchor an id in that file."""
    if not target.inside:
        tree.report(path, "leaves-site", link=link)
        return
    if target.file not in tree.files:
        tree.report(path, "dead-link", link=link)
        return
    if target.file != path:
        tree.linked.add(target.file)
    if target.anchor not in {"", "top"} and target.file in ids and target.anchor not in ids[target.file]:
        tree.report(path, "dead-anchor", link=link, id=target.anchor)


def _check_expected(tree: Tree, expected: Expected) -> None:
    for path in expected.pages:
        if path not in tree.files:
            tree.report(path, "page-missing")
    for path in expected.cards:
        if path not in tree.files:
            tree.report(path, "card-missing")
            continue
        looked = partial(is_whole, tree.ledger, path)
        if not tree.memory.recall(("whole", path), tree.ledger.line(path).sha, looked):
            tree.report(path, "card-broken")
        if path not in tree.linked:
            tree.report(path, "card-unlinked")


def is_whole(ledger: Ledger, path: str) -> bool:
    """Whether a printed file begins and ends as its kind does."""
    data = ledger.read(path)
    if path.endswith(".epub"):
        return data.startswith(EPUB_START) and data[-22:].startswith(EPUB_END)
    if path.endswith(".webp"):
        return data[8:12] == WEBP and len(data) == 8 + int.from_bytes(data[4:8], "little")
    return data.startswith(PDF_START) and data.rstrip().endswith(PDF_END)


def _check_losses(tree: Tree, before: Manifest, root: Path) -> None:
    """A page or card that was published stays, unless what it was made from has gone."""
    for path, source in before.sources.items():
        if path not in tree.files and (root / source).exists():
            tree.report(path, "lost", source=source)
