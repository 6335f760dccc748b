"""One slip of a finger in a name → the name that was meant is suggested; measured over names of the real content."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugins.handbook.nearness import closest, is_slip, slips
from plugins.handbook.problem import Problem
from plugins.reading import check
from plugins.reading.files import File, walk
from plugins.reading.survey import examine

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "tests" / "site"
LANGUAGES = ("id", "en")
ENOUGH = 0.95
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TEXT = "content/guides/what-is/id.md"
CARD = "content/cards/team-member/regular.yaml"
TRIES = 6  # slips a name


def slipped(name: str, chance: random.Random) -> str:
    """`name` with one letter wrong, missing, added or exchanged with its neighbour; never `name` itself."""
    while True:
        at = chance.randrange(len(name))
        letter = chance.choice(LETTERS)
        wrong = chance.choice(
            [
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at + 1 :],
                name[:at] + letter + name[at:],
                name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
            ]
        )
        if wrong != name and len(wrong) > 1 and wrong.strip("-./#") == wrong and "//" not in wrong:
            return wrong


def replaced(files: tuple[File, ...], path: str, old: str, new: str) -> tuple[File, ...]:
    """The files with the first `old` in one of them changed into `new`."""
    assert any(file.path == path and old.encode() in file.data for file in files)
    return tuple(
        File(file.path, data := file.data.replace(old.encode(), new.encode(), 1), len(data))
        if file.path == path
        else file
        for file in files
    )


def told(files: tuple[File, ...], path: str, code: str) -> list[Problem]:
    """The findings of one rule in one file."""
    return [found for found in examine(files, (), LANGUAGES).problems if (found.path, found.code) == (path, code)]


KEYS = ("title", "summary", "slug")
CARD_KEYS = (
    "minutes",
    "rhythm",
    "updated",
    "title",
    "aim",
    "not_this",
    "opening",
    "prepare",
    "agenda",
    "questions",
    "follow_ups",
)
QUESTIONS = ("good-this-week", "heavy-this-week", "one-obstacle", "still-unclear", "change-one-habit", "rest-and-load")
Slip = tuple[str, str, str, str, Callable[[str], str]]  # path, code, name, what stands around it, suggestion of a name


def names() -> Iterator[Slip]:
    """Every kind of name in the tiny site: keys, enumerations, keys of other files, links and anchors."""
    for key in KEYS:
        yield TEXT, "F108", key, "\n{}:", str
    for key in CARD_KEYS:
        yield CARD, "F108", key, "{}:", str
    yield CARD, "F111", "weekly", "rhythm: {}", str
    yield CARD, "F111", "commitments", "kind: {}", str
    yield "content/guides/what-is/entry.yaml", "F111", "start", "section: {}", str
    for key in ("guides/why-feared", "sessions/regular", "cards/team-member/regular"):
        yield "content/guides/what-is/entry.yaml", "F111", key, "{}", str
    for key in QUESTIONS:
        yield CARD, "F111", key, "{}", str
    yield "content/questions/regular.yaml", "F111", "team-member", "relationships: [{}]", str
    yield "content/questions/regular.yaml", "F111", "regular", "sessions: [{}]", str
    for key, around in (("why-feared", "../{}/id.md"), ("regular", "../../sessions/{}/id.md")):
        yield TEXT, "L401", key, f"({around}", around.format
    yield TEXT, "L402", "agenda", "id.md#{})", "#{}".format
    yield TEXT, "L402", "goals", "(#{})", "#{}".format
    yield TEXT, "B309", "say", "!!! {}", str


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[File, ...]:
    """The files of the tiny site."""
    folder = tmp_path_factory.mktemp("slips") / "content"
    shutil.copytree(SITE, folder)
    return walk(folder)[0]


def test_a_slip_in_a_file_is_answered_with_the_right_name(files: tuple[File, ...]) -> None:
    """Of all slips in keys, enumerations, references, links and anchors, at least 95 % get the name that was meant."""
    chance = random.Random(5)  # noqa: S311  # the same slips each time
    wrong: list[str] = []
    count = 0
    for path, code, name, around, suggested in names():
        for _ in range(TRIES):
            slip = slipped(name, chance)
            count += 1
            found = told(replaced(files, path, around.format(name), around.format(slip)), path, code)
            if [one.suggestion for one in found] != [suggested(name)]:
                wrong.append(f"{path}: {slip} for {name}: {[(one.code, one.suggestion) for one in found]}")
    assert count > 150
    assert len(wrong) <= (1 - ENOUGH) * count, "\n".join(wrong)


def test_a_slip_in_any_name_of_the_handbook_is_answered_with_the_right_name() -> None:
    """Among all references, question keys and sections of the real content, the right one of hundreds is found."""
    chance = random.Random(6)  # noqa: S311  # the same slips each time
    survey = examine(*walk(ROOT / "content"), LANGUAGES)
    draft = survey.draft()
    ids = sorted({f"#{name}" for outline in survey.outlines.values() for name in outline.ids})
    pools = (sorted(draft.names), sorted(draft.question_keys or ()), ids)
    wrong, count = 0, 0
    for pool in pools:
        for name in pool:
            slip = slipped(name.lstrip("#"), chance)
            slip = f"#{slip}" if name.startswith("#") else slip
            if slip not in pool:
                count += 1
                wrong += closest(slip, pool) != name
    assert count > 700
    assert wrong <= (1 - ENOUGH) * count, f"{wrong} of {count}"


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("", "", 0),
        ("a", "", 1),
        ("manger", "manager", 1),
        ("weelky", "weekly", 1),
        ("reguler", "regular", 1),
        ("abc", "xyz", 3),
    ],
)
def test_slips_are_counted(one: str, other: str, number: int) -> None:
    """A changed, missing, added or exchanged letter is one slip, from either side."""
    assert (slips(one, other), slips(other, one)) == (number, number)


def test_only_a_slip_is_mended_without_asking() -> None:
    """A name that merely looks alike is suggested, not put in the place of another."""
    assert is_slip("relatinship", "relationship")
    assert not is_slip("good-this-week", "heavy-this-week")
    assert not is_slip("weekly", None)


def test_the_tiny_site_has_no_slip() -> None:
    """The slips above are the only ones."""
    assert [found.code for found in check(SITE, LANGUAGES).problems] == ["T601"]
