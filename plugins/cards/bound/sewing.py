"""A cover and gatherings → the book: pages numbered, links led, fonts once. Loads WeasyPrint; proves what it made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pydyf
from weasyprint.document import Document

from plugins.cards.bound.binding import faults, laid_out, violations
from plugins.cards.bound.orders import SewingOrder
from plugins.cards.gathered.fonts import fonts_of
from plugins.cards.gathered.gathering import Gathering, unpacked
from plugins.cards.gathered.setting import Figures, figures_of
from plugins.cards.gathered.stitching import stitched
from plugins.cards.press import VARIANT, listening
from plugins.cards.store import Made
from plugins.cards.validator import broken
from plugins.cards.works.openings import PAIRS
from plugins.cards.works.shims import INTENT, declare_accessible, finish, settle, shorten
from plugins.cards.works.tagging import complete_tags
from plugins.handbook.garbage import not_collecting


def sew(order: SewingOrder) -> Made:
    """The book of an order, proved."""
    placed = _placed((unpacked(path.read_bytes()), is_on_right) for path, is_on_right in order.gatherings)

    def finished(_document: Document, pdf: pydyf.PDF) -> None:
        shorten(pdf)
        stitched(pdf, bound.placed, bound.pages, bound.types())
        finish(pdf)
        settle(pdf)

    with listening() as heard, not_collecting():
        document = laid_out(order.cover)  # before the fonts: it reads the faces
        bound = Bound(placed)
        document.fonts.update(bound.fonts)
        declare_accessible(document)
        with complete_tags(document):
            pdf = bytes(document.write_pdf(finisher=finished, pdf_variant=VARIANT, output_intent=INTENT))
    found = faults(order.cover, document, [*heard, *bound.astray()])
    return Made(pdf, (*found, *violations(order.cover, broken(pdf))))


def _placed(gatherings: Iterable[tuple[Gathering, bool]]) -> tuple[tuple[int, Gathering], ...]:
    """Each gathering with its first page, behind a cover of one page; one page stays blank where a part begins."""
    placed, free = [], 2
    for gathering, is_on_right in gatherings:
        free += is_on_right and free % 2 == 0
        placed.append((free, gathering))
        free += len(gathering.sheets)
    return tuple(placed)


class Bound:
    """Gatherings in their places, each with its first page."""

    def __init__(self, placed: tuple[tuple[int, Gathering], ...]) -> None:
        self.placed = placed
        self.pages = {"cover": 1}
        for first, gathering in placed:
            for page, sheet in enumerate(gathering.sheets, first):
                for name, *_ in sheet.anchors:
                    self.pages.setdefault(name, page)
        self.fonts = fonts_of(gathering for _, gathering in placed)

    def types(self) -> Mapping[str, Figures]:
        """The figures, by the operator that sets their type."""
        widths = {font.hash: font.widths for font in self.fonts.values()}
        drawn = {face: pairs for _, gathering in self.placed for face, pairs in gathering.figures.items()}
        return {face: figures_of(PAIRS, pairs, widths[face[1:].split()[0]]) for face, pairs in drawn.items()}

    def astray(self) -> Iterator[str]:
        """In the words of WeasyPrint, every target of a number or link that is nowhere in the book."""
        targets = {name for _, gathering in self.placed for name in gathering.targets}
        yield from (f"No anchor #{name} for internal URI reference" for name in sorted(targets - self.pages.keys()))
