"""Which language a text is in, and whether a paragraph was left in the other one (B315, B325, T608)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from plugins.handbook.checks.questions import pronoun
from plugins.handbook.problem import Place, Problem, problem
from plugins.reading.text import position

# The commonest small words that only one of the two languages has.
SMALL_WORDS: Mapping[str, frozenset[str]] = {
    "id": frozenset(
        "yang dan dari untuk dengan pada tidak itu ini adalah ialah atau juga akan sudah belum bisa kamu saya aku kita "
        "mereka dia apa siapa kapan mana bagaimana kalau jika karena supaya agar saat ketika setelah sebelum lalu "
        "tetapi satu dua tiga lebih paling hanya saja lagi masih dalam oleh seperti tanpa antara orang jangan bukan "
        "ada bila setiap sampai sejak secara tentang".split()
    ),
    "en": frozenset(
        "the and of with for that this is are was were be been it its they them their you your we our he she what who "
        "when where which how why if because so but not no as at by from than then there these those three more most "
        "about before after while until without between each every any some has have had does did can could will "
        "would should may might must".split()
    ),
}
ENOUGH = 30  # small words; a shorter text proves nothing
MOST_FOREIGN = 70  # percent of the small words
SAME_RUN = 25  # words
FEWEST_SHARED = 10  # different words in a run of that length; paragraphs that share fewer are not looked at

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’")
_CALLOUT = re.compile(r"^!!! [^\n]*\n(?:(?:    [^\n]*|[ \t]*)(?:\n|$))*", re.MULTILINE)
_ANDA = re.compile(r"(?<![\w-])Anda(?![\w-])")


def tongue(path: str, language: str, text: str, line: int) -> Iterator[Problem]:
    """B315 when most small words of a body are another language's."""
    words = Counter(text.lower().split())
    counts = {code: sum(words[word] for word in small) for code, small in SMALL_WORDS.items()}
    total = sum(counts.values())
    if language not in counts or total < ENOUGH:
        return
    other = max(counts, key=lambda code: counts[code])
    share = round(100 * counts[other] / total)
    if other != language and share >= MOST_FOREIGN:
        yield problem(path, Place(line, 1), "B315", noun=f"language-{other}", share=share, language=language)


def register(path: str, asked: str, text: str, first_line: int) -> Iterator[Problem]:
    """B325: outside quoted words and boxes, an Indonesian page addresses its reader in one way."""
    told = _QUOTED.sub(_blank, _CALLOUT.sub(_blank, text))
    found = _ANDA.search(told) if asked == "kamu" else pronoun(told.replace("Anda", "    "))
    if found:
        place = position(told, found.start(), len(found[0]))
        place = place._replace(line=place.line + first_line - 1)
        yield problem(path, place, "B325", value=found[0], expected=asked if asked == "kamu" else "Anda")


def untranslated(path: str, text: str, first_line: int, twin: str, there: str) -> Iterator[Problem]:
    """T608: each paragraph that shares a run of `SAME_RUN` words with the text in the other language."""
    if len(text) < SAME_RUN * 2 or len(twin) < SAME_RUN * 2:
        return
    known, start = set(twin.split()), 0
    runs: set[int] = set()
    for paragraph in re.split(r"(\n[ \t]*\n)", text):
        alike = len(known.intersection(paragraph.split())) >= FEWEST_SHARED
        words = _WORD.findall(paragraph) if alike else []
        if len(words) >= SAME_RUN and not (runs := runs or _runs(_WORD.findall(twin))).isdisjoint(_runs(words)):
            place = position(text, start + len(paragraph) - len(paragraph.lstrip()), 1)
            yield problem(path, place._replace(line=place.line + first_line - 1), "T608", other=there)
        start += len(paragraph)


def _runs(words: list[str]) -> set[int]:
    """A number for each run of words; equal runs have equal numbers within one process."""
    numbers = [hash(word) for word in words]
    return {hash(tuple(numbers[at : at + SAME_RUN])) for at in range(len(words) - SAME_RUN + 1)}


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
