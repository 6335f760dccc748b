"""Handbook → HTML pages, and the few files that they load."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.pages.draw import draw

ASSETS = ("js/site.js", "js/live.js", "icon.svg")  # below theme/static; copied to static/


def write_pages(book: Handbook, site: Site, theme: Path, output: Path) -> int:
    """Write every page and asset below `output`; returns the number of pages. OSError when the disk refuses.

    Printed files that already lie there are linked with their sizes.
    """
    count = 0
    for address, html in draw(book, site, theme, _printed_sizes(output)):
        _write(output / (f"{address}index.html" if address.endswith("/") else address), html.encode())
        count += 1
    sources = {asset: theme / "static" / asset for asset in ASSETS}
    if site.logo:
        sources["icon.svg"] = theme / "static" / site.logo
    for asset, source in sources.items():
        _write(output / "static" / asset, source.read_bytes())
    return count


def _printed_sizes(output: Path) -> Mapping[str, int]:
    """The sizes of the printed files below `output` by their addresses, in bytes."""
    printed = (path for ending in ("pdf", "epub") for path in output.rglob(f"*.{ending}"))
    return {path.relative_to(output).as_posix(): path.stat().st_size for path in printed}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def register() -> None:
    """Connect the room to Pelican."""
    from plugins.pages.generator import connect  # a check alone does not wait for Pelican

    connect()
