"""A PDF of pydyf and the layout that it was written from → the gathering that is kept of it. Loads WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pydyf
from weasyprint.document import Document

from plugins.cards.gathered.gathering import INSIDE, Face, Gathering, Sheet
from plugins.cards.paper import POINTS_PER_PIXEL
from plugins.cards.press import VARIANT
from plugins.cards.works.boxes import sheets
from plugins.cards.works.copying import Copyist, Mark, number_of
from plugins.cards.works.openings import open_places
from plugins.cards.works.shims import INTENT, shorten


def bookmarks_of(document: Document) -> tuple[Mark, ...]:
    """The bookmarks of a document, which it has no more: those of gatherings are to stand in the same tree."""
    marks = tuple(
        (level, title, (at, *_place(page, *spot)))
        for at, page in enumerate(document.pages)
        for level, title, spot, _ in page.bookmarks
    )
    for page in document.pages:
        page.bookmarks = []
    return marks


def taken(document: Document, source: str) -> Gathering:
    """The pages of a document, to be sewn together with others; ValueError, which names `source`, for pictures."""
    found: list[Gathering] = []

    def keep(_document: Document, pdf: pydyf.PDF) -> None:
        shorten(pdf)
        found.append(_gathering(document, pdf, figures, source))
        del pdf.objects[1:]  # nobody wants the file

    with open_places(document) as figures:
        document.write_pdf(finisher=keep, pdf_variant=VARIANT, output_intent=INTENT)
    return found[0]


def _gathering(document: Document, pdf: pydyf.PDF, figures: Mapping[str, str], source: str) -> Gathering:
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
        states=_states(pdf.objects[number_of(pages[0]["Resources"])], source),
    )


def _sheets(document: Document, pdf: pydyf.PDF, pages: list[Any], new: Mapping[int, int]) -> Iterator[Sheet]:
    mapped = pdf.objects[number_of(pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]["ParentTree"])]["Nums"]
    owners = dict(zip(mapped[::2], mapped[1::2], strict=True))
    for at, (page, entries, box) in enumerate(zip(document.pages, pages, sheets(document), strict=True)):
        edges = pydyf.Dictionary({name: entries[name] for name in ("MediaBox", "TrimBox", "BleedBox")})
        yield Sheet(
            boxes=edges.data[2:-2].decode(),
            content=bytes(pdf.objects[number_of(entries["Contents"])].stream[0]).decode("latin-1"),
            shift=(box.margin_left - box.margin_right) * POINTS_PER_PIXEL,
            notes=tuple(_note(pdf.objects[number_of(note)], owners, new) for note in entries.get("Annots", ())),
            elements=tuple(new[number_of(element)] for element in owners[at]),
            marks=tuple((level, title, *_place(page, *spot)) for level, title, spot, _ in page.bookmarks),
            anchors=tuple((name, *_place(page, *spot[:2])) for name, spot in page.anchors.items()),
        )


def _place(page: Any, x: float, y: float) -> tuple[float, float]:
    """From CSS pixels below the page's upper left corner to points above its lower one."""
    return x * POINTS_PER_PIXEL, (page.height - y) * POINTS_PER_PIXEL


def _note(note: Any, owners: Mapping[int, bytes], new: Mapping[int, int]) -> tuple[int, int, tuple[float, ...], str]:
    """A link's number, element, corners, and what else it says; one into the book names its target."""
    entries = pydyf.Dictionary({name: value for name, value in note.items() if name not in ("Rect", "StructParent")})
    target = str(note["Contents"].string)
    if target.startswith(INSIDE):
        del entries["A"]
        entries["Contents"] = entries["Dest"] = pydyf.String(target.removeprefix(INSIDE))
    element = new[number_of(owners[note["StructParent"]])]
    return new[note.number], element, tuple(note["Rect"]), entries.data[2:-2].decode("latin-1")


def _states(resources: Any, source: str) -> Mapping[str, str]:
    if any(resources[name] for name in ("XObject", "Pattern", "Shading")):
        raise ValueError(
            f"{source}: what is printed of it draws a picture, a pattern or a gradient, which the book and the decks "
            "cannot hold; take it out of the text, or out of the theme's style sheet for print"
        )
    return {name: pydyf.Dictionary(state).data.decode() for name, state in resources["ExtGState"].items()}


def _targets(notes: Iterable[Any]) -> Iterator[str]:
    for note in notes:
        if (target := str(note["Contents"].string)).startswith(INSIDE):
            yield target.removeprefix(INSIDE)


def _is(thing: Any, *types: str) -> bool:
    return isinstance(thing, pydyf.Dictionary) and thing.get("Type") in types
