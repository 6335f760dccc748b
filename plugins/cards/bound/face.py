"""The cover of a book, a PDF → its picture, as a library of e-books shows it: a PNG.

This file can be run by itself, with a PDF on standard input: drawing takes 30 MB, best taken by a process that holds
nothing else.
"""

from __future__ import annotations

import io
import subprocess
import sys

PIXELS_PER_POINT = 3  # A5: 1260 × 1786 pixels, what shops of e-books ask for
SHADES = 48  # type and one colour need no more


def face(pdf: bytes) -> bytes:
    """The picture; CalledProcessError when the process that was to draw it has failed."""
    return subprocess.run([sys.executable, "-I", __file__], input=pdf, stdout=subprocess.PIPE, check=True).stdout


def _drawn(pdf: bytes) -> bytes:
    import pypdfium2  # not where the picture is only asked for

    document = pypdfium2.PdfDocument(pdf)
    out = io.BytesIO()
    page = document[0].render(scale=PIXELS_PER_POINT).to_pil().convert("RGB")
    page.quantize(SHADES).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(_drawn(sys.stdin.buffer.read()))
