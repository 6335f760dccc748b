"""What the browser of a writer sees before it is published: fresh pages in memory, findings to lay over them, and news.

Handlers wait here for news, one thread a page that is open; whoever rebuilds brings it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

KEPT = 200  # pieces of news: a page that has missed more reloads


@dataclass
class Stage:
    """`fresh` has the bytes of files that differ from those published, by their path below the site's root."""

    fresh: dict[str, bytes] = field(default_factory=dict)
    findings: str = ""
    count: int = 0  # of all news so far
    closed: bool = False
    _news: list[str] = field(default_factory=list)
    _bell: threading.Condition = field(default_factory=threading.Condition)

    def show(self, files: Mapping[str, bytes]) -> None:
        """Put files in front of the published ones; open pages among them reload, findings are taken away."""
        with self._bell:
            self.fresh.update(files)
            self.findings = ""
            self._ring("changed", list(files))

    def tell(self, findings: str) -> None:
        """Lay findings over every page; what was seen before stays below them."""
        with self._bell:
            self.findings = findings
            self._ring("findings", findings)

    def settle(self, changed: Iterable[str]) -> None:
        """What was fresh is published now; `changed` are the paths that differ from what could be seen till now."""
        with self._bell:
            self.fresh.clear()
            self.findings = ""
            self._ring("changed", list(changed))

    def close(self) -> None:
        """Nobody waits any longer."""
        with self._bell:
            self.closed = True
            self._bell.notify_all()

    def after(self, number: int, seconds: float) -> tuple[int, tuple[str, ...]]:
        """The news after piece `number`, awaited for so long: the number of the last piece, and all since."""
        with self._bell:
            self._bell.wait_for(lambda: self.count > number or self.closed, seconds)
            missed = self.count - number
            return self.count, tuple(self._news[-missed:]) if missed else ()

    def _ring(self, name: str, data: object) -> None:
        self.count += 1
        self._news = [*self._news[-KEPT:], event(name, data)]
        self._bell.notify_all()


def event(name: str, data: object) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
