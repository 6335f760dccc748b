"""Passages of one language → the roots of all their words, and for each root its places as they are written.

What was heard of a page is known the next time by a mark of the page; so is all that was worked out of all of them, the
*base*. Where few pages are others than those of the base, `anew` works out what differs from it, and nothing else.
"""

from __future__ import annotations

import hashlib
import marshal
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import chain
from typing import NamedTuple

from plugins.finding.passages import Passage, Shown, mark_of
from plugins.finding.places import Heard, Phrase, Spot, by_first, hear, places, rarity, steps, unsettled, written
from plugins.finding.roots import Roots
from plugins.finding.typed import SENDS

Groups = Sequence[Sequence[str]]
Known = MutableMapping[str, bytes]  # a mark of a page → what was heard of it, as `Page` has it; and the base
Written = Mapping[str, str]  # root → its places

BASE, WEIGHTS = "base", "weights"  # what is known beside pages

_WORD = re.compile(r"[^\W_]+")


class Page(NamedTuple):
    """A page as it was heard: its words, their roots, a mark of all phrases, and what each of its places says."""

    words: tuple[str, ...]
    roots: tuple[str, ...]
    frame: str
    heard: list[Heard]


class Remembered(MutableMapping[str, bytes]):
    """What is known, each as it was kept until it is set anew; none is read that nobody needs."""

    def __init__(self, names: Iterable[str], read: Callable[[str], bytes]) -> None:
        self._new: dict[str, bytes | None] = dict.fromkeys(names)
        self._read = read

    def told(self) -> Mapping[str, bytes | None]:
        """What is known now; None for what is as it was kept."""
        return self._new

    def __getitem__(self, name: str) -> bytes:
        new = self._new[name]
        return self._read(name) if new is None else new

    def __setitem__(self, name: str, what: bytes) -> None:
        if name not in self._new or self[name] != what:
            self._new[name] = what

    def __delitem__(self, name: str) -> None:
        del self._new[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._new)

    def __len__(self) -> int:
        return len(self._new)


class Base(NamedTuple):
    """All that was worked out of all pages together."""

    asked: str  # a mark of what is told of terms and everyday words
    frame: str
    pages: tuple[tuple[str, int], ...]  # mark and number of places of each
    words: dict[str, int]  # in how many pages a word stands; whatever is told of terms counts as one more
    roots: dict[str, str]
    spread: dict[str, int]  # in how many places a root is said
    spots: dict[str, str]
    edges: dict[str, str]  # the places that a root may tell better, or worse, though its rarity hardly changes


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: lower case, letters and digits."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def read(found: Sequence[Passage], language: str, terms: Groups, others: Groups, known: Known) -> tuple[Roots, Written]:
    """The roots of all these words, and where each stands; of everyday words only what they stand for.

    A page that is known is not listened to again while all its words, and those of all phrases, have the same roots.
    """
    from plugins.finding.anew import anew

    names = [mark_of(each) for each in found]
    asked = mark((terms, others))
    base = Base(*marshal.loads(known[BASE])) if BASE in known else None  # noqa: S302  # out of a sealed file
    if base and base.asked == asked and (less := anew(base, names, found, language, terms, others, known)):
        return less
    before = {name: page_of(known[name]) for name in names if name in known}
    spots = {name: tuple(spots_of(each)) for name, each in zip(names, found, strict=True) if name not in before}
    words = {name: words_in(spots[name]) if name in spots else before[name].words for name in names}
    said = (*words.values(), tuple(named(terms, others)))
    roots = Roots(chain(*said), language)
    phrases = phrases_of(terms, others)
    begun, frame = by_first(phrases, roots), mark([[(one, roots.of_all(one)) for one in each] for each in phrases])
    for name, each in zip(names, found, strict=True):
        now = tuple(roots.of_all(words[name]))
        if name not in before or before[name][1:3] != (now, frame):
            before[name] = heard(spots.get(name) or tuple(spots_of(each)), words[name], roots, begun, frame)
            known[name] = kept(before[name])
    for gone in known.keys() - {WEIGHTS, *names}:
        del known[gone]
    all_heard = [one for name in names for one in before[name].heard]
    text = {key: written([key], by) for by in (places(all_heard),) for key in by}
    counts = dict(Counter(word for page in said for word in dict.fromkeys(page)))
    spread = dict(Counter(root for one in all_heard for root in one.times))
    known_roots = {word: roots.of(word) for word in (*counts, *roots.always)}
    pages = tuple((name, len(before[name].heard)) for name in names)
    edges = {root: steps(at) for root, at in unsettled(all_heard, rarity(len(all_heard), spread)).items()}
    known[BASE] = marshal.dumps((asked, frame, pages, counts, known_roots, spread, text, edges))
    return roots, text


def mark(what: object) -> str:
    """A mark of all that is said."""
    return hashlib.sha256(repr(what).encode()).hexdigest()


def heard(
    spots: Sequence[Spot],
    words: tuple[str, ...],
    roots: Roots,
    begun: Mapping[str, list[tuple[Phrase, str]]],
    frame: str,
) -> Page:
    """What is heard of a page."""
    return Page(words, tuple(roots.of_all(words)), frame, [hear(spot, roots, begun) for spot in spots])


def page_of(data: bytes) -> Page:
    """A page as it is kept."""
    words, roots, frame, said = marshal.loads(data)  # noqa: S302  # out of a sealed file
    return Page(words, roots, frame, [Heard(*one) for one in said])


def kept(page: Page) -> bytes:
    """A page to be kept."""
    return marshal.dumps((page.words, page.roots, page.frame, [(*one,) for one in page.heard]))


def named(terms: Groups, others: Groups) -> Iterator[str]:
    """Every word that is told of terms and everyday words."""
    return (word for each in (*terms, *others) for text in each for word in words_of(text))


def phrases_of(terms: Groups, others: Groups) -> list[list[list[str]]]:
    """The phrases that stand for each other, group by group."""
    return [*([words_of(text) for text in each] for each in terms), *(_phrase(each) for each in others)]


def _phrase(everyday_words: Sequence[str]) -> list[list[str]]:
    """What everyday words stand for, unless it is one word: that has its own places."""
    words = words_of(everyday_words[0])
    return [words] if len(words) > 1 else []


def words_in(spots: Iterable[Spot]) -> tuple[str, ...]:
    """Every word of a page once, what is typed for it among them."""
    said = (word for spot in spots for word in (*spot.title, *spot.summary, *spot.text, *chain(*spot.typed)))
    return tuple(dict.fromkeys(said))


def spots_of(page: Passage) -> Iterator[Spot]:
    """A page and its sections, as words."""
    page = page.whole() if isinstance(page, Shown) else page
    yield Spot(words_of(page.title), words_of(page.summary), words_of(page.text), *_typed(page.typed))
    for part in page.sections:
        yield Spot(words_of(part.heading), [], words_of(part.text), *_typed(part.typed))


def _typed(typed: str) -> tuple[list[list[str]], list[list[str]]]:
    """What is typed for a place as words; and those of its phrases that send their readers here before all."""
    phrases = [each.strip() for each in typed.split(",")]
    return [words_of(each) for each in phrases], [words_of(each) for each in phrases if each.startswith(SENDS)]
