"""The matrix of relationships and sessions: each cell has a card, or one line why it has none (P704, P713)."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.handbook.checks.draft import Draft
from plugins.handbook.contract import RelationshipWords
from plugins.handbook.problem import Problem


def check(draft: Draft) -> Iterator[Problem]:
    """Every relationship without a card, every cell with neither card nor reason, or with both."""
    sessions = draft.keys("sessions")
    for reference, sheet in draft.entries.items():
        key = reference.removeprefix("relationships/")
        if key != reference and not any(name.startswith(f"cards/{key}/") for name in draft.names):
            yield sheet.problem("P704", value=key)
    for (reference, _), words in draft.words.items():
        if isinstance(words.content, RelationshipWords):
            relationship = reference.removeprefix("relationships/")
            for session in sessions:
                card = f"cards/{relationship}/{session}" in draft.names
                reason = session in words.content.empty
                if card == reason:
                    facts = {"relationship": relationship, "session": session}
                    yield words.problem("P713", "empty", session, variant="both" if card else "", **facts)
