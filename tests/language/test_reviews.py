"""Reviews: what the readings against the rubric gave, as the entries record it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.handbook.contract import Review
from plugins.handbook.model import Handbook

LEAST = 34  # of 40: what the rubric asks of a text before it is published


def reviews(book: Handbook) -> Iterator[tuple[str, Review | None]]:
    """Every entry, card and topic by name, with its last reading."""
    for entry in (*book.guides, *book.sessions, *book.relationships, *book.pages):
        yield entry.reference, entry.facts.reviewed
    for card in book.cards:
        yield card.reference, card.facts.reviewed
    for topic in book.topics:
        yield f"questions/{topic.key}", topic.reviewed


def test_every_text_was_read_in_every_language(book: Handbook) -> None:
    """No entry, card or topic is published that nobody has read against the rubric in each of its languages."""
    unread = [name for name, review in reviews(book) if review is None or set(review.scores) != set(book.languages)]
    assert unread == []


def test_every_text_has_enough_points(book: Handbook) -> None:
    """Each reading gave at least 34 of 40 points: a text that falls short is rewritten."""
    short = {
        name: dict(review.scores)
        for name, review in reviews(book)
        if review is not None and min(review.scores.values()) < LEAST
    }
    assert short == {}
