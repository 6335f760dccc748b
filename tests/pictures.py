"""The built site → the two pictures of the README: a page in Chromium, a card from its PDF. Run by `inv pictures`."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from tests.opened import chromium

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "output"
IMAGES = ROOT / ".github" / "images"
CARD = OUTPUT / "id/kartu/anggota-tim/rutin/kartu-anggota-tim-rutin-a5.pdf"
WIDTH, HEIGHT = 1000, 870  # px


def page() -> None:
    """Take the picture of the home page, light, at a desk's width."""
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        tab.goto((OUTPUT / "id/index.html").as_uri())
        tab.screenshot(path=IMAGES / "page.png")


def card() -> None:
    """Take the picture of a card at 120 dpi, in shades of grey: it is printed so."""
    document = pypdfium2.PdfDocument(CARD)
    document[0].render(scale=120 / 72).to_pil().quantize(64).save(IMAGES / "card.png", optimize=True)


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    page()
    card()
