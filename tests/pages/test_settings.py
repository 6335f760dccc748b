"""A company's copy: every setting of pelicanconf.py, set, on the smallest handbook."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

import pelicanconf
from plugins.cards.bound.leaves import Copy, copies, order_of
from plugins.cards.bound.volume import theatre
from plugins.cards.orders import orders
from plugins.cards.tones import stylesheet, tokens
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site, from_settings
from plugins.mapping import write_map
from plugins.pages import write_pages
from plugins.theming import interface
from plugins.theming.plaintext import markdown
from tests.printed import write_stand_ins

ROOT = Path(__file__).resolve().parents[2]
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>'
OWN: Mapping[str, object] = {
    "SITENAME": "Warung Kode",
    "SITEURL": "https://buku.warung.example/satu/",
    "LOGO": "logo.svg",
    "ACCENT": ("#7a1f5c", "#f0a6d8"),
    "LICENCE": ("CC BY-SA 4.0, adapted from Empat Mata", "https://warung.example/licence"),
    "REPOSITORY": "https://code.example/warung/buku/",
    "LANGUAGES": ("id", "en"),
}


def test_the_settings_as_they_are() -> None:
    """pelicanconf.py describes the handbook's own copy, with nothing set that a fork would have to unset."""
    own = from_settings(vars(pelicanconf))
    assert own == Site(url="https://empat-mata.example", name="Empat Mata", languages=("id", "en"))


def test_every_setting_reaches_the_reader(tiny: Handbook, tmp_path: Path) -> None:
    """Name, address, logo, accent, licence and repository of a copy stand on its pages, in its feed and its data."""
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    (tmp_path / "theme" / "static" / "logo.svg").write_text(LOGO, encoding="utf-8")
    site, output = from_settings(OWN), tmp_path / "site"
    write_pages(tiny, site, tmp_path / "theme", output)
    write_stand_ins(tiny, site, output)
    write_map(tiny, site, tmp_path / "theme", output, tmp_path / "pictures")
    page = (output / "id/panduan/apa-itu-1-on-1/index.html").read_text(encoding="utf-8")
    assert "<title>Apa itu 1-on-1 · Warung Kode</title>" in page
    assert '<link rel="canonical" href="https://buku.warung.example/satu/id/panduan/apa-itu-1-on-1/">' in page
    assert '<img class="mark" src="../../../static/icon.svg"' in page
    assert (output / "static/icon.svg").read_text(encoding="utf-8") == LOGO
    assert page.count("--brand:#7a1f5c") == 2  # by default, and chosen
    assert page.count("--brand:#f0a6d8") == 2
    assert "https://code.example/warung/buku/edit/main/content/guides/what-is/id.md" in page
    assert "Isi: CC BY-SA 4.0, adapted from Empat Mata. Kode:" in page
    assert '"license":"https://warung.example/licence"' in page
    feed = (output / "en/feed.xml").read_text(encoding="utf-8")
    assert "<title>Warung Kode</title>" in feed
    assert "<rights>CC BY-SA 4.0, adapted from Empat Mata</rights>" in feed
    for file in (*output.rglob("*.html"), *output.rglob("*.json"), *output.rglob("*.xml")):
        text = file.read_text(encoding="utf-8").replace("adapted from Empat Mata", "")
        if "status" not in file.parts:  # it lists the home page by its own title, which is content
            assert "Empat Mata" not in text, file
        assert "empat-mata.example" not in text, file


def test_the_icon_wears_the_accent(tiny: Handbook, tmp_path: Path) -> None:
    """The two faces in a browser's tab are drawn in the accent of a copy, light and dark; without one, in the brand."""
    drawn = {}
    for accent in ((), OWN["ACCENT"]):
        write_pages(tiny, from_settings({**OWN, "LOGO": "", "ACCENT": accent}), ROOT / "theme", tmp_path)
        drawn[accent] = (tmp_path / "static/icon.svg").read_text(encoding="utf-8")
    brand, own = drawn.values()
    assert brand == (ROOT / "theme/static/icon.svg").read_text(encoding="utf-8")
    assert own == brand.replace("#0b5d56", "#7a1f5c").replace("#6cc9bd", "#f0a6d8") != brand


def test_the_cards_carry_the_name(tiny: Handbook) -> None:
    """The foot of a printed card says whose it is and under which licence, and so does its Markdown."""
    site = from_settings(OWN)
    html = {order.edition.name: order.html for order in orders(tiny, site, ROOT / "theme") if order.language == "id"}
    assert "Warung Kode · buku.warung.example · CC BY-SA 4.0, adapted from Empat Mata</p>" in html["a4"]
    assert "Warung Kode · CC BY-SA 4.0, adapted from Empat Mata</p>" in html["a6"]
    text = markdown(tiny, tiny.cards[0], "id", interface(ROOT / "theme", "id"), site.url, site.licence[0])
    assert text.endswith("<https://buku.warung.example/satu> · CC BY-SA 4.0, adapted from Empat Mata\n")


def test_print_wears_the_accent(book: Handbook) -> None:
    """Book, EPUB and poster are drawn in the accent of a copy, the mark too, and nothing of the brand is left."""
    site, theme = from_settings(OWN), ROOT / "theme"
    accent, brand = site.accent[0], tokens((theme / "static/css/tokens.css").read_text(encoding="utf-8"))["brand"]
    poster = next(
        order_of(book, site, theme, copy)
        for copy in copies(book)
        if isinstance(copy, Copy) and copy.template == "poster"
    )
    draw = '{% import "parts/printed_mark.html" as own with context %}{{ own.mark() }}'
    cover = theatre(book, site, theme, "id").from_string(draw).render()
    sheets = [stylesheet(theme, name, site.accent, {}) for name in ("book", "epub")]
    for drawn in (*sheets, poster.css, poster.html, cover):
        assert accent in drawn
        assert brand not in drawn


def test_a_wrong_colour_is_told() -> None:
    """A colour that is none stops the build with the setting's name and an example."""
    with pytest.raises(ValueError, match=r"pelicanconf\.py: ACCENT = \('teal',\): write two colours, such as"):
        from_settings({**OWN, "ACCENT": ("teal",)})
