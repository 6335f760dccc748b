"""Passages and glossary of one language → the search index as plain data: a core, and parts by first letters.

The core holds how words are compared, every root that the texts say, every title and heading; the parts hold, in the
order of the roots, the places where each stands. So a search knows from the core alone in which parts its words are,
and loads no others. What only readers say, unless it sends them somewhere, has parts of its own, which bring their
roots: they are asked for a word that the core does not know, so the words of readers may be many.
The summaries come in a file of their own, after the answers. A handbook whose titles alone outgrow the core keeps only
its glossary there; then each part brings its roots and the titles it needs itself, and of a root that stands in very
many places the best. So whatever a reader types, no file is larger than its limit.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import marshal
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, chain
from typing import Any

from plugins.finding.everyday import everyday
from plugins.finding.listening import WEIGHTS, Groups, Known, Written, named, read, spots_of, words_in, words_of
from plugins.finding.passages import KINDS, Passage, Recall, passages
from plugins.finding.places import Places, best, group, is_known, read_places, written
from plugins.finding.roots import RULES, Roots
from plugins.finding.speech import STOP
from plugins.handbook.model import Handbook

LIMIT = 25_000  # bytes of gzip of the core
PART, WIDE_PART = 1_100, 12_000  # of a part, and of a part that brings its own titles
FIRST = 65  # in the list of roots, A says: no letter as in the root before; B: the first letter as before

Make = Callable[[Sequence[str]], dict[str, Any]]


def index(book: Handbook, language: str) -> tuple[dict[str, Any], ...]:
    """The search index of a language: the core, the summaries, then its parts."""
    return of_passages(*told(book, language))


def told(
    book: Handbook, language: str, recall: Recall = lambda _, make: make()
) -> tuple[tuple[Passage, ...], str, Groups, Groups]:
    """All that an index of a language is made of; `recall` as in `passages`."""
    return tuple(passages(book, language, recall)), language, terms_of(book, language), everyday(language)


def of_passages(
    found: Sequence[Passage], language: str, terms: Groups = (), others: Groups = (), known: Known | None = None
) -> tuple[dict[str, Any], ...]:
    """Core, summaries and parts for these pages, these terms with their other words, and these everyday words.

    `known` has what was heard of each page when it was read last, and is filled here.
    """
    known = {} if known is None else known
    roots, text = read(found, language, terms, others, known)
    scales = Scales(known)
    said = _by_word(others, len(terms), roots)
    common = roots.common((root for root, spots in text.items() if is_known(spots)), words_of(f"{terms}"))
    core = {**_core(found, roots, terms, said.pop("", []), common), "groups": len(terms) + len(others)}
    if size(core) > LIMIT:
        return _apart(found, terms, others, roots, text, scales)
    keys = sorted({*common, *(group(number) for number in range(len(terms) + len(others)))})
    asked = ["", *sorted(roots.listed() - common)]  # the empty one is before all, whatever is asked
    scales.told(text, said)
    parts = _parts(keys, PART, scales, lambda some: {"first": some[0], **_with_places(some, text, said)})
    scales.told(text, said, "rare")
    rare = _parts(asked, PART, scales, lambda some: {**_own(some), **_with_places(some, text, said)})
    scales.keep()
    return _bound(core, {"about": [each.summary for each in found]}, [*rare, *parts])


def wide(
    found: Sequence[Passage], language: str, terms: Groups = (), others: Groups = ()
) -> tuple[dict[str, Any], ...]:
    """The same for a handbook whose titles outgrow the core: each part brings the pages that its roots lead to."""
    return _apart(found, terms, others, *read(found, language, terms, others, {}), Scales({}))


def _apart(
    found: Sequence[Passage], terms: Groups, others: Groups, roots: Roots, everywhere: Written, scales: Scales
) -> tuple[dict[str, Any], ...]:
    text = best({key: read_places(spots) for key, spots in everywhere.items()})
    said = _by_word(others, len(terms), roots)
    core = _core([each for each in found if each.kind == "glossary"], roots, terms, said.pop("", []), ())
    core |= {"odd": {}, "groups": 0}
    keys = ["", *sorted({*text, *said})]
    starts = [0, *accumulate(1 + len(each.sections) for each in found)][:-1]
    scales.told(everywhere, said, repr([(_page(each), each.summary) for each in found]))
    parts = _parts(
        keys, WIDE_PART, scales, lambda some: {**_with_pages(found, starts, some, text), "same": _of(some, said)}
    )
    scales.keep()
    return _bound(core, {"about": []}, parts)


def _bound(core: dict[str, Any], about: dict[str, Any], parts: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """All as one: the core says with which key each part begins."""
    return ({**core, "parts": [part["first"] for part in parts]}, about, *parts)


def as_script(made: Mapping[str, Any], name: str) -> bytes:
    """A core or part as a file that a page loads like any script: also from a disk, where nothing is fetched."""
    data = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return f'(globalThis.handbook??={{}})["{name}"]={data};\n'.encode()


def size(made: Mapping[str, Any]) -> int:
    """What a core or part weighs on its way, in bytes."""
    return len(gzip.compress(as_script(made, "id"), 9, mtime=0))


class Scales:
    """What parts weigh; what was weighed by the last build is not weighed again."""

    def __init__(self, known: Known) -> None:
        self._known, self._now = known, dict[bytes, int]()
        self._before: dict[bytes, int] = marshal.loads(known.get(WEIGHTS) or marshal.dumps({}))  # noqa: S302  # sealed

    def told(self, text: Written, said: Mapping[str, list[list[str]]], frame: str = "") -> None:
        """What decides what the next parts say: the places and phrases of their keys, and in each the same `frame`."""
        self._frame = hashlib.sha256(f"{zlib.ZLIB_RUNTIME_VERSION} {frame}".encode()).hexdigest()
        self._said = {key: f"{key} {text.get(key, '')} {said.get(key, '')}" for key in text.keys() | said.keys()}

    def weigh(self, keys: Sequence[str], make: Callable[[], dict[str, Any]]) -> int:
        """The `size` of the part that has these keys."""
        mark = hashlib.sha256("\0".join((self._frame, *(self._said.get(key, key) for key in keys))).encode()).digest()
        self._now[mark] = weight = self._before.get(mark) or size(make())
        return weight

    def keep(self) -> None:
        """Leave what was weighed to the next build."""
        self._known[WEIGHTS] = marshal.dumps(self._now)


def front_coded(words: Iterable[str]) -> str:
    """Sorted words, each as the count of letters it shares with the one before, written as a letter, and the rest."""
    text, last = "", ""
    for word in words:
        shared = next(
            (at for at, (a, b) in enumerate(zip(last, word, strict=False)) if a != b or at == 25),
            min(len(last), len(word), 25),
        )
        text, last = f"{text}{chr(FIRST + shared)}{word[shared:]}", word
    return text


def built(found: Sequence[Passage], language: str, terms: Groups = (), others: Groups = ()) -> Roots:
    """The roots of all these words."""
    said = (words_in(tuple(spots_of(each))) for each in found)
    return Roots((*chain.from_iterable(said), *named(terms, others)), language)


def _by_word(others: Groups, before: int, roots: Roots) -> dict[str, list[list[str]]]:
    """Everyday phrases by the first root in them that says something: the key meant, its words, and the phrases."""
    found: dict[str, dict[int, list[str]]] = {}
    for number, (_first, *phrases) in enumerate(others):
        for phrase in phrases:
            telling = (root for root in roots.of_all(words_of(phrase)) if root in roots.listed())
            found.setdefault(next(telling, ""), {}).setdefault(number, []).append(phrase)
    return {
        root: [[_meant(others[n][0], before + n, roots), *each] for n, each in by.items()] for root, by in found.items()
    }


def _meant(first: str, number: int, roots: Roots) -> str:
    words = words_of(first)
    return group(number) if len(words) > 1 else roots.of(words[0])


def _of(keys: Sequence[str], said: Mapping[str, list[list[str]]]) -> list[list[str]]:
    """The everyday phrases of some keys, those of one meaning together."""
    found: dict[str, list[str]] = {}
    for key in keys:
        for meant, *phrases in said.get(key, ()):
            found.setdefault(meant, []).extend(phrases)
    return [[meant, *phrases] for meant, phrases in found.items()]


def _core(
    found: Sequence[Passage], roots: Roots, terms: Groups, same: Sequence[list[str]], known: Iterable[str]
) -> dict[str, Any]:
    return {
        "rules": RULES.get(roots.language, ()),
        "stop": STOP.get(roots.language, ""),
        "odd": roots.odd(),
        "roots": front_coded(sorted(known)),
        "terms": list(map(list, terms)),
        "same": same,
        "pages": [_page(each) for each in found],
    }


def _page(passage: Passage, anchors: frozenset[str] | None = None) -> list[Any]:
    """A page as it travels: kind, title, address below its language, sections; of these all or only some."""
    sections = [part for part in passage.sections if anchors is None or part.anchor in anchors]
    return [
        KINDS.index(passage.kind),
        passage.title,
        passage.address.partition("/")[2],
        [text for part in sections for text in (part.anchor, part.heading)],
        *([] if anchors is None else [passage.summary]),
    ]


def _parts(keys: Sequence[str], limit: int, scales: Scales, make: Make) -> list[dict[str, Any]]:
    """The keys in as few ranges as fit into `limit` bytes each, halved until they do."""
    made = cache(partial(make, keys))
    if len(keys) < 2 or scales.weigh(keys, made) <= limit:
        return [made()]
    middle = len(keys) // 2
    return [*_parts(keys[:middle], limit, scales, make), *_parts(keys[middle:], limit, scales, make)]


def _with_pages(found: Sequence[Passage], starts: Sequence[int], keys: Sequence[str], text: Places) -> dict[str, Any]:
    """A part with its keys, and the pages and sections that they lead to; places are counted among these.

    `starts` has the place of each page.
    """
    wanted: dict[int, list[int]] = {}
    for place in sorted({place for key in keys for rank in text.get(key, ()) for place in rank}):
        wanted.setdefault(bisect_right(starts, place) - 1, []).append(place)
    here: dict[int, int] = {}
    pages = []
    for at, places in wanted.items():
        each, first = found[at], starts[at]
        inside = [place for place in places if place != first]
        here |= {place: len(here) + number for number, place in enumerate((first, *inside))}
        pages.append(_page(each, frozenset(each.sections[place - first - 1].anchor for place in inside)))
    local = {key: tuple(sorted(here[place] for place in rank) for rank in text.get(key, ())) for key in keys}
    return {**_own(keys), "pages": pages, "places": written(keys, local)}


def _with_places(keys: Sequence[str], text: Written, said: Mapping[str, list[list[str]]]) -> dict[str, Any]:
    return {"places": " ".join(text.get(key, "") for key in keys), "same": _of(keys, said)}


def _own(keys: Sequence[str]) -> dict[str, Any]:
    """What a part says that brings its own roots: the sign before its first key sets it before all that do not."""
    return {"first": f"!{keys[0]}", "roots": front_coded(keys)}


def terms_of(book: Handbook, language: str) -> list[list[str]]:
    """A term and the other words for it, in the order of the glossary: those to avoid are searched for all the more."""
    groups = []
    for term in book.terms:
        side = term.words[language]
        words = (side.term, side.abbr or "", *side.aliases, *side.avoid, *term.foreign)
        groups.append([word for word in dict.fromkeys(word.lower() for word in words) if word])
    return groups
