"""Numbers, clock times, money, ranges, quotes and dashes: each language in its own form."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.language.exceptions import allowed
from tests.language.passages import Passage, words

CONTENT = Path(__file__).resolve().parents[2] / "content"
UNFINISHED = (Path(__file__).parent / "data" / "pending.txt").read_text(encoding="utf-8").splitlines()
WORDS_PER_DASH = 200

ONLY_ID = "Januari|Februari|Maret|Mei|Juni|Juli|Agustus|Oktober|Desember"
ONLY_EN = "January|February|March|May|June|July|August|October|December"
SAME = "April|September|November"
BOTH = {
    "en dash in a range": r"(?<![\w-])\d+(?:[.,]\d+)? ?- ?\d+(?![\w-])",
    "no space around the dash of a range": r"\d (?:–\d|– \d)|\d– \d",
    "no space before %": r"\d\s+%",
    "curly quotes": r"[\"'`´„«»]",
    "one sign for an ellipsis": r"\.\.\.",
    "a dash, not two hyphens": r"(?<!-)--(?!-)| - ",
    "one space": r"\S  +\S",
    "no space before a sign": r"\w [,;:?!](?:\s|$)",
}
INDONESIAN = {
    "pukul 14.30, with a dot": r"\b\d{1,2}:\d{2}\b",
    "the 24-hour clock": r"\b\d{1,2}(?:[.:]\d{2})? ?[AaPp]\.?[Mm]\b\.?",
    "pukul for a clock time": r"(?i)(?<!\d )(?<!beberapa )\bjam \d{1,2}\b",
    "pukul with minutes": r"\bpukul \d{1,2}\b(?!\.\d{2})",
    "pukul before a clock time": r"(?<!pukul )(?<![\d–.])(?:1?\d|2[0-3])\.[0-5]\d(?![\d%]|\.\d)(?! WI(?:B|TA|T)\b)",
    "Rp50.000": r"\bRp\.? \d|\bRp\.\d|\bIDR\b|\bRp\d+,\d{3}",
    "a dot for thousands": r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])",
    "a comma for decimals": r"(?<![\d.])\d+\.\d+(?: ?%| kali)",
    "% after figures": r"\d persen\b",
    "day before month": rf"\b(?:{ONLY_ID}|{SAME}) \d{{1,2}}(?!\d)",
    "Indonesian months": rf"\b(?:{ONLY_EN})\b",
    "an Indonesian ordinal": r"\b\d+(?:st|nd|rd|th)\b",
}
ENGLISH = {
    "2:30 PM, with a colon": r"\b\d{1,2}\.\d{2} ?(?:[AaPp]\.?[Mm]|WI[BT]|WITA)",
    "AM or PM, in capitals, after a space": r"\b\d{1,2}(?::\d{2})?(?: ?[ap]\.?m\b\.?|[AP]M\b| [AP]\.M\.)",
    "AM or PM after a clock time": r"(?<!\d)\d{1,2}:\d{2}(?!\d| [AP]M|–\d{1,2}:\d{2} [AP]M)",
    "the 12-hour clock": r"\b(?:1[3-9]|2[0-3]):\d{2}\b",
    "a comma for thousands": r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?![\d.])",
    "a point for decimals": r"(?<![\d,])\d+,\d{1,2}(?!\d)",
    "% after figures": r"\d percent\b|\bper cent\b",
    "month before day": rf"\b\d{{1,2}} (?:{ONLY_EN}|{SAME})\b",
    "English months": rf"\b(?:{ONLY_ID})\b",
}
RULES = {
    "id": {name: re.compile(form) for name, form in (BOTH | INDONESIAN).items()},
    "en": {name: re.compile(form) for name, form in (BOTH | ENGLISH).items()},
}
DIGIT_FIRST = re.compile(r"^[“‘(]?\d(?!-on-1)")
PENDING = re.compile(rf"\b(?:{'|'.join(UNFINISHED)})\b|[?]{{3}}|[{{]{{2}}|<<", re.IGNORECASE)


def malformed(passage: Passage) -> list[str]:
    """Each broken rule of the passage's language, with the text that breaks it."""
    return [
        f"{name}: “{found[0]}” in “{passage.text}”"
        for name, form in RULES[passage.language].items()
        if (found := form.search(passage.text))
    ]


