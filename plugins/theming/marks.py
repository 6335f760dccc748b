"""Plain text or HTML, and the glossary's foreign words → the same with `<i lang="en">` around each of them.

EYD V asks for italics, WCAG 3.1.2 for a language mark; one element serves both. Bound forms keep their hyphen and stay
outside: `di-<i lang="en">review</i>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape

from markupsafe import Markup, escape

from plugins.handbook.model import Handbook

FOREIGN = "en"
WHOLE = r"1-on-1s?"  # browsers and printers would break it behind a hyphen
_TAG = re.compile(r"(<[^>]*>)")
_SHUT = re.compile(r"</?(?:code|pre|i|script|style|abbr)[\s/>]", re.IGNORECASE)
_LAST = re.compile(r"(?<=[^\s<>]) ([^\s<>]+)$")  # a last word without a mark
SHORT, PAIR = 9, 24  # letters of a last word that stands too small on a line of its own; of the two together, at most


def foreign_words(book_terms: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All words to mark, longest first, so that “tech lead” wins over “lead”."""
    return tuple(sorted({word for words in book_terms for word in words}, key=lambda word: (-len(word), word)))


def marker(words: tuple[str, ...], language: str) -> Callable[[str], str]:
    """A function from HTML to HTML: foreign `words` are marked (none in English text), “1-on-1” stays on one line."""
    foreign = _any_of(words) if language != FOREIGN else ""
    pattern = re.compile(rf"(?<!\w)(?:(?P<whole>{WHOLE})|(?P<foreign>{foreign or '(?!)'}))(?!\w)", re.IGNORECASE)

    first = "1-" if not foreign else ""  # nothing is marked where this is not

    def mark(html: str) -> str:
        pieces = _TAG.split(html)  # texts and tags in turn
        shut: list[str] = []
        for at, text in enumerate(pieces):
            if at % 2:
                _follow(text, shut)
            elif not shut and first in text and not text.isspace():
                pieces[at] = pattern.sub(_marked, text)
        return "".join(pieces)

    return mark


def _any_of(words: tuple[str, ...]) -> str:
    """An expression for the first of the words that fits, by their first letters: a text is compared with few."""
    groups: dict[str, list[str]] = {}
    for word in words:
        first = word[:1].lower() if word.isascii() else word[:1]
        groups.setdefault(first, []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())


def _marked(found: re.Match[str]) -> str:
    return f'<span class="whole">{found[0]}</span>' if found["whole"] else f'<i lang="{FOREIGN}">{found[0]}</i>'


def _follow(tag: str, shut: list[str]) -> None:
    if not _SHUT.match(tag):
        return
    if tag.startswith("</"):
        if shut:
            shut.pop()
    elif not tag.endswith("/>"):
        shut.append(tag)


def text_marker(book: Handbook, language: str) -> Callable[[str], Markup]:
    """The template filter `marked`: plain text → safe HTML with foreign words marked."""
    mark = marker(foreign_words(term.foreign for term in book.terms), language)
    return lambda text: Markup(mark(str(escape(text))))  # noqa: S704  # escaped one call earlier


def printed_marker(book: Handbook, language: str) -> Callable[[str], Markup]:
    """The same filter for paper: a short last word takes the word before it along, so that no line holds it alone."""
    mark = text_marker(book, language)
    return lambda text: Markup(_accompanied(str(mark(text))))  # noqa: S704  # escaped by the marker


def _accompanied(html: str) -> str:
    """The space before a short last word becomes one that no line breaks at, unless the pair is long itself.

    A last word with a mark stays as it is: WeasyPrint breaks far too early before an element it may not part from.
    """
    found = _LAST.search(html)
    if not found:
        return html
    last, before = unescape(found[1]), html[: found.start()]
    pair = unescape(_TAG.sub("", before)).rpartition(" ")[2] + last
    if "-" in last and len(last) < PAIR:  # `masing-masing` would leave half of itself
        return f'{before} <span class="whole">{found[1]}</span>'
    return f"{before}\u00a0{found[1]}" if len(last) <= SHORT and len(pair) < PAIR else html


def as_written(printed: str) -> str:
    """Words off a printed page as their file has them."""
    return printed.replace("\u00a0", " ")
