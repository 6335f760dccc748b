"""The report: what a contributor reads in the terminal."""

from __future__ import annotations

from plugins.handbook.nearness import closest
from plugins.handbook.problem import Place, Problem, mended, problem
from plugins.handbook.report import counts, report

PATH = "content/cards/team-member/regular.yaml"
SOURCES = {PATH: f"minutes: 30\nrhythm: weeky\n\nopening: {'kata ' * 40}\u202eakhir\n"}
RHYTHMS = ("weekly", "monthly")
TYPO = problem(PATH, Place(2, 9, 5), "F111", suggestion="weekly", noun="rhythm", value="weeky", choices=RHYTHMS)
HIDDEN = problem(PATH, Place(4, 210), "E205", point="202E")
TWIN = problem("content/pages/home/id.md", Place(1, 1), "T601", missing="content/pages/home/en.md")

ENGLISH = """\
content/cards/team-member/regular.yaml:2:9: error[F111] rhythm "weeky" is not known; did you mean "weekly"?
  2 | rhythm: weeky
    |         ^^^^^ choices: weekly, monthly
    = cure: write one of the names that exist
content/cards/team-member/regular.yaml:4:210: error[E205] invisible direction override U+202E (can disguise text)
  4 | …ata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata \ufffdakhir
    |                                                                                                ^
    = cure: delete the character
content/pages/home/id.md:1:1: notice[T601] content/pages/home/en.md is not written yet; readers see a stand-in
    = cure: translate it when you can
More about a finding: inv explain F111
2 errors, 1 notice in 2 files.
"""
INDONESIAN = """\
content/cards/team-member/regular.yaml:2:9: error[F111] rhythm "weeky" tidak dikenal; maksudnya "weekly"?
  2 | rhythm: weeky
    |         ^^^^^ pilihan: weekly, monthly
    = perbaikan: tulis salah satu nama yang ada
content/cards/team-member/regular.yaml:4:210: error[E205] karakter tak terlihat pengubah arah tulisan U+202E \
(bisa menyamarkan teks)
  4 | …ata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata \ufffdakhir
    |                                                                                                ^
    = perbaikan: hapus karakter itu
content/pages/home/id.md:1:1: notice[T601] content/pages/home/en.md belum ada; pembaca melihat halaman pengganti
    = perbaikan: terjemahkan bila sempat
Penjelasan: inv explain F111
2 galat, 1 catatan di 2 berkas.
"""


def test_the_report_in_english() -> None:
    """Each finding has its place, its line with a caret, its choices and its cure; hidden characters are shown."""
    assert report([TWIN, HIDDEN, TYPO], SOURCES, "en") == ENGLISH


def test_the_report_in_indonesian() -> None:
    """The same findings in Indonesian, in the same order."""
    assert report([HIDDEN, TYPO, TWIN], SOURCES, "id") == INDONESIAN


def test_what_the_tool_can_mend_is_said() -> None:
    """The last lines say how many findings can be mended, and how to read about the first."""
    end = "Can be mended for you: 1. Run: inv check --fix\nMore about a finding: inv explain F111\n1 error in 1 file.\n"
    assert report([mended(TYPO, "weekly")], SOURCES, "en").endswith(end)


def test_another_language_reads_english() -> None:
    """A language without messages of its own is answered in English."""
    assert report([TYPO], SOURCES, "fr") == report([TYPO], SOURCES, "en")


def test_nothing_found_is_said() -> None:
    """An empty report says so."""
    assert (report([], {}, "id"), report([], {}, "en")) == ("Tidak ada temuan.\n", "No findings.\n")


def test_counts_agree_with_their_nouns() -> None:
    """One finding is singular, a thousand have a separator as the language writes it."""
    many = [Problem(PATH, line, 1, "E206", "warning", {"point": "00A0"}) for line in range(1, 1001)]
    assert counts(many[:1], "en") == "1 warning in 1 file."
    assert counts(many, "en") == "1,000 warnings in 1 file."
    assert counts(many, "id") == "1.000 peringatan di 1 berkas."


def test_only_what_is_alike_is_suggested() -> None:
    """A name far from all others gets no suggestion, a name in other letters does."""
    assert closest("reguler", ("career", "regular")) == "regular"
    assert closest("REGULAR", ("career", "regular")) == "regular"
    assert closest("zzz", ("career", "regular")) is None
