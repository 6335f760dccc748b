"""A PDF made of finished pages and its identity → its bytes: language, title, PDF/UA-1 and PDF/A-3a declared."""

from __future__ import annotations

import zlib
from html import escape

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from plugins.cards.sheets.identity import Identity
from plugins.cards.sheets.steady import written

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag>
</pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def finish(pdf: Pdf, identity: Identity) -> bytes:
    """The PDF with its identity, the same bytes every time."""
    xmp = XMP.format(**{name: escape(value, quote=False) for name, value in vars(identity).items()})
    pdf.Root.Metadata = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String(identity.language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    # a viewer that shrinks the page to its own margins moves cuts and folds
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"), PickTrayByPDFSize=True)
    if identity.duplex:
        pdf.Root.ViewerPreferences.Duplex = Name(f"/DuplexFlip{identity.duplex.title()}Edge")
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo.Title, pdf.docinfo.Author = String(identity.title), String(identity.author)
    return written(pdf)


def stream(pdf: Pdf, content: bytes) -> Stream:
    """A deflated stream: what is written does not look for others."""
    return pdf.make_stream(zlib.compress(content, 9), Filter=Name.FlateDecode)


def untagged(source: Pdf) -> Pdf:
    """A new PDF without pages: an empty structure tree, and the colours of `source`, which must be PDF/A."""
    if "/OutputIntents" not in source.Root:
        raise ValueError("a sheet can only be made of PDF/A: the card has no output intent")
    pdf = Pdf.new()
    # objects that stand in the catalogue itself can only be copied behind a reference
    pdf.Root.OutputIntents = pdf.copy_foreign(source.make_indirect(source.Root.OutputIntents))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    root.K, root.ParentTree = Array([document]), pdf.make_indirect(Dictionary(Nums=Array()))
    pdf.Root.StructTreeRoot = root
    return pdf
