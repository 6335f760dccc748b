"""The drawn book → EPUB 3: one XHTML file a chapter, navigation, metadata. The same bytes always.

Written with the standard library: the one kept library for it stamps the hour into each file.
"""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from xml.etree import ElementTree as ET  # our own markup is read here, never a stranger's
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tinyhtml5 import parse

from plugins.cards.bound.chapters import Chapter, linked
from plugins.cards.bound.volume import Volume

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first hour that ZIP knows
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n<container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>\n</container>\n'
)
FEATURES = (
    "alternativeText",
    "structuralNavigation",
    "tableOfContents",
    "readingOrder",
    "unlocked",
    "displayTransformability",
)
ROLES = {"footnote-ref": ("noteref", "doc-noteref"), "footnote-backref": ("backlink", "doc-backlink")}

_QR = re.compile(r'<div class="qr">.*?</div>\n?', re.DOTALL)
_ANCHOR = re.compile(r'href="#([^"]+)"')


def epub(volume: Volume, css: str, words: Mapping[str, str], cover: bytes) -> bytes:
    """The book as one file; `words` are the words for `contents`, `access` (how it can be read) and `publisher`.

    `cover` is a PNG: what a library of e-books shows, and the first page.
    """
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "book/package.opf": _package(volume, words),
        "book/nav.xhtml": _navigation(volume, words["contents"]),
        "book/cover.xhtml": _page(volume, volume.title, volume.language, _cover(volume)),
        **{f"book/{chapter.key}.xhtml": text for chapter, text in _chapters(volume)},
        "book/book.css": css,
        "book/cover.png": cover,
    }
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        _put(archive, "mimetype", "application/epub+zip", ZIP_STORED)
        for name, text in files.items():
            _put(archive, name, text, ZIP_DEFLATED if isinstance(text, str) else ZIP_STORED)
    return out.getvalue()


def _put(archive: ZipFile, name: str, text: str | bytes, method: int) -> None:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type, entry.external_attr, entry.create_system = method, 0o644 << 16, 3
    archive.writestr(entry, text, compresslevel=9)


def _chapters(volume: Volume) -> Iterator[tuple[Chapter, str]]:
    """Each chapter with its file."""
    homes = {name: chapter.key for chapter in volume.chapters for name in re.findall(r'\bid="([^"]+)"', chapter.html)}
    homes |= {chapter.key: chapter.key for chapter in volume.chapters}

    def file_of(name: str) -> str:
        if name in ("contents", "cover"):
            return "nav.xhtml" if name == "contents" else "cover.xhtml"
        return f"{homes[name]}.xhtml" + ("" if name in volume.keys else f"#{name}")

    def inside(reference: str) -> str | None:
        return file_of(volume.places[reference]) if reference in volume.places else None

    for chapter in volume.chapters:
        html = linked(_QR.sub("", chapter.html), inside, volume.outside, lambda _target: "")
        html = _ANCHOR.sub(_locally(chapter.key, file_of), html)
        yield (
            chapter,
            _page(volume, chapter.title, chapter.language, f'<section class="{chapter.kind}">{html}</section>'),
        )


def _locally(key: str, file_of: Callable[[str], str]) -> Callable[[re.Match[str]], str]:
    """A link to a place in the file that it stands in needs no file name."""

    def place(link: re.Match[str]) -> str:
        address = file_of(link[1])
        own = address.startswith(f"{key}.xhtml#")
        return f'href="{address.removeprefix(f"{key}.xhtml") if own else address}"'

    return place


def _page(volume: Volume, title: str, language: str, body: str) -> str:
    """An XHTML file: the HTML is read as a browser would, and written as XML."""
    tree = parse(f"<!DOCTYPE html><html><body>{body}</body></html>", namespace_html_elements=False)
    elements = [child for found in tree.iter("body") for child in found]
    for child in elements:
        for element in child.iter():
            _xhtml(element)
    inner = "".join(ET.tostring(child, encoding="unicode") for child in elements)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="{XHTML}" xmlns:epub="{OPS}" '
        f'lang="{language}" xml:lang="{language}">\n<head><meta charset="utf-8"/><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="book.css"/></head>\n<body>\n{inner}\n</body>\n</html>\n'
    )


