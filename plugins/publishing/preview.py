"""A project that is being written → its pages as its files say now. A page is drawn when it is asked for, from the
handbook of that moment. Only the last one is kept, until the next moment: no page is out of date, and nothing grows.

`output/` stays the published site; what is not a page (printed cards, feeds, bundles) comes from there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from plugins.handbook import addresses
from plugins.handbook.letters import are_apart, keep_letters
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.publishing import manifest
from plugins.publishing.place import Place
from plugins.reading.again import Rereading

if TYPE_CHECKING:
    from plugins.reading import Reading

CONTENT, THEME = "content/", "theme/"


class Plan(Protocol):
    """A page that is not made yet."""

    @property
    def address(self) -> str:
        """Where it will stand."""

    def __call__(self) -> Any:
        """What it shows."""


class Board(Protocol):
    """What draws the pages of one handbook."""

    def draw(self, view: Any) -> str:
        """One page."""


@dataclass(frozen=True)
class Studio:
    """The rooms that draw, as the verb hands them over: publishing does not enter them."""

    plans: Callable[[Handbook], Iterator[Plan]]
    board: Callable[[Handbook, Site, Path, Mapping[str, int]], Board]
    cards: Callable[[Handbook, Site, Path, str], Iterable[tuple[str, bytes]]]  # the A5 files of the card of that key


class _Pages:
    """The plans of all pages by their files, gone through as far as somebody has asked: most are never asked for."""

    def __init__(self, plans: Iterator[Plan]) -> None:
        self._rest, self._found = plans, dict[str, Plan]()
        self._one_by_one = threading.Lock()

    def at(self, file: str) -> Plan | None:
        """The plan of the page at a file below the site's root."""
        with self._one_by_one:
            while file not in self._found and (plan := next(self._rest, None)):
                self._found[addresses.file_of(plan.address)] = plan
            return self._found.get(file)

    def files(self) -> tuple[str, ...]:
        """Every file, in the order of `views`."""
        self.at("")
        return tuple(self._found)


@dataclass(frozen=True)
class _Moment:
    """All that a page is drawn from. Replaced as a whole, so that a request never sees half of a change."""

    book: Handbook
    board: Board
    pages: _Pages


class Preview:
    """The pages of a project."""

    def __init__(self, place: Place, site: Site, studio: Studio) -> None:
        """Reads everything once. Of what was published, the sizes of printed files are taken, which the pages tell."""
        self.site = site
        self._place, self._studio = place, studio
        self._theme = place.root / "theme"
        self._rereading = Rereading(place.root / "content", site.languages, self._theme)
        self._moment: _Moment | None = None
        self._drawn: tuple[_Moment, str, bytes] | None = None  # whoever hears that a page is another one asks for it
        self._stood: set[str] = set()  # every file that was ever a page
        self._is_over = False
        self._sizes: Mapping[str, int] = {}
        self.settle()

    @property
    def book(self) -> Handbook | None:
        """The handbook that the pages show: the last one without errors."""
        return self._rereading.book

    def refresh(self, paths: Iterable[str]) -> Reading | None:
        """Take over saved files, named from the project's root; returns what was read, if everything had to be.

        When only texts were saved, what they change in other files' findings waits for `settle`. After a change of
        code or settings nothing is drawn here any more: pages come from `output/` until a new start.
        """
        saved = sorted(set(paths))
        if not all(path.startswith((CONTENT, THEME)) for path in saved):
            self._is_over = True
        elif all(path.startswith(CONTENT) and self._rereading.one(path) for path in saved):
            self._draw_from()
        else:
            return self.settle()
        return None

    def settle(self) -> Reading:
        """Read whatever has changed. After an error the pages stay as they were before it."""
        reading = self._rereading.everything()
        published = manifest.load(self._place.manifest).files
        self._sizes = {path: size for path, (size, _) in published.items() if path.endswith((".pdf", ".epub"))}
        self._draw_from()
        self._stood.update(self.files())
        return reading

    def page(self, file: str) -> bytes | None:
        """The page at `file` (`id/panduan/apa-itu/index.html`); None when no page of the handbook stands there."""
        moment, drawn = self._moment, self._drawn
        if moment is None or self._is_over:
            return None
        if drawn and drawn[0] is moment and drawn[1] == file:
            return drawn[2]
        plan = moment.pages.at(file)
        if plan is None:
            return None
        self._stood.add(file)
        html = moment.board.draw(plan()).encode()
        self._drawn = moment, file, html
        return html

    def is_gone(self, file: str) -> bool:
        """Whether a page stood at `file` since this began, and does so no more."""
        return file in self._stood and self._moment is not None and self._moment.pages.at(file) is None

    def files(self) -> tuple[str, ...]:
        """Every page there is, in the order of `views`."""
        return self._moment.pages.files() if self._moment else ()

    def _draw_from(self) -> None:
        """Let pages be drawn from the handbook as it is now."""
        book, before = self.book, self._moment
        if book is None:
            return
        if are_apart(book):
            keep_letters(book, before.book if before else None)
        board = self._studio.board(book, self.site, self._theme, self._sizes)
        self._moment = _Moment(book, board, _Pages(self._studio.plans(book)))
