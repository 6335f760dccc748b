"""A staged site and what it must hold → everything that is wrong with it, so that no reader trips over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.publishing.links import target_of
from plugins.publishing.manifest import Manifest, files_below
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

    folder: Path
    files: frozenset[str]
    pages: dict[str, Scan] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    damages: list[Damage] = field(default_factory=list)

    def report(self, path: str, key: str, **facts: str) -> None:
        """Note a damage."""
        self.damages.append(Damage(path, key, tuple(sorted(facts.items()))))


def verify(folder: Path, expected: Expected, before: Manifest, root: Path) -> tuple[Damage, ...]:
    """Everything wrong in the site staged in `folder`, sorted; `before` is what was published last from `root`."""
    tree = Tree(folder, frozenset(path for path, _ in files_below(folder)))
    _scan_pages(tree)
    for path, page in tree.pages.items():
        _check_language(tree, path, page, expected.languages)
        for name, count in Counter(page.ids).items():
            if count > 1:
                tree.report(path, "double-id", id=name)
    for path, link in _links(tree):
        _check_link(tree, path, link, expected.url)
    _check_expected(tree, expected)
    _check_losses(tree, before, root)
    return tuple(sorted(set(tree.damages)))


def _scan_pages(tree: Tree) -> None:
    for path in sorted(tree.files):
        if path.endswith(".html"):
            try:
                tree.pages[path] = scan((tree.folder / path).read_text(encoding="utf-8"))
            except UnicodeDecodeError:
                tree.report(path, "not-utf8")


def _check_language(tree: Tree, path: str, page: Scan, languages: tuple[str, ...]) -> None:
    """A page in a language's folder says that language; a page that belongs to all says one of them."""
    folder = path.split("/", 1)[0]
    if page.lang is None:
        tree.report(path, "no-lang")
    elif folder in languages and page.lang != folder:
        tree.report(path, "wrong-lang", found=page.lang, folder=folder)


def _links(tree: Tree) -> Iterator[tuple[str, str]]:
    for path, page in tree.pages.items():
        yield from ((path, link) for link in page.links)
    for path in sorted(tree.files):
        if path.endswith(".css"):
            css = (tree.folder / path).read_text(encoding="utf-8", errors="replace")
            yield from ((path, link) for link in css_links(css))


def _check_link(tree: Tree, path: str, link: str, url: str) -> None:
    """An internal link names a file of the site, and its anchor an id in that file."""
    target = target_of(path, link, url)
    if target is None:
        return
    if not target.inside:
        tree.report(path, "leaves-site", link=link)
        return
    if target.file not in tree.files:
        tree.report(path, "dead-link", link=link)
        return
    if target.file != path:
        tree.linked.add(target.file)
    page = tree.pages.get(target.file)
    if page and target.anchor not in {"", "top", *page.ids}:
        tree.report(path, "dead-anchor", link=link, id=target.anchor)


def _check_expected(tree: Tree, expected: Expected) -> None:
    for path in expected.pages:
        if path not in tree.files:
            tree.report(path, "page-missing")
    for path in expected.cards:
        if path not in tree.files:
            tree.report(path, "card-missing")
            continue
        if not _is_whole(path, (tree.folder / path).read_bytes()):
            tree.report(path, "card-broken")
        if path not in tree.linked:
            tree.report(path, "card-unlinked")


def _is_whole(path: str, data: bytes) -> bool:
    """Whether a printed file begins and ends as its kind does."""
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
