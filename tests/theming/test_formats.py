"""Dates and numbers in each language, and foreign words in running text."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.handbook.model import Handbook
from plugins.theming.formats import kilobytes, long_date, number, percent
from plugins.theming.marks import foreign_words, marker, printed_marker


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("id", ("3 November 2025", "1.234,5", "70%", "29\u00a0kB")),
        ("en", ("November 3, 2025", "1,234.5", "70%", "29\u00a0kB")),
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


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Apa yang berubah pekan ini?", "Apa yang berubah pekan\u00a0ini?"),
        ("Ceritakan tech lead", 'Ceritakan <i lang="en">tech lead</i>'),
        ("Siapa yang perlu feedback?", 'Siapa yang perlu <i lang="en">feedback</i>?'),
        ("Sepuluh prinsip 1-on-1", 'Sepuluh prinsip <span class="whole">1-on-1</span>'),
        ("Cara kerja masing-masing", 'Cara kerja <span class="whole">masing-masing</span>'),
        ("Ini perlu dipertanggungjawabkan", "Ini perlu dipertanggungjawabkan"),
        ("dipertanggungjawabkannya kini", "dipertanggungjawabkannya kini"),
        ("Buka", "Buka"),
        ("Satu & <dua>", "Satu &amp;\u00a0&lt;dua&gt;"),
    ],
)
def test_a_short_last_word_is_not_alone(text: str, printed: str, book: Handbook) -> None:
    """On paper a short last word takes the word before it to its line, and a doubled one is not parted."""
    assert str(printed_marker(book, "id")(text)) == printed
