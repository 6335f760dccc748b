"""Printed cards are kept: nothing is printed twice, and nothing damaged is published."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from plugins.cards import Choice, pool, store, write_cards
from plugins.cards.store import Store, place
from plugins.handbook import tools
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import ROOT, THEME, Change, pair

pytestmark = pytest.mark.xdist_group("cards")

BUILD = """
import sys
from pathlib import Path
from plugins.cards import pool
from plugins.cards import write_cards
from plugins.handbook.site import Site
from plugins.reading import read
book = read(Path("content"), ("id", "en"), Path("theme")).book
cards = tuple(card for card in book.cards if card.relationship == "open-talk")
pool._cores = lambda: int(sys.argv[3])
done = write_cards(
    book.model_copy(update={"cards": cards}), Site("https://empat-mata.example", "Empat Mata", ("id", "en")),
    Path("theme"), Path(sys.argv[1]), Path(sys.argv[2]),
)
print(done.files, done.made, len(done.problems), "weasyprint" in sys.modules)
"""


def build(output: Path, cache: Path, cores: int = 1, **environment: str) -> str:
    """Print the open talk's cards in a fresh process; returns files, printed, problems, and whether WeasyPrint came.

    Where there is a second core, workers load it instead.
    """
    command = [sys.executable, "-W", "error", "-c", BUILD, str(output), str(cache), str(cores)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        command, cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True
    ).stdout.strip()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_same_input_same_bytes(tmp_path: Path) -> None:
    """Two processes with other hash seeds, time zones, locales, folders and cores print the same bytes."""
    one = build(tmp_path / "a", tmp_path / "a-cache", PYTHONHASHSEED="1", TZ="Asia/Jayapura", LC_ALL="C.UTF-8")
    other = build(tmp_path / "b", tmp_path / "b-cache", 2, PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="POSIX")
    assert (one, other) == ("18 17 0 True", "18 17 0 False")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_nothing_is_printed_twice(tmp_path: Path) -> None:
    """A second build takes every PDF from the cache and does not load WeasyPrint; the files are the same."""
    assert build(tmp_path / "a", tmp_path / "cache") == "18 17 0 True"
    assert build(tmp_path / "b", tmp_path / "cache") == "18 0 0 False"
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_one_by_one_is_as_side_by_side(
    monkeypatch: pytest.MonkeyPatch, alone: Handbook, site: Site, shelf: Path, done: object, tmp_path: Path
) -> None:
    """Cards printed by a pool of workers have the bytes of cards printed one by one."""
    monkeypatch.setattr(pool, "_cores", lambda: 1)
    write_cards(alone, site, THEME, tmp_path / "output", tmp_path / "cache")
    serial = contents(tmp_path / "output")
    pooled = contents(shelf / "output")
    assert len(serial) == 18
    assert [name for name in serial if serial[name] != pooled[name]] == []


def test_one_file_can_be_asked_for(book: Handbook, site: Site, tmp_path: Path) -> None:
    """A choice of card, edition and language prints that file alone, with the bytes it has among all."""
    choice = Choice("peer/regular", ("a5",), ("id",))
    done = write_cards(book, site, THEME, tmp_path / "output", tmp_path / "cache", choice)
    assert (done.files, done.made) == (1, 1)
    assert [path.name for path in (tmp_path / "output").rglob("*.pdf")] == ["kartu-sejawat-rutin-a5.pdf"]


def test_a_changed_card_is_printed_again(changed: Change, alone: Handbook, site: Site, tmp_path: Path) -> None:
    """A changed English sentence prints the English PDFs and the bilingual one again, and only those."""
    write_cards(alone, site, THEME, tmp_path / "output", tmp_path / "cache")
    before = contents(tmp_path / "output")
    words = alone.cards[0].facts.opening
    book = changed(opening=pair(words["id"], "Shall we begin?"))
    done = write_cards(book, site, THEME, tmp_path / "output", tmp_path / "cache")
    after = contents(tmp_path / "output")
    assert (done.files, done.made) == (18, 9)
    other = {name for name in before if before[name] != after[name]}
    assert {name for name in after if name.startswith("en/")} <= other
    assert [name.endswith("-bilingual.pdf") for name in other if name.startswith("id/")] == [True]


def test_another_printer_has_another_key(monkeypatch: pytest.MonkeyPatch, alone: Handbook, site: Site) -> None:
    """The key changes with the version of Pango, of WeasyPrint, and with the room's code."""
    keys = set()
    for pango in ("1.50.12", "1.56.1"):
        monkeypatch.setattr(tools, "_library", lambda function, names, pango=pango: pango)
        tools.versions.cache_clear()
        store.machine.cache_clear()
        keys.add(store.machine())
    monkeypatch.setattr(tools, "version", lambda package: "70.1")
    tools.versions.cache_clear()
    store.machine.cache_clear()
    keys.add(store.machine())
    monkeypatch.setattr(store, "FACES", {})
    store.machine.cache_clear()
    keys.add(store.machine())
    monkeypatch.undo()
    tools.versions.cache_clear()
    store.machine.cache_clear()
    assert len(keys) == 4


