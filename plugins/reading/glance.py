"""A card's key → the handbook of that card alone, from the dozen files that it is printed from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.handbook.model import Handbook
from plugins.handbook.problem import blocks
from plugins.reading.across import across
from plugins.reading.fields import Setting
from plugins.reading.files import walk
from plugins.reading.needed import Placed
from plugins.reading.survey import Survey, placed
from plugins.reading.waivers import apply

INDEX = "pages/cards"  # its address begins the address of every card


def glance(content: Path, languages: tuple[str, ...], theme: Path, key: str) -> Handbook | None:
    """The handbook of one card (`peer/regular`) or of a relationship's cards (`peer`), without any body.

    None where there is no such card, or a finding in these files stops it: then the whole must be read, and told.
    """
    spots, references, _ = placed(walk(content)[0], languages)
    cards = [
        (file, spot)
        for file, spot in spots
        if spot.role == "cards" and f"{spot.reference}/".startswith(f"cards/{key}/")
    ]
    if not key or not cards:
        return None
    paths = tuple(file.path for file, _ in cards)
    found = Survey(Setting(languages, references, None, paths))
    for file, spot in cards:
        found.take(file, spot)
    for file, spot in _needed(spots, cards, found):
        found.take(file, spot)
    told = [*found.problems, *(one for one in across(found) if one.path in paths)]
    if blocks(tuple(apply(told, found.waivers))):
        return None
    from plugins.reading.assemble import assemble

    return assemble(found.draft(), {}, theme)


def _needed(spots: list[Placed], cards: list[Placed], found: Survey) -> Iterator[Placed]:
    """Relationship, session and index with their words, the glossary, and every topic that a card chooses from."""
    names = {INDEX}
    for _, spot in cards:
        _, relationship, session = spot.reference.split("/")
        names |= {f"relationships/{relationship}", f"sessions/{session}"}
    chosen = found.draft().cards.values()
    asked = {name for card in chosen for name in (*card.content.questions.core, *card.content.questions.more)}
    marks = [f"key: {name}".encode() for name in sorted(asked)]
    for file, spot in spots:
        if (
            (spot.role in ("entry", "words") and spot.reference in names)
            or spot.role == "glossary"
            or (spot.role == "questions" and any(mark in file.data for mark in marks))
        ):
            yield file, spot
