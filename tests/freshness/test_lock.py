"""The lock file: written and read back, sorted, tolerant of what merges leave behind."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.handbook.freshness.lock import HEAD, Lock, load, parse, written

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
HASH = st.text("0123456789abcdef", min_size=12, max_size=12)
AGREED = st.dictionaries(
    st.from_regex(r"guides/[a-z]{1,5}(#[a-z]{0,3}|\.[a-z]{1,4})", fullmatch=True),
    st.dictionaries(st.sampled_from(["id", "en", "jv", "zh-Hans"]), HASH, min_size=1),
)


@given(agreed=AGREED)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_what_is_written_is_read(agreed: dict[str, dict[str, str]]) -> None:
    """Writing and reading give the same agreement, sorted, one line a unit."""
    text = written(agreed, LANGUAGES)
    assert parse(text) == Lock(agreed)
    lines = text.splitlines()
    assert [line.split()[0] for line in lines[1:]] == sorted(agreed)
    assert written(parse(text).agreed, LANGUAGES) == text


@given(text=st.text(max_size=200))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_rubbish_is_told_by_its_line(text: str) -> None:
    """Whatever a lock holds, reading it never raises and names lines that exist."""
    found = parse(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in found.faults)


def test_lines_that_disagree_are_not_believed() -> None:
    """A unit given twice with other hashes is as if never agreed; given twice alike, it is kept and told."""
    one, other = "id:0123456789ab en:0123456789ab", "id:0123456789ab en:ffffffffffff"
    text = f"{HEAD}\na#x {one}\na#x {other}\na#y {one}\na#y {one}\nnonsense\n"
    assert parse(text) == Lock({"a#y": dict(pair.split(":") for pair in one.split())}, (3, 5, 6))


def test_languages_stand_in_the_order_of_the_site() -> None:
    """Indonesian before English, as everywhere; a language that the site no longer has stands last."""
    hashes = {"en": "1" * 12, "jv": "2" * 12, "id": "3" * 12}
    assert written({"a#x": hashes}, LANGUAGES) == f"{HEAD}\na#x id:{'3' * 12} en:{'1' * 12} jv:{'2' * 12}\n"


def test_the_lock_of_the_handbook_is_whole() -> None:
    """content/translations.lock is as `inv sync` writes it, and has no fault."""
    text = load(ROOT / "content")
    found = parse(text)
    assert found.faults == ()
    assert len(found.agreed) > 2_000
    assert written(found.agreed, LANGUAGES) == text


def test_no_lock_is_an_empty_one(tmp_path: Path) -> None:
    """Without the file nothing was ever agreed."""
    assert parse(load(tmp_path)) == Lock({})
