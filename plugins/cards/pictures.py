"""Finished cards → a picture of each for the web: the A5 page as lossless WebP, beside its PDF."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from plugins.cards.store import Report, Store, place
from plugins.handbook import addresses
from plugins.handbook.model import Handbook

PIXELS_PER_POINT = 1.4  # an A5 page becomes 588 × 834 pixels: sharp on a phone, light on the line
SHADES = 48  # type and tints need no more
RECIPE = f"webp-1-{PIXELS_PER_POINT}-{SHADES}"


def write_previews(book: Handbook, output: Path, cache: Path) -> Report:
    """Write the picture of every card below `output`, where the cards already lie."""
    store, drawn, written = Store(cache), 0, list[str]()
    for language in book.languages:
        for card in book.cards:
            pdf = (output / addresses.of_card_pdf(book, card, language, "a5")).read_bytes()
            name = hashlib.sha256(RECIPE.encode() + pdf).hexdigest()
            kept = store.find(name)
            if kept is None:
                kept, drawn = store.keep(name, preview(pdf)), drawn + 1
            written.append(addresses.of_card_preview(book, card, language))
            place(kept, output / written[-1])
    return Report(tuple(written), drawn, ())


def preview(pdf: bytes) -> bytes:
    """The picture of the first page; PdfiumError when the PDF cannot be read."""
    import pypdfium2  # loaded only when something is to be drawn

    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=PIXELS_PER_POINT).to_pil().convert("RGB").quantize(SHADES).convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "WEBP", lossless=True, quality=80, method=4)
    return out.getvalue()
