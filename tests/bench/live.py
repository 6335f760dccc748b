"""From a saved text to the page that shows it: ours and the peers that build in parts, each watching its own folder."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from plugins.handbook import addresses
from plugins.pages.draw import Board
from plugins.pages.views import plans
from plugins.publishing.live import Desk, watch
from plugins.publishing.place import Place
from plugins.publishing.preview import Studio
from plugins.publishing.stage import Stage
from tests.bench.builders import Peer

PATIENCE = 60.0  # seconds
REST = 0.7  # seconds between two edits: a writer saves, looks, and writes on

Shown = Callable[[], bytes]  # the page as a reader would get it now


def delays(text: Path, shown: Shown, edits: int) -> list[float]:
    """Seconds from each save of one more line to the page that has it; the first save warms up and is not counted."""
    before, taken = text.read_text(encoding="utf-8"), []
    for number in range(edits + 1):
        mark = f"Tanda{time.monotonic_ns()}"
        text.write_text(f"{before}\n\n{mark}\n", encoding="utf-8")
        began = time.perf_counter()
        while mark.encode() not in shown():
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError(f"edit {number} of {text} was lost")
            time.sleep(0.001)
        taken.append(time.perf_counter() - began)
        time.sleep(REST)
    text.write_text(before, encoding="utf-8")
    return taken[1:]


@contextmanager
def ours(root: Path, reference: str) -> Iterator[Shown]:
    """Our preview of the project at `root`, and the Indonesian page of a guide in it."""
    stage, stop = Stage(root / "output"), threading.Event()
    desk = Desk(Place(root), "en", Studio(plans, Board, lambda *_: ()), stage)  # nothing waits for `due`: no builds
    thread = threading.Thread(target=watch, args=(desk, stop))
    thread.start()
    while stage.preview is None or stage.preview.book is None:
        time.sleep(REST)
    file = f"{addresses.of(stage.preview.book, reference, 'id')}index.html"
    time.sleep(REST)
    heard, page = -1, b""

    def shown() -> bytes:
        """What a browser has: it hears of news, of the mark of its page, and asks for that when the mark is another."""
        nonlocal heard, page
        if stage.count != heard:
            heard = stage.count
            stage.version(file)
            page = stage.file(file) or b""
        return page

    try:
        yield shown
    finally:
        stop.set()
        thread.join()


@contextmanager
def theirs(peer: Peer, names: tuple[str, ...]) -> Iterator[Shown]:
    """A peer that watches, and the page of a guide as it stands in the peer's output, under one of these `names`."""
    process = subprocess.Popen(peer.watch, cwd=peer.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + PATIENCE
        pages: list[Path] = []
        while not pages and time.monotonic() < end:
            time.sleep(0.1)
            pages = [path for name in names for path in (peer.output / "id").rglob(f"{name}/index.html")]
        time.sleep(3 * REST)  # the first build ends
        yield pages[0].read_bytes
    finally:
        process.terminate()
        process.wait()


def middle_and_worst(seconds: list[float]) -> tuple[float, float]:
    """Median and 95th percentile, in seconds."""
    return median(seconds), sorted(seconds)[int(len(seconds) * 0.95)]
