"""A folder → a small web server on this machine, behaving as a static host does; pages follow what is saved."""

from __future__ import annotations

import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from plugins.publishing.place import Place
from plugins.publishing.stage import Stage, event
from plugins.publishing.words import words

if TYPE_CHECKING:
    from plugins.publishing.preview import Studio

HOST = "127.0.0.1"
NOTHING_YET = b'<!DOCTYPE html>\n<html lang="id"><meta charset="utf-8"><title>404</title>\n'
OWN_NAMES = (HOST, "localhost")
MISSING = "404.html"
NEWS, SCRIPT = "/.preview/news", "/.preview/preview.js"
CLIENT = Path(__file__).with_name("preview.js")
STILL_THERE = 15.0  # seconds between two signs of life to a page that is open


class Handler(SimpleHTTPRequestHandler):
    """Serves one folder's files: no listings, nothing outside it, no link out of it, and the site's own 404 page.

    With a stage, its files come first, each page gets the script of the preview, and news are sent as they come.
    """

    def __init__(self, *args: Any, stage: Stage | None = None, **named: Any) -> None:
        """`stage` is None for a plain host of files."""
        self.stage = stage
        super().__init__(*args, **named)

    def do_GET(self) -> None:
        """A file, a page with the script of the preview in it, the script itself, or the news."""
        if self.stage is None:
            super().do_GET()
        elif self.headers.get("Host", "").rpartition(":")[0] not in OWN_NAMES:
            # Another site's name that was pointed at this machine: its scripts must not read what is written here.
            super().send_error(HTTPStatus.FORBIDDEN)
        elif urlsplit(self.path).path == NEWS:
            self._send_news(self.stage)
        elif urlsplit(self.path).path == SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", CLIENT.read_bytes())
        else:
            self._send_file(self.stage)

    def _send_file(self, stage: Stage) -> None:
        name = self._name(self.path)
        file = Path(self.directory) / name
        body = stage.file(name)
        if body is None and stage.is_gone(name):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        if body is None and name.endswith(".html") and file.is_file() and not file.is_symlink():
            body = file.read_bytes()
        if body is None:
            super().do_GET()
        else:
            kind = self.guess_type(name)
            if kind == "text/html":
                body = with_script(body, stage.version(name, body))
            self._send(HTTPStatus.OK, kind, body)

    def _name(self, path: str) -> str:
        """The file that a request means, by its path below the folder; "" for what leads out of it."""
        root = Path(self.directory).resolve()
        file = Path(self.translate_path(path)) / ("index.html" if urlsplit(path).path.endswith("/") else "")
        return file.relative_to(root).as_posix() if file.is_relative_to(root) else ""

    def _send_news(self, stage: Stage) -> None:
        """Tell an open page of findings, and whenever it shows something else than what it said it had `seen`."""
        asked = parse_qs(urlsplit(self.path).query)
        name, seen = self._name(asked.get("page", ["/"])[0]), asked.get("seen", [""])[0]
        told, number = None, stage.count
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        try:
            while not stage.closed:
                version, findings = stage.version(name), stage.findings
                news = [event("findings", findings)] if findings != told else []
                news += [event("changed", version)] if version != seen else []
                told, seen = findings, version
                self.wfile.write("".join(news or (": \n\n",)).encode())
                self.wfile.flush()
                number = stage.after(number, STILL_THERE)
        except OSError:
            self.close_connection = True  # the page was closed

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

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
        if code != HTTPStatus.NOT_FOUND or not (page.is_file() or self.stage):
            super().send_error(code, message, explain)
            return
        body = page.read_bytes() if page.is_file() else NOTHING_YET
        self._send(code, "text/html", with_script(body, self.stage.version(MISSING)) if self.stage else body)

    def end_headers(self) -> None:
        """Nothing is kept by the browser: the writer wants to see the file as it is now."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Requests are not news."""


def with_script(page: bytes, version: str) -> bytes:
    """A page with the script of the preview at its end, which is told what the page shows."""
    return page + f'\n<script src="{SCRIPT}?{version}" defer></script>\n'.encode()


def server_for(folder: Path, port: int, stage: Stage | None = None) -> ThreadingHTTPServer:
    """A server of `folder` on this machine only, with what `stage` has before it; OSError when the port is taken."""
    server = ThreadingHTTPServer((HOST, port), partial(Handler, directory=str(folder), stage=stage))
    server.daemon_threads = True
    return server


def serve(place: Place, port: int, language: str, studio: Studio) -> int:
    """Build if nothing was ever built, then serve, follow what is saved and publish it in pauses, until Ctrl-C.

    Returns the exit code.
    """
    from plugins.publishing.failures import explain
    from plugins.publishing.live import Desk, watch

    stage = Stage(place.output, partial(explain, language=language, root=place.root, log=place.log))
    desk = Desk(place, language, studio, stage)
    if not place.output.exists():  # what was published last can be looked at while the rest is brought up to date
        desk.build()
    try:
        server = server_for(place.output, port, stage)
    except OSError:
        print(words("port-taken", language, port=port, other=port + 1), file=sys.stderr)
        return 1
    for work in (partial(watch, desk), desk.build_when_due):
        threading.Thread(target=work, daemon=True).start()
    print(words("serving", language, url=f"http://{HOST}:{server.server_port}/"), flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        desk.close()
        server.server_close()
    return 0
