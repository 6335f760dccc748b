"""A laid-out card → the fields of its fillable edition: where they stand, what a screen reader says, and their PDF.

WeasyPrint's own fields embed the whole face and ask the viewer to draw them, which PDF/A forbids; these have an
appearance of their own and a face of some hundred and forty characters.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pydyf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from plugins.cards.faces import FACES
from plugins.cards.paper import MM_PER_PIXEL, POINTS_PER_PIXEL
from plugins.cards.ruling import TICK, Ruling
from plugins.cards.works.copying import number_of

FACE = "Manrope-Regular.ttf"
TYPEFACE = "WINANS+Manrope-Regular"
SIZE = 10.0  # points, of what is typed
HEIGHT = 5.6  # mm, of a line to type on
ROWS = ("what", "who", "when")
HEADS = ("name", "date", "next")
FIRST, LAST = 32, 255  # the codes of WinAnsi
LETTERS = (*range(0xE0, 0xF0), *range(0xF1, 0xF7), *range(0xF9, 0xFD))  # à … ü
UNTYPED = ("GSUB", "GPOS", "STAT", "gasp", "name")  # tables: a viewer types without them
TYPED = frozenset((*range(32, 127), *map(ord, "–—‘’“”…•·×°ÁÄÅÇÉÖÜß"), *LETTERS))

Size = tuple[float, float]
Looks = dict[Size, tuple[bytes, ...]]


@dataclass(frozen=True)
class Blank:
    """One field, in CSS pixels from the top left of the page."""

    name: str
    spoken: str
    is_tick: bool
    left: float
    top: float
    width: float
    height: float
    structure: Any  # the tag it is put into


def blanks(boxes: Iterable[Any], lines: Ruling) -> Iterator[Blank]:
    """Every field of a card, in the order of reading; the boxes must have been tagged."""
    height = HEIGHT / MM_PER_PIXEL
    count = dict.fromkeys((*ROWS, "asked"), 0)
    for box in boxes:
        element = box.element
        if element is None or isinstance(element, str) or not hasattr(box, "structure"):
            continue
        kind, spoken = element.get("class"), element.get("title")
        if box.element_tag == "li":
            tick = lines.ticks[count["asked"]]
            count["asked"] += 1
            side = TICK / MM_PER_PIXEL
            yield Blank(f"asked-{count['asked']}", spoken, True, tick.left, tick.top, side, side, box.structure)
        elif kind == "notes":
            yield from _noted(box, lines, spoken, height)
        elif kind in (*HEADS, *ROWS):
            indent = _first_line(box) if kind in (*HEADS, "what") else 0.0
            bottom = box.position_y + box.border_height()
            name = kind
            if kind in ROWS:
                count[kind] += 1
                name = f"{kind}-{count[kind]}"
            where = (box.position_x + indent, bottom - height, box.border_width() - indent, height)
            yield Blank(name, spoken, False, *where, box.structure)


def _noted(box: Any, lines: Ruling, spoken: str, height: float) -> Iterator[Blank]:
    for number, (left, line) in enumerate(zip(lines.lefts, lines.heights, strict=True), 1):
        yield Blank(
            f"note-{number}", f"{spoken} {number}", False,
            left, line - height, lines.right - left, height, box.structure,
        )  # fmt: skip


def _first_line(box: Any) -> float:
    """The width of the label that stands on the line, and a little air."""
    texts = [inner for inner in box.descendants() if hasattr(inner, "text")]
    return float(max(text.position_x + text.width for text in texts) - box.position_x + 1.5 / MM_PER_PIXEL)


def put(pdf: pydyf.PDF, fields: Iterable[Blank], colour: tuple[float, float, float]) -> None:
    """Put the fields onto the first page and into the structure tree."""
    page: Any = next(thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("Type") == "/Page")
    top, font = float(page["MediaBox"][3]), _font(pdf)
    looks: Looks = {}
    root = _found(pdf, pdf.catalog["StructTreeRoot"])
    parents = _found(pdf, root["ParentTree"])["Nums"]
    made = pydyf.Array()
    for blank in fields:
        size = (round(blank.width * POINTS_PER_PIXEL, 2), round(blank.height * POINTS_PER_PIXEL, 2))
        field = _tick(pdf, size, looks, colour) if blank.is_tick else _line(pdf, size, looks)
        left, bottom = blank.left * POINTS_PER_PIXEL, top - (blank.top + blank.height) * POINTS_PER_PIXEL
        right, upper = left + blank.width * POINTS_PER_PIXEL, bottom + blank.height * POINTS_PER_PIXEL
        field.update({
            "Type": "/Annot", "Subtype": "/Widget", "F": 4,
            "T": pydyf.String(blank.name), "TU": pydyf.String(blank.spoken),
            "Rect": pydyf.Array(round(edge, 2) for edge in (left, bottom, right, upper)), "P": page.reference,
            "StructParent": len(parents) // 2,
        })  # fmt: skip
        pdf.add_object(field)
        made.append(field.reference)
        parents.extend((len(parents) // 2, _tagged(pdf, field, blank.structure, page)))
    page["Annots"] = made
    fonts = pydyf.Dictionary({"Manrope": font.reference})
    resources = pydyf.Dictionary({"Font": fonts})
    form = pydyf.Dictionary({"Fields": pydyf.Array(made), "DA": _typed(), "DR": resources})
    pdf.add_object(form)
    pdf.catalog["AcroForm"] = form.reference


def _found(pdf: pydyf.PDF, reference: Any) -> Any:
    return pdf.objects[number_of(reference)]


def _tagged(pdf: pydyf.PDF, field: pydyf.Dictionary, owner: Any, page: pydyf.Dictionary) -> Any:
    """A Form element for the field, inside the element it stands in; returns its reference."""
    kid = pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": page.reference})
    element = pydyf.Dictionary({
        "Type": "/StructElem", "S": "/Form", "P": owner.reference, "Pg": page.reference, "K": pydyf.Array([kid]),
    })  # fmt: skip
    pdf.add_object(element)
    owner["K"].append(element.reference)
    return element.reference


def _typed() -> pydyf.String:
    return pydyf.String(f"/Manrope {SIZE:g} Tf 0 g")


def _line(pdf: pydyf.PDF, size: Size, looks: Looks) -> pydyf.Dictionary:
    """A line to type on; all lines of one length share their empty look."""
    if size not in looks:
        looks[size] = (_look(pdf, size, [b"/Tx BMC", b"EMC"]),)
    return pydyf.Dictionary({
        "FT": "/Tx", "V": pydyf.String(), "DA": _typed(), "MK": pydyf.Dictionary(),
        "AP": pydyf.Dictionary({"N": looks[size][0]}),
    })  # fmt: skip


def _tick(pdf: pydyf.PDF, size: Size, looks: Looks, colour: tuple[float, float, float]) -> pydyf.Dictionary:
    """A box to tick; all boxes of one size share their two looks."""
    if size not in looks:
        across, up = size
        pen = " ".join(f"{part:.4g}" for part in colour)
        stroke = f"q {pen} RG 1.4 w 1 J {across * 0.2:.2f} {up * 0.52:.2f} m {across * 0.42:.2f} {up * 0.28:.2f} l "
        stroke += f"{across * 0.84:.2f} {up * 0.82:.2f} l S Q"
        looks[size] = (_look(pdf, size, [stroke.encode()]), _look(pdf, size, []))
    yes, off = looks[size]
    states = pydyf.Dictionary({"N": pydyf.Dictionary({"Yes": yes, "Off": off})})
    return pydyf.Dictionary({"FT": "/Btn", "V": "/Off", "AS": "/Off", "AP": states, "MK": pydyf.Dictionary()})


def _look(pdf: pydyf.PDF, size: tuple[float, float], drawing: list[bytes]) -> bytes:
    extra = {
        "Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array([0, 0, *size]), "Resources": pydyf.Dictionary()
    }  # fmt: skip
    stream = pydyf.Stream(drawing, extra)
    pdf.add_object(stream)
    return bytes(stream.reference)


def _font(pdf: pydyf.PDF) -> pydyf.Dictionary:
    """The face of what is typed: ASCII, the marks of typography, and the letters of European names."""
    content, widths, metrics = _face()
    file = pydyf.Stream([content], {"Length1": len(content)}, compress=True)
    pdf.add_object(file)
    descriptor = pydyf.Dictionary({
        "Type": "/FontDescriptor", "FontName": f"/{TYPEFACE}", "FontFamily": pydyf.String("Manrope"), "Flags": 32,
        "FontBBox": pydyf.Array(metrics[:4]), "Ascent": metrics[4], "Descent": metrics[5], "CapHeight": metrics[6],
        "ItalicAngle": 0, "StemV": 80, "FontFile2": file.reference,
    })  # fmt: skip
    pdf.add_object(descriptor)
    font = pydyf.Dictionary({
        "Type": "/Font", "Subtype": "/TrueType", "BaseFont": f"/{TYPEFACE}", "Encoding": "/WinAnsiEncoding",
        "FirstChar": FIRST, "LastChar": LAST, "Widths": pydyf.Array(widths), "FontDescriptor": descriptor.reference,
    })  # fmt: skip
    pdf.add_object(font)
    return font


@lru_cache(maxsize=1)
def _face() -> tuple[bytes, tuple[int, ...], tuple[int, ...]]:
    """The subset's file, the widths of its characters, and box, ascent, descent, capitals' height, in thousandths."""
    characters = [bytes([code]).decode("cp1252", "ignore") for code in range(FIRST, LAST + 1)]
    options = Options(layout_features=[], hinting=False, notdef_outline=True, recalc_timestamp=False)
    face = TTFont(FACES[FACE], recalcTimestamp=False)
    for table in UNTYPED:
        del face[table]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(TYPED))
    subsetter.subset(face)
    scale, names, advances = 1000 / face["head"].unitsPerEm, face.getBestCmap(), face["hmtx"].metrics
    widths = [advances[names.get(ord(character or "\0"), ".notdef")][0] for character in characters]
    head, line, system = face["head"], face["hhea"], face["OS/2"]
    metrics = (head.xMin, head.yMin, head.xMax, head.yMax, line.ascent, line.descent, system.sCapHeight)
    out = io.BytesIO()
    face.save(out)
    advance = tuple(round(each * scale) for each in widths)
    return out.getvalue(), advance, tuple(round(each * scale) for each in metrics)
