"""A handbook → all its pages as they are drawn, without a build around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.pages.draw import Board
from plugins.pages.views import plans


def draw(book: Handbook, site: Site, theme: Path, sizes: Mapping[str, int] | None = None) -> Iterator[tuple[str, str]]:
    """Every page as (address, HTML), in the order of `views`; `sizes` are those of the files to link, in bytes."""
    board = Board(book, site, theme, sizes)
    for plan in plans(book):
        view = plan()
        yield view.address, board.draw(view)