def digit_first(passage: Passage) -> list[str]:
    """Indonesian sentences that begin with a digit (EYD V: a number at the start is written in words)."""
    if passage.language != "id" or passage.kind in ("heading", "cell"):
        return []
    return [line for line in passage.sentences if DIGIT_FIRST.search(line) and line.rstrip("”)")[-1] in ".?!"]


def test_numbers_and_marks_have_the_form_of_their_language(passages: tuple[Passage, ...]) -> None:
    """Clock times, ranges, money, per cent, thousands, dates and quotes are written as their language writes them."""
    found = [
        passage.finding(line) for passage in passages if not allowed("formats", passage) for line in malformed(passage)
    ]
    assert found == [], "\n".join(found)


def test_no_indonesian_sentence_begins_with_a_digit(passages: tuple[Passage, ...]) -> None:
    """A sentence begins with a word; “1-on-1” is one."""
    found = [
        passage.finding(f"“{line}”")
        for passage in passages
        if not allowed("digits", passage)
        for line in digit_first(passage)
    ]
    assert found == [], "\n".join(found)


def test_long_dashes_are_rare(passages: tuple[Passage, ...]) -> None:
    """At most one em dash in 200 words of an entry, and one in a shorter entry."""
    lengths: Counter[tuple[str, str]] = Counter()
    dashes: Counter[tuple[str, str]] = Counter()
    for passage in passages:
        lengths[passage.entry, passage.language] += len(words(passage.text))
        dashes[passage.entry, passage.language] += passage.text.count("—")
    found = [
        f"{entry} ({language}): {count} long dashes in {lengths[entry, language]} words"
        for (entry, language), count in dashes.items()
        if count > max(1, lengths[entry, language] / WORDS_PER_DASH)
    ]
    assert found == [], "\n".join(found)


def test_nothing_waits_to_be_written() -> None:
    """No marker of unfinished text stands in any file under content/."""
    found = [
        f"{path.relative_to(CONTENT)}:{number}: {line.strip()}"
        for path in sorted(CONTENT.rglob("*"))
        if path.suffix in {".md", ".yaml"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if PENDING.search(line)
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(
            ("id", text)
            for text in ("pukul 14:30", "jam 9 pagi", "pukul 9", "Rp 50.000", "45-60 menit", "6 – 12 bulan")
        ),
        *(
            ("id", text)
            for text in ("3,000 orang", "34 %", "2.5%", "34 persen", "November 3", "in December", "mulai 14.30.")
        ),
        *(("en", text) for text in ("14.30 WIB", "2:30pm", "2pm", "at 14:30", "3.000 people", "2,5", "34 percent")),
        *(("en", text) for text in ("3 November", '"so"', "don't", "wait...", "5-10 minutes", "Januari")),
    ],
)
def test_the_wrong_form_is_found(language: str, text: str) -> None:
    """Every wrong form is found."""
    assert malformed(Passage("probe", language, "top", "paragraph", text)) != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(
            ("id", text)
            for text in ("pukul 14.30–15.00 WIB", "selama 1 jam 30 menit", "Rp50.000", "3.000 orang", "2,5%")
        ),
        *(("id", text) for text in ("3 November 2025", "1-on-1", "14.30 WIB = 15.30 WITA = 16.30 WIT", "45–60 menit")),
        *(("en", text) for text in ("2:30 PM", "2:30–3:00 PM", "3,000 people", "2.5%", "November 3, 2025", "don’t")),
    ],
)
def test_the_right_form_is_left_alone(language: str, text: str) -> None:
    """No right form is found."""
    assert malformed(Passage("probe", language, "top", "paragraph", text)) == []
