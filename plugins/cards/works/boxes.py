"""A laid-out document → its boxes. There is no public way to a layout: https://github.com/Kozea/WeasyPrint/issues/265."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import (
    BlockContainerBox,
    LineBox,
    MarginBox,
    ParentBox,
    TableBox,
    TableCellBox,
    TextBox,
)

__all__ = [
    "BlockContainerBox", "LineBox", "MarginBox", "ParentBox", "TableBox", "TableCellBox", "TextBox", "boxes", "sheets",
]  # fmt: skip


def boxes(document: Document, pages: int = 1) -> tuple[Any, ...]:
    """Every box of the first pages, in the order of the document."""
    known: dict[int, tuple[Any, ...]] = vars(document.pages[0]).setdefault("known_boxes", {})
    if pages not in known:  # copies of a document share its pages
        known[pages] = tuple(
            box for page in document.pages[:pages] for box in page._page_box.descendants(placeholders=True)
        )
    return known[pages]


def sheets(document: Document) -> Iterator[Any]:
    """For every page the box that all others on it stand in."""
    return (page._page_box for page in document.pages)
