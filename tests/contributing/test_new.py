"""`inv new`: what it writes passes the check but for its placeholders; what it cannot write leaves nothing behind."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from plugins.booking import write_calendars
from plugins.cards import Choice, write_cards
from plugins.contributing import adding, landing
from plugins.contributing.adding import Errand, add
from plugins.contributing.editing import with_alias, with_name, with_reason, without_reason
from plugins.contributing.scaffolds import Bench, sections
from plugins.contributing.trial import Trial
from plugins.finding.passages import passages
from plugins.handbook import addresses
from plugins.handbook.problem import Problem
from plugins.handbook.report import report
from plugins.handbook.site import Site
from plugins.mapping import write_map
from plugins.pages import write_pages
from plugins.reading import check, read
from plugins.reading.survey import SECTIONS, survey
from plugins.reading.wording import PLACEHOLDER

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
PAIR = {"relationship": "team-member", "session": "regular"}
GIVEN: dict[str, dict[str, str]] = {
    "guide": {"key": "ask-for-help", "section": "start"},
    "session": {"key": "retro", "title": "Retrospeksi", "rhythm": "monthly"},
    "relationship": {"key": "contractor", "like": "team-member", "host": "pemberi kerja"},
    "question": {"key": "one-wish", "topic": "regular", "depth": "light", "asker": "host", **PAIR},
    "term": {"key": "burnout", "term": "kelelahan kerja"},
    "source": {"source": "Nama, “Judul”, 2020", "year": "2020", "strength": "B"},
}


def in_content(content: Path) -> tuple[Problem, ...]:
    return check(content, LANGUAGES).problems


def told(problems: Iterable[Problem]) -> str:
    return report(problems, {}, "en")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the tiny site."""
    shutil.copytree(ROOT / "tests" / "site", tmp_path / "content")
    return tmp_path


def new(project: Path, kind: str, given: dict[str, str], language: str = "id") -> int:
    """`inv new` in a project."""
    found = survey(project / "content", LANGUAGES)
    bench = Bench(found.draft(), found.sources, language, "2026-11-22")
    errand = Errand(kind, given, language, lambda into: f"({into})")
    return add(project, errand, bench, Trial(in_content, told))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", GIVEN)
def test_only_placeholders_are_left(kind: str, language: str, project: Path) -> None:
    """After `inv new` the check names each place that waits to be filled in, and nothing else."""
    before = {found.code for found in in_content(project / "content")}
    assert new(project, kind, GIVEN[kind], language) == 0
    found = in_content(project / "content")
    marks = sum(len(PLACEHOLDER.findall(text.decode())) for text in tree(project / "content").values())
    assert {problem.code for problem in found} - before == {"B312"}
    assert len([problem for problem in found if problem.code == "B312"]) == marks > 0


