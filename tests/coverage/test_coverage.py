"""What the handbook must hold (`requirements.tsv`) against where it does (`places.tsv`: row → entry and heading)."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from plugins.handbook.model import Entry, Handbook

HERE = Path(__file__).parent
TAG = re.compile(r"<[^>]+>")
HEADING = re.compile(r'<h[23][^>]*\bid="([^"]+)"[^>]*>')


def table(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


REQUIREMENTS = {
    row: (text, tuple(entry.strip() for entry in entries.split(";")))
    for row, text, entries in table("requirements.tsv")
}
PLACES = {(row, place.partition("#")[0]): place.partition("#")[2] for row, place in table("places.tsv")}


def text_under(html: str, heading: str) -> str:
    """The words between a heading and the next one."""
    parts = HEADING.split(html)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    return TAG.sub(" ", sections.get(heading, "").partition("</h")[2]).strip()


@pytest.mark.parametrize("row", REQUIREMENTS)
def test_each_requirement_stands_in_both_languages(row: str, book: Handbook, record_open: list[str]) -> None:
    """Each entry that must carry it, once it exists, has words under its heading in `places.tsv`; others are listed."""
    text, entries = REQUIREMENTS[row]
    for reference in entries:
        entry = book.by_reference.get(reference)
        if entry is None:
            record_open.append(f"{row}\t{reference}\t{text}")
            continue
        assert isinstance(entry, Entry)
        heading = PLACES.get((row, reference))
        assert heading, f"{row} ({text}) has no line for {reference} in places.tsv"
        for language in book.languages:
            assert len(text_under(entry.words[language].html, heading).split()) >= 8, (
                f"{reference}#{heading} ({language}) is empty"
            )


def test_places_name_requirements() -> None:
    """`places.tsv` names no requirement and no entry that `requirements.tsv` does not ask for."""
    asked = {(row, entry) for row, (_, entries) in REQUIREMENTS.items() for entry in entries}
    assert set(PLACES) - asked == set()
