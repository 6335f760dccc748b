"""A project's root → its whole site written into a folder: content read and checked, then drawn by the rooms."""

from __future__ import annotations

import ast
import gc
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.handbook.garbage import not_collecting
from plugins.publishing.place import Place
from plugins.publishing.publish import Order
from plugins.publishing.words import LANGUAGES, words

if TYPE_CHECKING:  # deciding that nothing changed must not cost these imports
    from plugins.handbook.ledger import Ledger
    from plugins.handbook.model import Handbook
    from plugins.publishing.verify import Expected
    from plugins.reading import Reading

SETTINGS = Path(__file__).resolve().parents[2] / "pelicanconf.py"
PUBLIC = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


def is_public(url: str) -> bool:
    """Whether `url` can be the site's public address."""
    return PUBLIC.fullmatch(url) is not None


def check(
    project: Place, language: str, form: str = "text", asked: Sequence[str] = (), here: Path | None = None
) -> int:
    """Tell every problem under `content/`, or in the files and folders `asked` for; returns the exit code.

    Nothing is written. `form` is one of `formats.FORMATS`; relative paths start at `here`.
    """
    try:
        from plugins import reading

        only = _below(project, asked, here or project.root, language)
        today, theme = date.today(), project.root / "theme"  # the writer's own day
        found = reading.check(project.root / "content", written_in(), today, only, theme)
    except Exception as error:  # noqa: BLE001  # a fault of ours is told as plainly as a fault of the writer's
        return _own_fault(error, project, language)
    print(found.told(form, language), end="")
    return 0 if found.passed else 1


def mend(project: Place, language: str, form: str = "text", asked: Sequence[str] = (), here: Path | None = None) -> int:
    """Mend what can be mended, print the difference, then tell what is left as `check` does."""
    try:
        from plugins import reading
        from plugins.reading.mending import mend as mend_content

        only = _below(project, asked, here or project.root, language)
        mended = mend_content(project.root / "content", written_in(), date.today(), only)
        mended.write(project.root / "content")
        found = reading.Reading(None, tuple(mended.survey.problems), mended.survey.sources).only(only)
    except Exception as error:  # noqa: BLE001  # as above
        return _own_fault(error, project, language)
    print(mended.diff(), end="", file=sys.stdout if form == "text" else sys.stderr)  # a program reads the findings
    print(found.told(form, language), end="")
    return 0 if found.passed else 1


def written_in() -> tuple[str, ...]:
    """`LANGUAGES` of pelicanconf.py, which holds values only, without the rooms that it loads for Pelican."""
    tree = ast.parse(SETTINGS.read_bytes())
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == "LANGUAGES" for target in node.targets):
            return tuple(ast.literal_eval(node.value))
    raise LookupError(f"{SETTINGS.name}: LANGUAGES is not set")


def _own_fault(error: Exception, project: Place, language: str) -> int:
    from plugins.publishing.failures import explain

    print(explain(error, language, project.root, project.log), file=sys.stderr)
    return 2


def _below(project: Place, asked: Sequence[str], here: Path, language: str) -> tuple[str, ...]:
    """The paths asked for, as findings name them; Refused when one is not below `content/`, or not there."""
    paths = [Path(os.path.normpath(here / path)) for path in asked]
    strange = [given for given, path in zip(asked, paths, strict=True) if not _is_content(path, project.root)]
    if strange:
        from plugins.publishing.failures import Refused

        raise Refused([words("no-content", language, path=given) for given in strange])
    return tuple(path.relative_to(project.root).as_posix() for path in paths)


def _is_content(path: Path, root: Path) -> bool:
    return path.is_relative_to(root / "content") and (path.exists() or path.is_symlink())


def composer(root: Path, order: Order) -> Callable[[Ledger], Expected]:
    """The function that writes the site of `root` into a ledger's folder and returns what must be there.

    Where the ledger knows the last site, the rooms are asked for what differs from it; else Pelican asks for all.
    """

    def write(ledger: Ledger) -> Expected:
        from plugins.handbook import shelf
        from plugins.handbook.memory import kept
        from plugins.handbook.site import from_settings
        from plugins.publishing.expect import expectation
        from plugins.theming.environment import COMPILED

        if order.url:
            os.environ["SITEURL"] = order.url
        with not_collecting():
            settings = _settings(root, ledger)
        site = from_settings(settings)
        if site.is_placeholder:
            print(words("placeholder", order.language, url=site.url), file=sys.stderr, flush=True)
        folder, code = Place(root).memory, ledger.code
        with (
            not_collecting(),
            kept(folder / "rooms", code) as memory,
            COMPILED.kept(folder / "templates", code),
            _book(settings, order.language, ledger, folder) as (book, marks),
        ):
            shelf.place(settings, book)
            shelf.remember(settings, memory, ledger, marks)
            is_whole = False
            try:
                _write(settings, ledger, order.language)
                is_whole = True
            finally:
                shelf.close(settings, is_whole=is_whole)
        return expectation(book, site)

    return write


def _settings(root: Path, ledger: Ledger) -> dict[str, Any]:
    if ledger.last.lines:
        from plugins.publishing.rewrite import values_of

        return values_of(root)
    from plugins.publishing.generate import settings_of

    return settings_of(root)


@contextmanager
def _book(
    settings: Mapping[str, Any], language: str, ledger: Ledger, folder: Path
) -> Iterator[tuple[Handbook, dict[str, str]]]:
    """The handbook, and the marks of its bodies; both are kept in `folder` when all has been written.

    What the last build has kept is enough where only bodies were saved since.
    """
    from plugins.handbook.memory import load
    from plugins.reading.kept import again, keep

    content, theme = Path(settings["PATH"]), Path(settings["THEME"])
    memory = load(folder / "reading", ledger.code)
    gc.freeze()  # what is remembered stays: going through all of it again and again takes a tenth of the time
    known = again(memory, ledger.inputs, content, theme) if ledger.last.lines else None
    if known is not None:
        print(known.told.get(language, ""), end="", flush=True)
        yield known.book, known.marks
        memory.put("marks", known.marks)
    else:
        gc.enable()  # much is made now
        reading, marks = _read(settings, language, ledger, folder), dict[str, str]()
        assert reading.book is not None  # noqa: S101  # narrows for mypy: an error was told, and has stopped us
        yield reading.book, marks
        memory.put("marks", marks)
        keep(memory, reading, ledger.inputs, content, LANGUAGES)
        memory.forget_the_rest()
    memory.save(folder / "reading", ledger.code)


def _read(settings: Mapping[str, Any], language: str, ledger: Ledger, folder: Path) -> Reading:
    """All that is read; every finding is told, and an error refuses the build."""
    from plugins.handbook.memory import kept
    from plugins.publishing.failures import Refused
    from plugins.reading import read

    with kept(folder / "answers", ledger.code) as memory:
        gc.freeze()
        found = read(Path(settings["PATH"]), tuple(settings["LANGUAGES"]), Path(settings["THEME"]), memory)
        if found.problems:
            print(found.report(language), end="", flush=True)
        if found.book is None:
            raise Refused([words("content", language)])
    return found


def _write(settings: dict[str, Any], ledger: Ledger, language: str) -> None:
    """Have the rooms write; a warning refuses what they wrote."""
    if ledger.last.lines:
        from plugins.publishing.rewrite import rewrite

        warnings = rewrite(settings, ledger.folder)
    else:
        from plugins.publishing.generate import generate

        warnings = generate(settings, ledger.folder)
    if warnings:
        from plugins.publishing.failures import Refused

        title = words("warnings", language, count=len(warnings))
        raise Refused([title, *(f"  {line}" for line in warnings)])
