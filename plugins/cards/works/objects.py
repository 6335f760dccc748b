"""Short ways from an object of a PDF to its bytes: pydyf asks in turn what each part is."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any

import pydyf

stock_bytes, stock_data = pydyf._to_bytes, pydyf.Dictionary.data


def dictionary(entries: pydyf.Dictionary) -> bytes:
    """As stock; most values are bytes or words already."""
    parts = [b"<<"]
    for name, value in entries.items():
        parts.append(_key(name))
        parts.append(value if type(value) is bytes else to_bytes(value))
    parts.append(b">>")
    return b"".join(parts)


def to_bytes(item: Any) -> bytes:
    """As stock, for bytes, words and numbers at once."""
    kind = type(item)
    if kind is bytes:
        return bytes(item)
    if kind is float:
        words = str(int(item)) if item.is_integer() else f"{item:f}".rstrip("0")
    elif kind is str or kind is int:
        words = str(item)
    else:
        return bytes(stock_bytes(item))
    return words.encode("ascii")


def lines(items: list[Any]) -> bytes:
    """The content of a stream, whose lines are nearly always bytes."""
    try:
        return b"\n".join(items)
    except TypeError:
        return b"\n".join(map(to_bytes, items))


@lru_cache(maxsize=64)
def packed(content: bytes) -> bytes:
    """Deflated; a profile, and what is attached, is the same in one file after the other."""
    return zlib.compress(content, 9)


@lru_cache(maxsize=1024)
def _key(name: Any) -> bytes:
    return b"/" + bytes(stock_bytes(name)) + b" "


def page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """As stock, but made once for all tags of a document: stock makes one for every page whenever a tag asks."""
    kids = pdf.pages["Kids"]
    known: tuple[bytes, ...] = vars(pdf).get("_known_pages", ())
    if 3 * len(known) != len(kids):
        known = pdf._known_pages = tuple(b"%d 0 R" % number for number in kids[::3])
    return known
