"""The fonts of a PDF as WeasyPrint makes them when it meets a letter: made before, and with the exact widths of glyphs.

Stock rounds a width at the size at which it first meets the glyph: two documents with the same face may tell two.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import FontConfiguration, get_pango_font_key

SIZE = 12.0  # CSS pixels: of no letter, for a font in a file has no size


class Widths(dict[int, float]):
    """Of glyphs that were asked for, in thousandths of the size, as the face has them and not as they were measured."""

    def __init__(self, face: Mapping[int, float]) -> None:
        super().__init__()
        self.face = face

    def __setitem__(self, glyph: int, _measured: float) -> None:
        self.setdefault(glyph)

    def get(self, glyph: int, _measured: float | None = None) -> float:  # type: ignore[override]
        """The width, which from now on was asked for."""
        return self.setdefault(glyph)

    def setdefault(self, glyph: int, _measured: float | None = None) -> float:
        """As above."""
        return super().setdefault(glyph, self.face[glyph])


def let_go(config: FontConfiguration) -> None:
    """Remove the folder in which the faces of a style sheet lie, as `config` itself does where Python lets it end."""
    config.__del__()
    config._folder = None  # it would try again when Python ends, with nothing left to do it with


def know_widths(font: Font) -> None:
    """Have a font tell the widths of its face."""
    if not isinstance(font.widths, Widths):
        font.widths = Widths(_widths(font.file_content, font.index))


def font_of(config: FontConfiguration, family: str, weight: int, style: int) -> tuple[int, Any]:
    """The key of a face's font in a document, and the font, of which no glyph is known yet."""
    context = ffi.gc(pango.pango_font_map_create_context(config.font_map), gobject.g_object_unref)
    wanted = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(wanted, ffi.new("char[]", family.encode()))
    pango.pango_font_description_set_weight(wanted, weight)
    pango.pango_font_description_set_style(wanted, style)
    pango.pango_font_description_set_absolute_size(wanted, SIZE * TO_UNITS)
    loaded = ffi.gc(pango.pango_font_map_load_font(config.font_map, context, wanted), gobject.g_object_unref)
    key, description, size = get_pango_font_key(loaded)
    font = Font(loaded, description, size)
    know_widths(font)
    return key, font


@lru_cache(maxsize=8)
def _widths(face: bytes, index: int) -> Mapping[int, float]:
    with TTFont(BytesIO(face), fontNumber=index, lazy=True) as font:
        measures, whole = font["hmtx"].metrics, font["head"].unitsPerEm
        return {glyph: measures[name][0] * 1000 / whole for glyph, name in enumerate(font.getGlyphOrder())}
