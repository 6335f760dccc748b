"""Saved files → what the writer sees: their own pages first, then their cards, then the rest, then the whole site.

One warm process reads and draws; the site itself is built by `inv build` in a process of its own, in a quiet moment.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.handbook.site import PLACEHOLDER_URL
from plugins.publishing import manifest
from plugins.publishing.place import Place
from plugins.publishing.stage import Stage
from plugins.publishing.words import words

if TYPE_CHECKING:  # serving starts before the handbook is first read
    from plugins.handbook.model import Handbook
    from plugins.handbook.site import Site

CONTENT = "content/"
FOR_ALL = ("content/glossary.yaml", "content/sources.yaml")  # what is in them shows in the texts of others
QUIET = 1.5  # seconds without a save before the whole site is built
PATIENCE = 15  # niceness of the whole build: what the writer saves in the meantime is shown first
MOST_CARDS = 4  # printed at once; what more a question changes waits for the whole build


@dataclass(frozen=True)
class Studio:
    """The rooms that draw, as the verb hands them over: publishing does not enter them."""

    pages: Callable[[Handbook, Site, Path, Mapping[str, int], frozenset[str] | None], Iterable[tuple[str, str]]]
    cards: Callable[[Handbook, Site, Path, str], Iterable[tuple[str, bytes]]]


@dataclass
class Preview:
    """Rebuilds for one project and tells `stage`; `changed` may be called from one thread only."""

    place: Place
    language: str
    studio: Studio
    stage: Stage
    book: Handbook | None = None
    site: Site | None = None
    kept: dict[Any, Any] = field(default_factory=dict)  # texts rendered before
    waiting: threading.Event = field(default_factory=threading.Event)
    said_placeholder: bool = False

    def warm(self) -> None:
        """Read the handbook as it stands, so that the first save is as quick as the others."""
        from plugins.handbook.site import from_settings
        from plugins.publishing.generate import settings_of

        self.site = from_settings(settings_of(self.place.root))
        self.book = self._read().book

    def changed(self, paths: tuple[str, ...]) -> None:
        """Show what the saved files change, or what is wrong with them; then have the whole site built."""
        print(words("changed", self.language, paths=", ".join(paths)), flush=True)
        fine = True
        if self.site is not None and all(path.startswith(CONTENT) for path in paths):
            try:
                fine = self._show(paths)
            except Exception as error:  # noqa: BLE001  # the server lives on, whatever a file does to us
                from plugins.publishing.failures import explain

                fine = False
                self._tell(explain(error, self.language, self.place.root, self.place.log))
        if fine:
            self.waiting.set()

    def build(self) -> bool:
        """Build the whole site in a process of its own; whether it could be."""
        before = manifest.load(self.place.manifest).files
        fresh = dict(self.stage.fresh)
        command = [sys.executable, "-m", "invoke", "build", "--lang", self.language]
        pipe, root = subprocess.PIPE, self.place.root
        with subprocess.Popen(command, cwd=root, text=True, stdout=pipe, stderr=pipe) as process:
            with suppress(OSError):  # it has ended already
                os.setpriority(os.PRIO_PROCESS, process.pid, PATIENCE)
            told, said = process.communicate()
        said = self._without_placeholder(said)
        print(told, end="", flush=True)
        print(said, end="", file=sys.stderr, flush=True)
        if process.returncode:
            self.stage.tell(f"{told}{said}")
        elif not self.waiting.is_set():
            self.stage.settle(self._seen_anew(before, fresh))
        return process.returncode == 0

    def build_in_quiet_moments(self) -> None:
        """Wait for changes and build when there have been none for a while; for a thread of its own."""
        while not self.stage.closed:
            self.waiting.wait()
            while self.waiting.is_set() and not self.stage.closed:
                self.waiting.clear()
                self.waiting.wait(QUIET)
            if not self.stage.closed:
                self.build()

    def close(self) -> None:
        """Let every thread go."""
        self.stage.close()
        self.waiting.set()

    def _read(self, compare: bool = False) -> Any:
        from plugins.handbook.site import Site
        from plugins.reading import read

        assert isinstance(self.site, Site)  # noqa: S101  # `warm` comes first
        root = self.place.root
        return read(root / "content", self.site.languages, root / "theme", self.kept, compare=compare)

    def _show(self, paths: tuple[str, ...]) -> bool:
        if set(paths) & set(FOR_ALL):
            self.kept.clear()
        found = self._read()
        if found.book is None:
            self._tell(found.report(self.language))
            return False
        before, self.book = self.book, found.book
        self.stage.show(dict(self._pages(found.book, frozenset(map(reference_of, paths)))))
        changed = [card for card in found.book.cards if before and card != before.by_reference.get(card.reference)]
        for card in changed[:MOST_CARDS]:
            self.stage.show(dict(self._cards(found.book, card.key)))
        compared = self._read(compare=True).book or found.book
        self.stage.show({path: page for path, page in self._pages(compared, None) if page != self._seen(path)})
        return True

    def _pages(self, book: Handbook, references: frozenset[str] | None) -> Iterator[tuple[str, bytes]]:
        assert self.site is not None  # noqa: S101  # `warm` comes first
        sizes = {path: size for path, (size, _) in manifest.load(self.place.manifest).files.items()}
        printed = {path: size for path, size in sizes.items() if path.endswith((".pdf", ".epub"))}
        for address, html in self.studio.pages(book, self.site, self.place.root / "theme", printed, references):
            yield (f"{address}index.html" if address.endswith("/") else address), html.encode()

    def _cards(self, book: Handbook, key: str) -> Iterable[tuple[str, bytes]]:
        assert self.site is not None  # noqa: S101  # as above
        return self.studio.cards(book, self.site, self.place.root, key)

    def _seen(self, path: str) -> bytes | None:
        if path in self.stage.fresh:
            return self.stage.fresh[path]
        file = self.place.output / path
        return file.read_bytes() if file.is_file() else None

    def _seen_anew(self, before: manifest.Files, fresh: Mapping[str, bytes]) -> list[str]:
        """The published files that differ from what could be seen till now."""
        after = manifest.load(self.place.manifest).files
        moved = [path for path in after if after[path] != before.get(path)]
        return [path for path in moved if fresh.get(path) != (self.place.output / path).read_bytes()]

    def _tell(self, findings: str) -> None:
        print(findings, end="" if findings.endswith("\n") else "\n", file=sys.stderr, flush=True)
        self.stage.tell(findings)

    def _without_placeholder(self, said: str) -> str:
        """What a build said, without the notice about the public address once it has been given."""
        notice = words("placeholder", self.language, url=PLACEHOLDER_URL) + "\n"
        if notice not in said or not self.said_placeholder:
            self.said_placeholder = self.said_placeholder or notice in said
            return said
        return said.replace(notice, "")


def reference_of(path: str) -> str:
    """The entry or card that a file belongs to: `content/guides/value/id.md` → `guides/value`."""
    name = path.removeprefix(CONTENT).removesuffix(".yaml")
    return name if name.startswith("cards/") else name.rpartition("/")[0]
