"""Named bytes → a zip (PKWARE APPNOTE 6.3.10). What several zips hold is compressed once; same bytes in, same out.

Python's own writer can only compress anew. Fewer than 65,536 members and 4 GiB: `struct.error` above that.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

LEVEL = 6  # at 9, twice the time for two bytes in a thousand
STORED, DEFLATED = 0, 8
VERSION, UNIX = 20, 3
MODE = 0o644 << 16
LONG_AGO = (0, 1 << 5 | 1)  # midnight, and the first day that a zip can tell: 1 January 1980

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s2B5H3L5H2L")
_END = struct.Struct("<4s4H2LH")


class Packed(NamedTuple):
    """Bytes as a zip holds them."""

    data: bytes
    size: int  # before compression
    crc: int
    method: int


def pack(content: bytes, compress: bool = True) -> Packed:
    """Make `content` ready for any number of zips."""
    if not compress:
        return Packed(content, len(content), zlib.crc32(content), STORED)
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(press.compress(content) + press.flush(), len(content), zlib.crc32(content), DEFLATED)


def zipped(members: Iterable[tuple[str, Packed]]) -> bytes:
    """The zip of named members, in their order; names are ASCII, as addresses are."""
    files: list[bytes] = []
    index: list[bytes] = []
    at = length = 0
    for name, one in members:
        told, named = (one.method, *LONG_AGO, one.crc, len(one.data), one.size, len(name)), name.encode("ascii")
        index += (_CENTRAL.pack(b"PK\1\2", VERSION, UNIX, VERSION, 0, *told, 0, 0, 0, 0, MODE, at), named)
        files += (_LOCAL.pack(b"PK\3\4", VERSION, 0, *told, 0), named, one.data)
        at += _LOCAL.size + len(named) + len(one.data)
        length += _CENTRAL.size + len(named)
    count = len(index) // 2
    return b"".join((*files, *index, _END.pack(b"PK\5\6", 0, 0, count, count, length, at, 0)))


def unzipped(data: bytes) -> dict[str, Packed]:
    """The members of a zip that `zipped` made, by their names, as they are held there."""
    count, _, at = _END.unpack(data[-_END.size :])[4:7]
    found: dict[str, Packed] = {}
    for _ in range(count):
        told = _CENTRAL.unpack_from(data, at)
        (method, crc, length, whole, name_length), begin = (told[5], *told[8:12]), told[17]
        name = data[at + _CENTRAL.size : at + _CENTRAL.size + name_length].decode("ascii")
        first = begin + _LOCAL.size + name_length
        found[name] = Packed(data[first : first + length], whole, crc, method)
        at += _CENTRAL.size + name_length
    return found
