"""What a page weighs on its first visit, in real Chromium from a host that compresses, beside others' articles.

The others were measured in November 2026 with the same eleven Indonesian and ten English pages; an article is a guide.
"""

from __future__ import annotations

import gzip
import mimetypes
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Request

from plugins.finding import write_finding
from plugins.handbook import addresses
from plugins.handbook.asked import all_asked
from plugins.handbook.model import Handbook
from plugins.handbook.site import PLACEHOLDER_URL, Site
from plugins.pages import write_pages
from plugins.reading import read
from tests.opened import Host, chromium, hosted

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
KB = 1000
OTHERS = {  # requests and KB of an article, KB to the first search result
    "Starlight 0.42": (10, 54.4, 160.9),
    "Hextra": (10, 54.9, 64.0),
    "Material for MkDocs 9.8": (12, 102.7, 102.7),
    "Zensical 0.0.73": (12, 110.4, 110.4),
    "VitePress 1.6": (21, 247.6, 279.8),
    "Docusaurus 3.10": (29, 249.0, 338.0),
    "Pelican, its own theme": (8, 30.3, None),
}
PAGES = ("pages/home", "guides/what-is", "relationships/team-member", "sessions/regular", "cards/team-member/regular")
QUESTION = {"id": "takut", "en": "fear"}


class _Packed(Host):
    """Sends every text compressed, as hosts do."""

    def do_GET(self) -> None:  # noqa: N802  # so http.server calls it
        file = Path(self.translate_path(self.path.partition("?")[0]))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def visit(browser: Browser, url: str, asked: str = "") -> tuple[int, float]:
    """Requests and KB of a first visit, or of one until the answers to `asked` stand there."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    done: list[Request] = []
    page.on("requestfinished", lambda request: done.append(request))  # noqa: PLW0108  # it wants a function
    page.goto(url, wait_until="networkidle")
    if asked:
        page.fill("#q", asked)
        page.wait_for_selector("#search-results a")  # the text around matches comes behind the answers
    sizes = [request.sizes()["responseBodySize"] for request in tuple(done)]
    context.close()
    return len(sizes), sum(sizes) / KB


def tell(browser: Browser, book: Handbook, url: str, language: str) -> None:
    """Print the figures of one language."""
    places = {reference: addresses.of(book, reference, language) for reference in PAGES}
    places |= {f"questions/{asked.relationship.key}": asked.places(book)[language] for asked in all_asked(book)}
    for name, place in places.items():
        requests, weight = visit(browser, f"{url}{place}")
        print(f"{language} {name:28} {requests:3} requests {weight:7.1f} KB")
    search = f"{url}{addresses.of(book, 'pages/search', language)}"
    requests, weight = visit(browser, search, QUESTION[language])
    print(f"{language} {'to the first search result':28} {requests:3} requests {weight:7.1f} KB")


def main() -> None:
    """Build, visit, and print what others need."""
    book = read(ROOT / "content", LANGUAGES, ROOT / "theme").book
    assert book is not None, "content/ has errors: see `inv check`"
    with tempfile.TemporaryDirectory() as name:
        write_pages(book, Site(PLACEHOLDER_URL, "Empat Mata", LANGUAGES), ROOT / "theme", Path(name))
        write_finding(book, ROOT / "theme", Path(name))
        with hosted(Path(name), _Packed) as address, chromium() as browser:
            for language in LANGUAGES:
                tell(browser, book, address, language)
    for tool, (requests, article, found) in OTHERS.items():
        first = f"{found:7.1f} KB to the first search result" if found else "no search"
        print(f"{tool:31} {requests:3} requests {article:7.1f} KB an article, {first}")


if __name__ == "__main__":
    main()
