"""A finished page → a picture of itself on another page, with words in its place for those who cannot see it."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream, String

from plugins.cards.paper import MM_PER_POINT
from plugins.cards.sheets.layouts import SAFE, Slot

_MARK = re.compile(rb"^(?:/\S+\n(?:BMC|<<[^\n]*>>\nBDC)|EMC)\n", re.MULTILINE)  # as pydyf writes them


@dataclass(frozen=True)
class Picture:
    """A page that can be drawn many times; its size and its bare margin in millimetres."""

    form: Object
    width: float
    height: float
    margin: float


def picture(pdf: Pdf, source: Page, margin: float) -> Picture:
    """A page of another PDF, to be drawn in `pdf`. Its tags would name elements that are not there: they go."""
    form = pdf.copy_foreign(source.as_form_xobject())
    form.write(zlib.compress(unmarked(source), 9), filter=Name.FlateDecode)
    left, bottom, right, top = map(float, source.mediabox)
    return Picture(form, (right - left) * MM_PER_POINT, (top - bottom) * MM_PER_POINT, margin)


def unmarked(page: Page) -> bytes:
    """What a page of ours draws, without the marks around what its tags name."""
    contents = page.obj.Contents
    parts = contents if isinstance(contents, Array) else (contents,)
    return _MARK.sub(b"", b"\n".join(part.read_bytes() for part in parts) + b"\n")


def scale(size: tuple[float, float], margin: float, slot: Slot) -> float:
    """How large a card of that size is drawn: in full where what is printed keeps the safe distance from every edge."""
    width, height = (length - 2 * margin for length in size)
    return min(1.0, (slot.width - 2 * SAFE) / width, (slot.height - 2 * SAFE) / height)


def place(pdf: Pdf, page: Page, drawn: Picture, slot: Slot, words: str, language: str, *, first: bool = False) -> bytes:
    """What draws the picture in the middle of the slot; a figure with `words` joins the document, last or `first`."""
    size = scale((drawn.width, drawn.height), drawn.margin, slot)
    left = slot.left + (slot.width - drawn.width * size) / 2
    bottom = slot.bottom + (slot.height - drawn.height * size) / 2
    number = _figure(pdf, page, _seen(slot), words, language, first)
    name = _resource(page, drawn.form)
    x, y = (round(length / MM_PER_POINT, 4) for length in (left, bottom))
    return (
        f"/Figure <</MCID {number}>> BDC\nq\n{size:.5f} 0 0 {size:.5f} {x:g} {y:g} cm\n{name} Do\nQ\nEMC\n"
    ).encode()


def add_content(page: Page, content: Stream) -> None:
    """Draw after everything else that stands on the page."""
    if "/Contents" in page.obj:
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"Q\n")
    page.contents_add(content)


def _seen(slot: Slot) -> Array:
    edges = (slot.left, slot.bottom, slot.left + slot.width, slot.bottom + slot.height)
    return Array([round(edge / MM_PER_POINT, 3) for edge in edges])


def _figure(pdf: Pdf, page: Page, box: Array, words: str, language: str, first: bool) -> int:
    """A new figure at an end of the document; its number among what is marked on the page."""
    document = pdf.Root.StructTreeRoot.K[0]
    marked = _marked(pdf, page)
    element = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Figure,
            P=document,
            Pg=page.obj,
            K=len(marked),
            Alt=String(words),
            Lang=String(language),
            A=Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block),
        )
    )
    marked.append(element)
    document.K.insert(0 if first else len(document.K), element)
    return len(marked) - 1


def _marked(pdf: Pdf, page: Page) -> Object:
    """The list of elements that are marked on a page; a page without one gets it."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    if "/StructParents" not in page.obj:
        page.obj.StructParents, page.obj.Tabs = len(numbers) // 2, Name.S
        numbers.extend([page.obj.StructParents, pdf.make_indirect(Array())])
    place = next(at for at in range(0, len(numbers), 2) if int(numbers[at]) == int(page.obj.StructParents))
    return numbers[place + 1]


def _resource(page: Page, form: Object) -> str:
    """The name under which a page draws a form: the same form has one name."""
    if "/Resources" not in page.obj:
        page.obj.Resources = Dictionary()
    if "/XObject" not in page.obj.Resources:
        page.obj.Resources.XObject = Dictionary()
    known = page.obj.Resources.XObject
    for name, other in known.items():
        if other.objgen == form.objgen:
            return name
    name = f"/C{len(known)}"
    known[name] = form
    return name
