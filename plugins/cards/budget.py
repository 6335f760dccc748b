"""How long each text of a card may be: its bound in characters, and how many fill a line of it on each paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.cards.fit import INDENT
from plugins.cards.measure import PADDING, width
from plugins.cards.paper import PAPERS, Paper
from plugins.handbook.checks.lengths import LIMITS

# Words as the cards have them: letters and spaces in the mix of both languages.
SAMPLE = (
    "Apa yang sebaiknya kuhentikan supaya pekerjaanmu lebih ringan? What should we stop doing so that it gets easier?"
)
TITLE_SHARE = 0.3  # of the agenda's width: about what `measure.step_width` gives the titles


def budget() -> Iterator[tuple[str, int, Mapping[str, int]]]:
    """Each text with its bound and, by paper, the characters of one line; the bound keeps an A5 card on one page."""
    for name, limit in LIMITS.items():
        yield name, limit, {paper.name: _characters(name, paper) for paper in PAPERS.values()}


def _characters(name: str, paper: Paper) -> int:
    size = paper.title if name == "title" else paper.text
    bold = name in ("title", "agenda.title")
    return int(_room(name, paper) / (width(SAMPLE, size, bold) / len(SAMPLE)))


def _room(name: str, paper: Paper) -> float:
    """Width of one line of a text, in millimetres, as the card is laid out (`fit`)."""
    agenda = paper.live_width - paper.minutes
    rooms = {
        "title": paper.live_width - paper.qr - 5,
        "aim": paper.live_width - paper.qr - 5,
        "not_this": paper.live_width - paper.qr - 5,
        "prepare": min(paper.column, paper.live_width - paper.notes_left) if paper.notes_beside else paper.column,
        "agenda.title": agenda * TITLE_SHARE - PADDING,
        "agenda.do": agenda * (1 - TITLE_SHARE) - PADDING,
        "question": paper.column - INDENT,
    }
    return rooms.get(name, paper.column)
