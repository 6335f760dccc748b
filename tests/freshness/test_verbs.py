"""`inv status`, `inv diff`, `inv sync` and the gate of a release, as a person at a terminal sees them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from plugins.handbook.freshness import lock
from plugins.handbook.freshness.verbs import ALL, diff, refuse_release, status, sync
from plugins.handbook.freshness.words import LANGUAGES as TOLD_IN
from plugins.handbook.freshness.words import WORDS
from plugins.reading import texts
from tests.freshness.repository import DAY, NOW, commit, git, repository, write

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BEFORE = {
    f"content/{path}": text for path, text in yaml.safe_load((HERE / "before.yaml").read_text(encoding="utf-8")).items()
}
LANGUAGES = ("id", "en")
GUIDE = "content/guides/talk/id.md"


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A project in which everything is agreed, committed nine days ago."""
    root = tmp_path / "project"
    write(root, BEFORE)
    assert sync(root, texts(root / "content"), LANGUAGES, "en", ALL) == 0
    repository(root)
    commit(root, NOW - 9 * DAY)
    capsys.readouterr()
    return root


def edit(root: Path, path: str, there: str, instead: str) -> None:
    """Change words of a file."""
    text = (root / path).read_text(encoding="utf-8")
    assert there in text
    (root / path).write_text(text.replace(there, instead), encoding="utf-8")


def append(root: Path, path: str, text: str) -> None:
    """Add to the end of a file."""
    (root / path).write_text((root / path).read_text(encoding="utf-8") + text, encoding="utf-8")


def run(verb: Any, root: Path, *how: Any) -> int:
    """A verb on the content of `root`."""
    code: int = verb(root, texts(root / "content"), LANGUAGES, *how)
    return code


STATUS = {
    "en": """\
Indonesian: nothing lags behind.
English: 4 units · 24 words
  cards/peer/regular · 1 unit · 4 words · 0 days
    cards/peer/regular.title  Indonesian newer
  guides/more · not written yet · 2 units · 4 words · 0 days
  guides/talk · 1 unit · 16 words · 2 days
    guides/talk#goals         Indonesian newer
Never compared (1 unit):
  glossary#talk.term
In the lock, no longer in the content (1 unit):
  questions/start#one-obstacle
See what changed: inv diff KEY · once it is compared: inv sync KEY
""",
    "id": """\
Bahasa Indonesia: tidak ada yang tertinggal.
Bahasa Inggris: 4 bagian · 24 kata
  cards/peer/regular · 1 bagian · 4 kata · 0 hari
    cards/peer/regular.title  bahasa Indonesia lebih baru
  guides/more · belum ditulis · 2 bagian · 4 kata · 0 hari
  guides/talk · 1 bagian · 16 kata · 2 hari
    guides/talk#goals         bahasa Indonesia lebih baru
Belum pernah dicocokkan (1 bagian):
  glossary#talk.term
Ada di kunci, tidak ada lagi di isi (1 bagian):
  questions/start#one-obstacle
Lihat perubahannya: inv diff KUNCI · setelah dicocokkan: inv sync KUNCI
""",
}


@pytest.fixture
def uneven(project: Path) -> Path:
    """The project after a committed change of two days ago, and a few that are not committed."""
    edit(project, GUIDE, "Tanyakan kabar", "Tanyakan kabar dan keadaan")
    commit(project, NOW - 2 * DAY)
    edit(project, "content/cards/peer/regular.yaml", "Rutin dengan", "Mingguan dengan satu")
    (project / "content/guides/more").mkdir()
    (project / "content/guides/more/id.md").write_text("---\ntitle: Lebih jauh\n---\nBaca lagi.\n", encoding="utf-8")
    append(project, "content/glossary.yaml", '- key: talk\n  id: {term: "obrolan"}\n  en: {term: "talk"}\n')
    start = '  - key: one-obstacle\n    id: "Hambatan apa yang terasa?"\n    en: "Which obstacle do you feel?"\n'
    edit(project, "content/questions/start.yaml", start, "")
    return project


