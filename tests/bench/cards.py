"""The cards, printed by our room beside one `weasyprint` command a card: the same HTML and style, ratios of one run.

python -m tests.bench.cards --relationship peer --rounds 3
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import segno

from plugins.cards import write_cards
from plugins.cards.faces import FACES
from plugins.cards.orders import Order, orders
from plugins.handbook.model import Handbook
from plugins.handbook.site import PLACEHOLDER_URL, Site
from plugins.reading import read
from tests.bench.pages import Cost, cost_of

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("id", "en")
SITE = Site(url=PLACEHOLDER_URL, name="Empat Mata", languages=LANGUAGES)


@dataclass(frozen=True)
class Way:
    """One way to have the cards, and what each of its rounds took."""

    name: str
    rounds: tuple[Cost, ...]

    def per_card(self, cards: int) -> float:
        """The median of its rounds: processor time a card, in milliseconds."""
        return median(cost.cpu for cost in self.rounds) / cards * 1000


def handbook_of(relationship: str) -> Handbook:
    """The real handbook with the cards of one relationship, or with all of them."""
    book = read(ROOT / "content", LANGUAGES, ROOT / "theme").book
    assert book is not None, "content/ has errors: see `inv check`"
    cards = tuple(card for card in book.cards if relationship in ("all", card.relationship))
    assert cards, f"{relationship} has no cards"
    return book.model_copy(update={"cards": cards})


def page_of(order: Order, folder: Path) -> Path:
    """An order as an HTML file that the `weasyprint` command can print alone, faces and QR code beside it."""
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


def one_command_a_card(pages: Sequence[Path]) -> Cost:
    """Print each page by a command of its own; what they took together."""
    weasyprint = Path(sys.executable).with_name("weasyprint")
    costs = [
        cost_of([weasyprint, "--quiet", "--pdf-variant", "pdf/ua-1", page, page.with_suffix(".pdf")], page.parent)
        for page in pages
    ]
    return Cost(sum(c.wall for c in costs), sum(c.cpu for c in costs), max(c.memory for c in costs))


def our_room(relationship: str, folder: Path) -> Cost:
    """Print the cards of a relationship in a fresh process, reading, checks of every PDF and workers counted."""
    return cost_of([sys.executable, "-m", "tests.bench.cards", "--print", folder, "--relationship", relationship], ROOT)


def compare(relationship: str, rounds: int) -> None:
    """Run every way in turn and tell the ratios."""
    wanted = list(orders(handbook_of(relationship), SITE, ROOT / "theme"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = [page_of(order, folder) for order in wanted]
        taken: dict[str, list[Cost]] = {
            "weasyprint, one command a card": [],
            "our room, cold": [],
            "our room, unchanged": [],
        }
        for number in range(rounds):
            here = folder / str(number)
            taken["weasyprint, one command a card"].append(one_command_a_card(pages))
            taken["our room, cold"].append(our_room(relationship, here))
            taken["our room, unchanged"].append(our_room(relationship, here))
    ways = [Way(name, tuple(costs)) for name, costs in taken.items()]
    _tell(ways, len(wanted))


def _tell(ways: Sequence[Way], cards: int) -> None:
    peer, cold, unchanged = (way.per_card(cards) for way in ways)
    print(
        f"{cards} PDFs; processor time a PDF, median of {len(ways[0].rounds)} rounds; how often it fits into the first"
    )
    for way, each in zip(ways, (peer, cold, unchanged), strict=True):
        wall = median(cost.wall for cost in way.rounds)
        print(f"{way.name:<32} {each:8.1f} ms {peer / each:7.1f} × {wall:8.2f} s on the clock")
    print(f"{'printing and proving alone':<32} {cold - unchanged:8.1f} ms {peer / (cold - unchanged):7.1f} ×")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--relationship", default="peer", help="whose cards, or `all`")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--print", type=Path, metavar="FOLDER", help="only print the cards into this folder")
    given = parser.parse_args()
    if given.print is None:
        compare(given.relationship, given.rounds)
        return
    book = handbook_of(given.relationship)
    done = write_cards(book, SITE, ROOT / "theme", given.print / "output", given.print / "cache")
    assert done.problems == (), done.problems


if __name__ == "__main__":
    main()
