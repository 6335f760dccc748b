"""Whatever stopped a build → one clear message in the language of the person who started it."""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from plugins.handbook.report import report
from plugins.publishing.words import words
from plugins.theming.interface import BrokenWords

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
PANGO = {
    "linux": {"id": "Jalankan: make site", "en": "Run: make site"},
    "darwin": {"id": "Jalankan: brew install pango", "en": "Run: brew install pango"},
}
ANYWHERE = {
    "id": "Cara memasangnya ada di dokumentasi WeasyPrint (First Steps).",
    "en": "WeasyPrint's documentation (First Steps) says how to install it.",
}


class Refused(Exception):  # noqa: N818  # not an error of ours: the build was refused, and these lines say why
    """A build that may not be published; `lines` are what the person is told."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self.lines = tuple(lines)


def explain(error: BaseException, language: str, root: Path, log: Path) -> str:
    """The message for `error`; paths are shown from `root`. A fault of the program itself is recorded in `log`."""
    if isinstance(error, Refused):
        return "\n".join(error.lines)
    if isinstance(error, KeyboardInterrupt):
        return words("interrupted", language)
    if isinstance(problems := getattr(error, "problems", None), tuple):  # a room's own report, in our reader's language
        return report(problems, {}, language).rstrip()
    if isinstance(error, BrokenWords):
        return words("broken-words", language, path=_shown(error.path, root), line=error.line, reason=error.reason)
    if isinstance(error, TemplateError):
        return _template(error, language, root)
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("plugins"):
        return words("no-package", language, name=error.name)
    if isinstance(error, OSError) and "pango" in str(error).lower():
        return words("no-pango", language, cure=PANGO.get(sys.platform, ANYWHERE)[language])
    if isinstance(error, OSError) and error.errno is not None:
        return _refused_by_system(error, language, root)
    return _own_fault(error, language, root, log)


def _refused_by_system(error: OSError, language: str, root: Path) -> str:
    path = _shown(error.filename, root) if error.filename else root.name
    key = "disk-full" if error.errno in FULL else "no-access" if error.errno in FORBIDDEN else "os-error"
    return words(key, language, path=path, reason=error.strerror)


def _template(error: TemplateError, language: str, root: Path) -> str:
    """Jinja names the template of a syntax error; of a fault at rendering, the last template on the way there."""
    if isinstance(error, TemplateSyntaxError):
        path, line = error.filename or error.name, error.lineno
    elif isinstance(error, TemplateNotFound) and not _frames(error, ".html"):
        return words("no-template", language, path=error.name)
    else:
        path, line = _frames(error, ".html")[-1] if _frames(error, ".html") else (None, 0)
    return words("template", language, path=_shown(path or "?", root), line=line, reason=error.message or error)


def _own_fault(error: BaseException, language: str, root: Path, log: Path) -> str:
    frames = [frame for frame in _frames(error, "") if frame[0].startswith(str(root)) and ".venv" not in frame[0]]
    path, line = (frames or _frames(error, "") or [(str(root), 0)])[-1]
    if isinstance(error, SyntaxError) and error.filename:
        path, line = error.filename, error.lineno or 0
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        traceback.print_exception(error)
    reason = f"{type(error).__name__}: {error}"
    return words("own-fault", language, place=f"{_shown(path, root)}:{line}", reason=reason, log=_shown(log, root))


def _frames(error: BaseException, ending: str) -> list[tuple[str, int]]:
    """File and line of each call on the way to `error`, outermost first, for files with this ending."""
    frames = traceback.extract_tb(error.__traceback__)
    return [(frame.filename, frame.lineno or 0) for frame in frames if frame.filename.endswith(ending)]


def _shown(path: str | bytes | Path | int, root: Path) -> str:
    """A path as a person at the project's root writes it."""
    shown = Path(path.decode() if isinstance(path, bytes) else str(path))
    return str(shown.relative_to(root)) if shown.is_relative_to(root) else str(shown)
