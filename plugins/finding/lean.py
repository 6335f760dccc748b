"""A script of ours → the same script, short on its way: without comments and spare space, with short names inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from string import ascii_lowercase

ASKED = {"prepare", "search", "unpack"}  # the names by which others may call into a script

_COMMENT = re.compile(r"^\s*//.*\n|\s+// .*$|^\s+", re.MULTILINE)
_SPARE = re.compile(
    r"""("[^"\n]*"|`[^`]*`)|\s*(=>|!(?==)|[={}<>?:,;+*&|()%\[\]]|(?<= )[-/](?=[ =]))\s*"""
)  # strings stay as they are
_NOUGHT = re.compile(r"\b0(?=\.\d)")
_CONST = re.compile(r"\bconst\b")
_ALONE = re.compile(r"(?<!\w)\((\w+)\)=>")
_DECLARED = (
    re.compile(r"\b(?:const|let|function) (\w+)"),
    re.compile(r"\b(?:const|let) ?\[([\w,.]+)\]"),
    re.compile(r"\(([\w,.\[\]]+)\)=>"),
)
_STRING = re.compile(r'"[^"\n]*"')


def lean(script: str) -> str:
    """What a browser reads the same. Every statement must end with a semicolon, every text stand in double quotes."""
    bare = _SPARE.sub(lambda found: found[1] or found[2], _COMMENT.sub("", script))
    short = _with_short_names(_NOUGHT.sub("", bare).replace(";}", "}"))
    return _CONST.sub("let", _ALONE.sub(r"\1=>", short))


def _with_short_names(script: str) -> str:
    """Names that are declared here and are never a property, a key or a word of a text become one or two letters."""
    declared = {name for how in _DECLARED for names in how.findall(script) for name in re.findall(r"\w+", names)}
    inside = (name for name in declared - ASKED if _is_ours(name, script))
    short = _free_names(script)
    for name in sorted(inside, key=lambda name: (-script.count(name), name)):
        script = re.sub(rf"(?<![\w.]){name}\b", next(short), script)
    return script


def _is_ours(name: str, script: str) -> bool:
    elsewhere = (rf"\.{name}\b", rf"[{{,]{name}:", rf"{{(?:[^{{}}();]*,)?{name}(?:,[^{{}}();]*)?}}")
    said = re.search(rf"\b{name}\b", " ".join(_STRING.findall(script)))
    return len(name) > 2 and not said and not any(re.search(place, script) for place in elsewhere)


def _free_names(script: str) -> Iterator[str]:
    taken = set(re.findall(r"\w+", script))
    names = ("".join(letters) for count in (1, 2) for letters in product(ascii_lowercase, repeat=count))
    return (name for name in names if name not in taken)
