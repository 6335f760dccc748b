"""Handbook → how the kinds of session fit a year: for each, the weeks in which it is held."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.handbook.contract import Rhythm
from plugins.handbook.model import Handbook, Session

WEEKS = 52
TIMES: Mapping[Rhythm, int] = {"weekly": 52, "fortnightly": 26, "monthly": 12, "quarterly": 4, "half-yearly": 2}


def year(book: Handbook) -> tuple[tuple[Session, tuple[int, ...]], ...]:
    """Each kind of session with its weeks, from 0; none for one that only an event triggers.

    A session with several rhythms is drawn at its most frequent. What is held once opens the year, and the last kind
    of all, which ends a run of talks, closes it.
    """
    return tuple((session, _weeks(session, session is book.sessions[-1])) for session in book.sessions)


def _weeks(session: Session, is_last: bool) -> tuple[int, ...]:
    rhythms = session.facts.rhythm
    if times := max((TIMES.get(rhythm, 0) for rhythm in rhythms), default=0):
        return tuple((turn + 1) * WEEKS // times - 1 for turn in range(times))
    if "once" in rhythms:
        return (WEEKS - 1,) if is_last else (0,)
    return ()
