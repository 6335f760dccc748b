"""An index of which few pages have changed is the one that is made of all pages, to the letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from plugins.finding import anew as room
from plugins.finding.catalogue import of_passages, wide
from plugins.finding.passages import Passage, Section, mark_of, read_shown, shown
from plugins.finding.places import SLIGHT, Heard, decided, is_slight, read_places, unsettled, written

ROOT = Path(__file__).resolve().parents[2]
TERMS = [["umpan balik", "feedback"], ["rencana", "plan"]]
OTHERS = [["mengobrol santai", "ngobrol", "cerita-cerita"], ["atasan", "bos", "lead saya"]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "sequence" in metafunc.fixturenames:
        metafunc.parametrize("sequence", range(metafunc.config.getoption("--sequences")))


@pytest.fixture(scope="module")
def pages() -> tuple[Passage, ...]:
    """Pages of a section or two each, made of the words of our own guides."""
    texts = [path.read_text(encoding="utf-8").split() for path in sorted(ROOT.glob("content/guides/*/id.md"))[:8]]
    return tuple(
        Passage(
            reference=f"guides/g-{number}-{at}",
            kind="guides",
            title=" ".join(words[at + 8 : at + 11]),
            address=f"id/g-{number}-{at}/",
            summary=" ".join(words[at + 20 : at + 30]),
            text=" ".join(words[at + 30 : at + 60]),
            sections=(Section("a", words[at + 60], " ".join(words[at + 61 : at + 90]), typed_for(words[at + 58 :])),),
        )
        for number, words in enumerate(texts)
        for at in range(0, 400, 100)
    )


def typed_for(words: list[str]) -> str:
    """Phrases that lead to a place, and such that lead there before all others: by the rarest word of each."""
    one, two, three = [word.strip('".,:;!?*') for word in words[:3]]
    return f"ngobrol, tanya bos, !{one} {two}, !rencana {three} umpan, !lead saya"


def edited(page: Passage, chance: Random) -> Passage:
    """The page with a few words more, less, or in another place."""
    words = page.text.split()
    new = chance.choice(["umpan", "balik", "ngobrol", "rencananya", "lead", "saya", f"{chance.randrange(10**6)}"])
    kind = chance.randrange(3)
    if kind == 0 and words:
        del words[chance.randrange(len(words))]
    elif kind == 1:
        chance.shuffle(words)
    words.insert(chance.randrange(len(words) + 1), new)
    section = replace(page.sections[0], text=f"{new} {page.sections[0].text}")
    return replace(page, text=" ".join(words), sections=(section,) if chance.random() < 0.5 else page.sections)


def test_few_changed_pages_give_the_whole_index(
    pages: tuple[Passage, ...], sequence: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each of many edits, and though they add up; most of the time, only what differs was worked out."""
    monkeypatch.setattr(room, "PART", 1)
    answers: list[bool] = []
    whole = room.anew
    monkeypatch.setattr(room, "anew", lambda *all_of_it: _noted(whole(*all_of_it), answers))
    chance, known, found = Random(f"anew {sequence}"), dict[str, bytes](), list(pages)  # noqa: S311
    of_passages(found, "id", TERMS, OTHERS, known)
    for _ in range(12):
        at = chance.randrange(len(found))
        found[at] = edited(found[at], chance)
        assert of_passages(found, "id", TERMS, OTHERS, known) == of_passages(found, "id", TERMS, OTHERS)
    assert sum(answers) > len(answers) // 3


def _noted(answer: object, answers: list[bool]) -> object:
    answers.append(answer is not None)
    return answer


@pytest.mark.parametrize("change", ["another page", "another section", "another term", "many pages"])
def test_more_than_a_few_words_are_worked_out_as_a_whole(change: str, pages: tuple[Passage, ...]) -> None:
    """What the base does not have in the same places is no reason to trust it."""
    known = dict[str, bytes]()
    of_passages(pages, "id", TERMS, OTHERS, known)
    found, terms = list(pages), [*TERMS, ["tujuan", "goal"]] if change == "another term" else TERMS
    if change == "another page":
        found.insert(3, replace(found[3], reference="guides/new", text="Sesuatu yang baru."))
    elif change == "another section":
        found[3] = replace(found[3], sections=(*found[3].sections, Section("b", "Baru", "Sesuatu yang baru.")))
    elif change == "many pages":
        found = [replace(page, text=f"{page.text} baru") for page in found]
    assert of_passages(found, "id", terms, OTHERS, known) == of_passages(found, "id", terms, OTHERS)


def test_a_page_that_is_shown_without_its_texts_is_the_same(pages: tuple[Passage, ...]) -> None:
    """Its mark is that of the whole page, which is made again only where somebody listens to it."""
    lean = [read_shown(shown(page), lambda page=page: page) for page in pages]  # type: ignore[misc]
    assert [mark_of(page) for page in lean] == [mark_of(page) for page in pages]
    assert of_passages(lean, "id", TERMS, OTHERS) == of_passages(pages, "id", TERMS, OTHERS)
    assert wide(lean, "id", TERMS, OTHERS) == wide(pages, "id", TERMS, OTHERS)


def test_a_settled_place_decides_as_before(sequence: int) -> None:
    """While rarities move by little, a place of which no root that moved is unsettled is told by the same roots."""
    chance = Random(f"settled {sequence}")  # noqa: S311
    roots = [f"r{number}" for number in range(60)]
    rare = {root: chance.choice([0.0, 1.0, 2.0, *(chance.uniform(1, 1.2) for _ in range(9))]) for root in roots}
    said = [Heard((), (), _times(roots, chance), (), _phrases(roots, chance), ()) for _ in range(60)]
    moved = chance.sample(roots, 12)
    now = {**rare, **{root: rare[root] * (1 + chance.uniform(-SLIGHT, SLIGHT) * 0.999) for root in moved}}
    moved = [root for root in moved if is_slight(rare[root], now[root])]
    now = {root: now[root] if root in moved else rare[root] for root in roots}
    doubtful = {place for root, at in unsettled(said, rare).items() if root in moved for place in at}
    others = [one for place, one in enumerate(said) if place not in doubtful]
    assert [decided(one, now) for one in others] == [decided(one, rare) for one in others]
    assert others
    assert doubtful


def _times(roots: list[str], chance: Random) -> dict[str, int]:
    return {root: chance.choice([1, 1, 1, 2, 3]) for root in chance.sample(roots, chance.randrange(1, 25))}


def _phrases(roots: list[str], chance: Random) -> tuple[tuple[str, ...], ...]:
    return (tuple(chance.sample(roots, 2)),) if chance.random() < 0.2 else ()


def test_places_are_read_as_they_were_written() -> None:
    """Whatever ranks are empty."""
    cases: list[tuple[list[int], ...]] = [
        ([0, 3, 4000], [], [1], [], [], []),
        ([], [], [], [], [], [7]),
        ([], [], [], [], [], []),
    ]
    for ranks in cases:
        assert read_places(written(["a"], {"a": ranks})) == ranks