def _xhtml(element: ET.Element) -> None:
    """What HTML says in a way that XML and reading systems say differently."""
    if language := element.get("lang"):
        element.set("xml:lang", language)
    for name in ("tabindex", "role", "aria-label"):  # of frames that only a browser scrolls
        element.attrib.pop(name, None)
    kind = element.get("class", "")
    if kind in ROLES:
        element.set("epub:type", ROLES[kind][0])
        element.set("role", ROLES[kind][1])
    elif kind == "cover":
        element.set("epub:type", "cover")
    elif kind == "footnote":
        element.set("epub:type", "endnotes")
        element.set("role", "doc-endnotes")


def _cover(volume: Volume) -> str:
    """The picture of the cover, whose words are told to whoever does not see it."""
    said = f"{volume.name}. {volume.home.summary}"
    return f'<section class="cover"><img src="cover.png" alt="{escape(said)}"></section>'


def _navigation(volume: Volume, contents: str) -> str:
    """The table of contents, two levels deep; parts hold their chapters."""

    def link(chapter: Chapter) -> str:
        return f'<a href="{chapter.key}.xhtml">{escape(chapter.title)}</a>'

    rows = []
    for part, inside in _parts(volume.chapters):
        inner = "".join(f"<li>{link(chapter)}</li>\n" for chapter in inside)
        rows.append(f"<li>{link(part)}" + (f"\n<ol>\n{inner}</ol>" if inner else "") + "</li>\n")
    body = f'<nav epub:type="toc" id="toc"><h1>{escape(contents)}</h1>\n<ol>\n{"".join(rows)}</ol></nav>'
    marks = (
        f'<nav epub:type="landmarks" hidden="hidden"><h2>{escape(contents)}</h2><ol>'
        f'<li><a epub:type="toc" href="#toc">{escape(contents)}</a></li>'
        f'<li><a epub:type="bodymatter" href="{volume.chapters[0].key}.xhtml">{escape(volume.chapters[0].title)}</a>'
        f"</li></ol></nav>"
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="{XHTML}" xmlns:epub="{OPS}" '
        f'lang="{volume.language}" xml:lang="{volume.language}">\n<head><meta charset="utf-8"/>'
        f'<title>{escape(contents)}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>\n'
        f"<body>\n{body}\n{marks}\n</body>\n</html>\n"
    )


def _parts(chapters: Sequence[Chapter]) -> Iterator[tuple[Chapter, list[Chapter]]]:
    part, inside = chapters[0], list[Chapter]()
    for chapter in chapters[1:]:
        if chapter.level == 1:
            yield part, inside
            part, inside = chapter, []
        else:
            inside.append(chapter)
    yield part, inside


def _package(volume: Volume, words: Mapping[str, str]) -> str:
    """The package document: metadata, manifest, spine."""
    keys = ["cover", *(chapter.key for chapter in volume.chapters)]
    item = '<item id="{0}" href="{0}.xhtml" media-type="application/xhtml+xml"/>'
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{volume.root}#book")
    access = "".join(f'<meta property="schema:accessibilityFeature">{feature}</meta>\n' for feature in FEATURES)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="book-id" xml:lang="{volume.language}" prefix="schema: http://schema.org/">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="book-id">urn:uuid:{identifier}</dc:identifier>\n'
        f"<dc:title>{escape(volume.title)}</dc:title>\n<dc:language>{volume.language}</dc:language>\n<dc:creator>{escape(volume.name)}</dc:creator>\n"
        f"<dc:publisher>{escape(words['publisher'])}</dc:publisher>\n"
        f"<dc:description>{escape(volume.home.summary)}</dc:description>\n"
        f"<dc:rights>{escape(volume.licence)}</dc:rights>\n<dc:source>{escape(volume.root)}</dc:source>\n"
        f'<dc:date>{volume.updated}</dc:date>\n<meta property="dcterms:modified">{volume.updated}T00:00:00Z</meta>\n'
        '<meta property="schema:accessMode">textual</meta>\n'
        '<meta property="schema:accessMode">visual</meta>\n'
        '<meta property="schema:accessModeSufficient">textual</meta>\n'
        f"{access}"
        '<meta property="schema:accessibilityHazard">none</meta>\n'
        f'<meta property="schema:accessibilitySummary">{escape(words["access"])}</meta>\n</metadata>\n<manifest>\n'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="css" href="book.css" media-type="text/css"/>\n'
        '<item id="picture" href="cover.png" media-type="image/png" properties="cover-image"/>\n'
        + "".join(f"{item.format(key)}\n" for key in keys)
        + '</manifest>\n<spine>\n<itemref idref="cover"/>\n<itemref idref="nav"/>\n'
        + "".join(f'<itemref idref="{key}"/>\n' for key in keys[1:])
        + "</spine>\n</package>\n"
    )
