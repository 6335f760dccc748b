"""Small files in place of the printed ones: for tests of pages that link these."""

from __future__ import annotations

from pathlib import Path

from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.publishing.expect import expectation

STAND_IN = b"%PDF-1.7\n%%EOF\n"


def write_stand_ins(book: Handbook, site: Site, folder: Path) -> None:
    """Write a stand-in for every card, collection, book and preview of the site below `folder`."""
    for printed in expectation(book, site).cards:
        (folder / printed).parent.mkdir(parents=True, exist_ok=True)
        (folder / printed).write_bytes(STAND_IN)
