"""Short texts → the pairs among them that read alike, with their ratio."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from tests.language.passages import words

WORTH_A_LOOK = 0.4  # of the trigrams; a pair that is .85 alike letter by letter shares far more


def alike(texts: Mapping[str, str], least: float) -> Iterator[tuple[float, str, str]]:
    """The pairs of keys whose texts are at least `least` alike, letter by letter, with the ratio."""
    plain = {key: " ".join(words(text.casefold())) for key, text in texts.items()}
    grams = {key: {text[at : at + 3] for at in range(len(text) - 2)} for key, text in plain.items()}
    matcher = SequenceMatcher(autojunk=False)
    seen: dict[str, list[str]] = defaultdict(list)
    for key, text in plain.items():
        matcher.set_seq2(text)
        shared = Counter(other for gram in grams[key] for other in seen[gram])
        for other, count in sorted(shared.items()):
            if 2 * count < WORTH_A_LOOK * (len(grams[key]) + len(grams[other])):
                continue
            matcher.set_seq1(plain[other])
            if matcher.quick_ratio() >= least and (ratio := matcher.ratio()) >= least:
                yield ratio, other, key
        for gram in grams[key]:
            seen[gram].append(key)
