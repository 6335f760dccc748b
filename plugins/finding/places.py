"""The words of texts → for each root the places where it stands, written as short as they travel.

A place is a page or one of its sections, counted in the order of the handbook. Of a root, the places come in six
ranks: where a title or heading says it, where it is among the most telling of the text, where it is only said, where
readers ask for it though it is not said, by itself or among other words, and where they should be sent before all.
The same is told of groups of words that stand for each other, by the group's number: a place belongs to the group when
one of its phrases stands there as a whole.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plugins.finding.roots import Answers, Roots

Ranks = tuple[list[int], ...]  # titled, telling, said, asked for, asked for beside others, sent to
Places = Mapping[str, Ranks]

TELLING = 8  # roots of a text that tell it from the others
MOST = 24  # places of a root in a handbook that is too large to keep them all
ZERO = 34  # the quotation mark, which JSON would escape; a space and `!` stand before it and separate
SLIGHT = 0.01  # of the rarity of a root
BAND = 2 * SLIGHT  # of a weight: more than what it can lose or win by that
RANKS = 6
SENT = 5  # the last, though the best
SAID = 3  # of these, the ranks of what a place says itself

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """What one place says, as words: its title or heading, its summary, its running text; what is typed for it."""

    title: list[str]
    summary: list[str]
    text: list[str]
    typed: list[list[str]]
    sent: list[list[str]]  # of these, the phrases whose readers should come here first


class Heard(NamedTuple):
    """What one place says, by roots: all that decides its ranks, but how many other places say the same."""

    titled: tuple[str, ...]
    summary: tuple[str, ...]
    times: dict[str, int]  # how often each is said, in summary and text
    asked: tuple[tuple[str, ...], ...]  # of each phrase that is typed
    sent: tuple[tuple[str, ...], ...]  # of those that send readers here
    said: tuple[tuple[str, int, str], ...]  # a group that has a phrase here, its rank, the root of a phrase of one word


def hear(spot: Spot, roots: Roots, phrases: Mapping[str, list[tuple[Phrase, str]]]) -> Heard:
    """What a place says; `phrases` as `by_first` gives them."""
    return Heard(
        titled=tuple(_count(spot.title, roots)),
        summary=tuple(_count(spot.summary, roots)),
        times=dict(_count((*spot.summary, *spot.text), roots)),
        asked=tuple(tuple(_count(phrase, roots)) for phrase in spot.typed),
        sent=tuple(tuple(_count(phrase, roots)) for phrase in spot.sent),
        said=tuple(dict.fromkeys(_said(spot, roots, phrases))),
    )


def places(heard: Sequence[Heard]) -> Places:
    """Where each root stands, and under `group(number)` where each group of phrases does."""
    spread = Counter(root for one in heard for root in one.times)
    found: dict[str, Ranks] = defaultdict(lambda: tuple([] for _ in range(RANKS)))
    rare = rarity(len(heard), spread)
    for place, one in enumerate(heard):
        for root, rank in ranked(one, rare).items():
            found[root][rank].append(place)
    return dict(found)


def ranked(one: Heard, rare: Mapping[str, float]) -> dict[str, int]:
    """Root or group → the rank of this place among its places; `rare` says how telling a root is."""
    ranks = _ranks(one, rare)
    return {**ranks, **_groups(one, ranks)}


def group(number: int) -> str:
    """The key under which the places of a group stand: behind every word, as none has this sign."""
    return f"~{number}"


def best(text: Places) -> Places:
    """At most `MOST` places of each root, the best: where readers are sent, where a title says it, then the rest."""
    found: dict[str, Ranks] = {}
    for root, ranks in text.items():
        left, kept = MOST, [*ranks]
        for rank in sorted(range(len(ranks)), key=_behind):
            kept[rank] = ranks[rank][: max(left, 0)]
            left -= len(ranks[rank])
        found[root] = tuple(kept)
    return found


def written(keys: Sequence[str], text: Places) -> str:
    """The places of each key behind one another; `!` stands before those of each further rank."""
    return " ".join("!".join(map(steps, text.get(key, ()))).rstrip("!") for key in keys)


def read_places(text: str) -> Ranks:
    """What `written` has written of one key."""
    ranks: Ranks = tuple([] for _ in range(RANKS))
    for rank, each in zip(ranks, text.split("!"), strict=False):
        last = -1
        for step in each:
            last += ord(step) - ZERO
            rank.append(last)
    return ranks


def is_known(text: str) -> bool:
    """Whether any place says this root itself, or readers are sent there; in words of `written`."""
    ranks = text.split("!")
    return any(ranks[:SAID]) or len(ranks) > SENT


def steps(numbers: Iterable[int]) -> str:
    """Growing numbers as the steps between them, each step one character: the first behind a quotation mark is 1."""
    text, last = "", -1
    for number in numbers:
        text, last = text + chr(ZERO + number - last), number
    return text


def rarity(number: int, spread: Mapping[str, int]) -> Mapping[str, float]:
    """How telling a root is that `spread` of all places say: the more, the fewer do."""
    return Answers(lambda root: math.log(number / spread[root]) if spread.get(root) else math.inf)


def decided(one: Heard, rare: Mapping[str, float]) -> tuple[frozenset[str], frozenset[str]]:
    """What other places decide of this one: which roots tell it best, and by which root each phrase sends here."""
    weighed = sorted([(-times * rare[root], root) for root, times in one.times.items()])
    sent = [max(phrase, key=lambda root: (rare[root], root)) for phrase in one.sent if phrase]
    return frozenset([root for _, root in weighed[:TELLING]]), frozenset(sent)


def unsettled(heard: Sequence[Heard], rare: Mapping[str, float]) -> Mapping[str, list[int]]:
    """Root → the places of which it may decide otherwise as soon as its rarity is another one by any little.

    Wherever else it is said, it stays among the roots that tell the place best, or among the others, until its rarity
    is another one by `SLIGHT` of it: the first of the others is too far below it, or the last of the best above it.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(heard):
        weights = {root: times * rare[root] for root, times in one.times.items()}
        among = {root for phrase in one.sent if len(phrase) > 1 for root in phrase}
        if len(weights) > TELLING:
            least, most = sorted(weights.values(), reverse=True)[TELLING - 1 : TELLING + 1]
            low, high = most / (1 + BAND), least * (1 + BAND)
            among.update(root for root, weight in weights.items() if low <= weight <= high)
        for root in among:
            found[root].append(place)
    return found


