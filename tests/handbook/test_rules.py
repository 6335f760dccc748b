"""The table of rules: every text in both languages, with the same facts; every example does what it shows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from plugins.handbook.explain import chapters, explained, meant, told
from plugins.handbook.rules import rules, table
from plugins.reading import check
from tests.handbook import slots

LANGUAGES = {"id", "en"}
SITE = Path(__file__).resolve().parents[1] / "site"
SHOWN_IN_THE_TINY_SITE = [(code, rule.at) for code, rule in sorted(rules().items()) if rule.at]
TODAY = date(2026, 11, 22)


def wordings() -> Iterator[object]:
    """Every text of the table with its name."""
    for code, rule in rules().items():
        yield pytest.param(rule.message, id=code)
        yield pytest.param(rule.cure, id=f"{code} cure")
        for name, wording in rule.variants.items():
            yield pytest.param(wording, id=f"{code} {name}")
    for letter, family in table().families.items():
        yield pytest.param(family.title, id=f"{letter} title")
        yield pytest.param(family.why, id=f"{letter} why")
    for name, wording in (*table().nouns.items(), *table().words.items()):
        yield pytest.param(wording, id=name)


@pytest.mark.parametrize("wording", list(wordings()))
def test_a_text_stands_in_both_languages(wording: dict[str, str]) -> None:
    """Each text exists in Indonesian and English, and both use the same facts."""
    assert set(wording) == LANGUAGES
    assert all(text.strip() for text in wording.values())
    facts = [{name for _, name, _, _ in Formatter().parse(text)} - {None} for text in wording.values()]
    assert facts[0] == facts[1]


@pytest.mark.parametrize("code", sorted(rules()))
def test_a_rule_has_examples_and_a_place_in_the_documentation(code: str) -> None:
    """Each rule shows what is wrong and what is right, is explained in both languages, and stands in one chapter."""
    rule = rules()[code]
    assert rule.bad
    assert rule.good
    assert rule.bad != rule.good
    for language in sorted(LANGUAGES):
        told_of = told(code, language)
        assert explained(code, language).startswith(f"{code} · {told_of.level} · ")
        assert [chapter.letter for chapter in chapters(language) if told_of in chapter.rules] == [code[0]]


def codes(content: Path, slot: str, example: str, other: str) -> set[str]:
    """The codes that the tiny site is told with this example in it."""
    shutil.copytree(SITE, content)
    slots.write(content, slot, example, instead_of=other)
    return {found.code for found in check(content, ("id", "en"), TODAY).problems}


@pytest.mark.parametrize(("code", "slot"), SHOWN_IN_THE_TINY_SITE)
def test_a_bad_example_is_told_and_its_good_one_is_not(code: str, slot: str, tmp_path: Path) -> None:
    """In the tiny site, the wrong example of a rule is told by it, and the right one is not."""
    bad, good = rules()[code].bad, rules()[code].good
    assert code in codes(tmp_path / "bad", slot, bad, good)
    assert code not in codes(tmp_path / "good", slot, good, bad)


def test_most_rules_are_tried_in_the_tiny_site() -> None:
    """Only rules about bytes, images, several files or the printed page have examples in words alone."""
    in_words = {code for code, rule in rules().items() if rule.at is None}
    several = {
        "B305",
        "F125",
        "F136",
        "T601",
        "T608",
        "P704",
        "P705",
        "P706",
        "P709",
        "P713",
        "P715",
        "S506",
        "T606",
        "T609",
    }
    of_files = {"E200", "E201", "E209", "A211", "A214", "A215", "A218"}
    printed = {code for code in in_words if code.startswith("P7") and code not in several}
    assert in_words == several | of_files | printed
    assert all(code in ("P702", "P703") or int(code[1:]) >= 720 for code in printed)
    assert {code for code in in_words if rules()[code].fix} == set()


@pytest.mark.parametrize(
    ("typed", "code"), [("F11", "F110"), ("f111", "F111"), ("G111", "F111"), ("B31", "B310"), ("xyz", None)]
)
def test_an_unknown_code_is_answered_with_the_nearest(typed: str, code: str | None) -> None:
    """A code with a slip leads to the one that was meant."""
    assert meant(typed) == code


EXPLAINED = """\
B314 · warning · Bodies

  "…" → standard Indonesian spelling "…" (KBBI)

What looks right on a code host may look wrong here, and worse on paper.
Cure: use the standard spelling
Can be mended for you: inv check --fix
May be left, with a reason: `<!-- allow B314: reason -->` above the passage (in YAML: `# allow B314: reason`)

Wrong:
    Bicarakan karirnya.

Right:
    Bicarakan kariernya.
"""


def test_an_explanation_says_everything_about_a_rule() -> None:
    """Message, reason, cure, what the tool can do, and both examples."""
    assert explained("b314 ", "en") == EXPLAINED


def test_what_is_not_seen_is_named_in_an_example() -> None:
    """A character without a shape is shown by its number."""
    assert "    Satu⟨U+00A0⟩topik.\n" in explained("E206", "id")
