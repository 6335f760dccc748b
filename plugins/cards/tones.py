"""`tokens.css` → the colours of print: plain values for `var(--ink)`, and tints without transparency."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+);")
_VAR = re.compile(r"var\(--([\w-]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def tokens(css: str, accent: tuple[str, ...] = ()) -> Mapping[str, str]:
    """The design's measures by name, as light paper sees them: the first `:root` block, or ValueError.

    The site's `accent`, light and dark, takes the place of the brand, as on its pages; without one the brand stays.
    """
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