def test_damaged_pdfs_are_printed_again(alone: Handbook, site: Site, tmp_path: Path) -> None:
    """A kept PDF that was cut, filled with other bytes or emptied is printed again, the same as before."""
    output, cache = tmp_path / "output", tmp_path / "cache"
    write_cards(alone, site, THEME, output, cache)
    before = contents(output)
    cut, other, empty, *_whole = sorted(cache.iterdir())
    for path, damage in ((cut, cut.read_bytes()[:-100]), (other, b"%PDF-1.7 not this one"), (empty, b"")):
        path.unlink()  # the published file is a link to it
        path.write_bytes(damage)
    done = write_cards(alone, site, THEME, tmp_path / "again", cache)
    assert (done.files, done.made) == (18, 3)
    assert contents(tmp_path / "again") == before


def test_a_pdf_damaged_after_publishing_is_mended(alone: Handbook, site: Site, tmp_path: Path) -> None:
    """Writing into a published file, which may be a link into the cache, does not outlive the next build."""
    output, cache = tmp_path / "output", tmp_path / "cache"
    write_cards(alone, site, THEME, output, cache)
    before = contents(output)
    victim = min(output.rglob("*.pdf"))
    with victim.open("r+b") as file:
        file.write(b"garbage")
    write_cards(alone, site, THEME, output, cache)
    assert contents(output) == before


def test_a_file_is_whole_or_absent(tmp_path: Path) -> None:
    """What is kept has its key and its own hash as a name, and nothing half written lies beside it."""
    pdf = b"%PDF-1.7 words"
    path = Store(tmp_path / "cache").keep("k" * 40, pdf)
    assert [found.name for found in (tmp_path / "cache").iterdir()] == [f"{'k' * 40}.{sha256(pdf).hexdigest()}.pdf"]
    assert Store(tmp_path / "cache").find("k" * 40) == path
    assert Store(tmp_path / "cache").find("j" * 40) is None


def test_where_links_are_refused_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without hard links gets a copy, in the place of what stood there."""
    kept, target = tmp_path / "kept.pdf", tmp_path / "id" / "card.pdf"
    kept.write_bytes(b"new")
    target.parent.mkdir()
    target.write_bytes(b"old")

    def refuse(path: Path, other: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    place(kept, target)
    assert contents(tmp_path) == {"id/card.pdf": b"new", "kept.pdf": b"new"}
    assert not target.samefile(kept)


def test_the_cache_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above its limit the cache loses what was not used for longest."""
    monkeypatch.setattr(store, "MOST", 2)
    kept = Store(tmp_path)
    paths = [kept.keep(letter * 40, letter.encode()) for letter in "abc"]
    for age, path in zip((30, 10, 20), paths, strict=True):
        os.utime(path, (1_000 - age, 1_000 - age))
    Store(tmp_path).tidy()
    assert sorted(path.name[0] for path in tmp_path.iterdir()) == ["b", "c"]
