"""What somebody writes → what they see: saved files shown at once, the whole site built in a pause.

One watcher for the whole life of `inv serve` collects while anything else works, and every answer to it reads the disk
again, so no save is lost. The site itself is built by `inv build` in a process of its own.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from plugins.handbook.problem import blocks
from plugins.handbook.site import PLACEHOLDER_URL, from_settings
from plugins.publishing.fingerprint import INPUTS
from plugins.publishing.place import Place
from plugins.publishing.preview import Preview, Studio
from plugins.publishing.stage import Stage
from plugins.publishing.words import words

STEP = 10  # ms: a save has settled when nothing more came for so long
PAUSE = 1000  # ms without a save: time to look at everything, and to publish
PATIENCE = 15  # niceness of the whole build: what the writer saves in the meantime is shown first
MOST_CARDS = 4  # printed at once; what more a question changes waits for the whole build


@dataclass
class Desk:
    """Where somebody writes. `open`, `changed` and `paused` are called from one thread, `build` from another."""

    place: Place
    language: str
    studio: Studio
    stage: Stage
    is_waiting: bool = True  # for what was saved after the first reading and before the watcher
    due: threading.Event = field(default_factory=threading.Event)  # the whole site is to be built
    said_placeholder: bool = False

    def open(self) -> None:
        """Read the handbook as it stands, so that the first save is as quick as the others."""
        from plugins.publishing.generate import settings_of

        site = from_settings(settings_of(self.place.root))
        self.stage.preview = Preview(self.place, site, self.studio)

    def changed(self, paths: tuple[str, ...]) -> None:
        """Show what the saved files change, or what is wrong with them; in the next pause, look at everything."""
        print(words("changed", self.language, paths=", ".join(paths)), flush=True)
        self.is_waiting = True
        try:
            self._show(paths)
        except Exception as error:  # noqa: BLE001  # the server lives on, whatever a file does to us
            self.stage.tell(self.stage.explain(error))

    def paused(self) -> None:
        """Once after each change: read everything, tell what is wrong, else have the site built."""
        if not self.is_waiting:
            return
        self.is_waiting = False
        try:
            found = self.stage.preview.settle() if self.stage.preview else None
        except Exception as error:  # noqa: BLE001  # as above
            self.stage.tell(self.stage.explain(error))
            return
        if found and blocks(found.problems):
            self.stage.tell(found.report(self.language))
        else:
            self.due.set()

    def build_when_due(self) -> None:
        """Build whenever it is time to; for a thread of its own."""
        while self.due.wait() and not self.stage.closed:
            self.due.clear()
            self.build()

    def build(self) -> bool:
        """Build the whole site in a process of its own; whether it could be."""
        printed = dict(self.stage.printed)
        command = [sys.executable, "-m", "invoke", "build", "--lang", self.language]
        pipe, root = subprocess.PIPE, self.place.root
        with subprocess.Popen(command, cwd=root, text=True, stdout=pipe, stderr=pipe) as process:
            with suppress(OSError):  # it has ended already
                os.setpriority(os.PRIO_PROCESS, process.pid, PATIENCE)
            told, said = process.communicate()
        said = self._without_placeholder(said)
        print(told, end="", flush=True)
        if process.returncode:
            self.stage.tell(f"{told}{said}")
            return False
        print(said, end="", file=sys.stderr, flush=True)
        for path, data in printed.items():
            if self.stage.printed.get(path) is data:  # nothing newer was printed while the site was built
                del self.stage.printed[path]
        self.stage.renew()
        return True

    def close(self) -> None:
        """Let every thread go."""
        self.stage.close()
        self.due.set()

    def _show(self, paths: tuple[str, ...]) -> None:
        preview = self.stage.preview
        if preview is None:  # what kept it from being opened may be mended now
            self.open()
            self.stage.renew()
            return
        before = preview.book
        found = preview.refresh(paths)
        if found and blocks(found.problems):
            self.stage.tell(found.report(self.language))
            return
        self.stage.renew()
        book = preview.book
        if found is None or book is None or before is None:  # the words of texts stand on no card
            return
        changed = [card for card in book.cards if card != before.by_reference.get(card.reference)]
        for card in changed[:MOST_CARDS]:
            self.stage.show(dict(self.studio.cards(book, preview.site, self.place.root, card.key)))

    def _without_placeholder(self, said: str) -> str:
        """What a build said, without the notice about the public address once it has been given."""
        notice = words("placeholder", self.language, url=PLACEHOLDER_URL) + "\n"
        if notice not in said or not self.said_placeholder:
            self.said_placeholder = self.said_placeholder or notice in said
            return said
        return said.replace(notice, "")


def watch(desk: Desk, stop: threading.Event | None = None) -> None:
    """Tell `desk` of each save below its project, and of each pause, until `stop` is set."""
    from watchfiles import watch as changes_in

    root = desk.place.root
    inputs = [root / name for name in INPUTS if (root / name).exists()]
    try:
        desk.open()
    except Exception as error:  # noqa: BLE001  # without the handbook every change is a whole build, which says why
        desk.stage.tell(desk.stage.explain(error))
    gc.freeze()  # what was read at the start stays: going through all of it again would hold up a page now and then
    for changes in changes_in(
        *inputs, step=STEP, rust_timeout=PAUSE, yield_on_timeout=True, raise_interrupt=False, stop_event=stop
    ):
        if changes:
            desk.changed(tuple(sorted({Path(path).relative_to(root).as_posix() for _, path in changes})))
        else:
            desk.paused()
