"""The papers a card is printed on: sizes, margins and measures of type, in millimetres and points, and nothing else.

A new paper is a new row here and its name in `plugins.handbook.editions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from plugins.handbook.editions import Edition

MM_PER_POINT = 25.4 / 72
MM_PER_PIXEL = 25.4 / 96  # a pixel of CSS
POINTS_PER_PIXEL = 0.75
GUTTER = 7.0  # mm between the questions and the notes
BETWEEN = 3.5  # mm between two lines to fill in
POINTS = ("text", "leading", "title", "label", "footer")


@dataclass(frozen=True)
class Paper:
    """One paper. Lengths in millimetres, type sizes in points."""

    name: str
    width: float
    height: float
    margin_side: float
    margin_top: float
    margin_bottom: float
    text: float  # size of the body, points
    leading: float  # distance of its lines, points
    title: float
    label: float  # captions and remarks
    footer: float
    gap: float  # between two sections
    air: float  # above and below a row of the agenda, and between two questions
    tick: float  # how far a tick box hangs below the top of its line
    head: float  # least height of the head: the QR code and its caption
    qr: float
    line: float  # least distance of two writing lines
    row: float  # height of a row of the table of promises
    rows: int  # how many promises fit
    column: float  # width of the questions; the notes stand beside them when that is narrower than the page
    minutes: float  # width of that column of the agenda
    date: float  # widths of the lines to fill in: the date, or who promised …
    next: float  # … and the next session, or by when
    prepares: bool  # whether it says what each side prepares
    writing: float = 0.4  # least share of the live area to write on
    core: int = 5  # how many of the core questions it asks
    pocket: bool = False  # a pocket card says the least: no steps in words, no time bar, no follow-ups

    @property
    def live_width(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin_side

    @property
    def live_height(self) -> float:
        """Height between the margins."""
        return self.height - self.margin_top - self.margin_bottom

    @property
    def notes_beside(self) -> bool:
        """Whether the notes stand beside the questions, not below them."""
        return self.column < self.live_width

    @property
    def notes_left(self) -> float:
        """Where the column of notes begins when it stands beside the questions."""
        return self.column + GUTTER

    @property
    def date_left(self) -> float:
        """Where the line for the date begins."""
        return self.live_width - self.next - BETWEEN - self.date

    def measures(self) -> Mapping[str, str]:
        """The measures as the style sheet names them: `sheet-text` → `9pt`."""
        derived = {"live-width", "live-height", "notes-left", "date-left"}
        numbers = {name: value for name, value in vars(self).items() if type(value) in (int, float)}
        numbers |= {name: getattr(self, name.replace("-", "_")) for name in derived}
        numbers |= {"name": self.date_left - BETWEEN, "between": BETWEEN}
        units = {name: "pt" if name in POINTS else "mm" for name in numbers}
        return {f"sheet-{name.replace('_', '-')}": f"{value:g}{units[name]}" for name, value in numbers.items()}


A4 = Paper(
    name="a4", width=210, height=297, margin_side=13, margin_top=12, margin_bottom=10,
    text=9.5, leading=12.5, title=20, label=7.75, footer=7.25, gap=3, air=0.35, tick=0.85, head=26.6, qr=22,
    line=8, row=9.2, rows=4, column=82, minutes=13.5, date=46.5, next=45, prepares=True,
)  # fmt: skip
A5 = Paper(
    name="a5", width=148, height=210, margin_side=8, margin_top=8, margin_bottom=8,
    text=9, leading=11.4, title=14.2, label=7, footer=6.5, gap=1.8, air=0.2, tick=0.6, head=21.3, qr=18,
    line=7, row=7, rows=3, column=132, minutes=8.4, date=26.5, next=32, prepares=False,
)  # fmt: skip

F4 = replace(A4, name="f4", width=215, height=330, row=9.6, rows=5, column=87)  # what Indonesian offices stock as folio
BILINGUAL = replace(
    A4,
    text=9,
    leading=11.6,
    label=7,
    footer=6.75,
    gap=2.4,
    air=0.3,
    head=22.5,
    qr=18.5,
    line=7.6,
    row=8,
    rows=3,
    column=184,
    date=45.5,  # the date begins where the second language does
)
LETTER = replace(A4, name="letter", width=215.9, height=279.4, gap=2.9, row=8.4, column=87.9)
A6 = Paper(
    name="a6", width=105, height=148, margin_side=8, margin_top=8, margin_bottom=8,
    text=7.5, leading=9.6, title=10.8, label=6.2, footer=6.15, gap=1.3, air=0.15, tick=0.42, head=17, qr=14.5,
    line=6, row=5.6, rows=2, column=89, minutes=7.4, date=18.5, next=23, prepares=False, writing=0.25, core=3,
    pocket=True,
)  # fmt: skip

PAPERS: Mapping[str, Paper] = {paper.name: paper for paper in (A4, F4, A5, A6, LETTER)}


def paper_of(edition: Edition) -> Paper:
    """The measures of an edition: two languages on one page are set closer."""
    return BILINGUAL if edition.variant == "bilingual" else PAPERS[edition.paper]
