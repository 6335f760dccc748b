"""Handbook → how its languages stand, as the status page tells it: sums by kind, and every page that lags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.handbook import addresses
from plugins.handbook.model import Card, Handbook, Standing

KINDS = ("guides", "sessions", "relationships", "cards", "pages", "questions", "glossary", "sources")
SHOWN_ON = {"questions": "pages/questions", "glossary": "pages/glossary", "sources": "pages/sources"}  # data files


@dataclass(frozen=True)
class Lagging:
    """A page that is not in step in some language: title, address, and how it stands in each."""

    title: str
    address: str
    standings: Mapping[str, Standing]


@dataclass(frozen=True)
class Status:
    """All there is to tell."""

    languages: Mapping[str, Standing]
    kinds: Mapping[str, Mapping[str, Standing]]  # kind → language → sum
    lagging: tuple[Lagging, ...]
    reviewed: int  # entries and cards that were read against the rubric
    readable: int  # of so many


def standing(book: Handbook, language: str) -> Status:
    """How the languages stand, with titles and addresses in `language`."""
    by_kind = {kind: [found for name, found in book.standings.items() if name.split("/")[0] == kind] for kind in KINDS}
    things = book.by_reference.values()
    return Status(
        languages={code: _sum(found[code] for found in book.standings.values()) for code in book.languages},
        kinds={
            kind: {code: _sum(one[code] for one in found) for code in book.languages}
            for kind, found in by_kind.items()
            if found
        },
        lagging=tuple(
            _lagging(book, name, found, language)
            for name, found in book.standings.items()
            if any(one.in_step < one.parts for one in found.values())
        ),
        reviewed=sum(thing.facts.reviewed is not None for thing in things),
        readable=len(things),
    )


def _sum(standings: Iterable[Standing]) -> Standing:
    total = dict.fromkeys(Standing.model_fields, 0)
    for one in standings:
        for name in total:
            total[name] += getattr(one, name)
    return Standing(**total)


def _lagging(book: Handbook, name: str, found: Mapping[str, Standing], language: str) -> Lagging:
    reference = SHOWN_ON.get(name.split("/", maxsplit=1)[0], name)
    thing = book.by_reference[reference]
    title = thing.facts.title[language] if isinstance(thing, Card) else thing.in_language(language).title
    if reference != name and "/" in name:
        topic = next(topic for topic in book.topics if topic.key == name.split("/")[1])
        title = f"{title}: {topic.title[language]}"
    return Lagging(title, addresses.of(book, reference, language), found)
