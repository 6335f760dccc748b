"""Contracts → every file that says the same in other words: schemas, snippets, issue forms, tables, editor settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.contributing import editors, forms, snippets, tables
from plugins.handbook import schema


def faces(root: Path, languages: tuple[str, ...], budgets: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Path below `root` and text of every generated file; `budgets` has the table of text lengths by language.

    CONTRIBUTING keeps what stands outside its markers; ValueError when it has lost them, OSError when it is not there.
    """
    yield from ((f"schema/{name}", text) for name, text in schema.texts(languages))
    yield snippets.PATH, snippets.snippets(languages)
    yield from forms.forms(languages)
    yield from editors.files()
    contributing = (root / tables.PATH).read_text(encoding="utf-8")
    yield tables.PATH, tables.filled(contributing, languages, budgets)


def write(root: Path, languages: tuple[str, ...], budgets: Mapping[str, str]) -> tuple[str, ...]:
    """Write every generated file that is out of date; returns their paths."""
    stale = []
    for path, text in faces(root, languages, budgets):
        file = root / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            stale.append(path)
    return tuple(stale)
