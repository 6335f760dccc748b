"""`tokens.css` → the colours of print: plain values for `var(--ink)`, and tints without transparency."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+);")
_VAR = re.compile(r"var\(--([\w-]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def tones(theme: Path, accent: tuple[str, ...] = ()) -> Mapping[str, str]:
    """The design's measures by name, as light paper sees them; ValueError when `tokens.css` has no :root block.

    The site's `accent`, light and dark, takes the place of the brand, as on its pages; without one the brand stays.
    """
    return tokens((theme / "static" / "css" / "tokens.css").read_text(encoding="utf-8"), accent)


def stylesheet(theme: Path, name: str, accent: tuple[str, ...], measures: Mapping[str, str], more: str = "") -> str:
    """A print sheet of the theme, and `more` rules, with every colour and measure put in; KeyError for one unknown."""
    css = (theme / "static" / "css" / f"{name}.css").read_text(encoding="utf-8")
    return resolve(css + more, {**tones(theme, accent), **measures})


@lru_cache(maxsize=4)  # a theme may change while `inv serve` runs; its words are read anew, and mostly the same
def tokens(css: str, accent: tuple[str, ...] = ()) -> Mapping[str, str]:
    """The measures of `tones` in the text of `tokens.css`: its first `:root` block, or ValueError."""
    block = _ROOT.search(_COMMENT.sub("", css))
    if block is None:
        raise ValueError("tokens.css has no :root block")
    found = {name: value.strip() for name, value in _TOKEN.findall(block[1])}
    return {**found, "brand": accent[0]} if accent else found


def resolve(css: str, values: Mapping[str, str]) -> str:
    """A style sheet with every `var(--name)` replaced by its value; KeyError names the unknown one."""
    return _VAR.sub(lambda match: values[match[1]], css)


def tint(colour: str, share: float) -> str:
    """A solid colour: `share` of `colour` (#rrggbb) on white paper."""
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02x}" for channel in channels)
