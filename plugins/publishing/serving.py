"""A folder → a small web server on this machine, behaving as a static host does; pages follow what is saved."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote, urlsplit

from plugins.publishing.place import Place
from plugins.publishing.words import words

if TYPE_CHECKING:  # a folder can be served without anything that builds one
    from plugins.publishing.preview import Preview

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

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """A page of the handbook as it is being written comes from the preview, everything else from the folder."""
        preview: Preview | None = getattr(self.server, "preview", None)
        if preview is None:
            return super().send_head()
        asked = Path(self.translate_path(self.path)) / ("index.html" if urlsplit(self.path).path.endswith("/") else "")
        root = Path(self.directory).resolve()
        file = asked.relative_to(root).as_posix() if asked.is_relative_to(root) else ""
        page = preview.page(file)
        if page is None and preview.is_gone(file):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        if page is None:
            return super().send_head()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        return io.BytesIO(page)

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


class Server(ThreadingHTTPServer):
    """The server, with a preview once there is one."""

    preview: Preview | None = None


def server_for(folder: Path, port: int) -> Server:
    """A server of `folder` on this machine only; OSError when the port is taken."""
    return Server((HOST, port), partial(Handler, directory=str(folder)))


def serve(place: Place, port: int, language: str) -> int:
    """Build, then serve, follow what is saved and publish it in pauses, until Ctrl-C; returns the exit code."""
    command = [sys.executable, "-m", "invoke", "build", "--lang", language]
    rebuild = partial(subprocess.run, command, cwd=place.root, check=False)
    rebuild()
    try:
        server = server_for(place.output, port)
    except OSError:
        print(words("port-taken", language, port=port, other=port + 1), file=sys.stderr)
        return 1
    threading.Thread(target=_follow, args=(place, server, rebuild, language), daemon=True).start()
    print(words("serving", language, url=f"http://{HOST}:{port}/"), flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


def _follow(place: Place, server: Server, rebuild: partial[subprocess.CompletedProcess[bytes]], language: str) -> None:
    from plugins.handbook.site import from_settings
    from plugins.publishing.failures import explain
    from plugins.publishing.generate import settings_of
    from plugins.publishing.live import Ear, watch
    from plugins.publishing.preview import Preview

    settings = settings_of(place.root)
    preview = server.preview = Preview(place.root, from_settings(settings), place.output)

    def saved(paths: tuple[str, ...]) -> None:
        print(words("changed", language, paths=", ".join(paths)), flush=True)

    def failed(error: Exception) -> None:
        print(explain(error, language, place.root, place.log), file=sys.stderr, flush=True)

    watch(place.root, preview, Ear(saved, failed, rebuild))
