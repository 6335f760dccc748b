"""A folder of pages, as a browser opens it: its host on 127.0.0.1, and the machine's own Chromium."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright


class Host(SimpleHTTPRequestHandler):
    """Sends files and tells nobody; a browser that leaves before all is sent is no news."""

    def handle(self) -> None:
        """Answer until the browser leaves."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@contextmanager
def hosted(folder: Path, host: type[Host] = Host) -> Iterator[str]:
    """The address at which `folder` is served, `/` at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium; `CHROMIUM` names another one."""
    named = ("chromium", "chromium-browser", "google-chrome")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, named)), None)
    assert program, "Chromium is missing: `make test` installs it on Debian; elsewhere set CHROMIUM to its path"
    with sync_playwright() as playwright:
        # --no-sandbox: containers run as root without user namespaces; only our own pages are opened.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
