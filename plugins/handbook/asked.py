"""Relationship → the page of all its questions, one below its own: which questions, and what the page is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.handbook import addresses
from plugins.handbook.contract import Question
from plugins.handbook.model import Handbook, Relationship, Topic


@dataclass(frozen=True)
class Asked:
    """A relationship with the questions that fit it, by topic, in the order of the bank; no topic is empty."""

    relationship: Relationship
    topics: tuple[tuple[Topic, tuple[Question, ...]], ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of its topics and questions."""
        return frozenset(key for topic, found in self.topics for key in (topic.key, *(each.key for each in found)))

    def title(self, book: Handbook, language: str) -> str:
        """The heading of the page: “Questions: Team member”."""
        return f"{book.page('questions').in_language(language).title}: {self.relationship.in_language(language).short}"

    def summary(self, language: str) -> str:
        """The page in one sentence: for which talk, on what."""
        names = ", ".join(topic.title[language] for topic, _ in self.topics)
        return f"{self.relationship.in_language(language).title}: {names}."

    def places(self, book: Handbook) -> Mapping[str, str]:
        """Its address in every language; questions are always written in all of them."""
        return {code: addresses.of_questions(book, self.relationship, code) for code in book.languages}


def asked_of(book: Handbook, relationship: Relationship) -> Asked:
    """What is asked in a relationship; without topics when the bank has nothing for it."""
    rows = (
        (topic, tuple(question for question in topic.questions if relationship.key in question.relationships))
        for topic in book.topics
    )
    return Asked(relationship, tuple(row for row in rows if row[1]))


def all_asked(book: Handbook) -> Iterator[Asked]:
    """The pages of questions, in the order of the relationships; one without questions has none."""
    return (asked for asked in (asked_of(book, each) for each in book.relationships) if asked.topics)
