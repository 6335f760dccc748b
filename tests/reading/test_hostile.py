"""Hostile input is refused after work that grows with its size and no faster."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.reading import check

SITE = Path(__file__).resolve().parents[1] / "site"
LANGUAGES = ("id", "en")
FRONT = '---\ntitle: "Privasi"\nsummary: "Ringkas."\nslug: privasi\n---\n\n'
TEXT, DATA = "pages/privacy/id.md", "glossary.yaml"

BODIES: dict[str, Callable[[int], str]] = {
    "open images": lambda n: "![" * n,
    "open brackets": lambda n: "[" * n,
    "brackets in lines": lambda n: "[a\n" * n,
    "links without an end": lambda n: "](a " * n,
    "emphasis": lambda n: "*a **b _c " * (n // 4),
    "backticks": lambda n: " ".join("`" * (i % 7 + 1) for i in range(n // 4)),
    "tags": lambda n: "<a " * n,
    "headings": lambda n: "## a {#a}\n\n" * (n // 4),
    "spaces": lambda n: ("#" + " " * 4900 + "x\n\n") * (n // 2500 + 1),
    "nested lists": lambda n: "".join("    " * i + "- x\n" for i in range(n // 40)),
    "nested quotes": lambda n: "> " * n,
}
LISTS: dict[str, Callable[[int], str]] = {
    "aliases": lambda n: "a: &a [x]\n" + "".join(f"b{i}: [*a, *a]\n" for i in range(n)),
    "alias bomb": lambda n: (
        "a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)) * (n // 900)
    ),
    "nested brackets": lambda n: "a: " + "[" * n,
    "nested lists": lambda n: "- " * n,
    "keys": lambda n: "".join(f"k{i}: v\n" for i in range(n)),
    "quotes": lambda n: 'a: "' * n,
}


def work(content: Path, name: str, text: str) -> tuple[int, tuple[str, ...]]:
    """How many calls a check with this text takes, and the codes it tells of that file."""
    (content / name).write_text(text, encoding="utf-8")
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        problems = check(content, LANGUAGES).problems
    finally:
        sys.setprofile(None)
    return calls, tuple(found.code for found in problems if found.path.endswith(name))


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny site."""
    folder = tmp_path_factory.mktemp("hostile") / "content"
    shutil.copytree(SITE, folder)
    check(folder, LANGUAGES)  # tables and schemas are made once; they are not part of the work
    return folder


@pytest.mark.parametrize(
    ("name", "make"),
    [
        *(
            pytest.param(TEXT, lambda n, make=make: FRONT + make(n), id=f"text: {name}")
            for name, make in BODIES.items()
        ),
        *(pytest.param(DATA, make, id=f"data: {name}") for name, make in LISTS.items()),
    ],
)
def test_work_grows_with_the_size_at_most(content: Path, name: str, make: Callable[[int], str]) -> None:
    """Twice the hostile text takes at most about twice the calls over those of the healthy site, and is told."""
    healthy, _ = work(content, name, (SITE / name).read_text(encoding="utf-8"))
    once, _ = work(content, name, make(2_500))
    twice, told = work(content, name, make(5_000))
    assert told
    assert max(0, twice - healthy) <= 2.3 * max(0, once - healthy) + 2_000
    (content / name).write_bytes((SITE / name).read_bytes())


def test_ten_kilobytes_of_open_images_are_refused(content: Path) -> None:
    """What would hang a Markdown renderer for seconds never reaches it."""
    assert work(content, TEXT, f"{FRONT}{'![' * 5_000}\n")[1] == ("E209",)
    assert work(content, TEXT, f"{FRONT}{('![' * 500 + chr(10)) * 10}\n")[1] == ("B317", "B317")
