"""What a pull request is told: marks on its own lines first, a full table, a patch, and pictures of changed cards."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.cards.pictures import draw_changes
from plugins.contributing import remaining, reviewing
from plugins.handbook.freshness.verbs import comparison_of, sync
from plugins.handbook.freshness.work import Page, Work, work
from plugins.handbook.model import Handbook
from plugins.handbook.problem import Place, Problem, problem
from plugins.handbook.site import Site
from plugins.reading import check, read, texts

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
GUIDE = "content/guides/what-is/id.md"


def git(project: Path, *words: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(("git", *who, *words), cwd=project, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository whose `main` has the tiny site, and a branch on which line 7 of a guide has changed."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "site", root / "content")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "a")
    git(root, "checkout", "--quiet", "-b", "change")
    guide = root / GUIDE
    text = guide.read_text(encoding="utf-8").replace("1-on-1 adalah", "1-on-1 ialah")
    guide.write_text(text, encoding="utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "b")
    return root


def test_the_writers_own_lines_come_first(project: Path) -> None:
    """A finding on a changed line stands before one in the same file, and that before those of other files."""
    changed = reviewing.lines_since(project, "main")
    assert changed == {GUIDE: frozenset({7})}
    found = [problem(path, Place(line, 1), "B301") for path, line in (("content/a.md", 7), (GUIDE, 1), (GUIDE, 7))]
    order = [(each.path, each.line) for each in reviewing.nearest_first(found, changed)]
    assert order == [(GUIDE, 7), (GUIDE, 1), ("content/a.md", 7)]


def test_a_commit_that_is_not_there_is_no_fault(project: Path, tmp_path: Path) -> None:
    """A first push has no base: nothing counts as changed, nothing was there before."""
    for base in ("", "0" * 40, "--output=x", "main; ls"):
        assert reviewing.lines_since(project, base) is None
        assert reviewing.before(project, base, tmp_path) is None


def test_content_and_code_in_one_change_are_told(project: Path) -> None:
    """A change of content alone is told nothing; with a file of code, that file gets a notice, in the table as well."""
    assert reviewing.files_since(project, "main") == (GUIDE,)
    assert reviewing.files_since(project, "0" * 40) == ()
    assert list(reviewing.together((GUIDE, "README.md"))) == []
    assert list(reviewing.together(("plugins/reading/body.py",))) == []
    (told,) = reviewing.together((GUIDE, "plugins/reading/body.py", "tasks.py"))
    assert (told.path, told.code, told.level) == ("plugins/reading/body.py", "S506", "notice")
    assert "| notice S506 | `plugins/reading/body.py:1:1` |" in reviewing.summary([told], {})


@pytest.mark.parametrize(
    ("diff", "lines"),
    [
        ("", {}),
        ("--- a/x\n+++ b/x\n@@ -1 +2 @@\n-a\n+b\n@@ -5,0 +7,3 @@\n+c\n+d\n+e\n", {"x": {2, 7, 8, 9}}),
        ("--- a/x y\t\n+++ b/x y\t\n@@ -1,2 +0,0 @@\n", {"x y": set()}),
        ("--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n", {"/dev/null": set()}),
    ],
)
def test_lines_of_a_diff(diff: str, lines: dict[str, set[int]]) -> None:
    """Added and changed lines count, by their number in the new file; a removed one has none."""
    assert reviewing.changed_lines(diff) == {path: frozenset(found) for path, found in lines.items()}


def test_at_most_ten_marks_a_level(project: Path) -> None:
    """Of thirty errors ten are marked, as many as the host shows; the table has all thirty."""
    found = [problem(GUIDE, Place(line, 2, 3), "B312", value=f"[Tulis {line}]") for line in range(1, 31)]
    told = list(reviewing.marks(found, {GUIDE: frozenset({30})}))
    assert len(told) == reviewing.MOST
    assert told[0] == (
        f"::error file={GUIDE},line=30,col=2,endColumn=5,title=B312::"
        'isian contoh masih tertinggal: "[Tulis 30]" · placeholder left to be filled in: "[Tulis 30]"%0A'
        "tulis isinya, atau hapus · write the text, or delete it"
    )
    assert reviewing.summary(found, {}).count("\n| error B312 |") == 30


def test_old_notices_elsewhere_are_not_marked() -> None:
    """A file that the change does not touch is marked for errors alone; without a base everything is marked."""
    codes = ("B312", "B314", "F139")
    found = [problem(GUIDE, Place(1, 1), code, value="karir", expected="karier", limit=180) for code in codes]
    marks = reviewing.marks(found, {"content/a.md": frozenset({1})})
    assert [mark.partition("title=")[2][:4] for mark in marks] == ["B312"]
    assert len(list(reviewing.marks(found, {GUIDE: frozenset()}))) == len(list(reviewing.marks(found, {}))) == 3


def test_a_finding_cannot_write_commands_or_markup() -> None:
    """A name with a line end, a colon, a bar, a mention or a tag stays a text in the log and in the table."""
    evil = Problem("content/a,b:c\n::set-output::x.md", 1, 1, "B312", "error", {"value": "%0A|<img>`@all\n::error::"})
    (mark,) = reviewing.marks([evil], {})
    assert "\n" not in mark
    assert mark.startswith("::error file=content/a%2Cb%3Ac%0A%3A%3Aset-output%3A%3Ax.md,line=1,")
    row = reviewing.summary([evil], {}).split("\n")[2]
    assert row.replace("\\|", "").count("|") == 5
    assert "<" not in row
    assert "@all" not in row


def test_nothing_found_is_said_in_one_line() -> None:
    """A clean change gets one sentence in both languages."""
    assert reviewing.summary([], {}) == "Tidak ada temuan. · No findings.\n"


def test_the_patch_holds_what_a_program_would_mend(project: Path) -> None:
    """Whatever the mending command changes in a copy becomes a patch that fits; the tree itself stays as it is."""
    script = f"import pathlib; p = pathlib.Path('{GUIDE}'); p.write_text(p.read_text().replace('rutin', 'RUTIN', 1))"
    before = (project / GUIDE).read_bytes()
    patch = reviewing.mended(project, (sys.executable, "-c", script))
    assert (project / GUIDE).read_bytes() == before
    (project / "fix.patch").write_text(patch, encoding="utf-8")
    git(project, "apply", "fix.patch")
    assert git(project, "diff", "--numstat") == f"1\t1\t{GUIDE}\n"
    assert reviewing.mended(project, (sys.executable, "-c", "raise SystemExit(1)")) == ""


def test_changed_cards_are_drawn_before_and_after(project: Path, site: Site, tiny: Handbook, tmp_path: Path) -> None:
    """A card whose question was reworded has two pictures a language; one that says the same has none."""
    topic = project / "content" / "questions" / "regular.yaml"
    text = topic.read_text(encoding="utf-8").replace("Apa yang berjalan baik pekan ini?", "Apa yang lancar pekan ini?")
    topic.write_text(text, encoding="utf-8")
    content = reviewing.before(project, "main", tmp_path)
    assert content is not None
    assert check(content, LANGUAGES).passed
    after = read(project / "content", LANGUAGES, ROOT / "theme").book
    old = read(content, LANGUAGES, ROOT / "theme").book
    assert after is not None
    assert reviewing.changed_cards(tiny, tiny) == ()
    keys = reviewing.changed_cards(old, after)
    assert keys == reviewing.changed_cards(None, tiny) == ("team-member/regular",)
    folder = tmp_path / "pictures"
    drawn = draw_changes((old, after), keys, site, ROOT / "theme", (folder, tmp_path / "cache"))
    assert drawn == ("team-member.regular.id", "team-member.regular.en")
    pictures = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert len(pictures) == 4
    assert pictures[f"{drawn[0]}.before.webp"] != pictures[f"{drawn[0]}.after.webp"]
    assert pictures[f"{drawn[1]}.before.webp"] == pictures[f"{drawn[1]}.after.webp"]
    assert reviewing.gallery(drawn).count("<img ") == 4


PATCH = "diff --git a/x b/x\n-a\n+~~~~\n"
SHOWN = """
### Bisa diperbaiki mesin · A program can mend this

