"""Short ways to the lines of a text and to their glyphs: papers and cards say the same words in the same type.

Stock shapes every text three times: to find its first line, to measure that line, and to draw it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from math import inf
from struct import Struct
from typing import Any, NamedTuple

from weasyprint import draw
from weasyprint.text import fonts, line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from plugins.cards.works.lettering import kind_of

MOST = 2000  # lines, and texts of glyphs, that are remembered: about a kilobyte each
SHAPES = 200  # texts whose shapes are kept until they are drawn: more than a card has

_INFO = Struct("=IiiiI")  # of a glyph, as Pango keeps it: number, width, offsets, start of a cluster
if ffi.sizeof("PangoGlyphInfo") != _INFO.size:
    raise ImportError("this Pango keeps glyphs in another shape than plugins/cards/works/glyphs.py reads")

EMPTY, UNKNOWN = pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG

stock_split, stock_draw = line_break.split_first_line, draw.draw_text
stock_deactivate = line_break.Layout.deactivate


class Run(NamedTuple):
    """Letters of one font: the font, its key in a document, its size, and what draws them.

    `glyphs`, each with its width and the words it stands for, are what the document's font must know, in the order of
    stock. A width is rounded once in a document, at the size of the first text that has the glyph, and kerning hangs on
    it: `shown` has what draws the letters for each set of widths that was met.
    """

    font: Any
    key: int
    size: float
    glyphs: tuple[int, ...]
    widths: tuple[int, ...]
    words: tuple[str, ...]
    shown: dict[tuple[int, ...], str]


_lines: dict[Any, tuple[Any, ...]] = {}  # each with the rooms in which it is the same
_shapes: deque[Any] = deque(maxlen=SHAPES)
_texts: dict[Any, tuple[Run, ...]] = {}
_holding: dict[int, Any] = {}  # a layout for each font of Pango: the font lives as long


def split_first_line(
    text: str, style: Any, context: Any, room: Any, spacing: float, is_line_start: bool = True, minimum: bool = False
) -> tuple[Any, ...]:
    """The same text in the same type has the same first line in all rooms between two."""
    kind = kind_of(style)
    if not kind or spacing or "\xad" in text or "\t" in text:
        return tuple(stock_split(text, style, context, room, spacing, is_line_start, minimum))
    known = _lines.get(key := (text, is_line_start, minimum, kind), ())
    for least, most, line in known:
        if room == most or (room is not None and most is not None and least <= room <= most):
            return _own(line, room), *line[1:]
    line = stock_split(text, style, context, room, spacing, is_line_start, minimum)
    if len(_lines) > MOST:
        _lines.clear()
    kept = {name: value for name, value in vars(line[0]).items() if name != "live"}
    _lines[key] = (*known, (*_rooms(line, room, minimum), (kept, *line[1:])))
    return tuple(line)


def _own(line: Any, room: float | None) -> Any:
    """A layout for each text: what is cut off in the end is cut off of one."""
    layout = line_break.Layout.__new__(line_break.Layout)
    vars(layout).update(line[0])
    if layout.max_width is not None:
        layout.max_width = room
    return layout


def _rooms(line: Any, room: float | None, minimum: bool) -> tuple[float | None, float | None]:
    """The least and the most room in which a text has this line: what fits in less, and goes on where more ends.

    A text of one line has it wherever that fits; one that is cut goes on with a word that finds no place in `room`.
    """
    _, _, resume, width, _, _ = line
    if room is None or minimum or width > room:
        return room, room
    return width, inf if resume is None else room


def draw_text(stream: Any, box: Any, offset: float, overflow: str, ellipsis: str) -> None:
    """The same text in the same type has the same glyphs."""
    kind = kind_of(box.style)
    is_plain = kind and overflow == "clip" and ellipsis == "none" and box.style["visibility"] == "visible"
    drawn: list[tuple[Any, Run, str]] = []
    if is_plain and not box.pango_layout.justification_spacing and box.text.strip():
        drawn = letters(stream, box, (box.pango_layout.text, kind))
    vars(box.pango_layout).pop("live", None)  # what is drawn is not asked for its shape again
    if not drawn:
        stock_draw(stream, box, offset, overflow, ellipsis)
        return
    stream.set_color(box.style["color"])
    show(stream, drawn, box.position_x, box.position_y + box.baseline)


def show(stream: Any, drawn: list[tuple[Any, Run, str]], x: float, y: float) -> None:
    """Put letters where they begin."""
    stream.begin_text()
    stream.set_text_matrix(1, 0, 0, -1, x, y)
    for font, run, shown in drawn:
        stream.set_font_size(font.hash, run.size)
        stream.show_text(shown)
    stream.end_text()


def letters(stream: Any, box: Any, key: Any) -> list[tuple[Any, Run, str]]:
    """The letters of a text as this document draws them; nothing where that takes more than glyphs."""
    if key not in _texts:
        if len(_texts) > MOST:
            _texts.clear()
        _texts[key] = _read(stream, box)
    drawn = []
    for at, run in enumerate(_texts[key]):
        font = _font(stream, run.font, run.key)
        if font.bitmap or font.png or font.svg or font.colr:
            return []
        for glyph, words in zip(run.glyphs, run.words, strict=True):
            font.to_unicode.setdefault(glyph, words)
        widths = tuple(map(font.widths.setdefault, run.glyphs, run.widths))
        if widths not in run.shown:
            run.shown.update(_read(stream, box)[at].shown)
        drawn.append((font, run, run.shown[widths]))
    return drawn


def _font(stream: Any, font: Any, key: int) -> Any:
    return stream._fonts.get(key) or stream.add_font(font)[0]


def _read(stream: Any, box: Any) -> tuple[Run, ...]:
    """The letters of a text, font by font, as this document draws them; nothing where there is more than letters."""
    layout = box.pango_layout
    live, line = _shaped(layout, box.style)
    letters: list[Letters] = []
    for item in _items(line):
        font = item.item.analysis.font
        if not letters or letters[-1].font != font:
            key, _, size = fonts.get_pango_font_key(font)
            letters.append(Letters(font, key, size, _font(stream, font, key).widths))
            _holding.setdefault(int(ffi.cast("uintptr_t", font)), live)
        if not letters[-1].take(item, layout.text.encode()):
            return ()
    return tuple(each.run() for each in letters)


def _shaped(layout: Any, style: Any) -> tuple[Any, Any]:
    """A text's layout of Pango, and its only line: as it was measured, or once more."""
    live = vars(layout).pop("live", None)
    if live is None or "\n" in layout.text:
        layout.reactivate(style)
        live = layout.layout
        layout.deactivate()
        pango.pango_layout_set_single_paragraph_mode(live, True)
    return live, pango.pango_layout_get_line_readonly(live, 0)


