"""Whatever is edited, a build with the memory of earlier ones, and a preview, give what a cold build gives."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from plugins.booking import write_calendars
from plugins.finding import write_finding
from plugins.handbook import letters
from plugins.handbook.ledger import Last, Ledger
from plugins.handbook.memory import Memory, load
from plugins.handbook.model import Handbook
from plugins.handbook.shelf import printed, with_bodies
from plugins.handbook.site import Site
from plugins.handbook.tracing import Build, Trace
from plugins.mapping import write_map
from plugins.pages import write_pages
from plugins.publishing.fingerprint import digests
from plugins.publishing.manifest import NOTHING
from plugins.publishing.place import Place
from plugins.publishing.preview import Preview
from plugins.publishing.verify import Expected, verify
from plugins.reading import read
from plugins.reading.kept import again, keep
from tests.drawn import draw
from tests.printed import write_stand_ins
from tests.publishing.edits import EDITS, LANGUAGES, SITE, STUDIO, body, card, project, slug, term, title

STEPS = 6


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "sequence" in metafunc.fixturenames:
        metafunc.parametrize("sequence", range(metafunc.config.getoption("--sequences")))


def cold(root: Path) -> Handbook | None:
    """The handbook, read without any memory."""
    return read(root / "content", LANGUAGES, root / "theme").book


def write_all(
    book: Handbook, site: Site, root: Path, folder: Path, memory: Memory, last: Last | None,
    marks: dict[str, str] | None = None,
) -> Ledger:  # fmt: skip
    """Every file of the site, small files in the place of the printed ones; what is in `last` is told to the rooms.

    The folder may hold the site before the last.
    """
    folder.mkdir(exist_ok=True)
    ledger = Ledger(folder, last)
    ledger.begin()
    write_stand_ins(book, site, folder)
    sizes = printed(Ledger(folder))
    build = Build(ledger, book, sizes, Trace(book, site, root / "theme", sizes, marks) if last else None)
    write_pages(book, site, root / "theme", folder, build)
    write_finding(book, root / "theme", folder, build, memory)
    write_calendars(book, site, folder, build)
    write_map(book, site, root / "theme", folder, root / "pictures", build, memory)
    ledger.end()
    return ledger


def read_again(root: Path, file: Path) -> tuple[Handbook | None, dict[str, str], bool]:
    """The handbook as a build reads it that has what the last one kept in `file`, its marks; whether that was enough.

    What it reads is kept there in turn.
    """
    memory, found = load(file, "sign"), digests(root)
    known = again(memory, found, root / "content", root / "theme")
    if known is not None:
        memory.put("marks", known.marks)
        memory.save(file, "sign")
        return known.book, known.marks, True
    reading, marks = read(root / "content", LANGUAGES, root / "theme"), dict[str, str]()
    if reading.book is not None:
        memory.put("marks", marks)
        keep(memory, reading, found, root / "content", LANGUAGES)
        memory.forget_the_rest()
        memory.save(file, "sign")
    return reading.book, marks, False


def whole_of(book: Handbook | None) -> str:
    """All that a handbook says, bodies that lie elsewhere among it, to the letter."""
    return with_bodies(book).model_dump_json() if book else ""


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages_of(preview: Preview) -> Mapping[str, bytes | None]:
    """Every page that a preview has."""
    return {file: preview.page(file) for file in preview.files()}


def drawn(book: Handbook, root: Path) -> Mapping[str, bytes]:
    """Every page of a handbook, drawn at once."""
    pages = draw(book, SITE, root / "theme")
    return {f"{address}index.html" if address.endswith("/") else address: html.encode() for address, html in pages}


def test_a_preview_is_what_a_cold_build_draws(sequence: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each edit, every page is the one that is drawn from the files alone; after a fault, the last sound ones."""
    monkeypatch.setattr(letters, "WHOLE", letters.WHOLE if sequence % 2 else 0)
    root, chance = project(tmp_path / "project"), Random(f"preview {sequence}")  # noqa: S311
    preview = Preview(Place(root), SITE, STUDIO)
    sound = cold(root)
    for _ in range(STEPS):
        shutil.copytree(root / "content", tmp_path / "before", dirs_exist_ok=True)
        edit = chance.choice(EDITS)
        saved = edit(root, chance)
        preview.refresh(saved)
        preview.settle()
        found = cold(root)
        sound = found or sound
        assert sound is not None
        assert preview.book == sound, edit.__name__
        assert pages_of(preview) == drawn(sound, root), edit.__name__
        if found is None:  # the writer takes it back, and goes on
            shutil.rmtree(root / "content")
            (tmp_path / "before").rename(root / "content")
            preview.refresh(saved)
        shutil.rmtree(tmp_path / "before", ignore_errors=True)