def test_a_new_card_takes_its_questions_and_says_its_budget(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A card fills its cell of the matrix: the reason for having none goes, eight questions come, light to deep."""
    assert new(project, "session", GIVEN["session"]) == 0
    reasons = project / "content/relationships/team-member/id.md"
    assert 'empty:\n  retro: "[Tulis alasan sesi ini belum punya kartu]"\n---\n' in reasons.read_text(encoding="utf-8")
    capsys.readouterr()
    assert new(project, "card", {"relationship": "team-member", "session": "retro", "minutes": "45"}, "en") == 0
    assert capsys.readouterr().out == (
        "Written: content/cards/team-member/retro.yaml\n"
        "Changed: content/questions/regular.yaml\n"
        "Changed: content/relationships/team-member/en.md\n"
        "Changed: content/relationships/team-member/id.md\n"
        "30 places wait to be filled in: look for “[Tulis” or “[Write”, then run inv check.\n"
        "\nBound of each text in characters; to its right, characters a line on each paper:\n\n(en)\n"
    )
    assert "empty" not in reasons.read_text(encoding="utf-8")
    card = (project / "content/cards/team-member/retro.yaml").read_text(encoding="utf-8")
    assert card.count("kind: commitments") == 1
    assert "  core: [good-this-week, heavy-this-week, one-obstacle, change-one-habit, next-to-learn]\n" in card
    assert {found.code for found in in_content(project / "content")} == {"B312", "T601"}


def fill(project: Path) -> None:
    """Write something in place of every placeholder, no two the same."""
    count = 0
    for path in sorted((project / "content").rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        while found := PLACEHOLDER.search(text):
            count += 1
            text = f"{text[: found.start()]}Isi {count}{text[found.end() :]}"
        path.write_text(text, encoding="utf-8")


def test_a_new_relationship_and_session_are_files_only(project: Path, site: Site) -> None:
    """Pages, matrix, card, calendar and sitemap follow from the files that `inv new` wrote and a writer filled in."""
    assert new(project, "session", {**GIVEN["session"], "key": "retro"}) == 0
    assert new(project, "relationship", {**GIVEN["relationship"], "title": "Dengan kontraktor"}) == 0
    fill(project)
    book = read(project / "content", LANGUAGES, ROOT / "theme").book
    assert book is not None
    output = project / "output"
    choice = Choice("contractor/regular", ("a5",), ("id",))
    assert write_cards(book, site, ROOT / "theme", output, project / "cache", choice).problems == ()
    write_pages(book, site, ROOT / "theme", output)
    write_calendars(book, site, output)
    write_map(book, site, ROOT / "theme", output, project / "cache")
    there = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    card = "id/kartu/dengan-kontraktor/rutin/"
    assert there >= {
        "id/relasi/dengan-kontraktor/index.html",
        "en/relationships/dengan-kontraktor/index.html",
        "id/relasi/dengan-kontraktor/pertanyaan/index.html",
        "id/relasi/dengan-kontraktor/pertanyaan/index.md",
        "id/sesi/retrospeksi/index.html",
        f"{card}index.html",
        f"{card}kartu-dengan-kontraktor-rutin-a5.pdf",
        f"{card}kartu-dengan-kontraktor-rutin.ics",
    }
    matrix = (output / "id/kartu/index.html").read_text(encoding="utf-8")
    assert 'href="dengan-kontraktor/rutin/"' in matrix
    maps = "".join(path.read_text(encoding="utf-8") for path in output.glob("**/sitemap*.xml"))
    assert f"{site.url}/{card}</loc>" in maps
    asked = "relasi/dengan-kontraktor/pertanyaan/"
    assert f"{site.url}/id/{asked}</loc>" in maps
    for place in ("id/relasi/dengan-kontraktor", "id/relasi/anggota-tim/pertanyaan", "id/pertanyaan", "id/indeks"):
        page = (output / place / "index.html").read_text(encoding="utf-8")
        assert f'href="{addresses.relative(f"{place}/", f"id/{asked}")}"' in page, place
    assert [found.address for found in passages(book, "id") if found.reference == "questions/contractor"] == [
        f"id/{asked}"
    ]
    assert f"{site.url}/id/sesi/retrospeksi/</loc>" in maps


@pytest.mark.parametrize(
    ("kind", "given", "says"),
    [
        ("gide", {}, "kind: “gide” is not known. Did you mean “guide”? (one of: guide, session, relationship, card, "),
        ("guide", {"section": "start"}, "--key is needed: Key (lower-case English words with hyphens)"),
        ("guide", {"key": "ok-key"}, "--section is needed: Shelf (one of: start, leads, engineers, together)"),
        ("guide", {"key": "Ask Help", "section": "start"}, "“Ask Help” is not a key. Did you mean “ask-help”?"),
        ("guide", {"key": "../../../etc", "section": "start"}, "“../../../etc” is not a key. Did you mean “etc”?"),
        ("guide", {"key": "a\0b", "section": "start"}, "“a\ufffdb” is not a key. Did you mean “a-b”?"),
        ("guide", {"key": "x" * 61, "section": "start"}, f"“{'x' * 61}” is not a key. Did you mean “{'x' * 60}”?"),
        ("guide", {"key": "ok-key", "section": "stat"}, "section: “stat” is not known. Did you mean “start”? (one of:"),
        ("guide", {"key": "ok-key", "section": "start", "title": "x" * 61}, "title: 61 characters; the limit is 60."),
        (
            *("guide", {"key": "ok-key", "section": "start", "title": "a\nb: c"}),
            "title: one line of text without control characters.",
        ),
        ("guide", {"key": "what-is", "section": "start"}, "content/guides/what-is/ exists; take another key or edit"),
        (
            "guide",
            {"key": "your-key", "section": "start", "title": "What a 1-on-1 is"},
            "content/guides/your-key/en.md:2:8: error[F122] ",
        ),
        ("card", PAIR, "content/cards/team-member/regular.yaml exists; take another key or edit that one."),
        (
            "card",
            {**PAIR, "session": "regulr"},
            "session: “regulr” is not known. Did you mean “regular”? (one of: regu",
        ),
        ("card", {**PAIR, "minutes": "200"}, "minutes: a whole number, 5–180."),
        (
            *("question", {**GIVEN["question"], "key": "one-obstacle"}),
            "The key “one-obstacle” is used in content/questions/regular.yaml:20; take another or edit that one.",
        ),
        (
            "term",
            {"key": "layoff"},
            "The key “layoff” is used in content/glossary.yaml; take another or edit that one.",
        ),
        ("source", {**GIVEN["source"], "url": "http://a.example"}, "url: “http://a.example” is not known."),
    ],
)
def test_what_cannot_be_used_is_told(
    kind: str, given: dict[str, str], says: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong answer is refused with what was probably meant, and no file is touched."""
    before = tree(project)
    assert new(project, kind, given, "en") == 2
    assert capsys.readouterr().err.startswith(says)
    assert tree(project) == before


def test_a_terminal_is_asked_until_the_answer_fits(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal each open point is asked for in the contributor's language; a wrong answer is asked for again."""
    answers = iter(["Minta Tolong", "minta-tolong", "", "mulai", "start"])
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(adding, "input", answer, raising=False)
    assert new(project, "guide", {}) == 0
    shelf = "Rak (pilihan: start, leads, engineers, together): "
    key = "Kunci (kata Inggris, huruf kecil, disambung tanda hubung): "
    assert asked == [key, key, "Judul (kosong: diisi nanti): ", shelf, shelf]
    assert "  “Minta Tolong” bukan kunci. Maksudnya “minta-tolong”?\n" in capsys.readouterr().out


def test_who_stops_has_written_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C and Ctrl-D in the middle of the questions leave the project as it was."""
    before = tree(project)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    for error in (KeyboardInterrupt, EOFError):

        def stop(_: str, error: type[BaseException] = error) -> str:
            raise error

        monkeypatch.setattr("builtins.input", stop)
        assert new(project, "guide", {}) == 130
    assert tree(project) == before


def test_the_sections_are_those_that_the_check_wants() -> None:
    """A new session or relationship has every fixed section, in order."""
    assert {kind: tuple(section["key"] for section in sections()[kind]) for kind in SECTIONS} == dict(SECTIONS)


def test_all_files_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up in the middle leaves the old files, no new one, no folder and nothing half written."""
    (tmp_path / "a.md").write_text("lama", encoding="utf-8")
    files = {"a.md": "baru", "b/c/d.md": "baru", "b/e.md": "baru"}
    replace, left = Path.replace, iter([True, True, False])

    def full(self: Path, target: Path) -> Path:
        if not next(left):
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        landing.land(tmp_path, files)
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")} == {"a.md"}
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "lama"


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "a//b", "a\\b", "a\0b", "link/x", "file", ""])
def test_no_path_leads_out(path: str, tmp_path: Path) -> None:
    """Dots, links, backslashes and NUL are refused before anything is written."""
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "link").symlink_to(outside)
    (root / "file").symlink_to(outside / "x")
    with pytest.raises(landing.NotPlainError):
        landing.land(root, {"good.md": "a", path: "b"})
    assert sorted(path.name for path in root.iterdir()) == ["file", "link"]
    assert list(outside.iterdir()) == []


