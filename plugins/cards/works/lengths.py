"""Short ways to lengths: stock works out fourteen lengths for each box, whenever it is laid out."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import percent

MOST_ALIKE = 3000  # sets of lengths kept

LENGTHS = (
    "margin_left", "margin_right", "margin_top", "margin_bottom", "padding_left", "padding_right", "padding_top",
    "padding_bottom", "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
WIDTHS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")
CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
SQUARE = dict.fromkeys(CORNERS, (0, 0))
_measures = itemgetter(*LENGTHS, *WIDTHS, "box_sizing", "border_collapse")
_corners = itemgetter(*CORNERS)
_known_lengths: dict[Any, dict[str, Any]] = {}
stock_lengths, stock_radii, stock_flow = (
    percent.resolve_percentages, percent.resolve_radii_percentages, Box.is_in_normal_flow,
)  # fmt: skip


def lengths_of(box: Box, containing_block: Any) -> None:
    """Where no length hangs on another box, all boxes of a style have the same."""
    style = box.style
    known = vars(style).get("known_lengths")
    if known is None:
        key = _measures(style)
        if key not in _known_lengths and len(_known_lengths) < MOST_ALIKE:
            stock_lengths(box, containing_block)
            names = (*LENGTHS, *WIDTHS) if _are_fixed(key) else ()
            _known_lengths[key] = {name: getattr(box, name) for name in names}
        known = style.known_lengths = _known_lengths.get(key, {})
    if known:
        vars(getattr(box, "_box", box)).update(known)  # a placeholder stands for its box
    else:
        stock_lengths(box, containing_block)


def _are_fixed(measures: tuple[Any, ...]) -> bool:
    lengths = measures[: len(LENGTHS)]
    return measures[-1] != "collapse" and all(
        value is None or value == "auto" or getattr(value, "unit", None) == "px" for value in lengths
    )


def radii(box: Box) -> None:
    """Nearly every corner is square."""
    style = box.style
    if "is_square" not in vars(style):
        style.is_square = all((0, "px") in radii for radii in _corners(style))
    if style.is_square:
        vars(getattr(box, "_box", box)).update(SQUARE)
    else:
        stock_radii(box)


def is_in_normal_flow(box: Box) -> bool:
    """One look at each of two properties; stock makes five calls."""
    style = box.style
    return style["float"] == "none" and style["position"] in ("static", "relative")
