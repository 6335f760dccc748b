"""Printing, ours beside other tools: ratios of one run. The same cards, taken evenly from all forms of a relationship.

python -m tests.bench.cards --relationship peer --sample 12 48 70 --rounds 3

What a card takes a tool that stays open is the processor time of these cards alone: every tool has printed all forms of
a card of another relationship before, so that no start is spread over few cards or many. Each card is laid out anew,
also where we would lay out two forms at once. What we draw from memory is words, type and rules that other cards share.
Chromium is measured twice: as one prints files, and in the way that costs it least. We are measured twice too: the
proof of each file (two standards, its page drawn, its code read) is no part of what the others do.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import segno

from plugins.cards import pool as workers
from plugins.cards.faces import FACES
from plugins.cards.orders import Choice, Order, orders
from plugins.cards.printing import print_chosen, print_everything
from plugins.handbook.model import Handbook
from plugins.handbook.site import PLACEHOLDER_URL, Site
from plugins.reading import read
from tests.bench import peers
from tests.bench.costing import Cost, cost_of

ROOT = Path(__file__).resolve().parent.parent.parent
THEME = ROOT / "theme"
LANGUAGES = ("id", "en")
SITE = Site(url=PLACEHOLDER_URL, name="Empat Mata", languages=LANGUAGES)
COUNTS = (24, 100, 400)
FEW = 12  # cards printed by a command each, a second or more
COMMAND, TYPST, REPORTLAB = "weasyprint command", "Typst *", "ReportLab *"
CHROMIUM, REWRITING = "Chromium kept open", "Chromium, one page"
OURS, UNPROVED = "ours, kept open", "ours without proof"
OPEN = {CHROMIUM: "chromium", REWRITING: "rewriting", TYPST: "typst", REPORTLAB: "reportlab"}


def handbook() -> Handbook:
    """The real handbook."""
    book = read(ROOT / "content", LANGUAGES, THEME, bodies=False).book
    assert book is not None, "content/ has errors: see `inv check`"
    return book


def sample_of(book: Handbook, relationship: str, count: int) -> list[Order]:
    """Orders at equal distances among all of the relationship."""
    wanted = list(orders(book, SITE, THEME, Choice(relationship)))
    assert wanted, f"{relationship} has no cards"
    return [wanted[at * len(wanted) // count] for at in range(min(count, len(wanted)))]


def page_of(order: Order, folder: Path) -> Path:
    """An order as an HTML file that other tools can print alone, faces and QR code beside it."""
    name = Path(order.address).stem
    address = order.html.partition('src="qr:')[2].partition('"')[0]
    code = folder / f"{name}.svg"
    segno.make(address, error="m", micro=False).save(str(code), kind="svg", border=0, omitsize=True, xmldecl=False)
    css = order.css
    for face, path in FACES.items():
        css = css.replace(f"url(font:{face})", f"url({path.as_uri()})")
    html = order.html.replace(f"qr:{address}", code.as_uri()).replace("</head>", f"<style>{css}</style></head>")
    page = folder / f"{name}.html"
    page.write_text(html, encoding="utf-8")
    return page


def one_command_a_card(pages: Sequence[Path]) -> float:
    """Print each page by a command of its own; processor seconds of all."""
    command = [sys.executable, "-m", "weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1"]
    return sum(cost_of([*command, page, page.with_suffix(".pdf")], page.parent).cpu for page in pages)


def asked(*command: str | Path) -> list[float]:
    """What another process of these benchmarks measured of itself."""
    done = subprocess.run([sys.executable, "-m", *map(str, command)], cwd=ROOT, check=True, capture_output=True)
    return [float(number) for number in json.loads(done.stdout)]


def warming(book: Handbook, relationship: str) -> list[Order]:
    """All forms of the first card of another relationship: what every tool prints before it is measured."""
    other = next(card for card in book.cards if card.relationship != relationship)
    return list(orders(book, SITE, THEME, Choice(other.key)))


def write_sources(book: Handbook, wanted: Sequence[Order], folder: Path) -> list[Path]:
    """Cards for every tool, as pages and as plain words; returns the pages."""
    folder.mkdir(exist_ok=True)
    cards = {card.path: card for card in book.cards}
    each = [(cards[order.source], order.language) for order in wanted]
    peers.write_plain([peers.plain(card, language, SITE.absolute(card.key)) for card, language in each], folder)
    return [page_of(order, folder) for order in wanted]


def beside_others(relationship: str, sample: int, rounds: int) -> None:
    """Processor time of a card, by every tool in turn."""
    book = handbook()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = write_sources(book, sample_of(book, relationship, sample), folder)
        write_sources(book, warming(book, relationship), folder / "warm")
        taken: dict[str, list[float]] = {tool: [] for tool in (COMMAND, *OPEN, OURS, UNPROVED)}
        for _ in range(rounds):
            taken[COMMAND].append(one_command_a_card(pages[:FEW]) / len(pages[:FEW]))
            for tool, module in OPEN.items():
                taken[tool].append(asked("tests.bench.peers", module, folder)[0] / len(pages))
            press = ("tests.bench.cards", "--press", str(len(pages)), "--relationship", relationship)
            cpu, proof, _ = asked(*press)
            taken[OURS].append(cpu / len(pages))
            taken[UNPROVED].append((cpu - proof) / len(pages))
    print(f"\nA card: processor time, proof of every PDF counted for ours alone; {len(pages)} cards, {rounds} rounds")
    ours = median(taken[OURS])
    for tool, costs in taken.items():
        cost = median(costs)
        print(f"{tool:<22} {cost * 1000:8.1f} ms   ours takes {ours / cost:6.2f} of it")
    print("* a comparable card in the tool's own manner: less on it, nothing proved (see tests/bench/peers.py)")


def delivered(relationship: str, rounds: int) -> None:
    """Every form and sheet of the cards: cold by one and by two processes, and when nothing changed."""
    choice = Choice() if relationship == "all" else Choice(relationship)
    count = 0
    taken: dict[str, list[Cost]] = {"cold, one process": [], "cold, two processes": [], "unchanged": []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            command: list[str | Path] = [
                sys.executable,
                "-m",
                "tests.bench.cards",
                "--relationship",
                choice.card or "all",
            ]
            for way, cores, place in zip(taken, ("1", "2", "2"), ("one", "two", "two"), strict=True):
                taken[way].append(cost_of([*command, "--print", Path(name) / place, "--cores", cores], ROOT))
            count = len(list((Path(name) / "two").rglob("output/**/*.pdf")))
    print(f"\nAll forms and sheets of {relationship}: {count} PDFs, reading and proof counted; {rounds} rounds")
    for way, costs in taken.items():
        cpu, wall = (median(getattr(cost, part) for cost in costs) for part in ("cpu", "wall"))
        memory = max(cost.memory for cost in costs)
        print(f"{way:<22} {cpu / count * 1000:8.1f} ms a PDF {wall:8.2f} s on the clock {memory:6.0f} MiB at most")
    one, two = (median(cost.wall for cost in taken[way]) for way in list(taken)[:2])
    print(f"two processes are {one / two:.2f} times as fast on the clock")


def flat(relationship: str) -> None:
    """The same work at three sizes: what a card takes, and what memory."""
    print("\nGenerated cards, one process:")
    for count in COUNTS:
        cpu, _, memory = asked("tests.bench.cards", "--press", str(count), "--relationship", relationship)
        print(f"{count:>5} cards {cpu / count * 1000:8.1f} ms a card {memory:6.0f} MiB at most")


def press_many(relationship: str, count: int) -> tuple[float, float, float]:
    """Print so many different cards: processor seconds, those of them for proof, and peak memory in MiB."""
    from plugins.cards.press import draw_card, press, prove

    book = handbook()
    wanted = sample_of(book, relationship, count)
    made = (
        replace(order, html=order.html.replace("</h1>", f" {number}</h1>", 1))
        for number, order in enumerate(islice(cycle(wanted), count))
    )
    for order in warming(book, relationship):
        press(order)
    gc.collect()  # what `little_collecting` finds, it keeps
    drawing = proving = 0.0
    with workers.little_collecting():
        for order in made:
            began = time.process_time()
            drawn = draw_card(order)
            done = time.process_time()
            prove(drawn, order)
            drawing, proving = drawing + done - began, proving + time.process_time() - done
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return drawing + proving, proving, memory


def print_all(relationship: str, folder: Path, cores: int) -> None:
    """What `--print` does: every form and sheet into a folder; of all cards, decks, packs, books and pictures too."""
    workers._cores = lambda: cores
    output, cache = folder / "output", folder / "cache"
    if relationship == "all":
        book = read(ROOT / "content", LANGUAGES, THEME).book
        assert book is not None, "content/ has errors: see `inv check`"
        done = print_everything(book, SITE, THEME, output, cache)
    else:
        done = print_chosen(handbook(), SITE, THEME, output, cache, Choice(relationship))
    assert done.problems == (), done.problems


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--relationship", default="peer", help="whose cards, or `all` with --print")
    parser.add_argument("--sample", type=int, nargs="+", default=[12], help="how many cards other tools print")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--print", type=Path, metavar="FOLDER", help="only print everything into this folder")
    parser.add_argument("--cores", type=int, default=2, help="with --print")
    parser.add_argument("--press", type=int, metavar="COUNT", help="only print so many cards, and tell what they took")
    given = parser.parse_args()
    if given.print is not None:
        print_all(given.relationship, given.print, given.cores)
    elif given.press is not None:
        print(json.dumps(press_many(given.relationship, given.press)))
    else:
        for sample in given.sample:
            beside_others(given.relationship, sample, given.rounds)
        delivered(given.relationship, given.rounds)
        flat(given.relationship)


if __name__ == "__main__":
    main()
