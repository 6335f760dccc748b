"""Handbook → HTML pages, and the few files that they load."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.handbook import shelf
from plugins.handbook.ledger import Ledger
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site, from_settings
from plugins.handbook.tracing import Build, alone
from plugins.pages.shades import with_accent

ICON = "icon.svg"
ASSETS = ("js/site.js", "js/live.js")  # below theme/static; copied to static/


def write_pages(book: Handbook, site: Site, theme: Path, output: Path, build: Build | None = None) -> None:
    """Write every page and asset below `output`. OSError when the disk refuses.

    Printed files that already lie there are linked with their sizes. A page that `build` has from the one before, and
    that shows nothing new, is not drawn.
    """
    from plugins.pages.draw import write_all  # brings Jinja

    build = build or alone(book, output, shelf.printed(Ledger(output)))
    write_all(build, site, theme)
    for asset in ASSETS:
        build.ledger.put(f"static/{asset}", (theme / "static" / asset).read_bytes())
    build.ledger.put(f"static/{ICON}", _icon(theme, site))


def _icon(theme: Path, site: Site) -> bytes:
    """The owner's logo as it is, or two faces in the owner's accent."""
    if site.logo:
        return (theme / "static" / site.logo).read_bytes()
    return with_accent((theme / "static" / ICON).read_text(encoding="utf-8"), site.accent).encode()


def write(settings: Mapping[str, Any], output: Path) -> None:
    """Write the pages of the handbook on the shelf."""
    book, site, theme = shelf.current(settings), from_settings(settings), Path(settings["THEME"])
    write_pages(book, site, theme, output, shelf.build_of(settings))


def register() -> None:
    """Connect the room to Pelican."""
    from plugins.door import connect  # a check alone does not wait for Pelican

    connect(write)
