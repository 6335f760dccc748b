"""A short way to the mask of a QR code: segno lays eight over each code, and weighs them, module by module.

The rules are those of ISO/IEC 18004:2015, 7.8.2 and 7.8.3.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from segno import encoder

SMALLEST = 21  # modules of a side; smaller are Micro QR codes, which are weighed in another way
PERIOD = 12  # rows, and columns, after which every mask begins anew: they turn on remainders of 4 and of 6

_FINDER, _QUIET = b"\1\0\1\1\1\0\1", b"\0\0\0\0"
_DIGITS = bytes.maketrans(b"\0\1", b"01")

segno: Any = encoder  # whose functions have no types
stock_mask: Any = encoder.find_and_apply_best_mask


def best_mask(
    matrix: Sequence[bytearray], width: int, height: int, wanted: int | None = None
) -> tuple[int, tuple[bytearray, ...]]:
    """The number of the mask with the fewest points, the first of several, and the code under it."""
    if wanted is not None or width < SMALLEST or width != height:
        number, masked = stock_mask(matrix, width, height, wanted)
        return number, masked
    bare = [int.from_bytes(row, "big") for row in matrix]
    ways = [
        [(row ^ mask).to_bytes(width, "big") for row, mask in zip(bare, masks, strict=True)] for masks in _masks(width)
    ]
    points = [_points(rows) for rows in ways]
    best = points.index(min(points))
    return best, tuple(map(bytearray, ways[best]))


@lru_cache
def _masks(width: int) -> tuple[tuple[int, ...], ...]:
    """What each mask turns around, row by row, a byte a module: as segno does to a code of this size that is light."""
    shape = segno.make_matrix(width, width)
    segno.add_finder_patterns(shape, width, width)
    segno.add_alignment_patterns(shape, width, width)
    shape[-8][8] = 1
    open_to = [int.from_bytes(bytes(module > 1 for module in row), "big") for row in shape]
    again = -(-width // PERIOD)
    masks = []
    for mask in segno.get_data_mask_functions(False):
        tile = [bytes(map(bool, (mask(row, column) for column in range(PERIOD)))) for row in range(PERIOD)]
        rows = [int.from_bytes((line * again)[:width], "big") for line in tile]
        masks.append(tuple(rows[at % PERIOD] & free for at, free in enumerate(open_to)))
    return tuple(masks)


def _points(rows: Sequence[bytes]) -> int:
    """For runs, blocks, false finders, and too much of one colour."""
    columns = [*map(bytes, zip(*rows, strict=True))]
    finders = sum(_finders(line) for line in (*rows, *columns) if _FINDER in line)
    dark = b"".join(rows).count(1) / len(rows) ** 2
    return _plain(rows) + 40 * finders + 10 * int(abs(dark * 100 - 50) / 5)


def _plain(rows: Sequence[bytes]) -> int:
    """The points of runs of five modules or more of one colour, and of squares of four.

    The whole code is one number, a bit a module, with one more bit at the end of each row that is like none beside it.
    """
    step = len(rows) + 1
    dark = int(b"0".join(rows).translate(_DIGITS), 2)
    inside = _inside(len(rows))
    across, down = (~(dark ^ dark >> by) & inside & inside >> by for by in (1, step))  # like the one after it
    points = 0
    for same, by in ((across, 1), (down, step)):
        five = same & same >> by & same >> 2 * by & same >> 3 * by  # with which a run of five begins
        points += five.bit_count() + 2 * (five & ~(five >> by)).bit_count()
    return points + 3 * (across & across >> step & down).bit_count()


@lru_cache
def _inside(width: int) -> int:
    """The bits of such a number that are modules."""
    return int("0".join(["1" * width] * width), 2)


def _finders(line: bytes) -> int:
    """How often a line shows what a finder shows, at its edge or with four light modules before or after."""
    count, at = 0, line.find(_FINDER)
    while at >= 0:
        end = at + len(_FINDER)
        before, after = line[max(at - 4, 0) : at], line[end : end + 4]
        is_false = at == 0 or end == len(line) or _QUIET.startswith((before, after))
        count += is_false
        at = line.find(_FINDER, end if is_false else at + 4)
    return count
