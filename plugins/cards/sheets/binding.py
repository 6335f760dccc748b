"""A cover and finished cards → one PDF that keeps what every card is: page, tags, and the order of reading."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from plugins.cards.sheets.finishing import finish
from plugins.cards.sheets.identity import Identity

LINK = "card:"


def bind(cover: bytes, cards: Sequence[bytes], titles: Sequence[str], identity: Identity) -> bytes:
    """The cards behind their cover, with a bookmark each; links of the cover to `card:3` lead to the third."""
    pdf = Pdf.open(io.BytesIO(cover))
    before = len(pdf.pages)
    for number, card in enumerate(cards, 1):
        _join(pdf, Pdf.open(io.BytesIO(card)), f"{number}-")
    _lead(pdf, titles, before)
    _bookmarks(pdf, titles, before)
    return finish(pdf, identity)


def _join(pdf: Pdf, card: Pdf, mark: str) -> None:
    """Add the pages and structure of a finished card; `mark` keeps the names of its cells apart from the others'."""
    start = len(pdf.pages)
    pdf.pages.extend(card.pages)  # before the structure: it names the pages
    tree = card.Root.StructTreeRoot
    top = card.make_indirect(Array(list(tree.K) if isinstance(tree.K, Array) else [tree.K]))
    numbers = card.make_indirect(Array(list(_numbers(tree.ParentTree))))
    # one copy of both: what they share stays shared
    both = pdf.copy_foreign(card.make_indirect(Array([top, numbers])))
    document = pdf.Root.StructTreeRoot.K[0]
    for element in both[0]:
        for kid in element.K:
            kid.P = document
            document.K.append(kid)
    _rename(document.K, len(document.K) - sum(len(element.K) for element in both[0]), mark)
    _renumber(pdf, start, both[1])


def _numbers(tree: Object) -> Iterator[Any]:
    """The pairs of a number tree, one after the other."""
    for kid in tree.get("/Kids", ()):
        yield from _numbers(kid)
    yield from tree.get("/Nums", ())


def _rename(kids: Object, start: int, mark: str) -> None:
    """Put `mark` before the id of every heading cell, and before the ids by which cells name their headings."""
    waiting = [kids[at] for at in range(start, len(kids))]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary):
            continue
        if "/ID" in element:
            element.ID = String(mark + str(element.ID))
        if "/A" in element and isinstance(element.A, Dictionary) and "/Headers" in element.A:
            element.A.Headers = Array([String(mark + str(name)) for name in element.A.Headers])
        inside = element.get("/K", Array())
        waiting += list(inside) if isinstance(inside, Array) else [inside]


def _renumber(pdf: Pdf, start: int, numbers: Object) -> None:
    """Give the marked content of the new pages, and their annotations, numbers of their own."""
    tree = pdf.Root.StructTreeRoot.ParentTree
    free = max((int(number) for number in list(tree.Nums)[::2]), default=-1) + 1
    moved = {int(numbers[at]): free + at // 2 for at in range(0, len(numbers), 2)}
    for page in list(pdf.pages)[start:]:
        page.obj.StructParents = moved[int(page.obj.StructParents)]
        for note in page.obj.get("/Annots", ()):
            if "/StructParent" in note:
                note.StructParent = moved[int(note.StructParent)]
    for at in range(0, len(numbers), 2):
        tree.Nums.extend(Array([moved[int(numbers[at])], numbers[at + 1]]))


def _lead(pdf: Pdf, titles: Sequence[str], before: int) -> None:
    """Turn the cover's links into jumps to pages, and say where each leads."""
    for page in list(pdf.pages)[:before]:
        for note in page.obj.get("/Annots", ()):
            target = str(note.A.get("/URI", "")) if "/A" in note else ""
            if target.startswith(LINK):
                number = int(target.removeprefix(LINK)) - 1
                del note.A
                note.Dest = Array([pdf.pages[before + number].obj, Name.Fit])
                note.Contents = String(titles[number])


def _bookmarks(pdf: Pdf, titles: Sequence[str], before: int) -> None:
    with pdf.open_outline() as outline:
        outline.root.extend(OutlineItem(title, before + number) for number, title in enumerate(titles))
