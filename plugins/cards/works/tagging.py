"""What WeasyPrint 70 leaves out of a book's tags: running matter as artifacts, one element a link, whole list items.

It reaches into WeasyPrint's own functions, and only while a book is written: cards drawn by the same process keep
their bytes. What every card needs is in `plugins.cards.works.shims`; WeasyPrint is pinned below 71, and
`tests/cards/test_bound_tags.py` fails when any of this changes. Running matter: https://github.com/Kozea/WeasyPrint/issues/1836.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream, tags


@contextmanager
def complete_tags(document: Document) -> Iterator[None]:
    """While this is open, `document` is written with whole tags."""
    furniture, taken = _furniture(document), list[tuple[Any, Any]]()
    stock_tree, stock_marked = tags._build_box_tree, stream.Stream.marked

    @contextmanager
    def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
        if self._tags is None or id(box) not in furniture:
            with stock_marked(self, box, tag):
                yield
            return
        kind = "Pagination" if furniture[id(box)] else "Layout"
        self.stream.append(f"/Artifact <</Type /{kind}>> BDC".encode())
        try:
            yield
        finally:
            self.end_marked_content()

    def tree(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        yield from _whole(stock_tree, furniture, taken, box, parent, *rest)

    tags._build_box_tree, stream.Stream.marked = tree, marked
    try:
        yield
    finally:
        tags._build_box_tree, stream.Stream.marked = stock_tree, stock_marked
        for line, children in taken:  # the same layout may be written again
            line.children = children


def _furniture(document: Document) -> dict[int, bool]:
    """The text boxes that are no part of the text, by identity: of margins (True), and of leaders (False)."""
    found: dict[int, bool] = {}
    for page in document.pages:
        for box in page._page_box.children:
            if isinstance(box, boxes.MarginBox):
                found |= {id(inner): True for inner in box.descendants(placeholders=True)}
        for box in page._page_box.descendants(placeholders=True):
            if getattr(box, "is_leader", False) or _is_dots(box):
                found |= {id(inner): False for inner in (box, *_inner(box))}
    return found


def _is_dots(box: Any) -> bool:
    element = box.element
    return element is not None and not isinstance(element, str) and element.get("class") == "dots"


def _inner(box: Any) -> Iterator[Any]:
    return box.descendants(placeholders=True) if isinstance(box, boxes.ParentBox) else iter(())


def _whole(
    stock: Any,
    furniture: dict[int, bool],
    taken: list[tuple[Any, Any]],
    box: Any,
    parent: Any,
    pdf: pydyf.PDF,
    *rest: Any,
) -> Iterator[Any]:
    if isinstance(box, boxes.MarginBox):
        return
    if isinstance(box, boxes.ParentBox):
        _without(box, furniture, taken)
    if box.link_annotation is not None and (link := _link_above(parent, pdf)):
        _join(box, link, pdf, *rest)
    body = None
    for tag in stock(box, parent, pdf, *rest):
        if parent["S"] == "/LI" and tag["S"] not in ("/Lbl", "/LBody"):
            fresh, body = body is None, _in_body(tag, parent, pdf, body)
            if fresh:
                yield body
        else:
            yield tag


def _link_above(parent: Any, pdf: pydyf.PDF) -> Any:
    """The link that an element stands in, or None."""
    while "P" in parent and parent["S"] != "/Link":
        parent = pdf.objects[int(parent["P"].split()[0])]
    return parent if parent.get("S") == "/Link" else None


def _join(box: Any, link: Any, pdf: pydyf.PDF, page_number: int, _nums: Any, annotations: list[Any], *_: Any) -> None:
    """Hang the annotation of a box inside a link on that link: the validator wants no element between them."""
    annotation, box.link_annotation = box.link_annotation, None
    reference = pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": pdf.page_references[page_number]})
    pdf.add_object(reference)
    annotations.append((link.reference, annotation))
    link["K"].append(reference.reference)


def _in_body(tag: Any, item: Any, pdf: pydyf.PDF, body: Any) -> Any:
    """The body of a list item with this element in it: an item holds nothing but a label and a body."""
    if body is None:
        body = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": tag["Pg"], "P": item.reference}
        )
        pdf.add_object(body)
    body["K"].append(tag.reference)
    tag["P"] = body.reference
    return body


def _without(box: Any, furniture: dict[int, bool], taken: list[tuple[Any, Any]]) -> None:
    """Take running matter out of a box that has been painted already, so that it is not looked for in the text."""
    for line in (box, *(child for child in box.children if isinstance(child, boxes.LineBox))):
        if any(id(child) in furniture for child in line.children):
            taken.append((line, line.children))
            line.children = [child for child in line.children if id(child) not in furniture]
