"""Interface words that one language lacks, or that lose a placeholder, are told by the check of everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins.handbook.report import message
from plugins.reading import check
from plugins.reading.phrases import phrases

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
PO = "theme/translations/{}/LC_MESSAGES/messages.po"
HEAD = 'msgid ""\nmsgstr ""\n"Language: id\\n"\n'
ONE = '#, python-format\nmsgid "%(n)s card"\nmsgid_plural "%(n)s cards"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\n'


def told(theme: Path) -> list[tuple[str, int, str, str, str]]:
    """Language, line, code and message of each finding."""
    problems, _ = phrases(theme, LANGUAGES)
    return [
        (found.path.split("/")[2], found.line, found.code, message(found, "id"), message(found, "en"))
        for found in problems
    ]


def write(root: Path, language: str, *messages: str) -> None:
    """A file of interface words."""
    path = root / PO.format(language)
    path.parent.mkdir(parents=True)
    path.write_text("\n".join([HEAD, *messages]), encoding="utf-8")


def test_our_own_interface_words_are_told_nothing() -> None:
    """Every language has every word, with the same placeholders."""
    assert told(ROOT / "theme") == []


def test_words_that_a_language_lacks_are_told(tmp_path: Path) -> None:
    """A message that is not there, one without a text, one that is only a guess; one over several lines."""
    write(tmp_path, "id", 'msgid "Print"\nmsgstr ""\n', '#, fuzzy\nmsgid "Copy"\nmsgstr "Salin"\n')
    write(
        tmp_path,
        "en",
        *(f'msgid "{word}"\nmsgstr "{word}"\n' for word in ("Print", "Copy")),
        'msgid ""\n"Read "\n"on"\nmsgstr "x"\n',
    )
    assert told(tmp_path / "theme") == [
        (
            *("id", 1, "T609"),
            'kata antarmuka "Read on" belum ada dalam bahasa ini',
            'interface words "Read on" are missing in this language',
        ),
        (
            *("id", 5, "T609"),
            'kata antarmuka "Print" belum diterjemahkan',
            'interface words "Print" are not translated yet',
        ),
        (
            *("id", 8, "T609"),
            'kata antarmuka "Copy" belum diterjemahkan',
            'interface words "Copy" are not translated yet',
        ),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [("%(n)s kartu", None), ("kartu", "–"), ("%(m)s kartu", "%(m)s"), ("%(n)s kartu {x}", "%(n)s {x}")],
)
def test_a_placeholder_is_kept(text: str, found: str | None, tmp_path: Path) -> None:
    """The texts of a message have its placeholders, no more and no fewer."""
    write(tmp_path, "id", ONE.format("%(n)s kartu", text))
    write(tmp_path, "en", ONE.format("%(n)s card", "%(n)s cards"))
    assert [each[4] for each in told(tmp_path / "theme")] == (
        [f'placeholders in "%(n)s card" differ: {found} instead of %(n)s'] if found else []
    )


def test_a_language_without_its_file_is_told(tmp_path: Path) -> None:
    """A new language begins with its interface words."""
    write(tmp_path, "id", ONE.format("%(n)s kartu", "%(n)s kartu"))
    assert [each[:3] for each in told(tmp_path / "theme")] == [("en", 1, "F136")]


def test_the_check_of_everything_looks_at_them(tmp_path: Path) -> None:
    """A check of one file does not."""
    shutil.copytree(ROOT / "tests" / "site", tmp_path / "content")
    write(tmp_path, "id", 'msgid "Print"\nmsgstr ""\n')
    write(tmp_path, "en")
    content, theme = tmp_path / "content", tmp_path / "theme"
    codes = [found.code for found in check(content, LANGUAGES, theme=theme).problems]
    assert codes == ["T601", "T609", "T609"]
    assert check(content, LANGUAGES, None, ("content/guides/what-is",), theme).problems == ()
