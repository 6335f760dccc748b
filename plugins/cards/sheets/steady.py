"""A PDF → its bytes, in which no stream ends with a carriage return.

Before the line feed that must follow a stream, a reader may take it for half of the line's end and count the stream one
byte short: some validators of PDF/A do. One compressed stream in 256 ends so.
"""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

AMBIGUOUS = b"\r\nendstream"
SPARE = Name("/EmpatMataSpare")
MOST_TRIES = 20


def written(pdf: Pdf) -> bytes:
    """The bytes of a PDF, the same every time. What follows the end of deflated data is not read: room for a byte."""
    data = _saved(pdf, 1)
    if AMBIGUOUS in data:
        for thing in pdf.objects:
            if isinstance(thing, Stream) and thing.get("/Filter") == Name.FlateDecode:
                raw = thing.read_raw_bytes()
                if raw.endswith(b"\r"):
                    thing.write(raw + b"\0", filter=Name.FlateDecode)
        data = _saved(pdf, MOST_TRIES)
    return data


def _saved(pdf: Pdf, tries: int) -> bytes:
    """Streams that the writer makes itself end otherwise when every object has another number."""
    packed = pikepdf.ObjectStreamMode.generate
    data = b""
    for spare in range(tries):
        if spare:
            pdf.Root[SPARE] = Array([pdf.make_indirect(Dictionary()) for _ in range(spare)])
        out = io.BytesIO()
        pdf.save(out, min_version="1.7", deterministic_id=True, object_stream_mode=packed)
        data = out.getvalue()
        if AMBIGUOUS not in data:
            break
    return data
