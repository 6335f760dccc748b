"""A pull request → what its writer is shown: findings on changed lines first, the full table, a patch, changed cards.

Everything is told in Indonesian and English at once: a code host does not know which language its reader reads.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from plugins.handbook.model import Handbook
from plugins.handbook.problem import START, Level, Problem, problem
from plugins.handbook.report import LEVELS, cure, message

MOST = 10  # annotations a level: more are not shown by the host
BOTH = ("id", "en")
CODE = ("plugins/", "theme/templates/", "theme/static/", ".github/", ".ci/", "tasks.py", "Makefile", "pelicanconf.py")
MEND = (sys.executable, "-m", "invoke", "check", "--fix")
HEAD = "| | Di mana · Where | Apa · What | Perbaikan · Cure |\n| --- | --- | --- | --- |\n"
CLEAN = "Tidak ada temuan. · No findings.\n"
_FILE = re.compile(r"^\+\+\+ (?:b/)?(.*?)\t?$")
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")

Lines = Mapping[str, frozenset[int]]


def changed_lines(diff: str) -> Lines:
    """The lines that a unified diff without context adds or changes, by file."""
    found: dict[str, set[int]] = {}
    path = ""
    for line in diff.split("\n"):
        if file := _FILE.match(line):
            path = file[1]
        elif hunk := _HUNK.match(line):
            first, count = int(hunk[1]), int(hunk[2] or 1)
            found.setdefault(path, set()).update(range(first, first + count))
    return {path: frozenset(lines) for path, lines in found.items()}


def nearest_first(problems: Iterable[Problem], changed: Lines) -> list[Problem]:
    """The findings of changed lines, then of changed files, then all others; each in the usual order."""

    def distance(found: Problem) -> int:
        lines = changed.get(found.path)
        return 2 if lines is None else int(found.line not in lines)

    return sorted(problems, key=lambda found: (distance(found), found.order))


def marks(problems: Iterable[Problem], changed: Lines) -> Iterator[str]:
    """Workflow commands that mark the nearest findings on their lines, at most `MOST` a level.

    Of files that the change leaves as they were, errors alone: it may be what broke a link there.
    """
    left: dict[Level, int] = dict.fromkeys(LEVELS, MOST)
    for found in nearest_first(problems, changed):
        own = found.level == "error" or not changed or found.path in changed or found.code == "S506"
        if own and left[found.level]:
            left[found.level] -= 1
            end = found.column + found.length
            place = f"file={_property(found.path)},line={found.line},col={found.column},endColumn={end}"
            yield f"::{found.level} {place},title={found.code}::{_data(_told(found))}"


def summary(problems: Iterable[Problem], changed: Lines) -> str:
    """Every finding as a Markdown table, the nearest first."""
    rows = [
        f"| {found.level} {found.code} | `{_cell(found.path)}:{found.line}:{found.column}` "
        f"| {_cell(_in_both(found, message))} | {_cell(_in_both(found, cure))} |"
        for found in nearest_first(problems, changed)
    ]
    return HEAD + "\n".join(rows) + "\n" if rows else CLEAN


def mended(root: Path, mend: Sequence[str]) -> str:
    """What the command `mend` would change in the committed tree, as a patch; "" when nothing, or when it cannot."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        _git(root, "clone", "--quiet", "--shared", "--no-hardlinks", str(root), str(copy))
        subprocess.run(mend, cwd=copy, capture_output=True, check=False)
        return _git(copy, "diff", "--no-color", "--", "content").decode()


def lines_since(root: Path, base: str) -> Lines | None:
    """The lines of `content/` that changed since this branch left the commit `base`; None for no such commit."""
    if not _is_commit(root, base):
        return None
    words = ("diff", "--no-color", "--unified=0", "--no-renames", f"{base}...HEAD", "--", "content")
    return changed_lines(_git(root, *words).decode(errors="replace"))


def files_since(root: Path, base: str) -> tuple[str, ...]:
    """Every file that changed since this branch left the commit `base`; none for no such commit."""
    if not _is_commit(root, base):
        return ()
    names = _git(root, "diff", "--name-only", "--no-renames", "-z", f"{base}...HEAD").decode(errors="replace")
    return tuple(name for name in names.split("\0") if name)


def together(files: Sequence[str]) -> Iterator[Problem]:
    """S506, at the first file of code, for a change of content and code at once."""
    code = [path for path in files if path.startswith(CODE)]
    if code and any(path.startswith("content/") for path in files):
        yield problem(code[0], START, "S506")


def before(root: Path, base: str, folder: Path) -> Path | None:
    """`content/` as it was where this branch left `base`, unpacked below `folder`; None for no such commit."""
    if not _is_commit(root, base):
        return None
    fork = _git(root, "merge-base", base, "HEAD").decode().strip()
    with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", fork, "content"))) as archive:
        for member in archive:  # a link or a device of a stranger is left out
            if member.isfile() and (bytes_of := archive.extractfile(member)):
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(bytes_of.read())
    return folder / "content"


def changed_cards(old: Handbook | None, book: Handbook) -> tuple[str, ...]:
    """The keys of cards that say something else than before, or are new."""
    known = {card.key: card.model_dump(exclude={"path"}) for card in old.cards} if old else {}
    return tuple(card.key for card in book.cards if card.model_dump(exclude={"path"}) != known.get(card.key))


def gallery(pictures: Sequence[str]) -> str:
    """A page that shows the pictures before and after side by side: names without `.before.webp`, `.after.webp`."""
    rows = "".join(
        f'<h2>{name}</h2><p><img src="{name}.before.webp" alt="sebelum · before"> '
        f'<img src="{name}.after.webp" alt="sesudah · after"></p>\n'
        for name in pictures
    )
    title = "<title>Sebelum, sesudah · Before, after</title>"
    return f'<!DOCTYPE html>\n<html lang="id"><meta charset="utf-8">{title}\n{rows}'


def _told(found: Problem) -> str:
    return f"{_in_both(found, message)}\n{_in_both(found, cure)}"


def _in_both(found: Problem, words: Callable[[Problem, str], str]) -> str:
    return " · ".join(dict.fromkeys(words(found, language) for language in BOTH))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """A text that is neither markup nor the end of its cell."""
    marks = {"&": "&amp;", "<": "&lt;", "|": "\\|", "\n": " ", "`": "'", "@": "@\u200b"}
    return "".join(marks.get(character, character) for character in text)


def _is_commit(root: Path, name: str) -> bool:
    asked = ("git", "-C", str(root), "merge-base", "--end-of-options", name, "HEAD")
    return bool(name) and subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _git(root: Path, *words: str) -> bytes:
    return subprocess.run(("git", "-C", str(root), *words), capture_output=True, check=True).stdout
