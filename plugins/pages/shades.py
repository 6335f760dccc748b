"""Style sheet → the same, with light and dark by the reader’s choice too: radio buttons, remembered by a script.

`tokens.css` says each colour once: light in `:root`, dark for devices set to dark. What a choice needs follows from it.
"""

from __future__ import annotations

import re
from string import ascii_letters

_USED = re.compile(r"var\((--[\w-]+)")
_VALUE = re.compile(r"(?<=[{;])(--[\w-]+):[^;}]*;?")
_BRAND = re.compile(r"(?<=--brand:)#[0-9a-f]{6}")
_LIGHT = re.compile(r":root\{(.*?)\}")
_DARK = re.compile(r"(@media \(prefers-color-scheme:dark\)\{:root)(\{(.*?)\}\})")
_NAME = re.compile(r"--[\w-]+")
_SAID = re.compile(r"(--[\w-]+):([^;]*)")
_COLOUR = re.compile(r"--[\w-]+:#[0-9a-f]+;?")


def only_used(css: str) -> str:
    """The tight sheet without values that no rule of it asks for: most pages show no relationship's colour."""
    used = set(_USED.findall(css))
    return _VALUE.sub(lambda there: there[0] if there[1] in used else "", css)


def settled(css: str) -> str:
    """The tight sheet with each measure (space, type, width) where it is asked for: only colours change on a page."""
    light = _LIGHT.search(css)
    measures = {name: value for name, value in _SAID.findall(light[1] if light else "") if not value.startswith("#")}
    for name, value in measures.items():  # a later one may ask for an earlier one
        css = css.replace(f"var({name})", value)
        measures.update((later, asking.replace(f"var({name})", value)) for later, asking in measures.items())
    return _VALUE.sub(lambda there: "" if there[1] in measures else there[0], css)


def shortened(css: str) -> str:
    """The tight sheet with a letter for the name of each value it asks for; what a copy may set keeps its name."""
    names = sorted({there[1] for there in _VALUE.finditer(css)} - {"--brand"})
    letters = iter(ascii_letters)
    short = {name: f"--{next(letters, name[2:])}" for name in names}
    return _NAME.sub(lambda there: short.get(there[0], there[0]), css)


def with_accent(css: str, accent: tuple[str, ...]) -> str:
    """The tight sheet, or the icon, with `accent`, light and dark, for its brand; without one, as it is."""
    shades = iter(accent)
    return _BRAND.sub(lambda there: next(shades, there[0]), css)


def with_choice(css: str) -> str:
    """The tight sheet `css`; without light and dark in it, as it is.

    Browsers that do not know `:has()` drop the rule for the light button alone, and the dark one inside `:is()`.
    """
    light, dark = _LIGHT.search(css), _DARK.search(css)
    if not light or not dark:
        return css
    colours = "".join(_COLOUR.findall(light[1]))
    by_device = f"{dark[1]}:not([data-theme=light]){dark[2]}"
    chosen = (
        ":root[data-theme=light]{color-scheme:light}"
        f":root:has(.look [value=light]:checked){{color-scheme:light;{colours}}}"
        f":root:is([data-theme=dark],:has(.look [value=dark]:checked)){{color-scheme:dark;{dark[3]}}}"
    )
    return css[: dark.start()] + by_device + chosen + css[dark.end() :]