def deactivate(layout: Any) -> None:
    """A text that was measured is drawn soon: its shape is kept, of a long document those of its last lines."""
    layout.live = layout.layout
    stock_deactivate(layout)
    if len(_shapes) == SHAPES:
        vars(_shapes[0]).pop("live", None)
    _shapes.append(layout)


def _items(line: Any) -> Iterator[Any]:
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


class Letters:
    """The letters of one font in a text, while they are read."""

    def __init__(self, font: Any, key: int, size: float, told: dict[int, int]) -> None:
        """`told` are the widths that the document's font was told of."""
        self.font, self.key, self.size, self.told = font, key, size, told
        self.own: dict[int, int] = {}
        self.widths: dict[int, int] = {}
        self.words: dict[int, str] = {}
        self.shown = ""

    def run(self) -> Run:
        """What is kept of them."""
        shown = {tuple(self.widths.values()): self.shown}
        own, words = tuple(self.own.values()), tuple(self.words.values())
        return Run(self.font, self.key, self.size, tuple(self.own), own, words, shown)

    def take(self, item: Any, text: bytes) -> bool:
        """Add the glyphs of an item; not where one is missing, raised, or goes right to left."""
        size, count, last = self.size, item.glyphs.num_glyphs, item.item.offset + item.item.length
        starts = [item.item.offset + start for start in ffi.unpack(item.glyphs.log_clusters, count)]
        glyphs = _INFO.iter_unpack(ffi.buffer(item.glyphs.glyphs, count * _INFO.size))
        shown = "<"
        for (glyph, width, across, up, _), start, end in zip(glyphs, starts, (*starts[1:], last), strict=True):
            if glyph == EMPTY:
                shown += f">{-width / size}<"
                continue
            if glyph & UNKNOWN or up:
                return False
            if glyph not in self.words:
                self.words[glyph] = text[start:end].decode()
                self.own[glyph] = _width(self.font, size, glyph)
                self.widths[glyph] = self.told.get(glyph, self.own[glyph])
            offset = across / size
            shown += f">{-offset}<{glyph:04x}" if offset else f"{glyph:04x}"
            if kerning := self.widths[glyph] + offset - width * 1000 * FROM_UNITS / size:
                shown += f">{int(kerning)}<"
        self.shown += shown[:-1] if shown[-1] == "<" else shown + ">"
        return not item.item.analysis.level % 2


@lru_cache(maxsize=MOST)
def _width(font: Any, size: float, glyph: int) -> int:
    logical = ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(font, glyph, ffi.NULL, logical)
    width: int = round(logical.width * 1000 * FROM_UNITS / size)
    return width
