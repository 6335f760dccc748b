"""An address → its QR code: black on nothing, without a border (the page leaves the quiet zone)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno


@dataclass(frozen=True)
class Code:
    """A square of so many modules, and the strokes that fill the dark ones in a PDF: a module is one unit, y goes down.

    One path and one fill: as many small ones, a printer's driver could show the seams between them.
    """

    modules: int
    strokes: bytes
    rows: tuple[bytes, ...]  # a byte a module: 1 is dark


@lru_cache(maxsize=1024)  # every paper of a card shows the same code
def code(address: str) -> Code:
    """The code with error level M: a sixth of it may be smudged; segno.DataOverflowError for an address too long."""
    rows = tuple(segno.make(address, error="m", micro=False).matrix)
    bars = (b"%d %d %d %d re" % bar for bar in _bars([*map(_runs, rows), {}]))
    return Code(len(rows), b"\n".join((b"0 0 0 rg", *bars, b"f")), tuple(map(bytes, rows)))


def found(address: str) -> Code | None:
    """The code, or nothing for an address that none can hold."""
    try:
        return code(address)
    except segno.DataOverflowError:
        return None


def _bars(rows: Iterable[dict[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Where each bar begins, its row, its length and its height: the same run in rows below one another is one bar."""
    open_bars: dict[tuple[int, int], int] = {}
    for number, runs in enumerate(rows):
        ended = [bar for bar in open_bars if bar not in runs.items()]
        for start, length in ended:
            first = open_bars.pop((start, length))
            yield start, first, length, number - first
        for bar in runs.items():
            open_bars.setdefault(bar, number)


def _runs(row: bytearray) -> dict[int, int]:
    """Where each run of dark modules begins, and its length."""
    found, start = {}, 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            found[start] = length
        start += length
    return found
