"""Some pages of the book → their gathering, with every finding. Loads WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pydyf
from weasyprint.document import Document

from plugins.cards.bound.binding import faults, laid_out
from plugins.cards.bound.gathering import Face, Gathering, Sheet
from plugins.cards.bound.orders import INSIDE, BoundOrder
from plugins.cards.paper import POINTS_PER_PIXEL
from plugins.cards.press import VARIANT, listening
from plugins.cards.store import Made
from plugins.cards.works.boxes import sheets
from plugins.cards.works.copying import Copyist, number_of
from plugins.cards.works.openings import open_places
from plugins.cards.works.shims import INTENT, shorten
from plugins.cards.works.tagging import complete_tags
from plugins.handbook.garbage import not_collecting


def print_gathering(order: BoundOrder) -> Made:
    """The pages of an order, to be sewn into the book."""
    found: list[Gathering] = []

    def keep(document: Document, pdf: pydyf.PDF) -> None:
        shorten(pdf)
        found.append(_gathering(document, pdf, figures))
        del pdf.objects[1:]  # nobody wants the file

    with listening() as heard, not_collecting():
        document = laid_out(order)
        with complete_tags(document), open_places(document) as figures:
            document.write_pdf(finisher=keep, pdf_variant=VARIANT, output_intent=INTENT)
    return Made(found[0].packed(), tuple(faults(order, document, heard)))


def _gathering(document: Document, pdf: pydyf.PDF, figures: Mapping[str, str]) -> Gathering:
    """What is kept of a PDF; ValueError when its pages draw more than letters and lines."""
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    notes = [thing for thing in pdf.objects if _is(thing, "/Annot")]
    root = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
    whole = pdf.objects[number_of(root["K"][0])]
    elements = [thing for thing in pdf.objects if _is(thing, "/StructElem", "/OBJR") and thing is not whole]
    contents = [pdf.objects[number_of(page["Contents"])] for page in pages]
    new = {thing.number: at for at, thing in enumerate((whole, *pages, *contents, *notes, *elements))}
    copyist = Copyist(new)
    return Gathering(
        sheets=tuple(_sheets(document, pdf, pages, new)),
        text=copyist.text(elements),
        numbers=tuple(copyist.numbers),
        top=tuple(new[number_of(kid)] for kid in whole["K"]),
        faces={
            font.hash: Face(font.weight, font.style, {str(glyph): words for glyph, words in font.to_unicode.items()})
            for font in document.fonts.values()
        },
        figures=figures,
        targets=tuple(sorted(_targets(notes))),
        states=_states(pdf.objects[number_of(pages[0]["Resources"])]),
    )


def _sheets(document: Document, pdf: pydyf.PDF, pages: list[Any], new: Mapping[int, int]) -> Iterator[Sheet]:
    mapped = pdf.objects[number_of(pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]["ParentTree"])]["Nums"]
    owners = dict(zip(mapped[::2], mapped[1::2], strict=True))
    for at, (page, entries, box) in enumerate(zip(document.pages, pages, sheets(document), strict=True)):
        height = page.height

        def place(x: float, y: float, height: float = height) -> tuple[float, float]:
            return x * POINTS_PER_PIXEL, (height - y) * POINTS_PER_PIXEL

        edges = pydyf.Dictionary({name: entries[name] for name in ("MediaBox", "TrimBox", "BleedBox")})
        yield Sheet(
            boxes=edges.data[2:-2].decode(),
            content=bytes(pdf.objects[number_of(entries["Contents"])].stream[0]).decode("latin-1"),
            shift=(box.margin_left - box.margin_right) * POINTS_PER_PIXEL,
            notes=tuple(_note(pdf.objects[number_of(note)], owners, new) for note in entries.get("Annots", ())),
            elements=tuple(new[number_of(element)] for element in owners[at]),
            marks=tuple((level, title, *place(*spot)) for level, title, spot, _ in page.bookmarks),
            anchors=tuple((name, *place(*spot[:2])) for name, spot in page.anchors.items()),
        )


def _note(note: Any, owners: Mapping[int, bytes], new: Mapping[int, int]) -> tuple[int, int, tuple[float, ...], str]:
    """A link's number, element, corners, and what else it says; one into the book names its target."""
    entries = pydyf.Dictionary({name: value for name, value in note.items() if name not in ("Rect", "StructParent")})
    target = str(note["Contents"].string)
    if target.startswith(INSIDE):
        del entries["A"]
        entries["Contents"] = entries["Dest"] = pydyf.String(target.removeprefix(INSIDE))
    element = new[number_of(owners[note["StructParent"]])]
    return new[note.number], element, tuple(note["Rect"]), entries.data[2:-2].decode("latin-1")


def _states(resources: Any) -> Mapping[str, str]:
    if held := [name for name in ("XObject", "Pattern", "Shading") if resources[name]]:
        raise ValueError(f"a page of the book draws with {', '.join(held)}: gatherings know letters and lines alone")
    return {name: pydyf.Dictionary(state).data.decode() for name, state in resources["ExtGState"].items()}


def _targets(notes: Iterable[Any]) -> Iterator[str]:
    for note in notes:
        if (target := str(note["Contents"].string)).startswith(INSIDE):
            yield target.removeprefix(INSIDE)


def _is(thing: Any, *types: str) -> bool:
    return isinstance(thing, pydyf.Dictionary) and thing.get("Type") in types
