"""Guides do not repeat each other: no run of eight words stands in two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from plugins.handbook.model import Handbook
from tests.language.passages import Passage, words

RUN = 8  # words in a row, between two guides
LONG_RUN = 12  # between any two entries


class Formula(BaseModel):
    """Words that are the same wherever they stand, and the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str
    words: str
    reason: str


TABLE = Path(__file__).parent / "data" / "formulas.yaml"
FORMULAS = tuple(Formula(**row) for row in yaml.safe_load(TABLE.read_text(encoding="utf-8")))


def tokens(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words(text))


def runs(text: str, length: int = RUN) -> Iterator[tuple[str, ...]]:
    """Every `length` words in a row."""
    found = tokens(text)
    return (found[at : at + length] for at in range(len(found) - length + 1))


def shared(passages: Iterable[Passage], length: int = RUN) -> dict[tuple[str, ...], set[str]]:
    """The runs that stand in two entries or more, and in which."""
    places: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for passage in passages:
        for run in runs(passage.text, length):
            places[run].add(passage.entry)
    return {run: entries for run, entries in places.items() if len(entries) > 1}


def guides(passages: tuple[Passage, ...], language: str) -> list[Passage]:
    return [one for one in passages if one.language == language and one.entry.startswith("guides/")]


def formulas(language: str) -> set[tuple[str, ...]]:
    return {run for formula in FORMULAS if formula.language == language for run in runs(formula.words)}


def test_no_eight_words_stand_in_two_guides(passages: tuple[Passage, ...]) -> None:
    """Each guide is written afresh, but for the fixed formulas."""
    found = [
        f"{' and '.join(sorted(entries))} ({language}): “{' '.join(run)}”"
        for language in ("id", "en")
        for run, entries in shared(guides(passages, language)).items()
        if run not in formulas(language)
    ]
    assert found == [], "\n".join(found)


def test_no_twelve_words_stand_in_two_bodies(book: Handbook, passages: tuple[Passage, ...]) -> None:
    """Sessions, relationships and pages do not copy either; only the questions of the bank are quoted."""
    bodies = [one for one in passages if one.kind != "field"]
    questions = [text for topic in book.topics for one in topic.questions for _, text in one.words.items()]
    bank = {run for text in questions for run in runs(text, LONG_RUN)}
    found = [
        f"{' and '.join(sorted(entries))} ({language}): “{' '.join(run)}”"
        for language in book.languages
        for run, entries in shared((one for one in bodies if one.language == language), LONG_RUN).items()
        if run not in bank
    ]
    assert found == [], "\n".join(found)


def test_every_formula_is_needed(passages: tuple[Passage, ...]) -> None:
    """Each formula is long enough to matter and stands in two guides."""
    used = {language: set(shared(guides(passages, language))) for language in ("id", "en")}
    found = [formula.words for formula in FORMULAS if not set(runs(formula.words)) & used[formula.language]]
    assert found == [], "\n".join(found)


def test_a_shared_run_is_found() -> None:
    """Eight words in a row are found across two entries, whatever their case and signs; seven are not."""
    text = "One two three, four five: six seven eight nine"
    one, other = (Passage(entry, "en", "top", "paragraph", text) for entry in ("guides/a", "guides/b"))
    assert set(shared([one, other])) == {tokens(text)[:-1], tokens(text)[1:]}
    assert shared([one, Passage("guides/b", "en", "top", "paragraph", "one two three four five six seven")]) == {}
