"""Interface words: templates and rooms against the catalogues of both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "theme" / "templates").rglob("*.html"))
CODE = sorted((ROOT / "plugins").rglob("*.py"))
CODE_WORDS = re.compile(r"""\b(?:gettext|say)\(\s*(["'])((?:(?!\1)[^\\]|\\.)+)\1\s*\)""")
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")
LANGUAGES = ("id", "en")


def catalogue(language: str) -> Catalog:
    with (ROOT / "theme" / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def words_used() -> set[str | tuple[str, ...]]:
    used: set[str | tuple[str, ...]] = set()
    options = {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}
    for template in TEMPLATES:
        with template.open("rb") as file:
            for _, _, message, _ in babel_extract(file, ("_", "gettext", "ngettext"), [], options):
                parts = (message,) if isinstance(message, str) else tuple(part for part in message or () if part)
                if parts:  # a text is asked for by a variable in a loop over texts that stand elsewhere
                    used.add(parts[0] if len(parts) == 1 else parts)
    for module in CODE:
        used.update(words for _, words in CODE_WORDS.findall(module.read_text(encoding="utf-8")))
    return used


def strings(message: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (message or "",) if isinstance(message, str | None) else tuple(message)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_interface_word_is_missing(language: str) -> None:
    """Every word that a template or a room asks for is in the catalogue, and has a text."""
    have = {message.id: message.string for message in catalogue(language) if message.id}
    assert {word for word in words_used() if not all(strings(have.get(word, "")))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_interface_word_is_left_over(language: str) -> None:
    """The catalogue holds no word that nothing asks for."""
    assert {message.id for message in catalogue(language) if message.id} - words_used() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(language: str) -> None:
    """A translation has the placeholders of its original."""
    wrong = {
        message.id
        for message in catalogue(language)
        if message.id
        for text in strings(message.string)
        if set(PLACEHOLDER.findall(text)) - {"%(num)s"}
        != set(PLACEHOLDER.findall(strings(message.id)[-1])) - {"%(num)s"}
    }
    assert wrong == set()
