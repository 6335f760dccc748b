"""What was read before it is a handbook: each file that could be typed, with the place of every field in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from plugins.handbook.contract import CardFacts, EntryFacts, EntryWords, Question, Source, Term, TopicFacts
from plugins.handbook.problem import Fact, Place, Problem, problem

Loc = tuple[str | int, ...]
Content_co = TypeVar("Content_co", covariant=True)


@dataclass(frozen=True)
class Sheet(Generic[Content_co]):
    """One file: what it says, and where it says so. `where` falls back to the nearest field that is there."""

    path: str
    content: Content_co
    where: Callable[[Loc], Place]

    def problem(
        self, code: str, *loc: str | int, variant: str = "", suggestion: str | None = None, **facts: Fact
    ) -> Problem:
        """A finding at the field `loc` of this file."""
        return problem(self.path, self.where(loc), code, variant, suggestion, **facts)

    def line(self, *loc: str | int) -> str:
        """`content/guides/what-is/id.md:2`: a place to name in another finding."""
        return f"{self.path}:{self.where(loc).line}"


@dataclass(frozen=True)
class Draft:
    """All files that could be typed. One with findings is missing here, but `names` and `question_keys` know it."""

    languages: tuple[str, ...]
    names: frozenset[str]  # references of all entries and cards that there are files for
    question_keys: frozenset[str] | None  # None when a topic could not be read at all
    entries: Mapping[str, Sheet[EntryFacts]]  # by reference
    words: Mapping[tuple[str, str], Sheet[EntryWords]]  # by reference and language
    cards: Mapping[str, Sheet[CardFacts]]  # by reference
    topics: Mapping[str, Sheet[TopicFacts]]  # by key
    terms: Sheet[tuple[Term, ...]] | None
    sources: Sheet[tuple[Source, ...]] | None

    def keys(self, kind: str) -> tuple[str, ...]:
        """The keys of all entries of a kind, read well or not."""
        return tuple(sorted(name.removeprefix(f"{kind}/") for name in self.names if name.startswith(f"{kind}/")))

    def bank(self) -> dict[str, tuple[Question, str]]:
        """Every question that could be typed, by its key, with the place where it stands."""
        return {
            question.key: (question, sheet.line("questions", index, "key"))
            for sheet in self.topics.values()
            for index, question in enumerate(sheet.content.questions)
        }
