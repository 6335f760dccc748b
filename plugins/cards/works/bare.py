"""Short ways past what is bare: most boxes of a card have nothing painted behind them, and none stands on its own.

Stock asks each of them for its images, shadows, colours and corners, and for all that would lift it above the others.
"""

from __future__ import annotations

from typing import Any

from weasyprint import stacking
from weasyprint.css import AnonymousStyle
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import background

from plugins.cards.works.lengths import radii

stock_backgrounds, stock_dispatch = background.layout_box_backgrounds, stacking._dispatch


def backgrounds(page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None) -> None:
    """A box without images, shadow and colour has no background; that is asked once of all boxes of a style."""
    own = box.style
    if "is_bare" not in vars(own):
        own.is_bare = _is_bare(own)
    if not own.is_bare or style is not None or box is page:
        stock_backgrounds(page, box, get_image, layout_children, style)
        return
    radii(box)
    if layout_children:
        for child in box.all_children():
            backgrounds(page, child, get_image)
    box.background = None


def _is_bare(style: Any) -> bool:
    pictures = (style["border_image_source"], style["mask_border_source"], *style["background_image"])
    is_clear = get_color(style, "background_color").alpha == 0 and not style["box_shadow"]
    return is_clear and all(kind == "none" for kind, _ in pictures)


def dispatch(box: Any, page: Any, contexts: Any, blocks: Any, floats: Any, cells: Any) -> Any:
    """A line or text without an element of its own stands where it was laid out."""
    if type(box.style) is AnonymousStyle:
        if type(box) is TextBox:
            return box
        if type(box) is LineBox:
            return stacking._dispatch_children(box, page, contexts, blocks, floats, cells)
    return stock_dispatch(box, page, contexts, blocks, floats, cells)
