"""What the press needs of WeasyPrint 70 that it does not offer, each with the upstream issue where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import pydyf
from weasyprint import CSS, HTML
from weasyprint.css import ColorProfile
from weasyprint.document import Document
from weasyprint.pdf import tags
from weasyprint.urls import URLFetcher

from plugins.cards import qr
from plugins.cards.works.matching import Element
from plugins.cards.works.objects import lines, packed
from plugins.cards.works.styles import kept_sheet

PLAIN = """
html, body, div, p, h1, h2, ul, li, svg { display: block }
head, title, meta, style { display: none }
table { display: table; box-sizing: border-box } caption { display: table-caption }
thead { display: table-header-group } tbody { display: table-row-group }
tr { display: table-row } td, th { display: table-cell }
ul { list-style: none }
"""  # what browsers give the elements of a card; WeasyPrint's own sheet makes five pseudo-elements for each of them

# Both standards in one file: https://github.com/Kozea/WeasyPrint/issues/2783. The XMP that tells of PDF/UA-1 is foreign
# to PDF/A, which therefore wants its schema described (ISO 19005-3, 6.6.2.3.3).
ACCESSIBLE = (
    b'<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1'
    b"</pdfuaid:part></rdf:Description>"
    b'<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http'
    b'://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:abou'
    b't=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    b'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal"
    b"</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
    b"</rdf:Description></rdf:RDF>"
)


def _profile() -> ColorProfile:
    """sRGB, opened and closed once: stock opens it for every file and leaves that to the garbage (as in #746)."""
    with (files("weasyprint.pdf") / "sRGB2014.icc").open("rb") as file:
        profile = ColorProfile(file, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
    _ = profile.name  # once it was asked for, Little CMS writes the profile otherwise: the first file would differ
    return profile


COLOURS: Mapping[str, Any] = {"--srgb": _profile()}  # to be passed as `color_profiles`
INTENT = "--srgb"


class WellFormed(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """Our own well-formed markup, read by an XML parser, and styled by no more than it needs."""

    def __init__(self, markup: str, url_fetcher: URLFetcher) -> None:
        """Raises ParseError when the template forgot to close an element."""
        self.base_url, self.url_fetcher, self.media_type = None, url_fetcher, "print"
        root = ElementTree.fromstring(markup)  # noqa: S314  # of our own templates, escaped
        self.wrapper_element = Element.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [kept_sheet(PLAIN, None, None)]


class Codes(dict[str, Any]):
    """QR codes as images, by their address after `qr:`; to be passed as `cache`, where images are looked for first.

    As SVG, each would be read and translated again for every card: a seventh of its time.
    """

    def __contains__(self, url: object) -> bool:
        if not super().__contains__(url) and isinstance(url, str) and url.startswith("qr:"):
            code = qr.found(url.removeprefix("qr:"))
            if code is not None:  # else stock asks the fetcher, and hears why not
                self[url] = Drawn(code)
        return super().__contains__(url)


class Drawn:
    """A QR code as WeasyPrint wants images: any size, always square."""

    def __init__(self, code: qr.Code) -> None:
        self.code = code

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[None, None, float]:
        """No size of its own, and the ratio of its sides."""
        return None, None, 1.0

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Fill the dark modules; the caller restores the state."""
        stream.transform(a=width / self.code.modules, d=height / self.code.modules)
        stream.stream.append(self.code.strokes)


def declare_accessible(document: Document) -> None:
    """Have the metadata say that the file keeps PDF/UA-1 beside its PDF/A variant (#2783)."""
    metadata = document.metadata
    stock = type(metadata).generate_rdf_metadata

    def both(*variant: Any) -> bytes:
        return bytes(stock(metadata, *variant)).replace(b"</rdf:RDF>", ACCESSIBLE)

    metadata.generate_rdf_metadata = both


def finish(pdf: pydyf.PDF) -> None:
    """What a printed card wants of its catalogue: full size in print, readable metadata, attachments listed once."""
    # a viewer that shrinks the page to its own margins makes writing lines and QR code smaller than designed
    pdf.catalog["ViewerPreferences"]["PrintScaling"] = "/None"
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and thing.extra.get("Type") == "/Metadata":
            thing.compress = False  # so that any tool finds it; some validators of PDF/A ask for it
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))  # listed twice: #2917


def shorten(pdf: pydyf.PDF) -> None:
    """Say the page's content in fewer bytes: between two glyphs without kerning WeasyPrint writes a 0."""
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and not thing.extra:
            thing.stream = [lines(thing.stream).replace(b">0<", b"")]


def settle(pdf: pydyf.PDF) -> None:
    """Have every object written once: pydyf asks each for its bytes twice, for the file and for its fingerprint."""
    pdf.objects = [thing if thing.free == "f" else Settled(thing) for thing in pdf.objects]


class Settled(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object that does not change any more."""

    data = b""  # instead of the property of every other object
    compressible = False

    def __init__(self, thing: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation = thing.number, thing.generation
        self.data, self.compressible = thing.data, thing.compressible


def stream_data(stream: pydyf.Stream) -> bytes:
    """A stream as stock writes it, but for its end."""
    content, extra = lines(stream.stream), pydyf.Dictionary(stream.extra.copy())
    if stream.compress:
        extra["Filter"] = "/FlateDecode"
        content = packed(content)
    extra["Length"] = len(content)
    return framed(extra.data, content)


def framed(entries: bytes, content: bytes) -> bytes:
    """A stream; one that ends in CR is followed by CR LF, or its last byte is taken for a line end.

    Seen in https://github.com/openpreserve/jhove/issues/870; validators of PDF/A then find a wrong length.
    """
    end = b"\r\nendstream" if content.endswith(b"\r") else b"\nendstream"
    return b"".join((entries, b"\nstream\n", content, end))


stock_tree = tags._build_box_tree


class Lean:
    """A PDF that takes no element for a line of text alone: its marked content hangs on the element around it.

    Half of all elements were such, and each is read again by whoever binds, proves or opens the file.
    """

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pdf, name)

    def add_object(self, thing: pydyf.Object) -> None:
        """Number the object, or remember of a line's element which content it marks."""
        kids = thing["K"] if isinstance(thing, pydyf.Dictionary) and "K" in thing else ()
        if kids and type(kids[0]) is int:
            thing.number = Content(kids[0])
        else:
            self.pdf.add_object(thing)


class Content(int):
    """The number of a marked content; among the kids of an element, a reference that begins with `MCID`."""

    def __str__(self) -> str:
        return f"MCID{int(self)}"


def tree(
    box: Any, parent: Any, pdf: Any, page: int, nums: dict[int, bytes], annotations: list[Any], marks: Any
) -> Iterator[Any]:
    """The stock tags of a box, with what WeasyPrint 70 leaves out: languages (#2482), scope of headings (#2508).

    Empty groups are left out (#2153). A box with a `title` remembers its tag, so that a field can be put there.
    """
    element = None if box.element is None or isinstance(box.element, str) else box.element
    lean = pdf if isinstance(pdf, Lean) else Lean(pdf)
    for tag in stock_tree(box, parent, lean, page, nums, annotations, marks):
        if not tag["K"] and tag["S"] in ("/Span", "/NonStruct", "/Div"):
            continue
        _hang(tag, nums)
        if element is not None and box.element_tag == element.tag and element.tag not in ("html", "body"):
            _complete(tag, element, box)
        yield tag


def _hang(tag: Any, nums: dict[int, bytes]) -> None:
    """Marked content that stock gave an element of its own, on the element around it."""
    kids = tag["K"]
    for at, kid in enumerate(kids):
        if type(kid) is bytes and kid.startswith(b"MCID"):
            kids[at] = int(kid.split()[0][4:])
            nums[kids[at]] = tag.reference


def _complete(tag: Any, element: Any, box: Any) -> None:
    if (language := element.get("lang")) and "Lang" not in tag:
        tag["Lang"] = pydyf.String(language)
    if tag["S"] == "/TH":
        tag["A"]["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
    if element.get("title") and tag["S"] != "/LI":  # of a list item its body, which is tagged first
        box.structure = tag
