"""A project that is being written → its pages as its files say now. A page is drawn when it is asked for, from the
handbook of that moment, and kept nowhere: no page can be out of date, and nothing grows.

`output/` stays the published site; what is not a page (printed cards, feeds, bundles) comes from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.handbook.model import Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.site import Site
from plugins.pages import printed_sizes
from plugins.pages.draw import Board
from plugins.pages.views import View, plans
from plugins.reading.again import Rereading

CONTENT, THEME = "content/", "theme/"


@dataclass(frozen=True)
class _Moment:
    """All that a page is drawn from. Replaced as a whole, so that a request never sees half of a change."""

    board: Board
    plans: tuple[Callable[[], View], ...]
    places: Mapping[str, int]  # file below the site's root → its plan


class Preview:
    """The pages of the project at `root`."""

    def __init__(self, root: Path, site: Site, output: Path) -> None:
        """Reads everything once; `output` has the printed files whose sizes the pages tell."""
        self._theme, self._site, self._output = root / "theme", site, output
        self._rereading = Rereading(root / "content", site.languages, self._theme)
        self._moment: _Moment | None = None
        self._gone: frozenset[str] = frozenset()
        self._is_over = False
        self._sizes: Mapping[str, int] = {}
        self.problems: tuple[Problem, ...] = ()
        self.settle()

    @property
    def book(self) -> Handbook | None:
        """The handbook that the pages show: the last one without errors."""
        return self._rereading.book

    def refresh(self, paths: Iterable[str]) -> None:
        """Take over saved files, named from the project's root.

        When only texts were saved, what they change in other files' findings waits for `settle`. After a change of
        code or settings nothing is drawn here any more: pages come from `output/` until a new start.
        """
        saved = sorted(set(paths))
        if not all(path.startswith((CONTENT, THEME)) for path in saved):
            self._is_over = True
        elif all(path.startswith(CONTENT) and self._rereading.one(path) for path in saved):
            self._draw_from(None if self._moment is None else self._moment.places)
        else:
            self.settle()

    def settle(self) -> tuple[Problem, ...]:
        """Read whatever has changed; returns every finding. After an error the pages stay as they were before it."""
        self.problems = self._rereading.everything().problems
        self._sizes = printed_sizes(self._output)
        self._draw_from(None)
        return self.problems

    def page(self, file: str) -> bytes | None:
        """The page at `file` (`id/panduan/apa-itu/index.html`); None when no page of the handbook stands there."""
        moment = self._moment
        if self._is_over or moment is None or file not in moment.places:
            return None
        return moment.board.draw(moment.plans[moment.places[file]]()).encode()

    def is_gone(self, file: str) -> bool:
        """Whether a page stood at `file` since this began, and does so no more."""
        return file in self._gone

    def files(self) -> tuple[str, ...]:
        """Every page there is, in the order of `views`."""
        return tuple(self._moment.places) if self._moment else ()

    def _draw_from(self, places: Mapping[str, int] | None) -> None:
        """Let pages be drawn from the handbook as it is now; `places` are given where no address can have changed."""
        if self.book is None:
            return
        board = Board(self.book, self._site, self._theme, self._sizes)
        made = tuple(plans(self.book))
        if places is None:
            places = {_file(plan().address): number for number, plan in enumerate(made)}
            before = self._moment.places.keys() if self._moment else frozenset()
            self._gone = (self._gone | before) - places.keys()
        self._moment = _Moment(board, made, places)


def _file(address: str) -> str:
    return f"{address}index.html" if address.endswith("/") else address