@pytest.mark.parametrize("language", STATUS)
def test_status_lists_the_work(uneven: Path, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Per language and page: units, words to do, days; then what is new and what is gone. It never fails."""
    assert run(status, uneven, language, "", NOW, False) == 0
    assert capsys.readouterr().out == STATUS[language]


def test_status_for_machines(uneven: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON has the same, with names that no language changes; `into` leaves the other languages out."""
    assert run(status, uneven, "id", "en", NOW, True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["languages"] == {"en": {"stale": 2, "unwritten": 2, "words": 24}}
    assert told["pages"][2] == {
        "page": "guides/talk",
        "language": "en",
        "written": True,
        "words": 16,
        "age_days": 2,
        "units": [{"unit": "guides/talk#goals", "state": "id-newer", "from": ["id"], "words": 16}],
    }
    assert told["new"] == ["glossary#talk.term"]
    assert told["removed"] == ["questions/start#one-obstacle"]
    assert (told["unread"], told["lock_faults"]) == ([], [])


def test_diff_shows_the_changed_words(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words that went and came, with the version that was agreed, and the other side to hold against them."""
    edit(project, GUIDE, "*sampai selesai*", "**sampai habis**")
    edit(project, GUIDE, "- Jangan menilai.\n", "")
    edit(project, "content/guides/talk/en.md", "15 minutes", "20 minutes")
    commit(project, NOW - 2 * DAY)
    assert run(diff, project, "en", "content/guides/talk/id.md") == 0
    told = capsys.readouterr().out
    commits = subprocess.run(["git", "log", "--format=%H"], cwd=project, capture_output=True, text=True, check=True)
    agreed = f"2027-01-06, {commits.stdout.split()[1][:10]}"
    assert (
        told
        == f"""\
guides/talk#goals · Indonesian newer
  Indonesian (content/guides/talk/id.md), changed since it was last compared ({agreed}):
    Tujuan Tanyakan kabar, lalu dengarkan sampai [-selesai-]{{+habis+}}. ^F10 Lihat sesi rutin. Jangan memotong.
    [-Jangan menilai.-]
  English (content/guides/talk/en.md), the text now:
    ## Purpose {{#goals}}

    Ask how they are, then listen *to the end*.[^F10] See the [regular session](../../sessions/regular/en.md).

    - Do not interrupt.
    - Do not judge.

guides/talk#steps · English newer
  Indonesian (content/guides/talk/id.md), the text now:
    ## Langkah {{#steps}}

    1. Buka dengan “apa kabar”.
    2. Dengarkan 15 menit.

    | Menit | Isi |
    |---|---|
    | 5 | Buka |
    | 15 | Topik |
  English (content/guides/talk/en.md), changed since it was last compared ({agreed}):
    … are you". Listen for [-15-]{{+20+}} minutes. Minutes Content 5 Open …
"""
    )


def test_diff_finds_the_words_of_a_moved_page(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was agreed under the old name of a page is compared with the new one."""
    shutil.move(project / "content/guides/talk", project / "content/guides/chat")
    edit(project, "content/guides/chat/id.md", "Tanyakan kabar", "Tanyakan keadaan")
    commit(project, NOW - DAY)
    assert run(diff, project, "id", "guides/chat#goals") == 0
    assert "    Tujuan Tanyakan [-kabar-]{+keadaan+}, lalu" in capsys.readouterr().out


def test_diff_without_history_says_so(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No repository, or no git at all: both sides as they are, and a plain word about it."""
    edit(project, "content/cards/peer/regular.yaml", "Rutin dengan", "Mingguan dengan")
    monkeypatch.setenv("PATH", "")
    assert run(diff, project, "id", "cards/peer") == 0
    without_git = capsys.readouterr().out
    monkeypatch.undo()
    shutil.rmtree(project / ".git")
    assert run(diff, project, "id", "cards/peer/regular.title") == 0
    assert (
        capsys.readouterr().out
        == without_git
        == """\
Tidak ada riwayat git di sini, jadi naskah lama tidak bisa ditampilkan. Bandingkan kedua sisi apa adanya.
cards/peer/regular.title · bahasa Indonesia lebih baru
  Indonesia (content/cards/peer/regular.yaml), naskah sekarang:
    Mingguan dengan sejawat
  Inggris (content/cards/peer/regular.yaml), naskah sekarang:
    Regular with a peer
"""
    )


def test_diff_in_a_shallow_clone_says_what_it_cannot_know(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The version that was agreed is behind the cut: the text of now, and a word about it; a missing side is named."""
    edit(project, "content/cards/peer/regular.yaml", "Rutin dengan", "Mingguan dengan")
    edit(project, "content/cards/peer/regular.yaml", ', en: "Promises"', "")
    commit(project, NOW - DAY)
    shutil.move(project, project.parent / "origin")
    repository(project, clone_of=project.parent / "origin")
    assert run(diff, project, "en", "cards/peer/regular") == 0
    assert (
        capsys.readouterr().out
        == """\
cards/peer/regular.agenda.3.title · missing in English
  Indonesian (content/cards/peer/regular.yaml), the text now:
    Janji
  English: not there yet.

cards/peer/regular.title · Indonesian newer
  Indonesian (content/cards/peer/regular.yaml), changed; the text that was last compared was not found. The text now:
    Mingguan dengan sejawat
  English (content/cards/peer/regular.yaml), the text now:
    Regular with a peer
"""
    )


def test_diff_of_what_is_in_step(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to compare is said, and is no fault."""
    assert run(diff, project, "en", "guides/talk") == 0
    assert capsys.readouterr().out == "guides/talk: in step, nothing to compare.\n"


@pytest.mark.parametrize(
    ("asked", "language", "told"),
    [
        ("guides/tolk", "en", "There is no key guides/tolk. Did you mean guides/talk?\n"),
        (
            "content/guides/talk/en.md#gols",
            "id",
            "Tidak ada kunci guides/talk/en.md#gols. Maksudnya guides/talk#goals?\n",
        ),
        ("???", "id", "Tidak ada kunci ???.\n"),
        ("guides/tal", "en", "There is no key guides/tal. Did you mean guides/talk?\n"),
        ("talk", "en", "There is no key talk. Did you mean guides/talk?\n"),
        ("takl", "id", "Tidak ada kunci takl. Maksudnya guides/talk?\n"),
    ],
)
def test_an_unknown_key(
    project: Path, asked: str, language: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A key that is not there: exit 2, and the nearest one; nothing is written."""
    before = lock.load(project / "content")
    for verb in (diff, sync):
        assert run(verb, project, language, asked) == 2
        assert capsys.readouterr() == ("", told)
    assert lock.load(project / "content") == before


def test_sync_stamps_and_drops(uneven: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the line of the key changes; `--all` does the rest, drops what is gone, and a second time does nothing."""
    before = set(lock.load(uneven / "content").splitlines())
    assert run(sync, uneven, "id", "guides/talk#goals") == 0
    after = set(lock.load(uneven / "content").splitlines())
    assert [line.split()[0] for line in before ^ after] == ["guides/talk#goals"] * 2
    assert run(sync, uneven, "en", ALL) == 0
    assert run(sync, uneven, "id", ALL) == 0
    waiting = "guides/more#, guides/more.title\n"
    assert capsys.readouterr().out == (
        "content/translations.lock: 1 bagian dicap.\n"
        "content/translations.lock: 2 units stamped, 1 unit dropped.\n"
        f"Not stamped, still waiting for a translation: {waiting}"
        "content/translations.lock: sudah sesuai, tidak ada yang diubah.\n"
        f"Menunggu terjemahan, jadi tidak dicap: {waiting}"
    )


def test_sync_refuses_what_it_cannot_read(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken file or a broken lock: one message with its place, and the lock stays as it was."""
    edit(project, "content/glossary.yaml", "key:", "key: [")
    assert run(sync, project, "en", ALL) == 1
    edit(project, "content/translations.lock", "guides/talk# ", "<<<<<<< ours\nguides/talk# ")
    before = lock.load(project / "content")
    number = before.split("\n").index("<<<<<<< ours") + 1
    assert run(sync, project, "id", "guides/talk") == 1
    assert run(status, project, "en", "", NOW, False) == 1
    assert lock.load(project / "content") == before
    told = capsys.readouterr()
    fault = WORDS["fault"][0].format(path=lock.PATH, line=number)
    assert told.err == f"Some files cannot be read; run inv check first: glossary\n{fault}\n"
    assert told.out.split("\n")[0] == WORDS["fault"][1].format(path=lock.PATH, line=number)


def test_a_lock_that_cannot_be_written(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """The disk refuses: a plain message, the old lock whole, nothing left beside it."""
    edit(project, GUIDE, "Tanyakan kabar", "Tanyakan keadaan")
    before = lock.load(project / "content")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fchmod", full)
    assert run(sync, project, "en", ALL) == 1
    assert capsys.readouterr().err == "content/translations.lock: cannot be written: No space left on device\n"
    assert lock.load(project / "content") == before
    assert [path.name for path in (project / "content").glob(".*")] == []


def test_a_release_counts_what_lags(uneven: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Changed and never compared units count, pages that are not written yet do not."""
    assert run(refuse_release, uneven, "en", 2) == 1
    assert run(refuse_release, uneven, "id", 3) == 0
    assert capsys.readouterr() == (
        "",
        "Release refused: 3 units not compared between the languages; the limit is 2 (RELEASE_STALE in "
        "pelicanconf.py). The list: inv status\n",
    )


def test_a_release_counts_a_missing_section(project: Path) -> None:
    """A section that one written page lacks counts: its reader misses something."""
    append(project, GUIDE, "\n## Lagi {#more}\n\nSatu lagi.\n")
    assert run(refuse_release, project, "en", 0) == 1


def test_no_git_command_of_ours_changes_anything(uneven: Path) -> None:
    """Looking leaves the repository as it was, its index too."""
    index = (uneven / ".git" / "index").read_bytes()
    os.utime(uneven / "content/guides/talk/en.md", (NOW, NOW))
    run(status, uneven, "en", "", NOW, False)
    run(diff, uneven, "en", "guides/talk")
    assert (uneven / ".git" / "index").read_bytes() == index
    git(uneven, "fsck")


def test_every_word_is_said_in_both_languages() -> None:
    """Each message has both languages, and the same facts in each."""
    fields = {
        key: [sorted({part.split("}")[0] for part in text.split("{")[1:]}) for text in both]
        for key, both in WORDS.items()
    }
    assert {key for key, both in WORDS.items() if len(both) != len(TOLD_IN) or not all(both)} == set()
    assert {key for key, (one, other) in fields.items() if one != other} == set()


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (["sync", "guides/what-i", "--lang", "id"], 2, "Tidak ada kunci guides/what-i. Maksudnya guides/what-is?"),
        (["diff", "guides/what-i", "--lang", "en"], 2, "There is no key guides/what-i. Did you mean guides/what-is?"),
        (["status", "--into", "jv", "--lang", "en"], 2, "No language jv; one of: id, en."),
    ],
)
def test_the_verbs_at_a_terminal(command: list[str], code: int, told: str) -> None:
    """What `inv` gives to the verbs arrives, and so do their exit codes."""
    done = subprocess.run(
        [sys.executable, "-m", "invoke", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (code, told)


def test_a_release_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    """`inv build --release` tells why, ends with 1, and there is no site; the check does not mind."""
    for name in ("content", "plugins", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "tasks.py", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    assert run(sync, tmp_path, "en", ALL) == 0
    edit(tmp_path, "content/glossary.yaml", "Obrolan rutin dua orang", "Obrolan rutin antara dua orang")
    inv = [sys.executable, "-m", "invoke"]
    done = subprocess.run(
        [*inv, "build", "--release", "--lang", "en"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == WORDS["refused"][1].format(count="1 unit", limit=0) + "\n"
    assert not (tmp_path / "output").exists()
    assert subprocess.run([*inv, "check"], cwd=tmp_path, capture_output=True, check=False).returncode == 0
