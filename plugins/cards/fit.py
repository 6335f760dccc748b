"""How much of a card fits a paper that must keep room to write: a rule in numbers, so that nothing is laid out twice.

A card gives up words, never size of type: first the further questions, then the second follow-up, then the fifth and
the fourth core question, at last the other follow-up. What was left out stands on the card's page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.cards.measure import lines, row_lines
from plugins.cards.paper import BETWEEN, MM_PER_POINT, Paper
from plugins.handbook.contract import Question
from plugins.handbook.model import Card

TRIMS = ((5, 2), (5, 1), (4, 1), (3, 1), (3, 0))  # questions and follow-ups, the most that may be there first
FEWER = ((2, 0),)  # on the card of one side
INDENT = 5.4  # mm: the tick box before a question
BAR = 5.6  # mm: the time bar and the space around it
LABELS = 6.4  # widths of the labels before name, date and next session, in sizes of their type
NUMBER = 3.2  # mm: the number of a promise
SKIP = 12  # characters that “may be skipped” adds, in the size of the body
LINE = 0.006  # share that a whole line more or less may make where lines change their length
SLACK = 2.6  # mm of height that an estimate may be wrong by


@dataclass(frozen=True)
class Fit:
    """How many of the core questions, of the follow-ups and of the further questions are printed."""

    core: int
    follow_ups: int
    more: int


@dataclass(frozen=True)
class Load:
    """What one paper has to hold, in one language: the words and lines that differ from card to card."""

    card: Card
    language: str
    paper: Paper
    column: float  # mm: the agenda's titles
    asked: tuple[Question, ...]  # the core questions that may be asked
    more: tuple[Question, ...]  # the further ones
    opens: bool  # whether opening and follow-ups are there
    rows: int  # of promises
    before: str = ""  # what one side prepares, with its label
    topics: int = 0  # lines for one's own topics


def steps(card: Card, language: str) -> list[tuple[str, str]]:
    """The agenda as pairs: title, what to do."""
    return [(item.title[language], item.do[language]) for item in card.facts.agenda]


def fitted(load: Load) -> Fit:
    """The most that leaves the paper's share of room to write; where nothing does, the least there is."""
    least = Fit(0, 0, 0)
    for fit in _choices(load):
        least = fit
        if _share(load, fit) >= load.paper.writing + (LINE if load.paper.notes_beside else 0):
            break
    return least


def _choices(load: Load) -> Iterator[Fit]:
    most = len(load.asked)
    for more in range(len(load.more) if load.paper.notes_beside else 0, 0, -1):
        yield Fit(most, TRIMS[0][1], more)
    seen = set()
    for core, follow_ups in (*TRIMS, *(FEWER if load.before else ())):
        fit = Fit(min(core, most), follow_ups if load.opens and not load.paper.pocket else 0, 0)
        if fit not in seen:
            yield fit
        seen.add(fit)


def _share(load: Load, fit: Fit) -> float:
    """The share of the live area to write on, as `plugins.cards.writing` measures it; -1 when words run out below."""
    paper, across = load.paper, load.paper.live_width
    room = paper.live_height - _above(load) - _below(load) - 2 * paper.gap - SLACK
    words = _asking(load, fit)
    if words > room:
        return -1.0
    notes = _beside(paper, room, words + SLACK) if paper.notes_beside else (room - words) * across
    notes -= (11 if paper.pocket else 14) * paper.leading * MM_PER_POINT  # the heading
    promises = load.rows * paper.row * (across - 2 * BETWEEN - NUMBER)
    fields = paper.row * (across - 2 * BETWEEN - LABELS * paper.label) + load.topics * paper.row * across
    return (notes + promises + fields) / (across * paper.live_height)


def _beside(paper: Paper, room: float, words: float) -> float:
    """The area of notes beside words: lines that begin below the words run across the page."""
    count = int(room / paper.line)
    step = room / max(1, count)
    under = max(0, count - math.ceil(words / step))
    return step * (count * (paper.live_width - paper.notes_left) + under * paper.notes_left)


