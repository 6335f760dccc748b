"""The two editions beside each other: about as many words, and each in its own language."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from tests.language.exceptions import allowed
from tests.language.passages import Passage, words

LEAST, MOST = 0.75, 1.3  # Indonesian words for one English word
ENOUGH = 3  # words, to tell a language by
LONG = 5  # words; shorter ones may be names

TABLE = yaml.safe_load((Path(__file__).parent / "data" / "stopwords.yaml").read_text(encoding="utf-8"))
SMALL = {language: frozenset(text.split()) for language, text in TABLE.items()}
OTHER = {"id": "en", "en": "id"}


def foreign(passage: Passage) -> list[str]:
    """The sentences that are written in the other language, told by its small words."""
    return [line for line in passage.sentences if _looks_foreign(line, passage.language)]


def _looks_foreign(line: str, language: str) -> bool:
    tokens = [word.casefold() for word in words(line)]
    own, other = (sum(token in SMALL[side] for token in tokens) for side in (language, OTHER[language]))
    return len(tokens) >= ENOUGH and other >= 2 and other > own


def test_the_small_words_tell_the_languages_apart() -> None:
    """No small word stands in both lists."""
    assert SMALL["id"] & SMALL["en"] == frozenset()


def test_both_editions_say_about_as_much(passages: tuple[Passage, ...]) -> None:
    """Each entry has 0.75 to 1.3 Indonesian words for one English word."""
    lengths: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in passages:
        lengths[passage.entry][passage.language] += len(words(passage.text))
    found = [
        f"{entry} (id, en): {count['id']} and {count['en']} words, {count['id'] / count['en']:.2f}"
        for entry, count in lengths.items()
        if not LEAST <= count["id"] / count["en"] <= MOST
    ]
    assert found == [], "\n".join(found)


def test_every_sentence_is_in_the_language_of_its_edition(passages: tuple[Passage, ...]) -> None:
    """No paragraph, item, cell or string, and no sentence in one, is left in the other language."""
    found = [
        passage.finding(f"“{line}”")
        for passage in passages
        if not allowed("twins", passage)
        for line in foreign(passage)
    ]
    assert found == [], "\n".join(found)


def test_nothing_was_copied_unchanged(passages: tuple[Passage, ...]) -> None:
    """No passage of five words or more is the same in both editions of an entry."""
    texts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for passage in passages:
        if sum(word.isalpha() for word in words(passage.text)) >= LONG:
            texts[passage.entry, passage.language].add(passage.text)
    found = [
        f"{entry} (id, en): “{text}”"
        for entry, language in sorted(texts)
        if language == "id"
        for text in sorted(texts[entry, "id"] & texts[entry, "en"])
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "This paragraph was left in the other language."),
        ("en", "Paragraf ini tidak ikut diterjemahkan ke sini."),
    ],
)
def test_a_paragraph_in_the_other_language_is_found(language: str, text: str) -> None:
    """Text in the other language is found, and is right in its own."""
    assert foreign(Passage("probe", language, "top", "paragraph", text)) == [text]
    assert foreign(Passage("probe", OTHER[language], "top", "paragraph", text)) == []
