"""A key that the files of a kind do not have → what its writer has to know (F126, F127, F129, T605).

Other handbooks have tags, authors and editions of their files; here each of these facts has another place. The facts
of an entry stand once for all languages, so that they cannot differ between them.
"""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from plugins.handbook.schema import MODELS, written

GROUPS = frozenset("tag tags category categories kategori label labels keywords".split())
AUTHORS = frozenset("author authors penulis contributor contributors kontributor".split())
EDITIONS = frozenset("schema $schema schema_version schemaversion version versi".split())


class Verdict(NamedTuple):
    """Rule and wording of a finding, and the files that the key belongs to."""

    code: str
    variant: str = ""
    other: tuple[str, ...] = ()


def astray(name: str, path: str, key: str, languages: tuple[str, ...]) -> Verdict | None:
    """The verdict on the key at the root of a file with the contract `name`; None for one that means nothing here."""
    word = key.casefold()
    if word in GROUPS:
        return Verdict("F126")
    if word in AUTHORS:
        return Verdict("F127")
    if word in EDITIONS:
        return Verdict("F129")
    kind, _, role = name.rpartition("-")
    partner = {"words": "entry", "entry": "words"}.get(role, "")
    if f"{kind}-{partner}" in MODELS and key in written(f"{kind}-{partner}", languages)["properties"]:
        folder = posixpath.dirname(path)
        files = ("entry.yaml",) if partner == "entry" else tuple(f"{language}.md" for language in languages)
        return Verdict("T605", "" if partner == "entry" else "words", tuple(f"{folder}/{file}" for file in files))
    return None
