"""Printing, ours beside other tools: ratios of one run. The same cards, taken evenly from all forms of a relationship.

python -m tests.bench.cards --relationship peer --sample 12 --rounds 3
"""

from __future__ import annotations

import argparse
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
from tests.bench.pages import Cost, cost_of

ROOT = Path(__file__).resolve().parent.parent.parent
THEME = ROOT / "theme"
LANGUAGES = ("id", "en")
SITE = Site(url=PLACEHOLDER_URL, name="Empat Mata", languages=LANGUAGES)
COUNTS = (24, 100, 400)
COMMAND, CHROMIUM, TYPST, REPORTLAB = "weasyprint command", "Chromium kept open", "Typst *", "ReportLab *"
OURS = "ours, kept open"


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


def beside_others(relationship: str, sample: int, rounds: int) -> None:
    """Processor time of a card, by every tool in turn."""
    book = handbook()
    wanted = sample_of(book, relationship, sample)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = [page_of(order, folder) for order in wanted]
        cards = [card for card in book.cards if card.relationship == relationship]
        sides = [(card, language) for card in cards for language in LANGUAGES]
        each = list(islice(cycle(sides), len(pages)))
        peers.write_plain([peers.plain(card, language, SITE.absolute(card.key)) for card, language in each], folder)
        taken: dict[str, list[float]] = {tool: [] for tool in (COMMAND, CHROMIUM, TYPST, REPORTLAB, OURS)}
        for _ in range(rounds):
            taken[COMMAND].append(one_command_a_card(pages))
            for tool in (CHROMIUM, TYPST, REPORTLAB):
                taken[tool].append(asked("tests.bench.peers", tool.split()[0].lower(), folder)[0])
            taken[OURS].append(
                asked("tests.bench.cards", "--press", str(len(pages)), "--relationship", relationship)[0]
            )
    print(f"\nA card: processor time, proof of every PDF counted for ours alone; {len(pages)} cards, {rounds} rounds")
    ours = median(taken[OURS])
    for tool, costs in taken.items():
        cost = median(costs)
        print(f"{tool:<22} {cost / len(pages) * 1000:8.1f} ms   ours takes {ours / cost:6.2f} of it")
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
        cpu, memory = asked("tests.bench.cards", "--press", str(count), "--relationship", relationship)
        print(f"{count:>5} cards {cpu / count * 1000:8.1f} ms a card {memory:6.0f} MiB at most")


def press_many(relationship: str, count: int) -> tuple[float, float]:
    """Print so many different cards one after another: processor seconds without the first, and peak memory in MiB."""
    from plugins.cards.press import press

    wanted = sample_of(handbook(), relationship, count)
    made = (
        replace(order, html=order.html.replace("</h1>", f" {number}</h1>", 1))
        for number, order in enumerate(islice(cycle(wanted), count))
    )
    press(wanted[0])
    with workers.little_collecting():
        began = time.process_time()
        for order in made:
            press(order)
        return time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
    parser.add_argument("--sample", type=int, default=12, help="how many cards other tools print")
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
        beside_others(given.relationship, given.sample, given.rounds)
        delivered(given.relationship, given.rounds)
        flat(given.relationship)


if __name__ == "__main__":
    main()
