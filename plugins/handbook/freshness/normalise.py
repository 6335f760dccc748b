"""A text → its words, numbers, marks and their order: a formatting edit leaves them alone, a change of words does not.

The normal form has one token a line. Dropped: emphasis, markers of lists, headings, quotes, tasks and callouts, targets
of links, anchors, comments, the frame of tables, dashes that stand alone, wrapping. Quotes and the like have one shape.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from typing import NamedTuple

HASH_LENGTH = 12  # hexadecimal digits: a changed text keeps its hash once in 280 million million times

# Fenced code, code in a line and comments, whichever begins first. One that is never closed takes all the rest: the
# check refuses it, and looking for each end anew would take hours in a hostile file.
HIDDEN = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n`]*\n(?P<block>.*?)(?:^(?P=fence)[ \t]*$|\Z)"
    r"|(?<![`\\])(?P<tick>`+)(?!`)(?P<span>[^\n]+?)(?<!`)(?P=tick)(?!`)"
    r"|<!--.*?(?:-->|\Z)",
    re.MULTILINE | re.DOTALL,
)
_HIDDEN_SIGNS = ("`", "~~~", "<!--")

# What a line begins with, or all that it holds. Quotes come first: anything may stand in them.
_QUOTE = re.compile(r"^(?:[ \t]*>)+", re.MULTILINE)
_FRAME = re.compile(r"^[ \t|:+]*[-=][ \t|:=+-]*$", re.MULTILINE)  # rules, underlines, the line below a table's head
_DEFINITION = re.compile(r"^[ \t]*\[(?!\^)[^\[\]\n]+\]:[ \t]*\S[^\n]*$", re.MULTILINE)
_CALLOUT = re.compile(r"^[ \t]*!!![ \t]*[\w-]+[ \t]*", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]*#{1,6}(?!#)([^\n]*)$", re.MULTILINE)
_MEANING = re.compile(r"^[ \t]{0,3}:[ \t]+", re.MULTILINE)
_TASK = re.compile(r"^([ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+)\[[ xX]\](?=[ \t])", re.MULTILINE)
_MARKER = re.compile(r"[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)+")
_NUMBERED = re.compile(r"^[ \t*+-]*(?:\d{1,9}[.)]|\+)[ \t]", re.MULTILINE)
_ALONE = re.compile(r"\s*$|[ \t]*(?:!!!|#)")  # lines behind which a list may begin

_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}|\{[ \t]*#[^{}\s]*[ \t]*\}")
_LINK = re.compile(r"!?\[(?!\^)((?:\\.|[^\[\]\\])*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[(?!\^)[^\[\]]*\])", re.DOTALL)
_ADDRESS = re.compile(r"<((?:https?:|mailto:)[^<>\s]+)>")

_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufe0e\ufe0f\ufeff]")
_SHAPES = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′´", "'"),
    **dict.fromkeys("‐‑−", "-"),
    **dict.fromkeys("‒–—―[]|", " "),
    **dict.fromkeys("*`\\", ""),
    "…": "...",
}
_RANGE = re.compile(r"(?<=\d)[‒–](?=\d)")
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")

_TOKEN = re.compile(
    r"\^?(?:(?<![\w-])-(?=\d))?[^\W_]+(?:(?:[-']|_+|(?<=\d)[.,:/](?=\d))[^\W_]+)*"  # a word, a number, a source mark
    r"|[^\w\s-]"  # any other mark by itself
)
# Marks that Markdown would read as its own when they stand at the start of a line.
_LOOKALIKE = {"#": "＃", "<": "＜", ">": "＞", "=": "＝"}


class Token(NamedTuple):
    """A word, a number or a mark; `glued` when no space stands before it."""

    text: str
    glued: bool


def normal_form(text: str, *, prose: bool) -> str:
    """The tokens of a text, one a line. `prose` is Markdown; anything else is taken as it stands."""
    pieces = _bare(text, prose).split()  # no token goes over a space, and most words stand alone between two
    normal = "\n".join(
        [token for piece in pieces for token in ((piece,) if piece.isalnum() else _TOKEN.findall(piece))]
    )
    for mark, alike in _LOOKALIKE.items():
        normal = normal.replace(mark, alike)
    return normal


def digest(normal: str) -> str:
    """The hash of a normal form, as the lock has it."""
    return hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]


def word_count(normal: str) -> int:
    """How many words and numbers a normal form has."""
    return sum(any(map(str.isalnum, token)) and token[0] != "^" for token in normal.split("\n"))


def tokens(text: str, *, prose: bool) -> tuple[Token, ...]:
    """The tokens of a text as people write them, each with what stood before it: for showing, not for hashing."""
    found: list[Token] = []
    end = -1
    for token in _TOKEN.finditer(_bare(text, prose)):
        found.append(Token(token[0], token.start() == end))
        end = token.end()
    return tuple(found)


def _bare(text: str, prose: bool) -> str:
    """The text with nothing in it but tokens and what stands between them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if prose:
        text = _uncovered(text) if any(sign in text for sign in _HIDDEN_SIGNS) else _unmarked(text)
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
        text = _RANGE.sub("-", text) if "–" in text or "‒" in text else text
    if "*" in text:
        text = _TIMES.sub("×", text)
    for mark, shape in _SHAPES.items():  # no shape is a mark itself
        if mark in text:
            text = text.replace(mark, shape)
    return text


def _uncovered(text: str) -> str:
    """Prose without Markdown's signs, with the code in it as it is."""
    covers: list[str] = []

    def cover(found: re.Match[str]) -> str:
        if found["span"] is None and found["block"] is None:
            return " "
        covers.append(found["block"] if found["span"] is None else found["span"])
        around = "" if found["span"] else "\n\n"
        return f"{around}\x00{len(covers) - 1}\x00{around}"

    bare = _unmarked(HIDDEN.sub(cover, text.replace("\x00", " ")))
    # Code goes back into its place, where nothing reads it as Markdown any more.
    return re.sub("\x00(\\d+)\x00", lambda found: covers[int(found[1])], bare)


def _unmarked(text: str) -> str:
    """Prose without Markdown's signs. Each is looked for where its text has what no such sign is without."""
    if ">" in text:
        text = _QUOTE.sub("", text)
    if "]:" in text:
        text = _DEFINITION.sub("", text)
    text = _FRAME.sub("", text)
    if "] " in text or "]\t" in text:
        text = _TASK.sub(r"\1", text)
    if _NUMBERED.search(text):
        text = _without_markers(text)
    if "!!!" in text:
        text = _CALLOUT.sub("", text)
    if ":" in text:
        text = _MEANING.sub("", text)
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if "#" in text:
        text = _HEADING.sub(lambda found: found[1].rstrip(" \t#"), text)
    if "](" in text or "][" in text:
        text = _LINK.sub(r"\1", text)
    return _ADDRESS.sub(r"\1", text) if "<" in text else text


def _without_markers(text: str) -> str:
    """Without the markers of lists. A list begins behind an empty line only: elsewhere “1983.” is a wrapped year."""
    lines: list[str] = []
    at_start, in_list = True, False
    for line in text.split("\n"):
        marker = _MARKER.match(line)
        if _ALONE.match(line):
            at_start = True
        elif at_start:
            at_start, in_list = False, bool(marker)
        lines.append(line[marker.end() :] if marker and in_list and not at_start else line)
    return "\n".join(lines)
