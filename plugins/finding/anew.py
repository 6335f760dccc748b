"""A base, and pages of which a few are others now → the same roots and places as all pages give, from what differs.

None in any doubt: where more pages or other places have come, where a word that stays has another root, and where too
many places would have to be ranked again. Then everything is worked out, and becomes the next base.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from plugins.finding.listening import (
    BASE,
    WEIGHTS,
    Base,
    Groups,
    Known,
    Page,
    Written,
    heard,
    kept,
    page_of,
    phrases_of,
    spots_of,
    words_in,
)  # fmt: skip
from plugins.finding.passages import Passage
from plugins.finding.places import by_first, decided, is_slight, ranked, rarity, read_places, written
from plugins.finding.roots import Renewed, Roots

FEW = 16  # pages
PART = 0.75  # of all places may be ranked again


def anew(
    base: Base, names: Sequence[str], found: Sequence[Passage], language: str, terms: Groups, others: Groups,
    known: Known,
) -> tuple[Roots, Written] | None:  # fmt: skip
    """Roots and places of the pages `found`, whose marks are `names`; None where that asks for all of them."""
    changed = [at for at, (name, _) in enumerate(base.pages) if at < len(names) and name != names[at]]
    if len(names) != len(base.pages) or len(changed) > FEW or any(name not in known for name, _ in base.pages):
        return None
    elder = {at: page_of(known[base.pages[at][0]]) for at in changed}
    pages = {at: page_of(known[names[at]]) for at in changed if names[at] in known}
    spots = {at: tuple(spots_of(found[at])) for at in changed if at not in pages}
    words = {at: pages[at].words if at in pages else words_in(spots[at]) for at in changed}
    counts = Counter(base.words)
    for at in changed:
        counts.subtract(elder[at].words)
        counts.update(words[at])
    roots = Renewed((word for word, count in counts.items() if count > 0), language, base.words, base.roots)
    if not roots.are_known:
        return None
    begun = by_first(phrases_of(terms, others), roots)
    for at in changed:
        if at not in pages or pages[at][1:3] != (tuple(roots.of_all(words[at])), base.frame):
            pages[at] = heard(spots.get(at) or tuple(spots_of(found[at])), words[at], roots, begun, base.frame)
        known[names[at]] = kept(pages[at])
    for gone in known.keys() - {BASE, WEIGHTS, *names, *(name for name, _ in base.pages)}:
        del known[gone]
    text = _moved(base, elder, pages, known)
    return None if text is None else (roots, text)


def _moved(base: Base, elder: Mapping[int, Page], pages: Mapping[int, Page], known: Known) -> Written | None:
    """The places of all roots, some pages being others than they were."""
    if any(len(elder[at].heard) != len(pages[at].heard) for at in pages):
        return None
    starts = [0, *accumulate(number for _, number in base.pages)]
    before, after = Counter(base.spread), Counter(base.spread)
    for at in pages:
        after.subtract(root for one in elder[at].heard for root in one.times)
        after.update(root for one in pages[at].heard for root in one.times)
    shifted = {root for root in after if after[root] != before[root]}
    touched = {place for at in pages for place in range(starts[at], starts[at + 1])}
    was, now = rarity(starts[-1], before), rarity(starts[-1], after)
    for root in shifted:
        spots = base.edges.get(root, "") if is_slight(was[root], now[root]) else base.spots.get(root, "")
        touched.update(place for rank in read_places(spots) for place in rank)
    if len(touched) > starts[-1] * PART:
        return None
    others: dict[int, Page] = {}
    moves: dict[str, list[tuple[int, int | None]]] = {}  # root → places, and their ranks now
    for place in sorted(touched):
        at = bisect_right(starts, place) - 1
        if at not in pages and at not in others:
            others[at] = page_of(known[base.pages[at][0]])
        old, new = ((each.get(at) or others[at]).heard[place - starts[at]] for each in (elder, pages))
        if at in others and decided(old, was) == decided(new, now):
            continue
        old_ranks, ranks = ranked(old, was), ranked(new, now)
        for root in old_ranks.keys() | ranks.keys():
            if old_ranks.get(root) != ranks.get(root):
                moves.setdefault(root, []).append((place, ranks.get(root)))
    text = base.spots.copy()
    for root, moved in moves.items():
        text[root] = _written(root, text.get(root, ""), moved)
    return text


def _written(root: str, before: str, moved: Iterable[tuple[int, int | None]]) -> str:
    ranks = read_places(before)
    for place, rank in moved:
        for each in ranks:
            if place in each:
                each.remove(place)
        if rank is not None:
            insort(ranks[rank], place)
    return written([root], {root: ranks})
