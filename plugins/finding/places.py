"""The words of texts → for each root the places where it stands, written as short as they travel.

A place is a page or one of its sections, counted in the order of the handbook. Of a root, the places come in two
ranks: where it is among the most telling of the text, and where it is only said.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from plugins.finding.roots import Roots

Ranks = tuple[list[int], ...]  # telling, said
Places = Mapping[str, Ranks]

TELLING = 8  # roots of a text that tell it from the others
MOST = 24  # places of a root in a handbook that is too large to keep them all
ZERO = 34  # the quotation mark, which JSON would escape; a space and `!` stand before it and separate


def places(texts: Iterable[tuple[list[str], list[str]]], roots: Roots) -> Places:
    """Each text comes with words that are known of its place already (its title); these are left out."""
    read = [(_count(text, roots), set(_count(known, roots))) for text, known in texts]
    spread = Counter(root for count, _ in read for root in count)
    found: dict[str, Ranks] = defaultdict(lambda: ([], []))
    for place, (count, known) in enumerate(read):
        weights = {root: -count[root] * math.log(len(read) / spread[root]) for root in count if root not in known}
        for number, root in enumerate(sorted(weights, key=lambda root: (weights[root], root))):
            found[root][number >= TELLING].append(place)
    return dict(found)


def best(shown: Iterable[frozenset[str]], text: Places) -> Places:
    """At most `MOST` places of each root, the best: where a title shows it, then where it tells, then the rest."""
    titled: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(shown):
        for root in words:
            titled[root].append(place)
    found: dict[str, Ranks] = {}
    for root in sorted({*titled, *text}):
        telling, said = text.get(root, ([], []))
        first = titled.get(root, [])[:MOST]
        second = [each for each in telling if each not in first][: MOST - len(first)]
        found[root] = (sorted([*first, *second]), said[: MOST - len(first) - len(second)])
    return found


def written(keys: Sequence[str], text: Places) -> dict[str, str]:
    """Keys, and the places of each behind one another; `!` stands before those of the second rank."""
    ranks = ("!".join(map(steps, text[key])).removesuffix("!") for key in keys)
    return {"roots": " ".join(keys), "places": " ".join(ranks)}


def steps(numbers: Iterable[int]) -> str:
    """Growing numbers as the steps between them, each step one character: the first behind a quotation mark is 1."""
    text, last = "", -1
    for number in numbers:
        text, last = text + chr(ZERO + number - last), number
    return text


def _count(words: Iterable[str], roots: Roots) -> Counter[str]:
    return Counter(roots.of_all(word for word in words if word not in roots.stop and len(word) > 2))
