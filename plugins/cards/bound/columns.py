"""A body's tables and lines to fill in → the widths that their words ask for: nothing else knows them before layout."""

from __future__ import annotations

import re

from plugins.cards.measure import width

CHARACTERS = 68  # on a line of the book's tables
NARROWEST, WIDEST, BLANK = 7, 34, 20  # characters that a column counts as having; a column to write in is `BLANK` wide
SPARE = 3.0  # mm at the end of a line

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd]([^>]*)>(.*?)</t[hd]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_DOTS = re.compile("…{3,}")
_LINE = re.compile(r"(<li[^>]*>)((?:(?!<li|</li>).)*?…{3}.*?)(</li>)", re.DOTALL)
_SPACE = re.compile(r"\s+")


def proportioned(html: str) -> str:
    """Tables whose columns are as wide as what stands in them; a column of numbers stays narrow."""
    return _TABLE.sub(_proportioned, html)


def _proportioned(table: re.Match[str]) -> str:
    rows = [[_said(cell) for _, cell in _CELL.findall(row)] for row in _ROW.findall(table[0])]
    if len({len(row) for row in rows}) != 1:
        return table[0]
    widths = _widths(list(zip(*rows, strict=True)))
    shares = iter(f"{int(width / sum(widths) * 1000) / 10:g}%" for width in widths)  # never more than the whole
    first, rest = table[0].split("</tr>", 1)
    first = re.sub(r"<(t[hd])(?=[ >])", lambda cell: f'<{cell[1]} style="width:{next(shares)}"', first)
    return f"{first}</tr>{rest}"


def _widths(columns: list[tuple[str, ...]]) -> list[float]:
    """The width of each column in characters: its longest word at least, and its share of what is left of a line."""
    least = [max(len(word) for cell in column for word in [*cell.split(), ""]) + 2.5 for column in columns]
    wishes = [max(floor, _wish(column[1:])) for floor, column in zip(least, columns, strict=True)]
    more = sum(wishes) - sum(least)
    if sum(wishes) <= CHARACTERS or not more:
        return wishes
    spare = max(0.0, CHARACTERS - sum(least)) / more
    return [floor + (wish - floor) * spare for floor, wish in zip(least, wishes, strict=True)]


def _said(cell: str) -> str:
    """The words of a cell; a link is followed by its page."""
    return _TAG.sub("", cell.replace("</a>", "</a> →_000")).strip()


def _wish(cells: tuple[str, ...]) -> float:
    longest = max((len(cell) for cell in cells), default=0)
    blank = BLANK if cells and sum(not cell for cell in cells) * 2 >= len(cells) else 0
    return float(min(WIDEST, max(NARROWEST, longest, blank)))


def ruled(html: str, room: float, size: float, usual: float) -> str:
    """Dots become lines to write on: an item that fits one line of `room` mm at `size` points is filled to its end.

    Elsewhere one “…” is `usual` millimetres.
    """

    def fill(item: re.Match[str]) -> str:
        said = _SPACE.sub(" ", _TAG.sub("", item[2])).strip()
        dots = [len(found) for found in _DOTS.findall(said)]
        rest = room - width(_DOTS.sub("", said), size) - SPARE
        if rest < 20 * len(dots):
            return item[0]
        lengths = iter(rest * count / sum(dots) for count in dots)
        opening = item[1].replace('class="', 'class="write ') if "class=" in item[1] else '<li class="write">'
        return f"{opening}{_DOTS.sub(lambda _: _line(next(lengths)), item[2])}{item[3]}"

    return _DOTS.sub(lambda found: _line(len(found[0]) * usual), _LINE.sub(fill, html))


def _line(length: float) -> str:
    return f'<span class="fill" style="width:{length:.1f}mm"></span>'
