"""Images under `content/images/`: their kind, size, and what they carry unseen (A213–A216, A218)."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator

from plugins.handbook.problem import START, Problem, problem
from plugins.reading.files import READ_AT_MOST, File
from plugins.reading.text import position

KINDS = {".png": "PNG", ".jpg": "JPEG", ".webp": "WEBP", ".svg": "SVG"}
HEAVIEST = 300  # KiB
WIDEST = 2_000  # px
OPENED = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
GPS = 0x8825  # the EXIF block with a position

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+")
_ACTIVE = re.compile(
    r"""<(?:script|foreignObject|iframe|embed|object|handler|animate|set)\b[^<>]{0,30}>?|<!ENTITY|<!DOCTYPE|\bon[a-z]+\s*=
    |(?:href|src)\s*=\s*["']\s*(?!\#)[^"'\s]{1,30}|url\(\s*["']?\s*(?!\#)[^)\s]{1,30}|@import|javascript:""",
    re.IGNORECASE | re.VERBOSE,
)


def pictures(file: File) -> Iterator[Problem]:
    """Every finding about one image. No text of this edition shows images, so each is also told as unused."""
    name = file.parts[-1]
    dot = name.rfind(".")
    ending = name[dot:] if dot >= 0 else ""
    if not _NAME.fullmatch(name):
        yield problem(file.path, START, "A212", name=name)
    if ending.lower() not in KINDS:
        yield problem(file.path, START, "A213", choices=tuple(KINDS))
        return
    if file.size > HEAVIEST << 10:
        yield problem(file.path, START, "A214", "heavy", count=-(-file.size // 1024), limit=HEAVIEST)
    if ending.lower() == ".svg":
        yield from _drawing(file)
    elif file.size <= READ_AT_MOST:
        yield from _photo(file, name, KINDS[ending.lower()])
    yield problem(file.path, START, "A216")


def _drawing(file: File) -> Iterator[Problem]:
    text = file.data.decode("utf-8", "replace")
    for found in _ACTIVE.finditer(text):
        place = position(text, found.start(), len(found[0]))
        yield problem(file.path, place, "A215", found=f"`{found[0].strip()[:40]}`")
    if not re.search(r"<svg\b", text) or "</svg>" not in text:
        yield problem(file.path, START, "A215", "broken")


def _photo(file: File, name: str, expected: str) -> Iterator[Problem]:
    from PIL import Image  # only where there are photos: a check without them does not wait for Pillow

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(file.data), formats=OPENED) as image:
            warnings.simplefilter("ignore")  # a decompression bomb is refused by its size, before it is decoded
            kind, (width, height), exif = image.format, image.size, image.getexif()
    except Exception:  # noqa: BLE001  # a broken image can raise anything; it is one finding
        yield problem(file.path, START, "A214", "broken")
        return
    if kind != expected:
        suffix = next((ending for ending, known in KINDS.items() if known == kind), f".{str(kind).lower()}")
        yield problem(file.path, START, "A213", "magic", name=name, format=str(kind), suffix=suffix)
    if max(width, height) > WIDEST:
        yield problem(file.path, START, "A214", width=width, height=height, limit=WIDEST)
    if GPS in exif:
        yield problem(file.path, START, "A218")
