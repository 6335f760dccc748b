"""The checks across files: `Draft` → every finding that no single file shows."""

from __future__ import annotations

from plugins.handbook.checks import cards, matrix, names, questions, references
from plugins.handbook.checks.draft import Draft, Sheet
from plugins.handbook.problem import Problem

__all__ = ["Draft", "Sheet", "check"]


def check(draft: Draft) -> tuple[Problem, ...]:
    """All findings across files, in no order."""
    rooms = (names, references, cards, questions, matrix)
    return tuple(found for room in rooms for found in room.check(draft))
