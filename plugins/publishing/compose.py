"""A project's root → its whole site written into a folder: content read and checked, then drawn by the rooms."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.publishing.fingerprint import of_code
from plugins.publishing.place import Place
from plugins.publishing.publish import Order
from plugins.publishing.words import words

if TYPE_CHECKING:  # deciding that nothing changed must not cost these imports
    from plugins.handbook.memory import Memory
    from plugins.handbook.model import Handbook
    from plugins.publishing.verify import Expected

CARDS_NEED = ("plugins.reading", "plugins.cards")
PUBLIC = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


def is_public(url: str) -> bool:
    """Whether `url` can be the site's public address."""
    return PUBLIC.fullmatch(url) is not None


def check(project: Place, language: str) -> int:
    """Tell every problem under `content/`; returns the exit code. Nothing is written."""
    try:
        from pelicanconf import LANGUAGES
        from plugins import reading

        found = reading.check(project.root / "content", LANGUAGES, date.today())  # the writer's own day
    except Exception as error:  # noqa: BLE001  # a fault of ours is told as plainly as a fault of the writer's
        from plugins.publishing.failures import explain

        print(explain(error, language, project.root, project.log), file=sys.stderr)
        return 2
    print(found.report(language), end="")
    return 0 if found.passed else 1


def print_cards(project: Place, language: str) -> int:
    """Print the cards alone, for a look at them, into `build/cards/`; returns the exit code."""
    try:
        from plugins.handbook import shelf
        from plugins.publishing.generate import settings_of

        settings = settings_of(project.root)
        settings["PLUGINS"] = [room for room in settings["PLUGINS"] if room.__name__ in CARDS_NEED]
        shelf.place(settings, _read(settings, language))
        shutil.rmtree(project.cards, ignore_errors=True)
        project.cards.mkdir(parents=True)
        _generate(settings, project.cards, language)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # as above
        from plugins.publishing.failures import explain

        print(explain(error, language, project.root, project.log), file=sys.stderr)
        return 1
    print(words("printed", language, folder="build/cards/", cards=len(list(project.cards.rglob("*.pdf")))))
    return 0


def composer(root: Path, order: Order) -> Callable[[Path], Expected]:
    """The function that writes the site of `root` into a folder and returns what must be there."""

    def write(folder: Path) -> Expected:
        from plugins.handbook import shelf
        from plugins.handbook.memory import load
        from plugins.handbook.site import from_settings
        from plugins.publishing.expect import expectation
        from plugins.publishing.generate import settings_of

        kept, sign = Place(root).memory / "answers", of_code(root)
        memory = load(kept, sign)
        if order.url:
            os.environ["SITEURL"] = order.url
        settings = settings_of(root)
        site = from_settings(settings)
        if site.is_placeholder:
            print(words("placeholder", order.language, url=site.url), file=sys.stderr, flush=True)
        book = _read(settings, order.language, memory)
        shelf.place(settings, book)
        shelf.remember(settings, memory)
        _generate(settings, folder, order.language)
        memory.forget_the_rest()
        memory.save(kept, sign)
        return expectation(book, site)

    return write


def _read(settings: Mapping[str, Any], language: str, memory: Memory | None = None) -> Handbook:
    """The handbook; every finding is told, and an error refuses the build."""
    from plugins.publishing.failures import Refused
    from plugins.reading import read

    found = read(Path(settings["PATH"]), tuple(settings["LANGUAGES"]), Path(settings["THEME"]), memory)
    if found.problems:
        print(found.report(language), end="", flush=True)
    if found.book is None:
        raise Refused([words("content", language)])
    return found.book


def _generate(settings: dict[str, Any], folder: Path, language: str) -> None:
    """Have the rooms write into `folder`; a warning refuses what they wrote."""
    from plugins.publishing.failures import Refused
    from plugins.publishing.generate import generate

    warnings = generate(settings, folder)
    if warnings:
        title = words("warnings", language, count=len(warnings))
        raise Refused([title, *(f"  {line}" for line in warnings)])
