"""The server for writers behaves as a static host: files, folders' index pages, the site's own 404; nothing else."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.publishing.serving import server_for
from plugins.publishing.stage import Stage

SCRIPT = '\n<script src="/.preview/preview.js?{}" defer></script>\n'


@pytest.fixture(params=["host", "preview"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Stage | None:
    """None for a plain host; what a writer sees otherwise."""
    return Stage(tmp_path / "output") if request.param == "preview" else None


@pytest.fixture
def ask(tmp_path: Path, stage: Stage | None) -> Iterator[http.client.HTTPConnection]:
    """A connection to a server of a small site, beside which lies a secret."""
    site = tmp_path / "output"
    (site / "id" / "kosong").mkdir(parents=True)
    (site / "index.html").write_text("beranda", encoding="utf-8")
    (site / "404.html").write_text("tidak ada · not found", encoding="utf-8")
    (site / "id" / "index.html").write_text("halaman", encoding="utf-8")
    (tmp_path / "rahasia.txt").write_text("rahasia", encoding="utf-8")
    (site / "keluar").symlink_to(tmp_path)
    server = server_for(site, 0, stage)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    yield connection
    connection.close()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/", 200, "beranda"),
        ("/id/", 200, "halaman"),
        ("/id/?a=1", 200, "halaman"),
        ("/id", 301, ""),
        ("/hilang/", 404, "tidak ada · not found"),
        ("/id/kosong/", 404, "tidak ada · not found"),
        ("/index.html/", 404, "tidak ada · not found"),
        ("/../rahasia.txt", 404, "tidak ada · not found"),
        ("/%2e%2e/rahasia.txt", 404, "tidak ada · not found"),
        ("/id/..%2f..%2frahasia.txt", 404, "tidak ada · not found"),
        ("/..%5crahasia.txt", 404, "tidak ada · not found"),
        ("//../rahasia.txt", 404, "tidak ada · not found"),
        ("/keluar/rahasia.txt", 404, "tidak ada · not found"),
        ("/keluar/", 404, "tidak ada · not found"),
        ("/id/%252e%252e/%252e%252e/rahasia.txt", 404, "tidak ada · not found"),
        ("/.preview/../../rahasia.txt", 404, "tidak ada · not found"),
        ("/index.html%00.txt", 404, "tidak ada · not found"),
    ],
)
def test_only_the_site_is_served(
    path: str, status: int, body: str, ask: http.client.HTTPConnection, stage: Stage | None
) -> None:
    """Each request gets the page, a redirect to the folder, or the site's own 404; the preview only adds its script."""
    ask.request("GET", path)
    answer = ask.getresponse()
    shown = {200: "id/index.html" if path.startswith("/id/") else "index.html"}.get(status, "404.html")
    script = SCRIPT.format(stage.version(shown)) if stage and body else ""
    assert (answer.status, answer.read().decode()) == (status, body + script)


def test_nothing_is_kept_by_the_browser(ask: http.client.HTTPConnection) -> None:
    """A writer who reloads sees the page as it is now."""
    ask.request("HEAD", "/")
    assert ask.getresponse().headers["Cache-Control"] == "no-store"
