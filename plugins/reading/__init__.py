"""Files under `content/` → the checked, frozen `Handbook`, or every finding at once.

`check` only looks: it renders nothing and imports no Markdown. `read` builds the handbook when no error stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.handbook.formats import formatted
from plugins.handbook.memory import Memory
from plugins.handbook.problem import START, Problem, blocks, problem
from plugins.handbook.report import report
from plugins.reading.files import walk
from plugins.reading.front import front_of
from plugins.reading.phrases import phrases
from plugins.reading.survey import Survey, survey
from plugins.reading.text import decode

if TYPE_CHECKING:  # a check alone does not wait for the model
    from plugins.handbook.model import Handbook
    from plugins.reading.outline import Outline


@dataclass(frozen=True)
class Reading:
    """What was read: the handbook (None after an error, or a mere check), the findings, and the texts to quote.

    Of a handbook, what those have to know who read it again: of each text, the outline of its body, by reference and
    language, and the front matter, by path; and the hashes of all units of words, where there is a lock.
    """

    book: Handbook | None
    problems: tuple[Problem, ...]
    sources: Mapping[str, str]
    outlines: Mapping[tuple[str, str], Outline] = field(default_factory=dict)
    fronts: Mapping[str, str] = field(default_factory=dict)
    hashes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by unit and language

    @property
    def passed(self) -> bool:
        """Whether no finding stops the build."""
        return not blocks(self.problems)

    def only(self, paths: Sequence[str]) -> Reading:
        """This reading with the findings at or below `paths` alone; with all when there are none."""
        below = tuple(f"{path.rstrip('/')}/" for path in paths)
        kept = tuple(found for found in self.problems if not paths or f"{found.path}/".startswith(below))
        return replace(self, problems=kept)

    def also(self, problems: tuple[Problem, ...], sources: Mapping[str, str]) -> Reading:
        """This reading with the findings of other files."""
        return replace(self, problems=(*self.problems, *problems), sources={**self.sources, **sources})

    def report(self, language: str) -> str:
        """The findings as text."""
        return report(self.problems, self.sources, language)

    def told(self, form: str, language: str) -> str:
        """The findings in one of `formats.FORMATS`."""
        return formatted(form, self.problems, self.sources, language)


class ContentError(Exception):
    """The content has errors; the message is the whole report."""

    def __init__(self, reading: Reading, language: str) -> None:
        super().__init__(reading.report(language))
        self.problems = reading.problems


def check(
    content: Path,
    languages: tuple[str, ...],
    today: date | None = None,
    only: tuple[str, ...] = (),
    theme: Path | None = None,
) -> Reading:
    """Every finding below `content`, or at and below the paths `only`, without a handbook.

    Dates after tomorrow are refused when `today` is given. A check of everything also looks at the interface words of
    `theme`, when that is given.
    """
    found = survey(content, languages, today, only)
    reading = Reading(None, tuple(found.problems), found.sources).only(only)
    return reading if only or theme is None else reading.also(*phrases(theme, languages))


def read(
    content: Path, languages: tuple[str, ...], theme: Path, memory: Memory | None = None, *, bodies: bool = True
) -> Reading:
    """The handbook below `content` with every finding; `theme` has the interface words that its notes use.

    With the `memory` of an earlier reading, only what has changed since is looked at; the answer is the same. Without
    `bodies` texts are checked but not rendered, which takes most of the time: enough for cards, not for pages.
    """
    found = survey(content, languages, memory=memory)  # what it has worked out is let go of, unless somebody keeps it
    return whole(found, content, theme, memory, bodies=bodies)


def whole(found: Survey, content: Path, theme: Path, memory: Memory | None, *, bodies: bool = True) -> Reading:
    """The reading of everything that a survey of `content` found, which loses its bodies; the rest as in `read`."""
    problems = tuple(found.problems)
    if blocks(problems):
        return Reading(None, problems, found.sources)
    from plugins.reading.assemble import UnsafeError, assemble  # renders: a check alone does not wait for Markdown

    try:
        book = assemble(found.draft(), found.bodies if bodies else {}, theme, memory)
        found.bodies.clear()  # they are in the handbook now
    except UnsafeError as unsafe:
        return Reading(None, (*problems, problem(unsafe.path, START, "S505", "changed")), found.sources)
    compared, hashes = _compared(book, content, found.sources, memory) if bodies else (book, {})
    quoted = {path: found.sources[path] for path in {told.path for told in problems} & found.sources.keys()}
    fronts = {path: front_of(path, text) for path, text in found.sources.items() if path.endswith(".md")}
    return Reading(compared, problems, quoted, found.outlines, fronts, hashes)


def texts(content: Path) -> Mapping[str, str | None]:
    """The text of every file below `content` that is one, by its path; None for one that cannot be read."""
    read_ = ((file.path, decode(file)) for file in walk(content)[0] if file.path.endswith((".md", ".yaml")))
    return {path: quoted if text is not None else None for path, (text, quoted, _) in read_}


def _compared(
    book: Handbook, content: Path, sources: Mapping[str, str], memory: Memory | None
) -> tuple[Handbook, Mapping[str, Mapping[str, str]]]:
    """The handbook with how its languages stand; with a lock, what changed in one alone too, and all hashes."""
    from plugins.handbook.freshness import lock
    from plugins.handbook.freshness.notice import changed_sections
    from plugins.handbook.freshness.standing import standings
    from plugins.handbook.freshness.states import compare
    from plugins.handbook.freshness.units import units

    agreed = lock.parse(lock.load(content))
    comparison = compare(units(sources, book.languages, memory, quoted=False), agreed, book.languages)
    book = book.model_copy(update={"standings": standings(comparison, book.languages)})
    if not agreed.agreed:
        return book, {}
    hashes = {name: unit.hashes for name, unit in comparison.units.by_id.items()}
    return book.model_copy(update={"changed": changed_sections(book, comparison)}), hashes


def handbook(content: Path, languages: tuple[str, ...], theme: Path, language: str = "id") -> Handbook:
    """The handbook; raises `ContentError`, with the whole report in `language`, when any error stands."""
    reading = read(content, languages, theme)
    if reading.book is None:
        raise ContentError(reading, language)
    return reading.book


def _put_on_shelf(pelican: Any) -> None:
    from plugins.handbook import shelf

    settings = pelican.settings
    if shelf.SHELF in settings:  # `inv build` has read it already, to tell its findings
        return
    languages = tuple(settings["LANGUAGES"])
    shelf.place(settings, handbook(Path(settings["PATH"]), languages, Path(settings["THEME"]), languages[0]))


def register() -> None:
    """Connect the room to Pelican."""
    from pelican import signals  # a check alone does not wait for Pelican

    signals.initialized.connect(_put_on_shelf)
