"""One watcher for the whole life of `inv serve`: saved files → pages drawn anew at once, the site published in a pause.

The watcher collects while anything else works, and every answer to it reads the disk again, so no save is lost.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plugins.publishing.fingerprint import INPUTS
from plugins.publishing.preview import Preview

STEP = 10  # ms: a save has settled when nothing more came for so long
PAUSE = 1000  # ms without a save: time to look at everything, and to publish


@dataclass(frozen=True)
class Ear:
    """Who is told of what: paths whose pages are drawn anew, what went wrong, and that it is time to publish."""

    saved: Callable[[tuple[str, ...]], object]
    failed: Callable[[Exception], object]
    publish: Callable[[], object]  # in a thread of its own


def watch(root: Path, preview: Preview, ear: Ear, stop: threading.Event | None = None) -> None:
    """Refresh `preview` after each save below `root`, and look at everything in pauses, until `stop` is set."""
    from watchfiles import watch as changes_in

    inputs = [root / name for name in INPUTS if (root / name).exists()]
    publisher = _Beside(ear.publish)
    is_waiting = True  # for what was saved after the first reading and before the watcher
    gc.freeze()  # what was read at the start stays: going through all of it again would hold up a page now and then
    for changes in changes_in(
        *inputs, step=STEP, rust_timeout=PAUSE, yield_on_timeout=True, raise_interrupt=False, stop_event=stop
    ):
        paths = tuple(sorted({Path(path).relative_to(root).as_posix() for _, path in changes}))
        try:
            if paths:
                is_waiting = True
                preview.refresh(paths)
                ear.saved(paths)
            elif is_waiting:
                is_waiting = False
                preview.settle()
                publisher.wake()
        except Exception as error:  # noqa: BLE001  # whatever a half-written file brings about, the next save is heard
            ear.failed(error)


class _Beside:
    """Has one thing done in a thread of its own, once more for whatever was asked meanwhile, never twice at a time."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act, self._asked = act, threading.Event()
        threading.Thread(target=self._work, daemon=True).start()

    def wake(self) -> None:
        self._asked.set()

    def _work(self) -> None:
        while self._asked.wait():
            self._asked.clear()
            self._act()
