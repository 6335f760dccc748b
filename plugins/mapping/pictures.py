"""Leaf → the picture that a shared link shows: 1200 × 630, title, place, mark and accent, set in Manrope; small PNG.

The background is drawn once, at twice the size, and scaled down, since Pillow's shapes have hard edges; every colour is
a step between paper and the accent or the ink, so a palette holds them all.
"""

from __future__ import annotations

import hashlib
import io
import os
from contextlib import suppress
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

import font_manrope
from PIL import Image, ImageColor, ImageDraw, ImageFont

from plugins.mapping.sign import Sign

SIZE = (1200, 630)
MARGIN, TEXT_WIDTH, TITLE_HEIGHT = 80, 1040, 226
SIZES = (92, 84, 76, 68, 60, 54, 48)  # of the title: the largest that fits is taken
LEADING = 1.16
INK = "#17212b"
STEPS = 16  # of a ramp: enough for soft edges, few enough for a small file
ACCENT, DARK = 0, STEPS  # where the ramps begin in the palette
MOST = 2000  # pictures kept
LEVEL = 6  # of compression: at 9, three times the time for a seventh of the bytes


def png(sign: Sign, kept: Path) -> bytes:
    """The picture as PNG, from the folder `kept` when it was drawn before."""
    file = kept / f"{_key(sign)}.png"
    with suppress(OSError):
        data = file.read_bytes()
        if data.endswith(b"IEND\xaeB`\x82"):
            os.utime(file)  # used now: what goes first when the folder is full
            return data
    data = draw(sign)
    kept.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(f".{hashlib.sha256(data).hexdigest()[:8]}.part")
    beside.write_bytes(data)
    beside.replace(file)
    return data


def tidy(kept: Path) -> None:
    """Throw away the least recently used pictures above `MOST`."""
    oldest = sorted(kept.glob("*.png"), key=lambda file: file.stat().st_mtime_ns, reverse=True)[MOST:]
    for file in oldest:
        file.unlink(missing_ok=True)


def draw(sign: Sign) -> bytes:
    """The picture, drawn anew."""
    image = _background().copy()
    image.putpalette(_palette(sign.accent))
    if sign.place:
        _set(image, (MARGIN, 84), sign.place, _font("Bold", 30), ACCENT)
    size, lines = _fitted(sign.title)
    for row, line in enumerate(lines):
        top = (136 if sign.place else 96) + row * round(size * LEADING)
        _set(image, (MARGIN, top), line, _font("ExtraBold", size), DARK)
    _set(image, (MARGIN + 92, SIZE[1] - 112), sign.name, _font("Bold", 34), DARK)
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=LEVEL)
    return data.getvalue()


def _palette(accent: str) -> list[int]:
    """Two ramps from paper: to the accent, and to the ink."""
    ramps = (ImageColor.getrgb(accent), ImageColor.getrgb(INK))
    shares = [step / (STEPS - 1) for step in range(STEPS)]
    return [round(255 - (255 - channel) * share) for end in ramps for share in shares for channel in end]


def _set(image: Image.Image, at: tuple[int, int], text: str, font: ImageFont.FreeTypeFont, ramp: int) -> None:
    """Set one line of text, its soft edges in the steps of a ramp."""
    line, (left, top), edge = _line(text, font, ramp)
    image.paste(line, (at[0] + left, at[1] + top), edge)


@lru_cache(maxsize=64)  # the name of the site and that of a shelf stand on many pictures
def _line(text: str, font: ImageFont.FreeTypeFont, ramp: int) -> tuple[Image.Image, tuple[int, int], Image.Image]:
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text))
    ink = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(ink).text((-left, -top), text, font=font, fill=255)
    return ink.point([ramp + _step(level) for level in range(256)]), (left, top), ink.point([0] * 8 + [255] * 248)


def _step(level: int) -> int:
    return round(level / 255 * (STEPS - 1))


def _fitted(title: str) -> tuple[int, list[str]]:
    """The largest size at which the title fits, and its lines; the smallest is cut at the last line that fits."""
    for size in SIZES:
        lines = _wrapped(title, size)
        if len(lines) * size * LEADING <= TITLE_HEIGHT:
            return size, lines
    most = int(TITLE_HEIGHT / (SIZES[-1] * LEADING))
    return SIZES[-1], [*lines[: most - 1], f"{lines[most - 1]} …"]


def _wrapped(title: str, size: int) -> list[str]:
    font, lines = _font("ExtraBold", size), [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > TEXT_WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    file = Path(font_manrope.font_directory) / f"Manrope-{weight}.ttf"
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _background() -> Image.Image:
    """Paper with a band of the accent, the mark small beside the name and large at the lower right."""
    cover = Image.new("L", (SIZE[0] * 2, SIZE[1] * 2), 0)
    pen = ImageDraw.Draw(cover)
    pen.rectangle((0, 0, SIZE[0] * 2, 31), fill=255)
    _mark(pen, 1594, 750, 19)
    _mark(pen, MARGIN * 2, SIZE[1] * 2 - 214, 4.4)
    steps = cover.resize(SIZE, Image.Resampling.LANCZOS).point([_step(level) for level in range(256)])
    return Image.frombytes("P", SIZE, steps.tobytes())


def _mark(pen: ImageDraw.ImageDraw, left: float, top: float, unit: float) -> None:
    """Two faces, four eyes, as in parts/mark.html: 34 × 18 units."""

    def box(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
        return (left + x * unit, top + y * unit, left + (x + width) * unit, top + (y + height) * unit)

    pen.rounded_rectangle(box(0, 0, 16, 18), radius=6 * unit, fill=255)
    pen.rounded_rectangle(box(18.2, 0, 15.8, 18), radius=6 * unit, outline=255, width=round(1.5 * unit))
    for x, cover in ((6.9, 0), (11.9, 0), (22.6, 255), (27.6, 255)):
        pen.ellipse(box(x - 1.7, 8 - 1.7, 3.4, 3.4), fill=cover)


def _key(sign: Sign) -> str:
    parts = (sign.title, sign.place, sign.name, sign.accent, _machine())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


@cache
def _machine() -> str:
    """What else decides the bytes: this module, the faces, and the library that draws."""
    total = hashlib.sha256(Path(__file__).read_bytes())
    for weight in ("Bold", "ExtraBold"):
        total.update((Path(font_manrope.font_directory) / f"Manrope-{weight}.ttf").read_bytes())
    return f"{total.hexdigest()} {version('pillow')}"
