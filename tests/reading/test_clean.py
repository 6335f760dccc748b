"""No false alarms: clean prose in either language, and the whole of our own content, are told nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from plugins.handbook.problem import Problem
from plugins.handbook.report import message
from plugins.reading import check
from plugins.reading.files import File, walk
from plugins.reading.prose import Prosewriter
from plugins.reading.spelling import standard_of
from plugins.reading.survey import examine

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LANGUAGES = ("id", "en")
GUIDE = "guides/talks"
TEXT = "content/guides/what-is/id.md"


def lines(problems: tuple[Problem, ...]) -> list[str]:
    """The findings, one a line."""
    return [f"{found.path}:{found.line}:{found.column} {found.code} {message(found, 'en')}" for found in problems]


def test_clean_prose_is_told_nothing(tmp_path: Path) -> None:
    """A guide as a careful writer would write it, in both languages, with everything that a body may hold."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "site", content)
    (content / GUIDE).mkdir()
    (content / GUIDE / "entry.yaml").write_text("section: start\norder: 9\nupdated: 2026-11-22\n", encoding="utf-8")
    for language in LANGUAGES:
        shutil.copy(HERE / f"clean.{language}.md", content / GUIDE / f"{language}.md")
    assert lines(tuple(found for found in check(content, LANGUAGES).problems if GUIDE in found.path)) == []


def common() -> Iterator[Any]:
    """Each item of `common.yaml`, with its group."""
    for group, items in yaml.safe_load((HERE / "common.yaml").read_text(encoding="utf-8")).items():
        yield from (pytest.param(item, id=f"{group}: {item[:30]!r}") for item in items)


@cache
def writer() -> Prosewriter:
    """A writer that knows the sources of the tiny site."""
    ledger = examine(*walk(ROOT / "tests" / "site"), LANGUAGES).draft().sources
    return Prosewriter("id", (), ledger.content if ledger else (), ROOT / "theme")


@pytest.mark.parametrize("markdown", list(common()))
def test_common_markdown_is_told_nothing_and_rendered(markdown: str) -> None:
    """What works everywhere works here: no finding, and what stands in comments is not shown."""
    before = walk(ROOT / "tests" / "site")[0]
    files = tuple(_with(file, f"\n{markdown}\n") if file.path == TEXT else file for file in before)
    survey = examine(files, (), LANGUAGES)
    assert lines(tuple(found for found in survey.problems if found.path == TEXT)) == []
    shown = writer().render(survey.bodies["guides/what-is", "id"], lambda target: target)
    assert "tersembunyi" not in shown.html


def _with(file: File, more: str) -> File:
    data = file.data + more.encode()
    return File(file.path, data, len(data))


def test_our_own_content_is_told_nothing() -> None:
    """Every text, card and question of the handbook passes without an error, a warning or a notice."""
    assert lines(check(ROOT / "content", LANGUAGES).problems) == []


@pytest.mark.parametrize(
    "words",
    [
        "karier risiko silakan praktik aktivitas di mana ke depan apa pun siapa pun kapan pun objek hierarki jadwal",
        "nasihat izin imbau utang sistem metode teknik zaman napas antre cedera kualitas tahu detail desain ekstrem",
        "berubah mengubah memengaruhi memercayai menaati menerjemahkan mengesampingkan sering kali ada kalanya",
        "tautan tautannya bertautan mengedepankan pertanggungjawaban menjadwalkan bagaimanapun walaupun meskipun",
        "terampil teladan tampak autentik hafal khawatir koordinasi sekretaris respons merespons responsif survei",
        "ketahuan pengetahuan setahuku tahun bertahun-tahun utangnya hutan kehutanan menghutankan resital",
        "dikalikan diawali dialami dilarang didalami kesinambungan kesan kesiapan",
        "analisisnya penganalisisan analitik komplet kompleks konkret kongkalikong rapi rapikan seksi saksama",
    ],
)
def test_standard_words_are_left_alone(words: str) -> None:
    """Words that only look like a form of the list are not told."""
    assert [word for word in words.split() if standard_of(word)] == []