EDITS: tuple[tuple[Any, tuple[str, ...], str, str], ...] = (
    (
        *(with_name, ("b", "sessions", "career")),
        "questions:\n  - key: a\n    sessions: [x]\n  - key: b\n    sessions: [x, y]\n",
        "questions:\n  - key: a\n    sessions: [x]\n  - key: b\n    sessions: [x, y, career]\n",
    ),
    (
        *(with_reason, ("b", "Karena “c”.")),
        '---\ntitle: x\nempty:\n  a: "1"\nhost: y\n---\n\nempty:\n',
        '---\ntitle: x\nempty:\n  a: "1"\n  b: "Karena “c”."\nhost: y\n---\n\nempty:\n',
    ),
    (with_reason, ("b", "c"), "---\ntitle: x\n---\n", '---\ntitle: x\nempty:\n  b: "c"\n---\n'),
    (without_reason, ("b",), '---\nempty:\n  a: "1"\n  b: "2"\n---\nb', '---\nempty:\n  a: "1"\n---\nb'),
    (without_reason, ("b",), '---\nempty:\n  b: "2"\nx: y\n---\n  b: c\n', "---\nx: y\n---\n  b: c\n"),
    (with_alias, ("new",), "---\nslug: old\nx: y\n---\n", "---\nslug: new\naliases: [old]\nx: y\n---\n"),
    (
        *(with_alias, ("new",)),
        '---\nslug: "old"\nx: y\naliases: [new, older]\n---\nslug: old\n',
        "---\nslug: new\naliases: [old, older]\nx: y\n---\nslug: old\n",
    ),
)


@pytest.mark.parametrize(("edit", "facts", "before", "after"), EDITS)
def test_an_edit_touches_one_thing(edit: Any, facts: tuple[str, ...], before: str, after: str) -> None:
    """One name, reason or alias is added or taken out; every other byte stays."""
    assert edit(before, *facts) == after
