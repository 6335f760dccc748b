"""One line of Markdown without its code → its links and source marks; HTML and attributes in it are findings."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from plugins.handbook.problem import Fact, Place, Problem, mended, problem
from plugins.reading.outline import Link

FORBIDDEN_TAGS = ("script", "iframe", "object", "embed", "style", "form", "base", "meta", "link", "svg", "math")

_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(?")
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|webp|svg|gif)|(?:img|dsc)[\W_]*\d+", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\s*<?(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//")
_REVERSED = re.compile(
    r"(?<![\]\w])\(([^()\[\]]+)\)\[((?:https://|\.\./|[\w-]+/)?[^\s\[\]^]*(?:\.md|\.yaml|//)[^\s\[\]]*)\](?![(\[])"
)
_LINK = re.compile(r"\]\(")
_TARGET = re.compile(r"""\s*(?:<([^<>\n]*)>|((?:[^\s()<>]|\([^\s()]*\))*))(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)""")
_REFERENCE = re.compile(r"\s{0,3}\[([^\[\]^][^\[\]]*)\]:\s*\S")
_USED = re.compile(r"\[[^\[\]]+\]\[([^\[\]^]+)\](?!\()")
_AUTOLINK = re.compile(
    r"<((?:https?|ftp|mailto|javascript|data|vbscript|file):[^\s<>]*|[^\s<>@]+@[^\s<>]+)>", re.IGNORECASE
)
_CITE = re.compile(r"\[\^([^\]\s]+)\](:?)")
_TAG = re.compile(r"<(?:[/!?]?([A-Za-z][\w-]*)|[/!?])([^<>]*)>?")
_ATTRIBUTE = re.compile(r"\{:[^}\n]*\}?|\{[ ]*[.#][\w-][^}\n]*\}|\{[^{}\n]*=[^{}\n]*\}")
_FORBIDDEN_ATTRIBUTE = re.compile(r"\b(on[a-z]+|style|srcdoc|formaction)\s*=", re.IGNORECASE)


LONGEST_ALT = 150  # characters; more is a text of its own
SAYS_NOTHING = frozenset(
    "alt,alt text,alternative text,chart,diagram,foto,gambar,grafik,graphic,icon,ikon,illustration,ilustrasi,image,"
    "logo,photo,picture,screenshot,tangkapan layar,teks pengganti".split(",")
)


@dataclass
class Inline:
    """Scans one line; `problems`, `links` and `cites` fill meanwhile."""

    path: str
    number: int  # of the line in its file
    problems: list[Problem] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    cites: list[Link] = field(default_factory=list)

    def scan(self, line: str, attributes_until: int) -> None:
        """Look at `line`; at `attributes_until` the id of a heading begins, the one attribute that is allowed."""
        text = self._markup(line) if "<" in line else line
        if "[" in text or "](" in text:
            self._brackets(text)
            self._targets(text)
        if "{" in text:
            self._attributes(text[:attributes_until])

    def _tell(self, start: int, length: int, code: str, variant: str = "", **facts: Fact) -> None:
        self.problems.append(problem(self.path, self._place(start, length), code, variant, None, **facts))

    def _place(self, start: int, length: int) -> Place:
        return Place(self.number, start + 1, max(1, length))

    def _markup(self, line: str) -> str:
        """Raw HTML is told; a link between angle brackets is noted. Returns the line without either."""
        for found in _AUTOLINK.finditer(line):
            target = found[1] if ":" in found[1].split("@")[0] else f"mailto:{found[1]}"
            self.links.append(Link(target, self._place(found.start(1), len(found[1]))))
        line = _AUTOLINK.sub(lambda link: " " * len(link[0]), line)
        for found in _TAG.finditer(line):
            if line[found.start() - 1 : found.start()] == "(" and line[found.start() - 2 : found.start() - 1] == "]":
                continue  # a link target between angle brackets
            tag = (found[1] or "").lower()
            length = len(found[0])
            if bad := _FORBIDDEN_ATTRIBUTE.search(found[2]):
                self._tell(found.start(2) + bad.start(1), len(bad[1]), "S502", value=bad[1])
            if tag in FORBIDDEN_TAGS:
                self._tell(found.start(), length, "S501", value=tag)
            else:
                self._tell(found.start(), length, "S505", value=found[0][:40])
        return line

    def _brackets(self, line: str) -> None:
        for found in _CITE.finditer(line):
            if found[2] and not line[: found.start()].strip():
                self._tell(found.start(), len(found[0]), "B310", "definition", value=found[1][:40])
            else:
                self.cites.append(Link(found[1], self._place(found.start(), len(found[1]) + 3)))
        if defined := _REFERENCE.match(line):
            self._tell(defined.start(1) - 1, len(defined[1]) + 2, "L408", value=defined[1][:40])
        for found in _USED.finditer(line):
            self._tell(found.start(1) - 1, len(found[1]) + 2, "L408", value=found[1][:40])

    def _targets(self, line: str) -> None:
        for found in _REVERSED.finditer(line):
            told = problem(self.path, self._place(found.start(), len(found[0])), "L407", "reversed")
            self.problems.append(mended(told, f"[{found[1]}]({found[2]})"))
        images = {found.end(): found for found in _IMAGE.finditer(line)}
        for image in images.values():
            elsewhere = _ELSEWHERE.match(line, image.end())
            self._tell(image.start(), len(image[0]), "S504" if elsewhere else "B322")
            self._alternative(image)
        for found in _LINK.finditer(line):
            if found.end() in images:
                continue
            target = _TARGET.match(line, found.end())
            if target is None or not (target[1] or target[2]):
                self._tell(found.end(), len(line.rstrip()) - found.end(), "L407")
                continue
            group = 1 if target[1] else 2
            text = html.unescape(target[group])
            self.links.append(Link(text, self._place(target.start(group), len(target[group]))))

    def _alternative(self, image: re.Match[str]) -> None:
        """B318: the words that stand for an image."""
        words = image[1].strip(" *_.!…")
        if not words:
            self._tell(image.start(), len(image[0]), "B318")
        elif words.casefold() in SAYS_NOTHING or _FILE_NAME.fullmatch(words):
            self._tell(image.start(1), len(image[1]), "B318", "generic", value=image[1][:60])
        elif len(image[1]) > LONGEST_ALT:
            self._tell(image.start(1), len(image[1]), "B318", "long", count=len(image[1]), limit=LONGEST_ALT)

    def _attributes(self, line: str) -> None:
        for found in _ATTRIBUTE.finditer(line):
            if bad := _FORBIDDEN_ATTRIBUTE.search(found[0]):
                self._tell(found.start() + bad.start(1), len(bad[1]), "S502", value=bad[1])
            else:
                self._tell(found.start(), len(found[0]), "B311", value=found[0][:40])
