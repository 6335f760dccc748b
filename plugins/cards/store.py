"""Printed cards kept between builds: a key made of everything that decides a PDF's bytes → the PDF.

A file's name holds its key and the hash of its own bytes: one rename stores it whole, and a damaged one is noticed.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shutil
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from plugins.cards.faces import FACES

PACKAGES = (
    "weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "pillow", "segno",
    "page-validation", "jinja2", "markupsafe", "babel", "icalendar",
)  # fmt: skip
LIBRARIES: Mapping[str, tuple[str, tuple[str, ...]]] = {  # as WeasyPrint finds them on Linux, macOS and Windows
    "pango": ("pango_version_string", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0")),
    "harfbuzz": ("hb_version_string", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0")),
    "subsetter": ("", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0")),
}
CODE = ("cards", "theming", "handbook")  # the rooms whose code decides what a card says and looks like
MOST = 3000  # PDFs kept; the least recently used go first


@cache
def machine() -> str:
    """What else decides the bytes: the code, the faces, and the versions of all that draws."""
    digest = hashlib.sha256()
    plugins = Path(__file__).parent.parent
    code = [path for room in CODE for path in sorted((plugins / room).glob("*.py"))]
    for path in (*code, *FACES.values()):
        digest.update(path.read_bytes())
    versions = [sys.version, platform.machine(), zlib.ZLIB_RUNTIME_VERSION, *map(version, PACKAGES)]
    versions += [_library(*names) for names in LIBRARIES.values()]
    return "\0".join([digest.hexdigest(), *versions])


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


class Store:
    """The PDFs kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Look once into `folder`, which need not exist."""
        self.folder = folder
        self._kept = {path.name.split(".")[0]: path for path in sorted(folder.glob("*.*.pdf"))}

    def find(self, name: str) -> Path | None:
        """The file kept under a key, or None; a damaged one is thrown away."""
        path = self._kept.get(name)
        if path is None:
            return None
        with suppress(OSError):
            if path.name == _file_name(name, path.read_bytes()):
                os.utime(path)  # used now: what goes first when the folder is full
                return path
        path.unlink(missing_ok=True)
        del self._kept[name]
        return None

    def keep(self, name: str, pdf: bytes) -> Path:
        """Store a PDF whole or not at all; returns its file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / _file_name(name, pdf)
        with NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
            file.write(pdf)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
        self._kept[name] = path
        return path

    def tidy(self) -> None:
        """Throw away the least recently used PDFs above `MOST`."""
        if len(self._kept) > MOST:
            oldest = sorted(self._kept.values(), key=lambda path: path.stat().st_mtime_ns)
            for path in oldest[: len(self._kept) - MOST]:
                path.unlink(missing_ok=True)


def place(kept: Path, target: Path) -> None:
    """Put a kept PDF into the output, by a link where the file system can and a copy where not; never half written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.samefile(kept):
        return
    beside = target.with_name(f".{target.name}.part")
    beside.unlink(missing_ok=True)
    try:
        beside.hardlink_to(kept)
    except OSError:
        shutil.copyfile(kept, beside)
    beside.replace(target)


def _file_name(name: str, pdf: bytes) -> str:
    return f"{name}.{hashlib.sha256(pdf).hexdigest()}.pdf"
