"""Gatherings → the fonts of the PDF that they are sewn into, each face once. Loads WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from plugins.cards.faces import FAMILY
from plugins.cards.gathered.gathering import Gathering
from plugins.cards.press import FONTS
from plugins.cards.works.faces import font_of


def fonts_of(gatherings: Iterable[Gathering]) -> Mapping[int, Any]:
    """Each face with every glyph that a gathering shows, as a document has them; the style sheet must have been read.

    Of a glyph that stands for different words, the first are told.
    """
    met = [pair for gathering in gatherings for pair in gathering.faces.items()]
    fonts = {}
    for name, face in sorted(dict(met).items()):
        words = {glyph: said for other, one in reversed(met) if other == name for glyph, said in one.words.items()}
        key, font = font_of(FONTS, FAMILY, face.weight, face.style)
        for glyph, said in sorted((int(glyph), said) for glyph, said in words.items()):
            font.to_unicode[glyph] = said
            font.widths.setdefault(glyph)
        fonts[key] = font
    return fonts
