"""A word → the root under which it is found. The rules travel in the index, so that the script asks the same way.

A rule is a pattern and what takes its place, in the part of regular expressions that Python and JavaScript share. The
rules propose freely; at build time the handbook itself says what is a root: a proposal counts when it is a word of the
handbook, or one of the few roots in `speech.py` that never stand alone, or else what several of its words have in
common. Forms that no rule makes stand in `speech.py` too. No list of a language's words is needed, and what readers
find follows what writers write. A language without rules is searched by its whole words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from plugins.finding.known import Known
from plugins.finding.speech import IRREGULAR, ROOTS, STOP, WHOLE

Answer = TypeVar("Answer")

LAYERS = 3
SHORTEST = 4  # letters of a root that no list knows
RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "id": (
        (r"^(.{3,})(?:kah|lah|pun|nya)$", "$1"),
        (r"^(.{4,})[km]u$", "$1"),
        (r"^(.{3,})kan$", "$1"),
        (r"^(.{4,})(?:an|i)$", "$1"),
        (r"^(?:di|[tb]er|per)(.{3,})$", "$1"),
        (r"^(?:ke|se|be|te|ku)(.{4,})$", "$1"),
        (r"^[bp]el(?=ajar)", ""),
        (r"^[mp]e(?=[lrwyzmn])(.{4,})$", "$1"),
        (r"^pe(k.{3,})$", "$1"),
        (r"^[mp]eny(.{3,})$", "s$1"),
        (r"^[mp]em(.{3,})$", "p$1"),
        (r"^[mp]em([bfp].{2,})$", "$1"),
        (r"^[mp]en(?=[aeiou])(.{3,})$", "t$1"),
        (r"^[mp]en([cdjszt].{2,})$", "$1"),
        (r"^[mp]eng(?=[aeiou])(.{3,})$", "k$1"),
        (r"^[mp]enge?(.{3,})$", "$1"),
        (r"^ng(?=[aeiou])(.{3,})$", "k$1"),
        (r"^ng(.{4,})$", "$1"),
        # as people speak: dengerin, ngebahas, ngritik, nanya, nyiapin, nyatet, muji, males, sampe, teman2
        (r"^(.{4,})in$", "$1"),
        (r"^nge(.{3,})$", "$1"),
        (r"^ng(?=[rl])(.{3,})$", "k$1"),
        (r"^n(?=[aeiou])(.{3,7})$", "t$1"),
        (r"^ny(.{3,})$", "s$1"),
        (r"^ny(.{3,})$", "c$1"),
        (r"^m(?=[aiou])(.{3,6})$", "p$1"),
        (r"e([^aeiou]{1,2})$", "a$1"),
        (r"e$", "ai"),
        (r"2$", ""),
    ),
    "en": (
        (r"(?:ies|ied|ily|ier|iest|ize)$", "y"),
        (r"(?:s|es|ed|ing|er|est|or|ly|ment|ness|ful|less|able|ation|ion|ity|al|ance|ence|ive|y)$", ""),
        (r"(?:ion|or|ship|th|ism)$", ""),
        (r"(?:es|ed|ing|er|or|able|ation|ion|ity|ance|ence|ive|al)$", "e"),
        (r"ion$", "e"),
        (r"is(e|ed|es|ing|ation)$", "iz$1"),
        (r"(?:ition|ism)$", "ize"),
        (r"our(s|ed|ing|able|al|)$", "or$1"),
        (r"(?:ce|cy)$", "t"),
        (r"cy$", "te"),
        (r"sion$", "d"),
        (r"sion$", "de"),
        (r"([bdglmnprt])\1(?:ed|ing|er)$", "$1"),
    ),
}


@Known
def candidates(word: str, language: str, whole: str = "") -> frozenset[str]:
    """Everything that at most three layers of rules make of a word, itself included; `whole` words are left alone."""
    found = layer = {word}
    for _ in range(LAYERS):
        layer = {
            pattern.sub(place, each) for each in layer - _words(whole) for pattern, place in _rules(language)
        } - found
        found = found | layer
    return frozenset(each for each in found if len(each) > 2 or each == word)


class Answers(dict[str, Answer]):
    """Word → what a function says of it, asked once: looking it up calls nothing, and texts have many words."""

    def __init__(self, function: Callable[[str], Answer]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> Answer:
        answer = self[word] = self._function(word)
        return answer


class Roots:
    """The roots of a language, as the words of its texts and our own short lists tell them."""

    def __init__(self, vocabulary: Iterable[str], language: str) -> None:
        self.language = language
        self._made: dict[str, frozenset[str]] = {}
        self.whole = _words(WHOLE.get(language, ""))
        self.stop = frozenset(STOP.get(language, "").split())
        self._irregular = dict(pair.split("=") for pair in IRREGULAR.get(language, "").split())
        self._words = frozenset(vocabulary)
        self._known = (self._words | frozenset(ROOTS.get(language, "").split())) - self.stop
        self._never_alone = self._known - self._words
        forms: dict[str, set[str]] = defaultdict(set)
        for word in self._words:
            for each in self._made_of(word):
                forms[each].add(word)
        self._forms = {each: len(words) for each, words in forms.items()}
        self.of = Answers(self._root).__getitem__
        self.told = Answers(self._told).__getitem__
        self._listed: frozenset[str] | None = None

    def _root(self, word: str) -> str:
        """The root of a word: from one known word to the longest known word in it, as far as that goes."""
        word = self._irregular.get(word, word)
        inside = self._made_of(word)
        longest = max(inside & self._known, key=lambda each: (len(each), each in self.whole, each), default="")
        return self.of(longest) if longest else self._shared(word, inside)

    def _told(self, word: str) -> str:
        """The root of a word that says something; "" of one that says nothing."""
        return self.of(word) if word not in self.stop and len(word) > 1 else ""

    def of_all(self, words: Iterable[str]) -> list[str]:
        """The root of each word, in order."""
        return list(map(self.of, words))

    def alike(self, said: str, word: str) -> bool:
        """Whether a word that is said is this one: letter by letter, or one the bare root of the other.

        Two forms of one root are not the same word: an engineer is “pengembang”, growth “perkembangan”.
        """
        return said == word or self.of(said) == word or said == self.of(word)

    @property
    def always(self) -> frozenset[str]:
        """Words whose roots are asked for in any handbook."""
        return self.whole | set(self._irregular)

    def listed(self) -> frozenset[str]:
        """Every root that can be asked for: of two letters at least, and none that says nothing."""
        if self._listed is None:
            self._listed = frozenset(root for root in map(self.of, self._words) if len(root) > 1) - self.stop
        return self._listed

    def common(self, said: Iterable[str], named: Iterable[str]) -> frozenset[str]:
        """The listed roots to be known from the start: these, those of `named` words, and what hides behind them.

        A root hides when whoever knows only the others would take one of its words for a word of theirs.
        """
        found = self.listed() & {*said, *self.of_all(named)}
        rest = self.listed() - found
        left = [(root, self._made_of(word)) for word in self._words if (root := self.of(word)) in rest]
        plain = found | self.stop
        while hidden := {root for root, inside in left if root not in found and not plain.isdisjoint(inside)}:
            found, plain = found | hidden, plain | hidden
        return found

    def odd(self) -> dict[str, str]:
        """Words whose root is not the longest listed one in them, as whoever does not know the texts would think."""
        known = self.listed()
        plain = known | self.stop
        told = sorted(self._words | self.whole | set(self._irregular))
        found = {word: self.of(word) for word in told if word not in plain}
        return {word: root for word, root in found.items() if root in known and root != self._longest(word, known)}

    def _longest(self, word: str, known: frozenset[str]) -> str:
        inside = candidates(word, self.language) & known
        return max(inside, key=lambda each: (len(each), each), default="")

    def _made_of(self, word: str) -> frozenset[str]:
        inside = self._made.get(word)
        if inside is None:
            inside = self._made[word] = candidates(word, self.language, WHOLE.get(self.language, "")) - {word}
        return inside

    def _shared(self, word: str, inside: frozenset[str]) -> str:
        """What a word has in common with most others, unless it is a root itself or the base of other words."""
        if word in self._forms or word in self._never_alone:
            return word
        shared = [each for each in inside if len(each) >= SHORTEST and self._forms.get(each, 0) > 1]
        return max(shared, key=lambda each: (self._forms[each], -len(each), each), default=word)


class Renewed(Roots):
    """The roots of a vocabulary that differs little from that of `before`, whose roots are `known`."""

    def __init__(
        self, vocabulary: Iterable[str], language: str, before: Iterable[str], known: Mapping[str, str]
    ) -> None:
        """`are_known` says whether all words that stay have the roots that they had."""
        super().__init__((), language)
        self._words = frozenset(vocabulary)
        never_alone = frozenset(ROOTS.get(language, "").split())
        self._known = (self._words | never_alone) - self.stop
        self._never_alone = self._known - self._words
        self._counted: set[str] = set()
        others = self._words ^ frozenset(before)
        touched = self._in_all(others)
        doubtful = {word for word in known if self._is_in(touched, self._irregular.get(word, word))}
        answers = Answers(self._root)
        answers.update({word: root for word, root in known.items() if word not in doubtful})
        self.of = answers.__getitem__
        self._count(self._in_all(self._irregular.get(word, word) for word in doubtful | others))
        staying = doubtful - (others - self.always)
        self.are_known = all(self.of(word) == known[word] for word in staying)

    def _root(self, word: str) -> str:
        self._count(self._in_all([self._irregular.get(word, word)]))
        return super()._root(word)

    def _in_all(self, words: Iterable[str]) -> set[str]:
        """These words, and what is made of them."""
        return {each for word in words for each in (word, *self._made_of(word))}

    def _is_in(self, some: set[str], word: str) -> bool:
        return word in some or not some.isdisjoint(self._made_of(word))

    def _count(self, wanted: set[str]) -> None:
        """Count of how many words each of these can be made: of the others, nobody asks."""
        missing = wanted - self._counted
        self._counted |= missing
        for word in self._words if missing else ():
            for each in missing & self._made_of(word):
                self._forms[each] = self._forms.get(each, 0) + 1


@lru_cache(maxsize=8)
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@lru_cache(maxsize=8)
def _rules(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rule), place.replace("$", "\\")) for rule, place in RULES.get(language, ()))
