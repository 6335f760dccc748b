"""A folder → a small web server on this machine, behaving as a static host does; rebuilds when a file changes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.publishing.fingerprint import INPUTS
from plugins.publishing.place import Place
from plugins.publishing.words import words

HOST = "127.0.0.1"
MISSING = "404.html"


class Handler(SimpleHTTPRequestHandler):
    """Serves one folder's files: no listings, nothing outside it, no link out of it, and the site's own 404 page."""

    def translate_path(self, path: str) -> str:
        """The file for a request, or a name that does not exist when it would lead out of the folder."""
        root = Path(self.directory).resolve()
        asked = unquote(urlsplit(path).path)
        if "\\" in asked or "\0" in asked or ".." in asked.split("/"):
            return str(root / "\uffff")
        file = (root / asked.lstrip("/")).resolve()
        if not file.is_relative_to(root):
            return str(root / "\uffff")
        return f"{file}/" if asked.endswith("/") else str(file)

    def list_directory(self, path: object) -> None:
        """A folder without index.html is not found."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Not found is the site's own bilingual page; every other error is Python's."""
        page = Path(self.directory) / MISSING
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Nothing is kept by the browser: the writer wants to see the file as it is now."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Requests are not news."""


def server_for(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of `folder` on this machine only; OSError when the port is taken."""
    return ThreadingHTTPServer((HOST, port), partial(Handler, directory=str(folder)))


def serve(place: Place, port: int, language: str) -> int:
    """Build, then serve and rebuild until Ctrl-C; returns the exit code."""
    command = [sys.executable, "-m", "invoke", "build", "--lang", language]
    rebuild = partial(subprocess.run, command, cwd=place.root, check=False)
    rebuild()
    try:
        server = server_for(place.output, port)
    except OSError:
        print(words("port-taken", language, port=port, other=port + 1), file=sys.stderr)
        return 1
    threading.Thread(target=watch, args=(place.root, rebuild, language), daemon=True).start()
    print(words("serving", language, url=f"http://{HOST}:{port}/"), flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


def watch(root: Path, rebuild: Callable[[], object], language: str) -> None:
    """Call `rebuild` after each batch of saved files that the site is made from; one watcher for its whole life."""
    from watchfiles import watch as changes_in

    inputs = [root / name for name in INPUTS if (root / name).exists()]
    for changes in changes_in(*inputs, raise_interrupt=False):
        paths = sorted({str(Path(path).relative_to(root)) for _, path in changes})
        print(words("changed", language, paths=", ".join(paths)), flush=True)
        rebuild()
