"""A card, printed by other tools: what each takes a card in a process that stays open. One tool a process.

python -m tests.bench.peers chromium FOLDER   (every FOLDER/*.html, which are our own cards: each opened, as a file is)
python -m tests.bench.peers rewriting FOLDER  (the same browser, but its page stays: each card's words are put into it)
python -m tests.bench.peers typst FOLDER      (every FOLDER/*.json: a comparable card in Typst's own language)
python -m tests.bench.peers reportlab FOLDER  (the same, placed by hand)

Prints processor seconds and seconds on the clock for all of them; what lies in FOLDER/warm is printed before, and not
counted, so that neither a start nor first steps are spread over few cards. Typst and ReportLab draw less than
we do: no writing lines that fill what is left, no enclosures, no proof; ReportLab no tags either.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import segno

from plugins.cards.faces import FACES, FAMILY
from plugins.handbook.model import Card

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TYPST = """
#let card = json("card.json")
#set page(width: 148mm, height: 210mm, margin: 8mm)
#set document(title: card.title)
#set text(font: "FAMILY", size: 9pt, lang: card.language)
#grid(columns: (1fr, 19mm), gutter: 4mm,
  [= #card.title
   #card.aim \\ #text(weight: "bold")[#card.not_this]], image("code.svg", alt: card.address))
#table(columns: (9mm, 1fr, 1fr), stroke: (bottom: 0.3pt), inset: 1.5pt,
  ..card.agenda.map(row => ([#row.at(0)], strong(row.at(1)), [#row.at(2)])).flatten())
“#card.opening”
#for question in card.questions [- #question]
#for _ in range(8) { v(5mm); line(length: 100%, stroke: 0.5pt) }
#v(1fr)
#text(size: 6.5pt)[#card.address]
"""


@dataclass(frozen=True)
class Plain:
    """What a card says, for tools that do not read our templates."""

    title: str
    language: str
    aim: str
    not_this: str
    opening: str
    agenda: tuple[tuple[int, str, str], ...]
    questions: tuple[str, ...]
    address: str


def plain(card: Card, language: str, address: str) -> Plain:
    """The words of a card in one language."""
    facts = card.facts
    return Plain(
        title=facts.title[language], language=language, aim=facts.aim[language], not_this=facts.not_this[language],
        opening=facts.opening[language],
        agenda=tuple((item.minutes, item.title[language], item.do[language]) for item in facts.agenda),
        questions=tuple(question.words[language] for question in card.core), address=address,
    )  # fmt: skip


def write_plain(cards: Sequence[Plain], folder: Path) -> None:
    """Each as JSON, for this module in another process."""
    for number, card in enumerate(cards):
        (folder / f"{number:03}.json").write_text(json.dumps(asdict(card)), encoding="utf-8")


def chromium(folder: Path, is_rewriting: bool = False) -> tuple[float, float]:
    """Print every page in one tab of a browser that stays open; all its processes are counted, and ours.

    A browser starts a process for each file that is opened; words that are put into the open page cost it half.
    """
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(next(folder.glob("*.html")).as_uri())  # whose faces and codes may be read

        def draw(page: Path) -> None:
            if is_rewriting:
                tab.set_content(page.read_text(encoding="utf-8"))
            else:
                tab.goto(page.as_uri())
            tab.pdf(
                path=page.with_suffix(".chromium.pdf"), prefer_css_page_size=True, print_background=True, tagged=True
            )

        return _taken(draw, folder, "*.html")


def typst(folder: Path) -> tuple[float, float]:
    """Compile every card with one compiler, to PDF/UA-1."""
    import typst as tool  # only `inv bench` has it

    (folder / "card.typ").write_text(TYPST.replace("FAMILY", FAMILY), encoding="utf-8")
    fonts = sorted({str(path.parent) for path in FACES.values()})
    compiler = tool.Compiler(root=str(folder), font_paths=fonts)

    def draw(source: Path) -> None:
        shutil.copyfile(source, folder / "card.json")
        address = json.loads(source.read_bytes())["address"]
        segno.make(address, error="m", micro=False).save(str(folder / "code.svg"), kind="svg", border=0)
        pdf = compiler.compile(str(folder / "card.typ"), format="pdf", pdf_standards=["ua-1"])
        assert isinstance(pdf, bytes)  # one file, not a page each
        source.with_suffix(".typst.pdf").write_bytes(pdf)

    return _taken(draw, folder, "[0-9]*.json")


def reportlab(folder: Path) -> tuple[float, float]:
    """Place every word by hand."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, path in FACES.items():
        pdfmetrics.registerFont(TTFont(name.removesuffix(".ttf"), str(path)))

    def draw(source: Path) -> None:
        source.with_suffix(".reportlab.pdf").write_bytes(_placed(Plain(**json.loads(source.read_bytes()))))

    return _taken(draw, folder, "[0-9]*.json")


def _placed(card: Plain) -> bytes:
    from reportlab.lib.units import mm
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    page = Canvas(out, pagesize=(148 * mm, 210 * mm), pageCompression=1)
    page.setTitle(card.title)
    height = 198 * mm

    def say(words: str, left: float = 8, width: float = 132, face: str = "Manrope-Regular", size: float = 9) -> None:
        nonlocal height
        page.setFont(face, size)
        for line in simpleSplit(words, face, size, width * mm):
            page.drawString(left * mm, height, line)
            height -= size * 1.28

    for y, row in enumerate(segno.make(card.address, error="m", micro=False).matrix):
        for x, dark in enumerate(row):
            if dark:
                page.rect((121 + x * 0.56) * mm, (200 - y * 0.56) * mm, 0.56 * mm, 0.56 * mm, stroke=0, fill=1)
    say(card.title, width=110, face="Manrope-Bold", size=14)
    say(card.aim, width=110)
    say(card.not_this, width=110, face="Manrope-Bold")
    for minutes, title, act in card.agenda:
        say(f"{minutes}  {title}", face="Manrope-Bold")
        say(act, left=17, width=120)
    say(f"“{card.opening}”")
    for question in card.questions:
        page.rect(8 * mm, height, 3 * mm, 3 * mm)
        say(question, left=13, width=126)
    while height > 20 * mm:
        height -= 7 * mm
        page.line(8 * mm, height, 140 * mm, height)
    height = 8 * mm
    say(card.address, size=6.5)
    page.save()
    return out.getvalue()


def _taken(draw: Callable[[Path], None], folder: Path, name: str) -> tuple[float, float]:
    """Processor seconds, of this process and all that it started, and seconds on the clock."""
    for source in sorted((folder / "warm").glob(name)):
        draw(source)
    cpu, wall = _processor(), time.perf_counter()
    for source in sorted(folder.glob(name)):
        draw(source)
    return _processor() - cpu, time.perf_counter() - wall


def _processor() -> float:
    """Seconds of processor of this process and everything below it that still runs."""
    parents: dict[int, int] = {}
    times: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        parents[int(status.parent.name)] = int(fields[1])
        times[int(status.parent.name)] = sum(map(int, fields[11:15]))
    below = {os.getpid()}
    for _ in range(8):  # as deep as a browser nests its processes
        below |= {process for process, parent in parents.items() if parent in below}
    ticks = sum(times[process] for process in below - {os.getpid()})
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    rewriting = partial(chromium, is_rewriting=True)
    tools: dict[str, Callable[[Path], tuple[float, float]]] = {
        "chromium": chromium, "rewriting": rewriting, "typst": typst, "reportlab": reportlab,
    }  # fmt: skip
    print(json.dumps(tools[sys.argv[1]](Path(sys.argv[2]))))
