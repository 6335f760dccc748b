"""An address → its QR code as SVG: black on nothing, without a border (the page leaves the quiet zone)."""

from __future__ import annotations

import io
from functools import lru_cache

import segno


@lru_cache(maxsize=1024)  # every paper of a card shows the same code
def svg(address: str) -> bytes:
    """The code with error level M: a sixth of it may be smudged; segno.DataOverflowError for an address too long."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, omitsize=True, xmldecl=False, nl=False)
    return out.getvalue()
