"""Finished cards → a picture of each for the web: the A5 page as lossless WebP, beside its PDF."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.cards.orders import Choice, Ticket
from plugins.cards.pool import work_all
from plugins.cards.store import Kept, Made, keep
from plugins.handbook import addresses
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site

PIXELS_PER_POINT = 1.4  # an A5 page becomes 588 × 834 pixels: sharp on a phone, light on the line
OCTREE = 2  # as Pillow numbers its ways to choose colours
SHADES = 48  # type and tints need no more
RECIPE = f"webp-2-{PIXELS_PER_POINT}-{SHADES}"


@dataclass(frozen=True)
class Preview:
    """A picture that should be there: where it goes below the site's root, the key of its bytes, and of what it is."""

    address: str
    key: str
    pdf: Path


def keep_previews(book: Handbook, cards: Kept[Ticket], cache: Path) -> Kept[Preview]:
    """The picture of every finished card, drawn into `cache` where it does not lie there yet."""

    def made(previews: Sequence[Preview]) -> Iterator[Made]:
        yield from work_all(_drawn, previews, len(previews))

    return keep(cache, (_wanted(book, ticket, pdf) for ticket, pdf in cards.files if ticket.edition.name == "a5"), made)


def _wanted(book: Handbook, ticket: Ticket, pdf: Path) -> Preview:
    key = hashlib.sha256(RECIPE.encode() + pdf.read_bytes()).hexdigest()
    return Preview(addresses.of_card_preview(book, ticket.card, ticket.language), key, pdf)


def _drawn(wanted: Preview) -> Made:
    return Made(preview(wanted.pdf.read_bytes()), ())


def draw_changes(
    books: tuple[Handbook | None, Handbook], keys: Sequence[str], site: Site, theme: Path, folders: tuple[Path, Path]
) -> tuple[str, ...]:
    """Draw some cards as they were and as they are; returns the names: `manager.regular.id` for each language.

    `folders` are where the pictures go (`….before.webp`, `….after.webp`) and the cache of cards.
    """
    from plugins.cards import keep_cards

    folder, cache = folders
    names: dict[str, None] = {}
    for book, moment in zip(books, ("before", "after"), strict=True):
        for key in keys if book else ():
            assert book is not None  # noqa: S101  # narrows for mypy
            for ticket, kept in keep_cards(book, site, theme, cache, Choice(key, ("a5",))).files:
                name = f"{key.replace('/', '.')}.{ticket.language}"
                names[name] = None
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{name}.{moment}.webp").write_bytes(preview(kept.read_bytes()))
    return tuple(names)


def preview(pdf: bytes) -> bytes:
    """The picture of the first page; PdfiumError when the PDF cannot be read."""
    import pypdfium2  # loaded only when something is to be drawn

    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=PIXELS_PER_POINT).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    # an octree, a fifth of the time that a median cut takes; the same to the eye, and a tenth smaller
    picture.quantize(SHADES, method=OCTREE).convert("RGB").save(out, "WEBP", lossless=True, quality=80, method=4)
    return out.getvalue()
