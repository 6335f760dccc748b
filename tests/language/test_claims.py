"""Claims: every share, multiple and finding in a body carries a source mark where it stands."""

from __future__ import annotations

import re

import pytest

from tests.language.exceptions import allowed
from tests.language.passages import Passage

CLAIM = {
    "id": re.compile(
        r"%|\bpersen\b|\bkali lipat\b|\b(?:penelitian|peneliti|diteliti|meneliti|riset|studi)(?:nya|ku|mu)?\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"%|\bpercent\b|\btimes as likely\b|\b(?:research\w*|stud(?:y|ies|ied))\b",
        re.IGNORECASE,
    ),
}


def unsourced(passage: Passage) -> list[str]:
    """The claims of a passage of a body that has no source mark beside it."""
    if passage.kind == "field" or passage.cites:
        return []
    return [found[0] for found in CLAIM[passage.language].finditer(passage.text)]


def test_every_claim_has_its_source(passages: tuple[Passage, ...]) -> None:
    """A mark stands in the same paragraph, list item or table row; a heading's in its section."""
    cited = {(one.entry, one.language, one.place) for one in passages if one.cites}
    found = [
        passage.finding(f"“{claim}” in “{passage.text}”")
        for passage in passages
        if not allowed("claims", passage)
        and not (passage.kind == "heading" and (passage.entry, passage.language, passage.place) in cited)
        for claim in unsourced(passage)[:1]
    ]
    assert found == [], "\n".join(found)


def test_both_editions_cite_the_same_sources(passages: tuple[Passage, ...]) -> None:
    """Both editions of an entry cite the same sources."""
    cited = {
        language: {(one.entry, mark) for one in passages if one.language == language for mark in one.cites}
        for language in ("id", "en")
    }
    found = [f"{entry}: {mark}" for entry, mark in sorted(cited["id"] ^ cited["en"])]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Semangat naik 34%."),
        ("id", "Peluangnya tiga kali lipat."),
        ("id", "Menurut penelitiannya, begitu."),
        ("en", "Engagement is three times as likely."),
        ("en", "Studies say so."),
    ],
)
def test_a_claim_without_a_mark_is_found(language: str, text: str) -> None:
    """A claim is found, and the mark beside it settles it."""
    bare = Passage("probe", language, "top", "paragraph", text)
    assert unsourced(bare) != []
    assert unsourced(Passage("probe", language, "top", "paragraph", text, cites=frozenset({"F10"}))) == []