def is_slight(before: float, after: float) -> bool:
    """Whether the rarity of a root is so little another one that only unsettled places need be looked at."""
    return abs(after - before) < SLIGHT * before


def _ranks(one: Heard, rare: Mapping[str, float]) -> dict[str, int]:
    """Root → the rank of this place among its places; of a phrase that sends here, the root that fewest places say."""
    most_telling, sent = decided(one, rare)
    telling = {*most_telling, *one.summary}
    alone = {root for phrase in one.asked if len(phrase) == 1 for root in phrase}
    asked = dict.fromkeys(root for phrase in one.asked for root in phrase)
    ranks = dict.fromkeys(asked, 4) | dict.fromkeys(alone, 3) | dict.fromkeys(one.times, 2)
    ranks |= dict.fromkeys((asked.keys() & one.times.keys()) | telling, 1)
    return ranks | dict.fromkeys(one.titled, 0) | dict.fromkeys(sent, SENT)


def _groups(one: Heard, ranks: Mapping[str, int]) -> dict[str, int]:
    """Group → rank, of the groups that have a phrase in this place; a single word counts as it does by itself."""
    found: dict[str, int] = {}
    for key, rank, root in one.said:
        found[key] = min(found.get(key, rank), rank, ranks.get(root, rank), key=_behind)
    return found


def _behind(rank: int) -> int:
    """How many ranks are better than this one."""
    return (rank + 1) % RANKS


def _count(words: Iterable[str], roots: Roots) -> Counter[str]:
    return Counter(filter(None, map(roots.told, words)))


def by_first(groups: Sequence[Sequence[Sequence[str]]], roots: Roots) -> Mapping[str, list[tuple[Phrase, str]]]:
    """A word that is said → the phrases that it may begin, each with the key of its group."""
    found: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for number, phrases in enumerate(groups):
        for phrase in phrases:
            found[roots.of(phrase[0])].append((tuple(phrase), group(number)))

    def begun_by(word: str) -> list[tuple[Phrase, str]]:
        return [(phrase, key) for phrase, key in found.get(roots.of(word), ()) if roots.alike(word, phrase[0])]

    return Answers(begun_by)


def _said(spot: Spot, roots: Roots, phrases: Mapping[str, list[tuple[Phrase, str]]]) -> Iterator[tuple[str, int, str]]:
    """Groups that have a phrase in this place, as `Heard` has them."""
    for rank, words in enumerate((spot.title, spot.summary, spot.text)):
        for at, begun in enumerate(map(phrases.__getitem__, words)):
            for phrase, key in begun:
                if len(phrase) == 1:
                    yield key, rank, roots.of(words[at])
                elif len(words) - at >= len(phrase) and all(map(roots.alike, words[at + 1 :], phrase[1:])):
                    yield key, rank, ""
    for words in filter(None, spot.sent):
        for phrase, key in phrases[words[0]]:
            if len(words) == len(phrase) and all(map(roots.alike, words[1:], phrase[1:])):
                yield key, SENT, roots.of(words[0]) if len(words) == 1 else ""
