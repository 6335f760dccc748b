"""A content folder that is being written → its handbook, again and again, at the cost of what was saved since.

`everything` is what `read` gives. `one` answers sooner, for a text whose address stays: what its words change in other
files' findings, and in the notices of changed sections, is left to the next `everything`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.handbook.memory import Memory
from plugins.handbook.model import Entry, Handbook
from plugins.handbook.problem import Problem, blocks
from plugins.reading import Reading, whole
from plugins.reading.assemble import UnsafeError, renderer, words_of
from plugins.reading.files import File, plain_file
from plugins.reading.links import Links
from plugins.reading.places import Spot, place
from plugins.reading.survey import Survey, survey, taken


class Rereading:
    """The readings of one folder. `book` is the last handbook without errors."""

    def __init__(self, content: Path, languages: tuple[str, ...], theme: Path) -> None:
        """Nothing is read yet."""
        self.book: Handbook | None = None
        self._content, self._languages, self._theme = content, languages, theme
        self._memory = Memory()
        self._found: Survey | None = None  # what the last reading found, if it gave a handbook

    def everything(self) -> Reading:
        """The whole reading; files that are as they were are not looked into."""
        found = survey(self._content, self._languages, memory=self._memory)
        reading = whole(found, self._content, self._theme, self._memory)
        self._memory.forget_the_rest()
        self._found = found if reading.book else None
        self.book = reading.book or self.book
        return reading

    def one(self, path: str) -> bool:
        """Take over the words of the text `path` (`content/guides/what-is/id.md`); False: `everything` has to look."""
        spot = place(path, self._languages)
        file = plain_file(self._content, path)
        if self._found is None or self.book is None or file is None or not isinstance(spot, Spot):
            return False
        if (spot.reference, spot.language) not in self._found.outlines:
            return False
        found = taken(file, spot, self._found.setting, self._memory)
        if blocks(tuple(found.problems)) or blocks(tuple(self._astray(file, spot, found))):
            return False
        entry = self._reworded(spot, found)
        if entry is None:
            return False
        self._found.add(found)
        self.book = self.book.with_entry(entry)
        return True

    def _astray(self, file: File, spot: Spot, found: Survey) -> Iterator[Problem]:
        """The links of a text that lead nowhere."""
        assert self._found is not None  # noqa: S101  # narrows for mypy; the caller has looked
        links = Links(found.setting.references, {**self._found.outlines, **found.outlines}, self._languages, {})
        for outline in found.outlines.values():
            for link in outline.links:
                yield from links.check(file.path, spot.language, link)

    def _reworded(self, spot: Spot, found: Survey) -> Entry | None:
        """The entry with its words as they are now; None when its address, its sources or its HTML are in doubt."""
        assert self.book is not None  # noqa: S101  # narrows for mypy; the caller has looked
        book, key = self.book, (spot.reference, spot.language)
        entry, sheet = book.by_reference.get(spot.reference), found.draft().words.get(key)
        if not isinstance(entry, Entry) or sheet is None or key not in found.outlines:
            return None
        before = entry.words[spot.language]
        cited = {cite.target for cite in found.outlines[key].cites}
        same_place = (before.slug, before.aliases) == (sheet.content.slug, sheet.content.aliases)
        if not same_place or not cited <= {source.key for source in book.sources}:
            return None
        render = renderer(book.languages, book.terms, book.sources, self._theme, self._memory)
        try:
            prose = render(spot.language, found.bodies[key], sheet.path)
        except UnsafeError:
            return None
        words = {**entry.words, spot.language: words_of(sheet, spot.language, prose)}
        return entry.model_copy(update={"words": words})
