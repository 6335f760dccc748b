"""Interface words: `theme/translations/<language>/LC_MESSAGES/messages.po` → gettext functions; no .mo is needed."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations


def catalogue_path(theme: Path, language: str) -> Path:
    """Where the interface words of a language lie."""
    return theme / "translations" / language / "LC_MESSAGES" / "messages.po"


@lru_cache(maxsize=16)
def _read(path: Path, _stamp: int) -> Translations:
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def interface(theme: Path, language: str) -> Translations:
    """The interface words of `language`; OSError when the file is missing, PoFileError when it cannot be read."""
    path = catalogue_path(theme, language)
    return _read(path, path.stat().st_mtime_ns)
