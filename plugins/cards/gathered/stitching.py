"""Gatherings in their places → objects behind those of the PDF that their first pages are: the cover of a book."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

import pydyf

from plugins.cards.gathered.gathering import Gathering, Sheet
from plugins.cards.gathered.setting import Figures, settled
from plugins.cards.works.copying import Mark, Spot, add_bookmarks, number_of
from plugins.cards.works.openings import OWN
from plugins.cards.works.shims import framed


class Ready(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object whose bytes are known."""

    data = b""  # instead of the property of every other object
    compressible = True

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.data = data


class Packed(Ready):
    """A stream, deflated."""

    compressible = False

    def __init__(self, content: bytes) -> None:
        data = zlib.compress(content, 9)
        super().__init__(framed(b"<</Filter /FlateDecode/Length %d>>" % len(data), data))


def stitched(
    pdf: pydyf.PDF, placed: Iterable[tuple[int, Gathering]], pages: Mapping[str, int], types: Mapping[str, Figures],
    marks: Iterable[Mark] = (),
) -> None:  # fmt: skip
    """Put all pages behind those that `pdf` has, whose bookmarks are `marks`; `pages` tells where every target stands.

    Where gatherings have targets, the pages that `pdf` has must have one too.
    """
    needle = Needle(pdf, pages, types)
    needle.marks += marks
    for first, gathering in placed:
        needle.add(first, gathering)
    add_bookmarks(pdf, needle.marks)
    if not needle.anchors:
        return
    cover = pdf.catalog["Names"]["Dests"]["Names"]
    spots = {str(cover[at].string): cover[at + 1] for at in range(0, len(cover), 2)}
    for name, (page, x, y) in needle.anchors.items():
        spots.setdefault(name, pydyf.Array([f"{page} 0 R", "/XYZ", x, y, 0]))
    names = ((pydyf.String(name), spot) for name, spot in sorted(spots.items()))
    pdf.catalog["Names"]["Dests"]["Names"] = pydyf.Array(part for pair in names for part in pair)


class Needle:
    """Adds one gathering after the other to the PDF of a cover."""

    def __init__(self, pdf: pydyf.PDF, pages: Mapping[str, int], types: Mapping[str, Figures]) -> None:
        self.pdf, self.pages, self.types = pdf, pages, types
        root = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
        self.whole, self.tree = pdf.objects[number_of(root["K"][0])], pdf.objects[number_of(root["ParentTree"])]
        self.resources = pdf.objects[pdf.pages["Kids"][0]]["Resources"]
        self.marks: list[Mark] = []
        self.anchors: dict[str, Spot] = {}

    def add(self, first: int, gathering: Gathering) -> None:
        """The pages of a gathering, of which the first is page `first`, and a blank one before it if need be."""
        if self.pdf.pages["Count"] < first - 1:
            self._page(gathering.sheets[0].boxes, self._keep(Packed(b"")))
        base, count = len(self.pdf.objects) - 1, len(gathering.sheets)
        for at, sheet in enumerate(gathering.sheets, 1):
            self._sheet(sheet, first + at - 1, base, base + count + at)
        for at, sheet in enumerate(gathering.sheets):
            self._keep(Packed(self._set(sheet, first + at)))
        for at, sheet in enumerate(gathering.sheets):
            self._notes(sheet, _shift(sheet, first + at), base)
        numbers = tuple(base + number if number else self.whole.number for number in gathering.numbers)
        for element in (gathering.text % numbers).encode("latin-1").split(b"\0"):
            self._keep(Ready(element))
        self.whole["K"] += [b"%d 0 R" % (base + number) for number in gathering.top]
        states = {name: state.encode() for name, state in gathering.states.items()}
        self.pdf.objects[number_of(self.resources)]["ExtGState"].update(states)

    def _keep(self, thing: pydyf.Object) -> int:
        self.pdf.add_object(thing)
        return int(thing.number)

    def _page(self, boxes: str, content: int, more: str = "") -> int:
        parent, resources = self.pdf.pages.reference.decode(), self.resources.decode()
        entries = f"/Type /Page/Parent {parent}/Resources {resources}/Contents {content} 0 R/Tabs /S{more}{boxes}"
        self.pdf.add_page(page := Ready(f"<<{entries}>>".encode()))
        return int(page.number)

    def _sheet(self, sheet: Sheet, page: int, base: int, content: int) -> None:
        """A page, with what its parts belong to; the key of an object in the tree of parents is its own number."""
        at, shift = len(self.pdf.objects), _shift(sheet, page)
        notes = " ".join(f"{base + number} 0 R" for number, *_ in sheet.notes)
        self._page(sheet.boxes, content, f"/StructParents {at}" + (f"/Annots [{notes}]" if notes else ""))
        self.tree["Nums"] += [at, pydyf.Array(b"%d 0 R" % (base + element) for element in sheet.elements)]
        self.marks += [(level, title, (page - 1, x + shift, y)) for level, title, x, y in sheet.marks]
        for name, x, y in sheet.anchors:
            self.anchors.setdefault(name, (at, x + shift, y))

    def _set(self, sheet: Sheet, page: int) -> bytes:
        def page_of(target: str) -> int:
            return page if target == OWN else self.pages.get(target, 0)

        return settled(sheet.content, page % 2 == 0, _shift(sheet, page), page_of, self.types)

    def _notes(self, sheet: Sheet, shift: float, base: int) -> None:
        for number, element, (left, bottom, right, top), said in sheet.notes:
            rect = pydyf.Array([left + shift, bottom, right + shift, top]).data.decode()
            self._keep(Ready(f"<</Rect {rect}/StructParent {base + number}{said}>>".encode("latin-1")))
            self.tree["Nums"] += [base + number, b"%d 0 R" % (base + element)]


def _shift(sheet: Sheet, page: int) -> float:
    """How far the page is to be moved to the right, in points."""
    return -sheet.shift if page % 2 == 0 else 0.0