Salin baris hijau ke berkasnya, atau di salinan: `git apply fix.patch` (ada di lampiran *review*).
Copy the green lines into the file, or in a clone: `git apply fix.patch` (in the attachment *review*).

~~~~~diff
diff --git a/x b/x
-a
+~~~~
~~~~~
"""


def test_a_patch_is_shown_where_it_can_be_copied() -> None:
    """A writer in a browser sees what a program would change, in a block that nothing in it ends."""
    assert remaining.patch(PATCH) == SHOWN
    assert remaining.patch("") == ""


WAITING = """
### Menunggu diterjemahkan · Waiting to be translated

Tidak harus sekarang, dan boleh orang lain. · Not necessarily now, nor by you.

- `content/guides/what-is/en.md`: ± 4 kata · words
"""


def test_what_now_waits_to_be_translated_is_told(project: Path) -> None:
    """An edit in one language names the other one's file and words; pages that were not touched are not named."""
    assert sync(project, texts(project / "content"), LANGUAGES, "en", "") == 0
    guide = project / GUIDE
    text = guide.read_text(encoding="utf-8").replace("1-on-1 ialah obrolan", "1-on-1 adalah percakapan")
    assert remaining.translations(waiting_in(project), {GUIDE}) == ""
    guide.write_text(text, encoding="utf-8")
    told = remaining.translations(waiting_in(project), {GUIDE})
    assert re.sub(r"± \d+", "± 4", told) == WAITING
    assert remaining.translations(waiting_in(project), {"content/guides/what-is-not/id.md"}) == ""


def waiting_in(project: Path) -> Work:
    """What waits in the project."""
    return work(comparison_of(project, texts(project / "content"), LANGUAGES), LANGUAGES, {}, 0)


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("guides/what-is", "content/guides/what-is/en.md"),
        ("cards/peer/regular", "content/cards/peer/regular.yaml"),
        ("questions/regular", "content/questions/regular.yaml"),
        ("glossary", "content/glossary.yaml"),
    ],
)
def test_a_language_catches_up_in_a_file_that_is_there(reference: str, path: str) -> None:
    """A text of its own, or the data file that has all languages."""
    assert remaining.place_of(Page(reference, "en", True, ())) == path
