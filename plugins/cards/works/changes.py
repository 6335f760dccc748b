"""Everything of WeasyPrint 70, pydyf and segno that is replaced, in one table; importing this module puts it in.

What adds or betters something stands in `shims`, `borders` and `shapes` (and, while a book is written, in `tagging`),
each with the upstream issue where there is one. What saves time stands in the others: the same bytes in fewer steps,
and a call of what it stands for where the short way does not lead.

`tests/cards/test_works.py` knows the sources that all these lines were written against, and fails when another
WeasyPrint brings others; `test_shortcuts.py` prints cards without the short ways, and compares the bytes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pydyf
from segno import encoder
from weasyprint import css, draw, html, stacking
from weasyprint.css import AnonymousStyle, ComputedStyle, StyleFor
from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import absolute, background, block, inline, preferred, table
from weasyprint.layout import float as floats
from weasyprint.pdf import fonts, tags
from weasyprint.text import line_break

from plugins.cards.works import (
    bare,
    borders,
    codes,
    glyphs,
    lengths,
    lettering,
    letting,
    objects,
    rows,
    shapes,
    shims,
    styles,
)


class Change(NamedTuple):
    """A part of a module or class, and what takes its place."""

    owner: Any
    name: str
    ours: Any
    stock: Any


ADDED = (
    Change(tags, "_build_box_tree", shims.tree, shims.stock_tree),
    Change(pydyf.Stream, "data", property(shims.stream_data), pydyf.Stream.data),
    Change(draw, "draw_border", borders.border, borders.stock_border),
    Change(html, "SVGImage", shapes.picture, shapes.stock_picture),
)
SHORTER = (
    Change(Document, "_build_layout_context", letting.context_of, letting.stock_context),
    Change(ComputedStyle, "__missing__", styles.style_of, styles.stock_style),
    Change(AnonymousStyle, "__missing__", styles.anonymous, styles.stock_anonymous),
    Change(StyleFor, "__init__", rows.styled, rows.stock_styled),
    Change(StyleFor, "set_computed_styles", styles.computed, styles.stock_computed),
    Change(css, "find_stylesheets", styles.sheets, styles.stock_sheets),
    *(
        Change(module, "resolve_percentages", lengths.lengths_of, lengths.stock_lengths)
        for module in (absolute, block, floats, inline, table)  # each has its own name for it
    ),
    Change(background, "layout_box_backgrounds", bare.backgrounds, bare.stock_backgrounds),
    Change(stacking, "_dispatch", bare.dispatch, bare.stock_dispatch),
    Change(background, "resolve_radii_percentages", lengths.radii, lengths.stock_radii),
    Change(Box, "is_in_normal_flow", lengths.is_in_normal_flow, lengths.stock_flow),
    Change(line_break.Layout, "setup", lettering.setup, lettering.stock_setup),
    Change(line_break, "strut", lettering.strut, lettering.stock_strut),
    Change(inline, "strut", lettering.strut, lettering.stock_strut),
    *(
        Change(module, "split_first_line", glyphs.split_first_line, glyphs.stock_split)
        for module in (line_break, inline, preferred)
    ),
    Change(line_break.Layout, "deactivate", glyphs.deactivate, glyphs.stock_deactivate),
    Change(draw, "draw_text", glyphs.draw_text, glyphs.stock_draw),
    Change(fonts, "ffi", lettering.Arrays(fonts.ffi), fonts.ffi),
    Change(encoder, "find_and_apply_best_mask", codes.best_mask, codes.stock_mask),
    Change(pydyf, "_to_bytes", objects.to_bytes, objects.stock_bytes),
    Change(pydyf.Dictionary, "data", property(objects.dictionary), objects.stock_data),
    Change(pydyf.PDF, "page_references", property(objects.page_references), pydyf.PDF.page_references),
)

for _change in (*ADDED, *SHORTER):
    setattr(_change.owner, _change.name, _change.ours)
