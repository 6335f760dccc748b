"""The smallest sites that publishing can be tried on: written straight into a folder, without Pelican."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from plugins.handbook.ledger import Ledger
from plugins.publishing.place import Place
from plugins.publishing.verify import Expected

URL = "https://example.org/buku"
PDF = b"%PDF-1.7\nkartu\n%%EOF\n"
PAGES: Mapping[str, str] = {
    "index.html": '<html lang="id"><a href="id/">id</a> <a href="en/">en</a>',
    "404.html": '<html lang="id"><a href="/buku/id/">id</a>',
    "id/index.html": '<html lang="id"><h2 id="tujuan"></h2><a href="#tujuan"></a><a href="kartu/a5.pdf"></a>'
    '<link rel="canonical" href="https://example.org/buku/id/"><img src="../gaya/a.svg?v=1" srcset="../gaya/a.svg 2x">',
    "en/index.html": '<html lang="en"><h2 id="tujuan"></h2><a href="../id/#tujuan">id</a><a href="https://example.com/">x</a>'
    '<a href="mailto:a@example.org">m</a><style>body{background:url(../gaya/a.svg)}</style>',
}
OTHERS: Mapping[str, bytes] = {
    "id/kartu/a5.pdf": PDF,
    "gaya/a.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "gaya/a.css": b"/* url(gone.png) */ a { background: url('a.svg') }",
}
SOURCES: Mapping[str, str] = dict.fromkeys(("index.html", "404.html", "id/index.html", "en/index.html"), "content/a.md")
CARDS: Mapping[str, str] = {"id/kartu/a5.pdf": "content/card.yaml"}
EXPECTED = Expected(url=URL, languages=("id", "en"), pages=SOURCES, cards=CARDS)


def project(root: Path) -> Place:
    """A project with two sources and no site yet."""
    (root / "content").mkdir(parents=True)
    (root / "content" / "a.md").write_text("a", encoding="utf-8")
    (root / "content" / "card.yaml").write_text("card", encoding="utf-8")
    return Place(root)


def write_site(folder: Path, changes: Mapping[str, bytes | str | None] | None = None) -> Expected:
    """Write the sound site, with some of its files replaced (or left out, for None)."""
    for path, text in {**PAGES, **OTHERS, **(changes or {})}.items():
        if text is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode() if isinstance(text, str) else text)
    return EXPECTED


def writer(changes: Mapping[str, bytes | str | None] | None = None) -> Callable[[Ledger], Expected]:
    """The function that publishing calls to have the site written."""
    return lambda ledger: write_site(ledger.folder, changes)
