"""Dates and numbers in each language, and foreign words in running text."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.theming.formats import kilobytes, long_date, number, percent
from plugins.theming.marks import foreign_words, marker


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("id", ("3 November 2025", "1.234,5", "70%", "29 kB")),
        ("en", ("November 3, 2025", "1,234.5", "70%", "29 kB")),
    ],
)
def test_formats(language: str, texts: tuple[str, ...]) -> None:
    """A day, a number, a share and a file size, as each language writes them; sizes are rounded up."""
    written = (
        long_date(date(2025, 11, 3), language),
        number(1234.5, language),
        percent(70, language),
        kilobytes(28_001, language),
    )
    assert written == texts


def test_the_longest_foreign_word_wins() -> None:
    """“tech lead” is marked as one, not “lead” in it; tags, code and marked words are left alone."""
    mark = marker(foreign_words([("lead",), ("tech lead",)]), "id")
    assert mark('Tech lead <a title="lead">lead</a> <code>lead</code> <i lang="en">lead</i> leader') == (
        '<i lang="en">Tech lead</i> <a title="lead"><i lang="en">lead</i></a> '
        '<code>lead</code> <i lang="en">lead</i> leader'
    )
