"""Borders → one rectangle for each side where that is all there is to see.

Stock draws a border of one side as two nested shapes behind a clip, fourteen lines of a PDF instead of two, which
whoever draws, proves or opens the file reads again.
"""

from __future__ import annotations

from typing import Any

from weasyprint import draw
from weasyprint.draw.color import get_color

SIDES = ("top", "right", "bottom", "left")

stock_border = draw.draw_border


def border(stream: Any, box: Any) -> None:
    """A solid border of one side is a rectangle; most boxes have none; any other is drawn as stock does."""
    style = box.style
    widths = (box.border_top_width, box.border_right_width, box.border_bottom_width, box.border_left_width)
    sides = [(side, width) for side, width in zip(SIDES, widths, strict=True) if width]
    is_framed = style["border_image_source"][0] != "none"
    if style["column_width"] != "auto" or style["column_count"] != "auto" or is_framed or len(sides) > 1:
        stock_border(stream, box)
        return
    for side, width in sides:
        x, y, across, down, *corners = box.rounded_border_box()
        color = get_color(style, f"border_{side}_color")
        if style[f"border_{side}_style"] != "solid" or any(map(any, corners)) or style["visibility"] != "visible":
            stock_border(stream, box)
        elif color.alpha:
            with stream.artifact():
                stream.set_color(color)
                stream.rectangle(*_strip(side, width, x, y, across, down))
                stream.fill()


def _strip(
    side: str, width: float, x: float, y: float, across: float, down: float
) -> tuple[float, float, float, float]:
    """The place and size of a border on the side of a box."""
    if side in ("top", "bottom"):
        return x, y if side == "top" else y + down - width, across, width
    return x if side == "left" else x + across - width, y, width, down
