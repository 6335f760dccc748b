"""What a contributor can add: each kind with its contracts, its files and its name in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind. `schemas` are its contracts by file, `place` is where it lies below the project."""

    name: str  # as in `inv new`
    titles: Mapping[str, str]  # language → its name
    schemas: Mapping[str, str]  # file → contract
    place: str
    is_entry: bool = False  # a folder with facts and words, and an address of its own
    in_list: bool = False  # an item of a file that has all of them


def _entry(name: str, folder: str, titles: Mapping[str, str]) -> Kind:
    schemas = {"entry.yaml": f"{folder}-entry", "id.md, en.md": f"{folder}-words"}
    return Kind(name, titles, schemas, f"content/{folder}/<key>/", is_entry=True)


KINDS: tuple[Kind, ...] = (
    _entry("guide", "guides", {"id": "panduan", "en": "guide"}),
    _entry("session", "sessions", {"id": "jenis sesi", "en": "session"}),
    _entry("relationship", "relationships", {"id": "hubungan", "en": "relationship"}),
    Kind(
        "card",
        {"id": "kartu", "en": "card"},
        {"<session>.yaml": "cards"},
        "content/cards/<relationship>/<session>.yaml",
    ),
    Kind(
        "question",
        {"id": "pertanyaan", "en": "question"},
        {"<topic>.yaml": "questions"},
        "content/questions/<topic>.yaml",
        in_list=True,
    ),
    Kind(
        "term",
        {"id": "istilah", "en": "term"},
        {"glossary.yaml": "glossary"},
        "content/glossary.yaml",
        in_list=True,
    ),
    Kind(
        "source",
        {"id": "sumber", "en": "source"},
        {"sources.yaml": "sources"},
        "content/sources.yaml",
        in_list=True,
    ),
)
NAMES = tuple(kind.name for kind in KINDS)
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
