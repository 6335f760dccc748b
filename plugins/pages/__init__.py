"""Handbook → HTML pages, and the few files that they load."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.handbook import shelf
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site, from_settings
from plugins.pages.draw import draw

ASSETS = ("js/site.js", "icon.svg")  # below theme/static; copied to static/


def write_pages(book: Handbook, site: Site, theme: Path, output: Path) -> int:
    """Write every page and asset below `output`; returns the number of pages. OSError when the disk refuses.

    Printed files that already lie there are linked with their sizes.
    """
    count = 0
    for address, html in draw(book, site, theme, printed_sizes(output)):
        _write(output / (f"{address}index.html" if address.endswith("/") else address), html.encode())
        count += 1
    for asset in ASSETS:
        _write(output / "static" / asset, (theme / "static" / asset).read_bytes())
    return count


def printed_sizes(output: Path) -> Mapping[str, int]:
    """The sizes of the printed files below `output` by their addresses, in bytes."""
    printed = (path for ending in ("pdf", "epub") for path in output.rglob(f"*.{ending}"))
    return {path.relative_to(output).as_posix(): path.stat().st_size for path in printed}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


class PagesGenerator(Generator):
    """Pelican's side of the room."""

    def generate_output(self, writer: Any) -> None:
        """Write the pages; Pelican's writer is not needed."""
        write_pages(
            shelf.current(self.settings),
            from_settings(self.settings),
            Path(self.settings["THEME"]),
            Path(self.output_path),
        )


def _generators(_pelican: Any) -> type[Generator]:
    return PagesGenerator


def register() -> None:
    """Connect the room to Pelican."""
    signals.get_generators.connect(_generators)
