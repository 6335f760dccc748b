"""A written site → what a reader can keep of it: the list for the service worker, and one zip a language.

The zip opens from a disk: links to folders name their index.html, and what is not in it is looked up online.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import escape, unescape
from pathlib import Path

from plugins.handbook import addresses
from plugins.handbook.halves import in_two
from plugins.handbook.ledger import Ledger
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.mapping.archive import Packed, pack, unzipped, zipped
from plugins.mapping.redirects import PAGE

USUAL_PAPERS = ("a4", "a5")  # a reader keeps what a reader prints
KEPT = (".html", ".js", ".json", ".css", ".svg", ".webp", ".ics")
NOT_KEPT = ("offline.json", "404.html")

_LINK = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
_PATH = re.compile(r"[^?#]*")
_PART = re.compile(r"/search-\d+\.js$")  # of an index: loaded by a script, and as many as it takes
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|$", re.IGNORECASE)


def pages_of(files: Iterable[str], language: str) -> tuple[str, ...]:
    """The files without which a language's pages cannot be read: pages, scripts, search index, calendars."""
    mine = (f"{language}/", "static/")
    named = re.compile(rf"[\w-]+[.-]{language}\.(?:js|json)")
    return tuple(
        file
        for file in sorted(files)
        if file.endswith(KEPT) and not file.endswith(NOT_KEPT) and (file.startswith(mine) or named.fullmatch(file))
    )


def cards_of(book: Handbook, files: Iterable[str], language: str) -> tuple[str, ...]:
    """The cards' PDFs of a language, on the usual papers."""
    wanted = {addresses.of_card_pdf(book, card, language, paper) for card in book.cards for paper in USUAL_PAPERS}
    return tuple(sorted(wanted.intersection(files)))


def keep_list(ledger: Ledger, pages: Iterable[str], cards: Iterable[str]) -> str:
    """What the service worker is asked to keep: for pages and cards the addresses, their bytes and a version."""
    parts = {"pages": _part(ledger, pages), "cards": _part(ledger, cards)}
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")) + "\n"


def _part(ledger: Ledger, files: Iterable[str]) -> Mapping[str, object]:
    total, size, kept = hashlib.sha256(), 0, []
    for file in files:
        line = ledger.line(file)
        total.update(f"{file}\0{line.size}\0{line.sha}\0".encode())
        size += line.size
        kept.append(file.removesuffix("index.html") if file.endswith("/index.html") else file)
    return {"version": total.hexdigest()[:16], "bytes": size, "files": kept}


def bundle(folder: Path, files: Iterable[str], site: Site, language: str) -> bytes:
    """The zip of a language; the same files give the same bytes."""
    return zipped(_members(Ledger(folder), sorted(files), site, language, {}))


def bundles(ledger: Ledger, choices: Mapping[str, Iterable[str]], site: Site, language: str) -> None:
    """Write a zip for each choice of files, at its address; what several of them hold in the same bytes is packed once.

    A zip of the same files is taken over; from one in which the same links lead to the same, the members that stay are.
    """
    packed: dict[bytes, Packed] = {}
    for address, files in choices.items():
        kept = sorted(files)
        linked = (file for file in kept if not _PART.search(file))  # what pages may lead to
        frame = hashlib.sha256("\n".join((site.url, site.name, zlib.ZLIB_RUNTIME_VERSION, *linked)).encode())
        said = hashlib.sha256("".join(ledger.line(file).sha for file in kept).encode())
        origin = f"{frame.hexdigest()} {said.hexdigest()}"
        if ledger.take(address, origin):
            continue
        last = ledger.last.lines.get(address)
        is_alike = last is not None and last.origin.startswith(frame.hexdigest())
        before = unzipped((ledger.last.folder / address).read_bytes()) if is_alike else {}
        ledger.put(address, zipped(_members(ledger, kept, site, language, packed, before)), origin)


def _members(
    ledger: Ledger, files: Sequence[str], site: Site, language: str, packed: dict[bytes, Packed],
    before: Mapping[str, Packed] | None = None,
) -> Iterator[tuple[str, Packed]]:  # fmt: skip
    """All that goes into a zip, of sorted `files`; `before` has those of the last one, `packed` is filled here."""
    top, kept = f"handbook-{language}", frozenset(files)
    start = {"language": language, "name": escape(site.name), "link": f"{language}/index.html"}
    page = PAGE.format(**start, canonical=escape(site.absolute(addresses.of_home(language))))
    yield f"{top}/index.html", pack(page.encode())
    same = {file for file in files if before and f"{top}/{file}" in before and _stays(ledger, file)}
    pressed = [file for file in files if file not in same and not file.endswith(".pdf")]
    made = dict(zip(pressed, in_two(partial(_packed, ledger, kept, site, packed), pressed), strict=True))
    for file in files:
        name = f"{top}/{file}"
        if before and file in same:
            yield name, before[name]
        elif file in made:
            sha, one = made[file]
            yield name, packed.setdefault(sha, one) if one else packed[sha]
        else:
            yield name, pack(ledger.read(file), compress=False)


def _stays(ledger: Ledger, file: str) -> bool:
    last = ledger.last.lines.get(file)
    return last is not None and last.sha == ledger.line(file).sha


def _packed(
    ledger: Ledger, kept: frozenset[str], site: Site, packed: Mapping[bytes, Packed], file: str
) -> tuple[bytes, Packed | None]:
    """The mark of a file as it goes into a zip beside the `kept` ones, and it itself, unless it is `packed` already."""
    content = ledger.read(file)
    if file.endswith(".html"):
        content = relink(content.decode(), file, kept, site).encode()
    sha = hashlib.sha256(content).digest()
    return sha, None if sha in packed else pack(content)


def relink(html: str, file: str, kept: frozenset[str], site: Site) -> str:
    """A page with links that work from a disk: to kept files by their names, to all others at the public address."""
    return _LINK.sub(_relinker(file, kept, site), html)


def _relinker(file: str, kept: frozenset[str], site: Site) -> Callable[[re.Match[str]], str]:
    here = posixpath.dirname(file)

    def place(found: re.Match[str]) -> str:
        name, link = found[1], unescape(found[2])
        if _ELSEWHERE.match(link):
            return found[0]
        path = _PATH.match(link)[0]  # type: ignore[index]  # it matches whatever stands there
        target = posixpath.normpath(f"{here}/{path}")
        is_folder = path.endswith(("/", "..")) or path in ("", ".")
        there = posixpath.normpath(f"{target}/index.html") if is_folder else target
        rest = link[len(path) :]
        if there in kept:
            return f'{name}="{escape(addresses.relative(file, there) + rest)}"'
        address = "" if target == "." else f"{target}/" if is_folder else target
        return f'{name}="{escape(site.absolute(address) + rest)}"'

    return place
