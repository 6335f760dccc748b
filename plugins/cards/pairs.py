"""How much of a card fits a page that has it in two languages side by side: every row is as high as its longer side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plugins.cards.fit import LABELS, NUMBER, TRIMS, Fit
from plugins.cards.measure import lines
from plugins.cards.paper import BETWEEN, MM_PER_POINT, Paper
from plugins.handbook.contract import AgendaItem, Question, Text
from plugins.handbook.model import Card

HEAD = (85.0, 70.5)  # mm: the two columns of the head, beside the QR code, as theme/static/css/card.css sets them …
STEPS = (72.5, 90.0)  # … of the agenda …
SIDES = (86.0, 90.0)  # … and of what is said
INDENT = (80.8, 90.0)  # … with the tick box in the first column
TITLE = 13.5  # points
SKIP = 12  # characters that “may be skipped” adds
SLACK = 2.5  # mm of height that an estimate may be wrong by: two columns err twice
SMALL = 3  # lines of confidentiality


def fitted_pair(card: Card, languages: Sequence[str], paper: Paper) -> Fit:
    """The most that leaves the paper's share of room to write; where nothing does, the least there is."""
    rest = paper.live_height - _fixed(card, languages, paper) - SLACK
    fit = Fit(*TRIMS[-1], 0)
    for core, follow_ups in TRIMS:
        fit = Fit(core, follow_ups, 0)
        asked = sum(_asked(question, languages, paper) for question in card.core[:core])
        said = (
            _rows(_run("Setelah dijawab:", card.facts.follow_ups[:follow_ups]), languages, paper) if follow_ups else 0
        )
        if _share(rest - asked - said, paper) >= paper.writing:
            break
    return fit


def _share(notes: float, paper: Paper) -> float:
    across = paper.live_width
    written = (
        notes * across + paper.rows * paper.row * (across - 2 * BETWEEN - NUMBER) - 30 * paper.leading * MM_PER_POINT
    )
    fields = paper.row * (across - 2 * BETWEEN - 2 * LABELS * paper.label)
    return (written + fields) / (across * paper.live_height)


def _fixed(card: Card, languages: Sequence[str], paper: Paper) -> float:
    """Height of all that is always there, without the room for notes."""
    facts, line = card.facts, paper.leading * MM_PER_POINT
    heads = []
    for language, room in zip(languages, HEAD, strict=True):
        title = lines(facts.title[language], TITLE, room, bold=True) * TITLE * 1.15 * MM_PER_POINT
        aim = lines(f"{facts.aim[language]} Bukan: {facts.not_this[language]}", paper.text, room) * line
        heads.append(line + title + aim + 2.4)
    head = max(*heads, paper.head) + 1 + paper.row + paper.gap
    steps = sum(_highest(_step(item), languages, paper, STEPS) for item in facts.agenda)
    agenda = 2 * paper.label * 1.1 * MM_PER_POINT + steps + len(facts.agenda) * 2 * paper.air
    opening = _rows(_run("Buka dengan:", (facts.opening,)), languages, paper)
    foot = paper.label * 1.1 * MM_PER_POINT + paper.rows * paper.row + 1.8
    small = (SMALL + 1) * paper.footer * 1.35 * MM_PER_POINT
    return head + agenda + opening + line + foot + small + 4 * paper.gap


def _asked(question: Question, languages: Sequence[str], paper: Paper) -> float:
    skip = " " + "x" * SKIP if question.depth == "deep" else ""
    return _highest(lambda at: question.words[at] + skip, languages, paper, INDENT) + paper.air


def _step(item: AgendaItem) -> Callable[[str], str]:
    return lambda language: f"{item.title[language]} {item.do[language]} xx"  # the title is bold, and wider


def _run(label: str, said: Sequence[Text]) -> Callable[[str], str]:
    return lambda language: " ".join((label, *(f"“{words[language]}”" for words in said)))


def _rows(words: Callable[[str], str], languages: Sequence[str], paper: Paper) -> float:
    return _highest(words, languages, paper, SIDES) + paper.gap


def _highest(words: Callable[[str], str], languages: Sequence[str], paper: Paper, rooms: tuple[float, float]) -> float:
    """Height of the longer side, in millimetres."""
    counts = (lines(words(language), paper.text, room) for language, room in zip(languages, rooms, strict=True))
    return max(counts) * paper.leading * MM_PER_POINT
