"""Nothing → the versions of everything that decides what is drawn, beside our own code: a key made of them grows old.

Costs no import of what it asks for.
"""

from __future__ import annotations

import ctypes
import platform
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version

PACKAGES = (
    "weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "pillow", "segno",
    "page-validation", "jinja2", "markupsafe", "babel", "icalendar",
)  # fmt: skip
LIBRARIES: Mapping[str, tuple[str, tuple[str, ...]]] = {  # as WeasyPrint finds them on Linux, macOS and Windows
    "pango": ("pango_version_string", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0")),
    "harfbuzz": ("hb_version_string", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0")),
    "subsetter": ("", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0")),
}


@cache
def versions() -> tuple[str, ...]:
    """Of Python, the machine, each package and each shared library."""
    libraries = (_library(*names) for names in LIBRARIES.values())
    return (sys.version, platform.machine(), zlib.ZLIB_RUNTIME_VERSION, *map(version, PACKAGES), *libraries)


def _library(function: str, names: tuple[str, ...]) -> str:
    """The version of a shared library, `present` when it tells none, `absent` when it is not there."""
    for name in names:
        with suppress(OSError):
            library = ctypes.CDLL(name)
            if not function:
                return "present"
            tell = getattr(library, function)
            tell.restype = ctypes.c_char_p
            return str(tell().decode())
    return "absent"