def _above(load: Load) -> float:
    """Height of everything above the questions."""
    card, paper, language = load.card, load.paper, load.language
    facts, line = card.facts, paper.leading * MM_PER_POINT
    head_room = paper.live_width - paper.qr - 5
    title = lines(facts.title[language], paper.title, head_room, bold=True) * paper.title * 1.15 * MM_PER_POINT
    aims = (
        [facts.aim[language]]
        if paper.pocket or load.before
        else [facts.aim[language], f"Bukan: {facts.not_this[language]}"]
    )
    aims = aims if paper.notes_beside else [" ".join(aims)]
    aim = sum(lines(words, paper.text, head_room) for words in aims)
    head = max(paper.head, line + title + aim * line + 2.4)
    rows = sum(row_lines(step, load.column, paper) * line + 2 * paper.air for step in steps(card, language))
    bar = 0.8 if load.before else 0.0 if paper.pocket else BAR
    if paper.pocket:
        rows = len(facts.agenda) * (line + 2 * paper.air)
    caption = line if paper.notes_beside else 0.0
    return head + paper.row + paper.gap + _prepare(load) + line + bar + caption + rows


def _prepare(load: Load) -> float:
    """Height of what is prepared before the talk, and of the lines for topics, with the space below."""
    paper, line = load.paper, load.paper.leading * MM_PER_POINT
    height = 0.0
    if paper.prepares:
        rooms = (paper.column, paper.live_width - paper.notes_left)
        sides = (load.card.facts.prepare.host[load.language], load.card.facts.prepare.guest[load.language])
        height += (1 + max(lines(side, paper.text, room) for side, room in zip(sides, rooms, strict=True))) * line
        height += paper.gap
    if load.before:
        height += lines(load.before, paper.text, paper.live_width - 3) * line + paper.gap
    return height + (load.topics * paper.row + line + paper.gap if load.topics else 0.0)


def _asking(load: Load, fit: Fit) -> float:
    """Height of opening, questions and follow-ups, with the space before the notes."""
    facts, paper, line = load.card.facts, load.paper, load.paper.leading * MM_PER_POINT
    height = 0.0
    questions = load.asked[: fit.core]
    if questions:
        height += line * (2 if paper.notes_beside else 1) + paper.gap + _questions(load, questions)
    if load.opens:
        height += _said(load, "Buka dengan:", (facts.opening[load.language],)) + paper.gap
    if fit.follow_ups:
        said = tuple(each[load.language] for each in facts.follow_ups[: fit.follow_ups])
        height += _said(load, "Setelah dijawab:", said)
    if fit.more:
        height += line + 2 * paper.gap + _questions(load, load.more[: fit.more])
    return height


def _said(load: Load, label: str, said: tuple[str, ...]) -> float:
    """Height of a label and of sentences to say: each begins a line, or they run on where the page is the column."""
    paper = load.paper
    quoted = [f"“{words}”" for words in said]
    runs = [label, *quoted] if paper.notes_beside else [" ".join((label, *quoted))]
    room = paper.column if paper.notes_beside else paper.column - 2  # labels are bold
    return sum(lines(run, paper.text, room) for run in runs) * paper.leading * MM_PER_POINT


def _questions(load: Load, questions: tuple[Question, ...]) -> float:
    paper = load.paper
    height = 0.0
    for question in questions:
        words = question.words[load.language] + ("x" * SKIP if question.depth == "deep" else "")
        height += lines(words, paper.text, paper.column - INDENT) * paper.leading * MM_PER_POINT + paper.air
    return height


def _below(load: Load) -> float:
    """Height of the foot of the page: promises, confidentiality, key."""
    paper = load.paper
    heading = paper.label * 1.1 * MM_PER_POINT
    small = (2 if paper.notes_beside or paper.pocket else 3) * paper.footer * 1.35 * MM_PER_POINT
    return heading + load.rows * paper.row + small + 1.8
