"""The table of rules: every text in both languages, with the same facts."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import pytest

from plugins.handbook.rules import rules, table

LANGUAGES = {"id", "en"}


def wordings() -> Iterator[object]:
    """Every text of the table with its name."""
    for code, rule in rules().items():
        yield pytest.param(rule.message, id=code)
        yield pytest.param(rule.cure, id=f"{code} cure")
        for name, wording in rule.variants.items():
            yield pytest.param(wording, id=f"{code} {name}")
    for name, wording in (*table().nouns.items(), *table().words.items()):
        yield pytest.param(wording, id=name)


@pytest.mark.parametrize("wording", list(wordings()))
def test_a_text_stands_in_both_languages(wording: dict[str, str]) -> None:
    """Each text exists in Indonesian and English, and both use the same facts."""
    assert set(wording) == LANGUAGES
    facts = [{name for _, name, _, _ in Formatter().parse(text)} - {None} for text in wording.values()]
    assert facts[0] == facts[1]
