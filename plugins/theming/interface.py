"""Interface words: `theme/translations/<language>/LC_MESSAGES/messages.po` → gettext functions; no .mo is needed."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path

CATALOGUES: dict[str, tuple[str, bytes]] = {}  # path → sha256 of the file, and what gettext reads of it


class BrokenWords(Exception):  # noqa: N818  # names what is broken
    """A file of interface words that cannot be read; `line` counts from 1."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


def catalogue_path(theme: Path, language: str) -> Path:
    """Where the interface words of a language lie."""
    return theme / "translations" / language / "LC_MESSAGES" / "messages.po"


@lru_cache(maxsize=16)
def _read(path: Path, _stamp: int) -> GNUTranslations:
    data = path.read_bytes()
    sha = hashlib.sha256(data).hexdigest()
    if CATALOGUES.get(str(path), ("", b""))[0] != sha:
        CATALOGUES[str(path)] = sha, _compiled(path, data)
    return GNUTranslations(io.BytesIO(CATALOGUES[str(path)][1]))


def _compiled(path: Path, data: bytes) -> bytes:
    from babel.messages.mofile import write_mo  # takes longer to load, and to work, than most builds have for words
    from babel.messages.pofile import PoFileError, read_po

    try:
        catalogue = read_po(io.BytesIO(data), abort_invalid=True)
    except PoFileError as error:
        # Babel counts lines from 0 and repeats the number in its message
        raise BrokenWords(path, error.lineno + 1, str(error.args[0]).rpartition(" on ")[0]) from error
    except UnicodeDecodeError as error:
        raise BrokenWords(path, 1, "UTF-8?") from error
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def interface(theme: Path, language: str) -> GNUTranslations:
    """The interface words of `language`; OSError when the file is missing, BrokenWords when it cannot be read."""
    path = catalogue_path(theme, language)
    return _read(path, path.stat().st_mtime_ns)
