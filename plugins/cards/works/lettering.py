"""Short ways to the letters of a text: the same lines and the same glyphs in fewer steps.

Stock makes a context and a description of the face for each text, once to measure it and once to draw it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from typing import Any

from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.text import fonts, line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p

stock_setup, stock_strut = line_break.Layout.setup, line_break.strut
_FACE = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_variant_caps",
    "font_variation_settings",
)  # fmt: skip
_FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip

OF_BOXES = (ComputedStyle, AnonymousStyle)  # the text of pictures has another, which changes as it is drawn
_LENGTH = re.compile(r"\[\d+\]$")
_SAID = ("lang", "direction", "font_language_override", *_FACE, *_FEATURES)
_BREAKING = ("white_space", "letter_spacing", "word_spacing", "overflow_wrap", "word_break", "font_size")
_FROM_ABOVE = frozenset((*_SAID, *_BREAKING, "line_height", "hyphens", "text_decoration_line"))
_asked, _breaking = itemgetter(*_SAID), itemgetter(*_BREAKING)


def setup(layout: line_break.Layout, style: Any) -> None:
    """A text without lines through it or features of its face shares context and description with its like."""
    known = type_of(style)
    if not known:
        stock_setup(layout, style)
        return
    context, description, layout.language = known
    layout.style, layout.first_line_direction = style, 0
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, description)
    layout.ascent = layout.underline_position = layout.strikethrough_position = None


def type_of(style: Any) -> tuple[Any, ...]:
    """Context, description and language of what is set in a style; nothing for a style that stock must set up."""
    known: tuple[Any, ...] | None = vars(style).get("known_type")
    if known is None:
        if is_as_above(style):
            known = type_of(style.parent_style)
        elif type(style) not in OF_BOXES or style["text_decoration_line"] != "none":
            known = ()
        else:
            known = _type(style.font_config, *_asked(style))
        style.known_type = known
    return known


def kind_of(style: Any) -> tuple[Any, ...]:
    """All of a style that decides where a text is broken and how it looks; nothing where words may be hyphenated."""
    known: tuple[Any, ...] | None = vars(style).get("known_kind")
    if known is None:
        if is_as_above(style):
            known = kind_of(style.parent_style)
        else:
            known = type_of(style)
            is_simple = known and style["hyphens"] in ("none", "manual")
            known = (known, *_breaking(style)) if is_simple else ()
        style.known_kind = known
    return known


def is_as_above(style: Any) -> bool:
    """Whether a line or text without an element of its own has all that decides its type from the element around."""
    return type(style) is AnonymousStyle and style.keys().isdisjoint(_FROM_ABOVE)


@lru_cache(maxsize=1024)
def _type(config: Any, lang: str, direction: str, override: str, *asked: Any) -> tuple[Any, ...]:
    """Context, description and language; nothing for a style that stock must set up."""
    face, features = asked[: len(_FACE)], asked[len(_FACE) :]
    if not lang or override != "normal" or line_break.font_features(*features):
        return ()
    context, language = _context(config, lang, direction)
    return context, fonts.get_font_description(dict(zip(_FACE, face, strict=True))), language


@lru_cache(maxsize=64)
def _context(config: Any, lang: str, direction: str) -> tuple[Any, Any]:
    context = ffi.gc(pango.pango_font_map_create_context(config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[direction])
    pointer, _kept = unicode_to_char_p(lang)
    language = pango.pango_language_from_string(pointer)
    pango.pango_context_set_language(context, language)
    return context, language


def strut(style: Any) -> Any:
    """Height and baseline of an empty line, once for a style."""
    known = vars(style).get("known_strut")
    if type(style) not in OF_BOXES:
        return stock_strut(style)
    if known is None:
        known = style.known_strut = strut(style.parent_style) if is_as_above(style) else stock_strut(style)
    return known


class Arrays:
    """The C interface as the fonts of a PDF ask for it: arrays of every length are one type, which is read once.

    Stock names another for each number of glyphs, and each new one costs a parse of C, some milliseconds.
    """

    def __init__(self, stock: Any) -> None:
        self.stock = stock

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stock, name)

    def new(self, kind: str, content: Any = None) -> Any:
        """As stock; an array is as long as what it is made of."""
        return self.stock.new(_LENGTH.sub("[]", kind) if isinstance(content, list | tuple) else kind, content)