def test_memory_changes_nothing_but_the_time(sequence: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each edit, all files of a build that knows those before are those of a build that knows nothing.

    A file that says the same as in the build before is the very same file, with its times.
    """
    monkeypatch.setattr(letters, "WHOLE", letters.WHOLE if sequence % 2 else 0)
    root, chance, site = project(tmp_path / "project"), Random(f"memory {sequence}"), SITE  # noqa: S311
    kept, spare, last = tmp_path / "kept", tmp_path / "none", Last()  # `spare`: the site before the last
    for step in range(STEPS):
        memory = load(kept, "sign")
        alone = cold(root)
        assert read(root / "content", LANGUAGES, root / "theme", memory).book == alone
        book, marks, _ = read_again(root, tmp_path / "reading")
        if book and alone:
            folder, other = tmp_path / f"warm-{step}", tmp_path / f"cold-{step}"
            if spare.exists():
                spare.rename(folder)
            ledger = write_all(book, site, root, folder, memory, last, marks)
            memory.forget_the_rest()
            memory.save(kept, "sign")
            write_all(alone, site, root, other, Memory(), None)
            warm, whole = content_of(folder), content_of(other)
            assert [path for path in warm.keys() | whole.keys() if warm.get(path) != whole.get(path)] == []
            assert rewritten(ledger) == set()
            assert whole_of(book) == alone.model_dump_json()
            spare, last = last.folder if last.lines else spare, Last(folder, ledger.lines())
        else:
            shutil.rmtree(root / "content")
            shutil.copytree(tmp_path / "before", root / "content")
        shutil.rmtree(tmp_path / "before", ignore_errors=True)
        shutil.copytree(root / "content", tmp_path / "before")
        (body if chance.random() < 0.5 else chance.choice(EDITS))(root, chance)
        site = replace(site, name=f"Nama {step}") if chance.random() < 0.2 else site


def rewritten(ledger: Ledger) -> set[str]:
    """The files that say what they said in the build before, and yet are other files."""
    same = {path for path, line in ledger.lines().items() if ledger.last.lines.get(path, line)[:2] == line[:2]}
    told = {path for path in same & ledger.last.lines.keys() if ledger.line(path).origin}
    return {path for path in told if not (ledger.folder / path).samefile(ledger.last.folder / path)}


def test_a_saved_text_shows_before_anything_else_is_looked_at(tmp_path: Path) -> None:
    """The words of a text are taken over without a look at other files; its page and those that list it follow."""
    root = project(tmp_path / "project")
    preview = Preview(Place(root), SITE, STUDIO)
    text = root / "content/guides/what-is/id.md"
    text.write_text(text.read_text(encoding="utf-8").replace("Apa itu 1-on-1", "Obrolan"), encoding="utf-8")
    (root / "content/glossary.yaml").unlink()  # whoever looks at it now finds an error
    preview.refresh(["content/guides/what-is/id.md"])
    pages = pages_of(preview)
    assert b"<h1>Obrolan</h1>" in (pages["id/panduan/apa-itu-1-on-1/index.html"] or b"")
    assert b">Obrolan</a>" in (pages["id/panduan/index.html"] or b"")
    assert {found.code for found in preview.settle().problems} >= {"F136"}
    assert pages_of(preview) == pages


def test_another_title_brings_the_page_of_its_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where each letter has a page, a title with a new one adds a page at once, and all others stay where they are."""
    monkeypatch.setattr(letters, "WHOLE", 0)
    root = project(tmp_path / "project")
    preview = Preview(Place(root), SITE, STUDIO)
    before = preview.files()
    _retitle(root, "Xenia")
    preview.refresh(["content/guides/what-is/id.md"])
    assert set(preview.files()) - set(before) == {"id/indeks/x/index.html"}
    book = cold(root)
    assert book is not None
    now = drawn(book, root)
    assert {file: page for file, page in pages_of(preview).items() if file.startswith("id/indeks/")} == {
        file: page for file, page in now.items() if file.startswith("id/indeks/")
    }
    assert b"<h1>Xenia</h1>" in (preview.page("id/panduan/apa-itu-1-on-1/index.html") or b"")
    _retitle(root, "Apa")
    preview.refresh(["content/guides/what-is/id.md"])
    assert (preview.files(), preview.is_gone("id/indeks/x/index.html")) == (before, True)


def _retitle(root: Path, title: str) -> None:
    text = root / "content/guides/what-is/id.md"
    words = re.sub("^title: .*$", f"title: {title}", text.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text.write_text(words, encoding="utf-8")


def test_a_page_that_is_gone_is_known_to_be(tmp_path: Path) -> None:
    """A page at an address that was left is no longer shown, though the published site still has it."""
    root = project(tmp_path / "project")
    preview = Preview(Place(root), SITE, STUDIO)
    text = root / "content/guides/why-feared/id.md"
    text.write_text(text.read_text(encoding="utf-8").replace("slug: ", "slug: baru-"), encoding="utf-8")
    preview.refresh(["content/guides/why-feared/id.md"])
    assert preview.page("id/panduan/mengapa-ditakuti/index.html") is None
    assert preview.is_gone("id/panduan/mengapa-ditakuti/index.html")
    assert preview.page("id/panduan/baru-mengapa-ditakuti/index.html") is not None
    assert not preview.is_gone("id/panduan/baru-mengapa-ditakuti/index.html")


def test_a_change_of_code_ends_a_preview(tmp_path: Path) -> None:
    """Code that runs cannot show what other code would draw: pages come from the published site then."""
    root = project(tmp_path / "project")
    preview = Preview(Place(root), SITE, STUDIO)
    preview.refresh(["plugins/pages/draw.py"])
    assert preview.page("id/index.html") is None


@pytest.mark.parametrize("share", [0.0, 0.001, 0.2, 0.5, 0.9, 0.9999])
def test_a_flipped_byte_in_the_memory_is_noticed(share: float, tmp_path: Path) -> None:
    """Wherever a byte is wrong, nothing of the file is believed; the next build is a cold one."""
    root, kept = project(tmp_path / "project"), tmp_path / "kept"
    memory = Memory()
    read(root / "content", LANGUAGES, root / "theme", memory)
    memory.save(kept, "sign")
    whole = kept.read_bytes()
    damaged = bytearray(whole)
    damaged[int(len(whole) * share)] ^= 1
    for content, sign, is_believed in (
        (whole, "sign", True),
        (whole, "other code", False),
        (bytes(damaged), "sign", False),
    ):
        kept.write_bytes(content)
        assert load(kept, sign).is_empty is not is_believed


@pytest.mark.parametrize("share", [None, 0.0, 0.1, 0.9999])
def test_what_came_late_is_believed_as_a_whole_or_not_at_all(share: float | None, tmp_path: Path) -> None:
    """A small change goes into a small file; with a wrong byte in that, what stood before the change is known."""
    kept, late, memory = tmp_path / "kept", tmp_path / "kept.late", Memory()
    memory.recall("text", "a", lambda: "x" * 10_000)
    memory.recall("gone", "", str)
    memory.save(kept, "sign")
    whole = kept.read_bytes()
    memory.forget_the_rest()
    memory.recall("text", "a", str)
    memory.recall("new", "b", lambda: "y")
    memory.forget_the_rest()
    memory.save(kept, "sign")
    assert (kept.read_bytes(), late.stat().st_size < 200) == (whole, True)
    if share is not None:
        data = bytearray(late.read_bytes())
        data[int(len(data) * share)] ^= 1
        late.write_bytes(bytes(data))
    again = load(kept, "sign")
    found = tuple(again.knows(name, origin) for name, origin in (("text", "a"), ("new", "b"), ("gone", "")))
    assert found == ((True, True, False) if share is None else (True, False, True))


def test_a_body_is_read_without_the_rest(tmp_path: Path) -> None:
    """After another body, that one is read; after anything else, and where there is a finding, everything is."""
    root, kept, chance = project(tmp_path / "project"), tmp_path / "reading", Random(1)  # noqa: S311
    guide = root / "content/guides/what-is/id.md"

    def append(text: str) -> None:
        guide.write_text(f"{guide.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")

    def is_enough() -> bool:
        book, _, enough = read_again(root, kept)
        alone = read(root / "content", LANGUAGES, root / "theme")
        assert whole_of(book) == whole_of(alone.book)
        if book:
            told = load(kept, "sign").get("reading").told
            assert told == {code: alone.report(code) if alone.problems else "" for code in LANGUAGES}
        return enough

    assert not is_enough()  # nothing is known yet
    assert is_enough()
    append("Satu kalimat [lagi](../../pages/privacy/id.md).")
    assert is_enough()
    append("## Bagian baru {#new-part}\n\nIsinya.")
    assert not is_enough()
    append("Lagi.")
    assert not is_enough()  # the other language lacks the section: that is a finding
    guide.write_text(guide.read_text(encoding="utf-8").partition("## Bagian baru")[0], encoding="utf-8")
    assert not is_enough()
    append("[Ke mana-mana](../nowhere/id.md).")
    assert not is_enough()
    guide.write_text(
        guide.read_text(encoding="utf-8").replace("[Ke mana-mana](../nowhere/id.md).", ""), encoding="utf-8"
    )
    assert is_enough()  # a reading with an error was not kept: since the one before it, a body has changed
    for edit in (title, slug, term, card):
        edit(root, chance)
        assert not is_enough(), edit.__name__


def test_links_are_followed_though_pages_are_remembered(tmp_path: Path) -> None:
    """A page that stayed as it was is not scanned again; a link of it that now leads nowhere is found all the same."""
    folder, memory = tmp_path / "site", Memory()
    folder.mkdir()
    (folder / "a.html").write_text('<html lang="id"><a href="b.html#x">b</a>', encoding="utf-8")
    (folder / "b.html").write_text('<html lang="id"><p id="x">', encoding="utf-8")
    expected = Expected(url="https://example.org", languages=("id",), pages={}, cards={})
    assert verify(Ledger(folder), expected, NOTHING, tmp_path, memory) == ()
    (folder / "b.html").write_text('<html lang="id"><p id="y">', encoding="utf-8")
    assert [damage.key for damage in verify(Ledger(folder), expected, NOTHING, tmp_path, memory)] == ["dead-anchor"]
    (folder / "b.html").unlink()
    assert [damage.key for damage in verify(Ledger(folder), expected, NOTHING, tmp_path, memory)] == ["dead-link"]
