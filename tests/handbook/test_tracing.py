"""Files are made anew exactly when something that they show has changed; what a file shows is noted as it is read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.handbook.ledger import Last, Ledger
from plugins.handbook.model import ChangedSection, Handbook, Standing
from plugins.handbook.site import Site
from plugins.handbook.tracing import Build, Trace

THEME = Path(__file__).resolve().parents[2] / "theme"
FILES: dict[str, Callable[[Handbook], str]] = {
    "title": lambda book: book.guides[0].words["id"].title,
    "body": lambda book: book.guides[0].words["id"].html,
    "other body": lambda book: book.guides[0].words["en"].html,
    "headings": lambda book: str(book.guides[0].words["id"].headings),
    "notice": lambda book: str(book.changed.get(book.guides[0].reference)),
    "all notices": lambda book: str(len(book.changed)),
    "standings": lambda book: str(list(book.standings)),
}


def build(book: Handbook, site: Site, folder: Path, last: Last, sizes: dict[str, int]) -> tuple[Last, set[str]]:
    """Everything of `FILES`, and a file that tells a size; returns what the next build knows, and what was made."""
    made: set[str] = set()
    ledger = Ledger(folder, last)
    one = Build(ledger, book, sizes, Trace(book, site, THEME, sizes))

    def noting(name: str, make: Callable[[Handbook], str]) -> Callable[[Handbook], str]:
        def noted(seen: Handbook) -> str:
            made.add(name)
            return make(seen)

        return noted

    for name, make in {**FILES, "size": lambda _: str(one.sizes.get("a.pdf"))}.items():
        one.derive(name, noting(name, make))
    return Last(folder, ledger.lines()), made


def with_words(book: Handbook, **words: object) -> Handbook:
    """The handbook with other Indonesian words in its first guide."""
    first = book.guides[0]
    side = first.words["id"].model_copy(update=words)
    guides = (first.model_copy(update={"words": {**first.words, "id": side}}), *book.guides[1:])
    return book.model_copy(update={"guides": guides})


def changes(book: Handbook) -> Iterator[tuple[Handbook, set[str]]]:
    """A handbook that differs in one thing, and the files that show it."""
    name = book.guides[0].reference
    section = ChangedSection(id="a", title="A", language="en", sources=("en",))
    notices = {"notice", "all notices"}
    yield book, set()
    yield with_words(book, html="<p>x"), {"body"}
    yield with_words(book, headings=()), {"headings"}
    yield with_words(book, title="x"), {*FILES, "size"}
    yield book.model_copy(update={"changed": {name: {"id": (section,)}}}), notices
    yield book.model_copy(update={"changed": {"guides/z": {"id": (section,)}}}), {"all notices"}
    yield book.model_copy(update={"standings": {"guides/z": {"id": Standing(missing=1)}}}), {"standings"}


@pytest.mark.parametrize("number", range(7))
def test_what_shows_a_change_is_made_anew(number: int, tiny: Handbook, site: Site, tmp_path: Path) -> None:
    """A body that changed concerns who read it; a title, everybody; a notice, who asked for it or for all."""
    last, made = build(tiny, site, tmp_path / "one", Last(), {"a.pdf": 1})
    assert made == {*FILES, "size"}
    book, expected = list(changes(tiny))[number]
    fresh, made = build(book, site, tmp_path / "two", last, {"a.pdf": 1})
    assert made == expected
    whole, _ = build(book, site, tmp_path / "three", Last(), {"a.pdf": 1})
    assert {name: line[:2] for name, line in fresh.lines.items()} == {n: line[:2] for n, line in whole.lines.items()}
    same = {name for name in fresh.lines if fresh.lines[name][:2] == last.lines[name][:2]}
    assert {name for name in fresh.lines if (tmp_path / "two" / name).samefile(tmp_path / "one" / name)} == same


def test_sizes_settings_and_the_theme_count_too(tiny: Handbook, site: Site, tmp_path: Path) -> None:
    """The size of a printed file concerns who tells it; a setting or a file of the theme, everybody."""
    last, _ = build(tiny, site, tmp_path / "one", Last(), {"a.pdf": 1, "b.pdf": 1})
    assert build(tiny, site, tmp_path / "two", last, {"a.pdf": 1, "b.pdf": 2})[1] == set()
    assert build(tiny, site, tmp_path / "three", last, {"a.pdf": 2, "b.pdf": 1})[1] == {"size"}
    other = replace(site, name="Lain")
    assert build(tiny, other, tmp_path / "four", last, {"a.pdf": 1, "b.pdf": 1})[1] == {*FILES, "size"}


def test_what_other_hands_put_is_known(tmp_path: Path) -> None:
    """A file that did not come by way of the ledger is told all the same; a link to the last one is not read."""
    one, two = tmp_path / "one", tmp_path / "two"
    first = Ledger(one)
    first.put("a.txt", "a")
    (one / "b.txt").write_text("b", encoding="utf-8")
    lines = first.lines()
    assert sorted(lines) == ["a.txt", "b.txt"]
    shutil.copytree(one, two, copy_function=lambda old, new: Path(new).hardlink_to(old))
    second = Ledger(two, Last(one, lines))
    (two / "c.txt").write_text("c", encoding="utf-8")
    assert {path: line[:2] for path, line in second.lines().items()} == {
        "a.txt": lines["a.txt"][:2],
        "b.txt": lines["b.txt"][:2],
        "c.txt": (1, "2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6"),
    }


def test_a_file_written_twice_leaves_the_last_site_alone(tmp_path: Path) -> None:
    """What is written over a file that was taken over does not write into the published one."""
    one, two = tmp_path / "one", tmp_path / "two"
    first = Ledger(one)
    first.put("a.txt", "a", "origin")
    second = Ledger(two, Last(one, first.lines()))
    assert second.take("a.txt", "origin")
    second.put("a.txt", "b")
    assert ((one / "a.txt").read_text(encoding="utf-8"), second.read("a.txt")) == ("a", b"b")
