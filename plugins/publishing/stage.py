"""What the browser of a writer sees: pages as they are written, cards printed anew, findings laid over them, and news.

Handlers wait here for news, one thread a page that is open, and look whether it concerns their page.
"""

from __future__ import annotations

import json
import sys
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a server starts before the handbook is first read
    from plugins.publishing.preview import Preview

BESIDE = "-a5.pdf"  # the files of a card that the script of the preview shows beside its page


@dataclass
class Stage:
    """`folder` is the published site, `preview` has its pages as they are now, `printed` newer PDFs by their path."""

    folder: Path
    explain: Callable[[Exception], str] = repr
    preview: Preview | None = None
    printed: dict[str, bytes] = field(default_factory=dict)
    findings: str = ""
    count: int = 0  # of all news so far
    closed: bool = False
    _bell: threading.Condition = field(default_factory=threading.Condition)

    def file(self, name: str) -> bytes | None:
        """The bytes of a file that differs from the published one; None when there is no such difference."""
        if name in self.printed:
            return self.printed[name]
        try:
            return self.preview.page(name) if self.preview else None
        except Exception as error:  # noqa: BLE001  # whatever a half-written template does, the server lives on
            self.tell(self.explain(error))
            return None

    def is_gone(self, name: str) -> bool:
        """Whether the published file stands there only because the site was not built since."""
        return self.preview is not None and self.preview.is_gone(name)

    def version(self, name: str, page: bytes | None = None) -> str:
        """A mark of what a page shows, with the PDFs beside it: another one when a reader should see it anew.

        `page` is what it shows, where that is known; else it is drawn.
        """
        above = PurePosixPath(name).parent
        published = {path.relative_to(self.folder).as_posix() for path in (self.folder / above).glob(f"*{BESIDE}")}
        fresh = {path for path in self.printed if PurePosixPath(path).parent == above and path.endswith(BESIDE)}
        total = zlib.crc32(self._bytes(name) if page is None else page)
        for each in sorted(published | fresh):
            total = zlib.crc32(self._bytes(each), total)
        return f"{total:08x}"

    def _bytes(self, name: str) -> bytes:
        try:
            return self.file(name) or (self.folder / name).read_bytes()
        except OSError:
            return b""

    def show(self, printed: Mapping[str, bytes]) -> None:
        """Put printed files in front of the published ones."""
        self.printed.update(printed)
        self.renew()

    def renew(self) -> None:
        """What pages show may have changed; findings are taken away."""
        with self._bell:
            self.findings = ""
            self._ring()

    def tell(self, findings: str) -> None:
        """Lay findings over every page, and write them on the terminal; what was seen before stays below them."""
        with self._bell:
            if findings == self.findings:
                return
            self.findings = findings
            self._ring()
        print(findings, end="" if findings.endswith("\n") else "\n", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Nobody waits any longer."""
        with self._bell:
            self.closed = True
            self._bell.notify_all()

    def after(self, number: int, seconds: float) -> int:
        """Wait so long for news after piece `number`; returns the number of the last piece."""
        with self._bell:
            self._bell.wait_for(lambda: self.count > number or self.closed, seconds)
            return self.count

    def _ring(self) -> None:
        self.count += 1
        self._bell.notify_all()


def event(name: str, data: object) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
