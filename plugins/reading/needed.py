"""A check of a few files → the files it has to look into: those, what they refer to, and what they could be taken for.

Every other file is known by its name alone, which is most of what others need of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from plugins.reading.files import File
from plugins.reading.links import reference_of
from plugins.reading.places import Spot
from plugins.reading.text import HIDDEN

if TYPE_CHECKING:
    from plugins.reading.survey import Survey

Placed = tuple[File, Spot]
TEXTS = ("entry", "words")


def in_turn(places: Sequence[Placed], found: Survey) -> Iterator[Placed]:
    """The files to read into `found`: all of `places`, or those asked for, then what those turn out to need."""
    if not found.setting.only:
        yield from places
        return
    asked = [each for each in places if found.setting.asks_for(each[0].path)]
    entries = {spot.reference for _, spot in asked if spot.role in TEXTS}  # each is judged as a whole
    later: list[Placed] = []
    for file, spot in places:
        if found.setting.asks_for(file.path) or (spot.role in TEXTS and spot.reference in entries):
            yield file, spot  # the caller reads it before it asks for the next
        else:
            later.append((file, spot))
    needed = _Needed(found, asked)
    for file, spot in later:
        if (file, spot) in needed:
            yield file, spot
        elif spot.role != "images":
            found.spots[spot] = file.path


class _Needed:
    """What the files `asked` for need of others, once they have been read into `found`."""

    def __init__(self, found: Survey, asked: Sequence[Placed]) -> None:
        roles = {spot.role for _, spot in asked}
        texts = [(file, spot) for file, spot in asked if spot.role == "words"]
        outlines = [(file.path, outline) for file, spot in texts if (outline := found.outlines.get(spot[2:]))]
        targets = [(path, link.target) for path, outline in outlines for link in outline.links]
        self._roles = {"questions"} if roles & {"cards", "questions"} else set()
        self._roles |= {"sources"} if any(outline.cites for _, outline in outlines) else set()
        self._roles |= {"words"} if any(target.startswith("/") for _, target in targets) else set()  # a slug, maybe
        self._relationships = "questions" in roles
        self._references = {reference_of(target, path) for path, target in targets}
        self._names = {
            (reference.split("/")[0], _plain(name))
            for (reference, _), sheet in found.draft().words.items()
            for name in (sheet.content.title, sheet.content.slug, *sheet.content.aliases)
        }

    def __contains__(self, each: Placed) -> bool:
        file, spot = each
        kind = spot.reference.split("/")[0]
        if spot.role == "entry":
            return self._relationships and kind == "relationships"
        linked = spot.role == "words" and spot.reference in self._references
        return linked or spot.role in self._roles or (spot.role == "words" and self._could_clash(kind, file))

    def _could_clash(self, kind: str, file: File) -> bool:
        """Whether a text may have a title or a slug that one of those asked for has (F122, A217)."""
        front = file.data.partition(b"\n---")[0].decode("utf-8", "replace")
        if "\\" in front or HIDDEN.search(front):
            return True  # what it says is not how it is spelled
        said = _plain(front)
        return any(name in said for of, name in self._names if of == kind)


def _plain(text: str) -> str:
    """A text without the ways to write the same value in another form."""
    return " ".join(text.replace("''", "'").split()).casefold()
