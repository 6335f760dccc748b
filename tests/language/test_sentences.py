"""Sentences: short on average, none too long, few filler words."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from tests.language.exceptions import allowed
from tests.language.passages import Passage, words

MEAN = {"id": 18, "en": 17}
LONGEST = 35
FILLERS_PER_500 = 2

TABLE = yaml.safe_load((Path(__file__).parent / "data" / "fillers.yaml").read_text(encoding="utf-8"))
FILLERS = {
    language: re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)
    for language, forms in TABLE.items()
}


def fillers(passage: Passage) -> list[str]:
    """The filler words of a passage."""
    return [found[0] for found in FILLERS[passage.language].finditer(passage.text)]


def test_sentences_are_short_on_average(passages: tuple[Passage, ...]) -> None:
    """The mean of each entry is at most 18 words in Indonesian and 17 in English; tables and headings do not count."""
    lengths: dict[tuple[str, str], list[int]] = defaultdict(list)
    for passage in passages:
        if passage.kind in ("paragraph", "item", "field"):
            lengths[passage.entry, passage.language] += [len(words(line)) for line in passage.sentences]
    found = [
        f"{entry} ({language}): {sum(counts) / len(counts):.1f} words a sentence"
        for (entry, language), counts in lengths.items()
        if sum(counts) / len(counts) > MEAN[language]
    ]
    assert found == [], "\n".join(found)


def test_no_sentence_is_too_long(passages: tuple[Passage, ...]) -> None:
    """No sentence has more than 35 words."""
    found = [
        passage.finding(f"{len(words(line))} words: “{line}”")
        for passage in passages
        for line in passage.sentences
        if len(words(line)) > LONGEST
    ]
    assert found == [], "\n".join(found)


def test_filler_words_are_few(passages: tuple[Passage, ...]) -> None:
    """At most two in 500 words of an entry, and two in a shorter one."""
    lengths: dict[tuple[str, str], int] = defaultdict(int)
    hits: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in passages:
        lengths[passage.entry, passage.language] += len(words(passage.text))
        if not allowed("fillers", passage):
            hits[passage.entry, passage.language] += [f"“{word}” in “{passage.text}”" for word in fillers(passage)]
    found = [
        f"{entry} ({language}): {line}"
        for (entry, language), lines in hits.items()
        if len(lines) > FILLERS_PER_500 * max(1.0, lengths[entry, language] / 500)
        for line in lines
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Hal ini dapat membantu."),
        ("id", "Selain itu, tim senang."),
        ("id", "Sesi ini merupakan kunci."),
        ("id", "Tidak hanya cepat, tetapi juga murah."),
        ("en", "Moreover, it is crucial."),
        ("en", "It’s important to note this."),
        ("en", "It is not just fast but also cheap."),
    ],
)
def test_filler_words_are_found(language: str, text: str) -> None:
    """Words that say little are found."""
    assert fillers(Passage("probe", language, "top", "paragraph", text)) != []


def test_sentences_are_told_apart() -> None:
    """A sentence ends at its sign, before or after a closing quote; numbers and times do not end one."""
    text = "Mulai pukul 14.30. “Apa kabar?” Lalu diam … dan tunggu 2,5 menit! (Cukup.) Selesai"
    assert Passage("probe", "id", "top", "paragraph", text).sentences == [
        "Mulai pukul 14.30.",
        "“Apa kabar?”",
        "Lalu diam … dan tunggu 2,5 menit!",
        "(Cukup.)",
        "Selesai",
    ]
