"""An Indonesian text → its words that EYD V and KBBI do not know, with the form to write (B314).

The list is `spelling.id.tsv`. A form of a `family` is found with any prefix and suffix, a `word` with its clitics.
Spoken forms and patterns of several words are left to readers: a program cannot tell a slip from a choice there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from plugins.handbook.problem import Problem, mended, problem
from plugins.reading.text import position

LIST = Path(__file__).with_name("spelling.id.tsv")
# A borrowed word and its Indonesian counterpart: the sentence around it may have to change, so a reader decides.
BORROWED = frozenset({"interview", "download", "deadline", "ekspektasi", "email", "e-mail", "online", "offline"})

_BEFORE = r"(?:(?:di|ke|se|ter|ber|be|per|memper|diper|meng?|men|mem|meny|me|peng?|pen|pem|peny|pe|ku|kau)-?){0,2}"
_AFTER = r"(?:kan|i|an)?"
_CLITIC = r"(?:-?(?:nya|ku|mu|lah|kah|pun))*"
_TOKEN = re.compile(r"[^\W\d_](?:[\w'-]*\w)?")
_PIECE = 3  # letters by which a form is looked up


@lru_cache(maxsize=1)
def _index() -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """By the first letters of each form: the form, what to write, and its kind."""
    index: dict[str, list[tuple[str, str, str]]] = {}
    with LIST.open(encoding="utf-8", newline="") as file:
        for form, standard, kind in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if form[0] != "#" and kind in ("family", "word"):
                index.setdefault(form[:_PIECE], []).append((form, standard, kind))
    return {piece: tuple(forms) for piece, forms in index.items()}


@lru_cache(maxsize=1 << 12)
def _pattern(form: str, kind: str) -> re.Pattern[str]:
    """The pattern of the whole word; few of all forms ever stand in a text."""
    before, after = (_BEFORE, _AFTER) if kind == "family" else ("", "")
    return re.compile(f"({before}){re.escape(form)}({after}{_CLITIC})")


@lru_cache(maxsize=1 << 16)
def standard_of(word: str) -> tuple[str, bool] | None:
    """What to write instead of a lower-case word, and whether that can be put in its place; None for a good word."""
    index = _index()
    for at in range(len(word) - _PIECE + 1):
        for form, standard, kind in index.get(word[at : at + _PIECE], ()):
            if word.startswith(form, at) and (found := _pattern(form, kind).fullmatch(word)):
                return f"{found[1]}{standard}{found[2]}", form not in BORROWED
    return None


def spelling(path: str, text: str, first_line: int) -> Iterator[Problem]:
    """B314 for each word of an Indonesian text, the first line of which is line `first_line` of the file."""
    suspects = " ".join(chunk for chunk in set(text.split()) if _is_suspect(chunk))
    wrong = {word: found for word in _TOKEN.findall(suspects) if (found := standard_of(word.lower()))}
    if not wrong:
        return
    for word in _TOKEN.finditer(text):
        if word[0] in wrong:
            standard, sure = wrong[word[0]]
            instead = _in_case_of(word[0], standard)
            place = position(text, word.start(), len(word[0]))
            place = place._replace(line=place.line + first_line - 1)
            told = problem(path, place, "B314", value=word[0], expected=instead)
            yield mended(told, instead if sure else None)


@lru_cache(maxsize=1 << 16)
def _is_suspect(chunk: str) -> bool:
    """Whether what stands between two spaces holds a word of the list; the same chunks come back in every text."""
    return any(standard_of(word.lower()) for word in _TOKEN.findall(chunk))


def _in_case_of(word: str, standard: str) -> str:
    if word.isupper() and len(word) > 1:
        return standard.upper()
    return standard[0].upper() + standard[1:] if word[0].isupper() else standard
