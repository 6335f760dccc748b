"""A pull request → what is left to do about it: what a program can mend, and what now waits to be translated.

Both stand below the table of findings, in Indonesian and English at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from plugins.handbook.freshness.work import Page, Work

ENTRIES = ("guides/", "sessions/", "relationships/", "pages/")
SHOWN = 60_000  # characters of a patch; the host shows about a million in a summary
_FENCES = re.compile("~{3,}")


def patch(text: str) -> str:
    """What a program would change, to be copied line by line; "" for nothing."""
    if not text:
        return ""
    fence = "~" * max(3, 1 + max(map(len, _FENCES.findall(text)), default=0))
    head = (
        "\n### Bisa diperbaiki mesin · A program can mend this\n\n"
        "Salin baris hijau ke berkasnya, atau di salinan: `git apply fix.patch` (ada di lampiran *review*).\n"
        "Copy the green lines into the file, or in a clone: `git apply fix.patch` (in the attachment *review*).\n\n"
    )
    return f"{head}{fence}diff\n{text[:SHOWN].rstrip()}\n{fence}\n"


def translations(work: Work, changed: Collection[str]) -> str:
    """What waits in each language on the pages whose files are in `changed`; "" when nothing does."""
    rows = [
        f"- `{place_of(page)}`: ± {page.words} kata · words\n"
        for pages in work.pages.values()
        for page in sorted(pages, key=lambda page: page.reference)
        if any(path.startswith((f"content/{page.reference}/", f"content/{page.reference}.")) for path in changed)
    ]
    head = (
        "\n### Menunggu diterjemahkan · Waiting to be translated\n\n"
        "Tidak harus sekarang, dan boleh orang lain. · Not necessarily now, nor by you.\n\n"
    )
    return head + "".join(rows) if rows else ""


def place_of(page: Page) -> str:
    """The file in which a language catches up: a text of its own, or a data file with all languages."""
    is_entry = page.reference.startswith(ENTRIES)
    return f"content/{page.reference}/{page.language}.md" if is_entry else f"content/{page.reference}.yaml"
