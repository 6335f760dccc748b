"""A short way to the mask of a QR code: segno lays eight over each code, and weighs them, module by module.

The rules are those of ISO/IEC 18004:2015, 7.8.2 and 7.8.3.1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from segno import encoder

SMALLEST = 21  # modules of a side; smaller are Micro QR codes, which are weighed in another way

_RUN = re.compile(rb"\x00{5,}|\x01{5,}")
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
    masks = []
    for mask in segno.get_data_mask_functions(False):
        light = [bytearray(width) for _ in range(width)]
        segno.apply_mask(light, mask, width, width, lambda row, column: shape[row][column] > 1)
        masks.append(tuple(int.from_bytes(row, "big") for row in light))
    return tuple(masks)


def _points(rows: Sequence[bytes]) -> int:
    """For runs, blocks, false finders, and too much of one colour."""
    lines = [*rows, *map(bytes, zip(*rows, strict=True))]
    runs = sum(len(run) - 2 for run in _RUN.findall(b"\2".join(lines)))
    finders = sum(_finders(line) for line in lines if _FINDER in line)
    dark = sum(row.count(1) for row in rows) / len(rows) ** 2
    return runs + 3 * _blocks(rows) + 40 * finders + 10 * int(abs(dark * 100 - 50) / 5)


def _blocks(rows: Sequence[bytes]) -> int:
    """How many squares of four modules are of one colour."""
    count, whole = 0, (1 << len(rows)) - 1
    for upper, lower in pairwise(int(row.translate(_DIGITS), 2) for row in rows):
        dark, light = upper & lower, whole & ~(upper | lower)
        count += (dark & dark >> 1).bit_count() + (light & light >> 1).bit_count()
    return count


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
