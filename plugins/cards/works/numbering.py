"""A laid-out book whose references say `000` → the same book, each with the number of the page that it leads to.

WeasyPrint can count pages by itself, but lays out every page twice for it: once to learn the numbers, once more with
them, and that is a quarter of the book's time. Here a number stands in a box of fixed width (`book.css`), so that
nothing else moves when it is known, and is put in afterwards.
"""

from __future__ import annotations

from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import BlockContainerBox, ParentBox, TextBox
from weasyprint.text.line_break import split_first_line

UNKNOWN = "000"


def number_references(document: Document) -> None:
    """Give every reference its number; the element with `data-to` names the target."""
    pages = {name: number for number, sheet in reversed([*enumerate(document.pages, 1)]) for name in sheet.anchors}
    for sheet in document.pages:
        for box in sheet._page_box.descendants(placeholders=True):
            element = box.element if isinstance(box, ParentBox) and box.element_tag == "span" else None
            target = (element.get("data-to") or "").removeprefix("#") if element is not None else ""
            if target in pages:
                for text in box.descendants(placeholders=True):
                    if isinstance(text, TextBox) and UNKNOWN in text.text:
                        _say(text, str(pages[target]), box)


def _say(text: TextBox, number: str, box: ParentBox) -> None:
    """Set the number at the right end of its box, in the middle of one that is centred, or where `000` ended."""
    end = text.position_x + text.width
    text.text = text.text.replace(UNKNOWN, number)
    text.pango_layout, _, _, text.width, _, _ = split_first_line(text.text, text.style, None, None, 0)
    if isinstance(box, BlockContainerBox):
        room = max(0.0, box.width - text.width)
        text.position_x = box.content_box_x() + room * (0.5 if text.style["text_align_all"] == "center" else 1.0)
    else:
        text.position_x = end - text.width
