"""How many of a card's further questions fit: a rule in numbers, so that nothing has to be laid out twice."""

from __future__ import annotations

from itertools import accumulate

from plugins.cards.measure import lines, row_lines
from plugins.cards.paper import MM_PER_POINT, Paper
from plugins.handbook.contract import Question
from plugins.handbook.model import Card

INDENT = 5.4  # mm: the tick box before a question
BAR = 5.6  # mm: the time bar and the space around it
SKIP = 12  # characters that “may be skipped” adds, in the size of the body
SLACK = 1.0  # mm


def steps(card: Card, language: str) -> list[tuple[str, str]]:
    """The agenda as pairs: title, what to do."""
    return [(item.title[language], item.do[language]) for item in card.facts.agenda]


def further(card: Card, language: str, paper: Paper, column: float) -> tuple[Question, ...]:
    """The first of the further questions, as many as fit below the others; none where the notes stand there.

    `column` is the width of the agenda's titles, in millimetres.
    """
    if not paper.notes_beside:
        return ()
    taken = _above(card, language, paper, column) + _column(card, language, paper) + _below(paper)
    room = paper.live_height - taken - SLACK
    line = paper.leading * MM_PER_POINT
    heights = accumulate(_question(question, language, paper) for question in card.more)
    count = sum(1 for height in heights if height + line + paper.gap <= room)
    return card.more[:count]


def _above(card: Card, language: str, paper: Paper, column: float) -> float:
    """Height of everything above the questions."""
    facts, line = card.facts, paper.leading * MM_PER_POINT
    head_room = paper.live_width - paper.qr - 5
    title = lines(facts.title[language], paper.title, head_room, bold=True) * paper.title * 1.15 * MM_PER_POINT
    aims = (facts.aim[language], f"Bukan: {facts.not_this[language]}")
    aim = sum(lines(words, paper.text, head_room) for words in aims)
    head = max(paper.head, line + title + aim * line + 2.4)
    rooms = (paper.column, paper.live_width - paper.notes_left)
    sides = (facts.prepare.host[language], facts.prepare.guest[language])
    prepare = 1 + max(lines(side, paper.text, room) for side, room in zip(sides, rooms, strict=True))
    rows = sum(row_lines(step, column, paper) * line + 2 * paper.air for step in steps(card, language))
    return head + paper.row + prepare * line + 2 * line + BAR + rows + 3 * paper.gap


def _column(card: Card, language: str, paper: Paper) -> float:
    """Height of what always stands in the column: opening, core questions, follow-ups."""
    facts, line = card.facts, paper.leading * MM_PER_POINT
    said = (facts.opening[language], *(follow_up[language] for follow_up in facts.follow_ups))
    spoken = sum(lines(f"“{words}”", paper.text, paper.column) for words in said)
    core = card.core[: paper.core]
    return (spoken + 4) * line + 2 * paper.gap + sum(_question(question, language, paper) for question in core)


def _question(question: Question, language: str, paper: Paper) -> float:
    words = question.words[language] + ("x" * SKIP if question.depth == "deep" else "")
    return lines(words, paper.text, paper.column - INDENT) * paper.leading * MM_PER_POINT + paper.air


def _below(paper: Paper) -> float:
    """Height of the foot of the page: promises, confidentiality, key."""
    heading = paper.label * 1.1 * MM_PER_POINT
    small = 3 * paper.footer * 1.35 * MM_PER_POINT
    return paper.gap + heading + paper.rows * paper.row + small + 2.5
