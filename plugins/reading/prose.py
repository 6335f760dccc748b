"""Markdown of one language → safe, place-independent HTML with its headings, sources cited and words counted.

Links to other entries stay as `entry:guides/what-is#goals`: the room that draws a page turns them into addresses, so
that one body serves pages, stand-ins and printed matter alike.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Iterable, Mapping
from gettext import GNUTranslations
from pathlib import Path
from typing import NamedTuple

import nh3

from plugins.handbook.contract import Source, Term
from plugins.handbook.model import Heading
from plugins.reading.body import CALLOUTS
from plugins.reading.engine import Engine
from plugins.reading.portable import portable
from plugins.theming.interface import interface
from plugins.theming.marks import foreign_words, marker

EXTENSIONS = ("tables", "def_list", "footnotes", "abbr", "attr_list", "admonition", "fenced_code", "sane_lists")
FENCED, FENCES = "fenced_code", ("```", "~~~")
TAGS = {
    *("h2", "h3", "h4", "p", "div", "section", "blockquote", "pre", "hr", "br"),
    *("a", "strong", "em", "b", "i", "code", "span", "sup", "abbr"),
    *("ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "*": {"id", "class", "lang"},
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "th": {"scope"},
    "div": {"role", "tabindex", "aria-label"},
    "ol": {"start"},
}
SCHEMES = {"https", "mailto", "entry"}

_CALLOUT = re.compile(rf"^!!! ({'|'.join(CALLOUTS)})[ \t]*$", re.MULTILINE)
_CITE = re.compile(r"\[\^(F\d{2,3})\]")
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_TAG = re.compile(r"<[^>]*>")
_HREF = re.compile(r'href="([^"]+)"')
_OPENING = re.compile(r"<[a-z]")
_TASK = re.compile(r"<li>(\s*(?:<p>)?)\[[ xX]\] ")
_HEADING = re.compile(r'<h(?P<level>[23])[^>]*\bid="(?P<id>[^"]+)"[^>]*>(?P<title>.*?)</h(?P=level)>', re.DOTALL)


class Prose(NamedTuple):
    """A rendered body."""

    html: str
    markdown: str
    headings: tuple[Heading, ...]
    cites: tuple[str, ...]
    word_count: int


class Prosewriter:
    """Renders the bodies of one language with few Markdown instances (a new one for each file costs a sixth more)."""

    def __init__(self, language: str, terms: Iterable[Term], sources: Iterable[Source], theme: Path) -> None:
        """`theme` is the folder with the interface words; OSError when they are missing."""
        terms = tuple(terms)
        self._interface: GNUTranslations = interface(theme, language)
        self._sources: Mapping[str, Source] = {source.key: source for source in sources}
        self._language = language
        self._mark = marker(foreign_words(term.foreign for term in terms), language)
        self._abbreviations = {
            side.abbr: side.term for term in terms if (side := term.words.get(language)) and side.abbr
        }
        self._engines: dict[bool, Engine] = {}

    def render(self, text: str, resolve: Callable[[str], str]) -> Prose:
        """Markdown (without front matter) → `Prose`; `resolve` turns a link target into `entry:…` or leaves it.

        Raises ValueError when sanitising would drop an element: the check refuses raw HTML before this is reached.
        """
        cites = tuple(dict.fromkeys(_CITE.findall(text)))
        whole = self._with_definitions(text, cites)
        html = self._engine(is_fenced=any(fence in whole for fence in FENCES)).reset().convert(whole)
        html = _HREF.sub(
            lambda link: link[0] if link[1].startswith(("#", "entry:")) else f'href="{resolve(link[1])}"', html
        )
        html = self._mark(self._framed(html))
        safe = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
        if len(_OPENING.findall(safe)) != len(_OPENING.findall(html)):
            raise ValueError("sanitising would change this text: it holds HTML that guides may not use")
        notes = self._notes(cites)
        plain = portable(text, resolve, self._titles()) + (f"\n{notes}" if notes else "")
        return Prose(safe, plain, _headings(safe), cites, _word_count(entities.unescape(_TAG.sub(" ", safe))))

    def _engine(self, is_fenced: bool) -> Engine:
        """The Markdown instance for such texts: what reads fenced code brings a library that colours it."""
        if is_fenced not in self._engines:
            footnotes = {"BACKLINK_TITLE": self._interface.gettext("Back to the text, note {}"), "BACKLINK_TEXT": "↩"}
            extensions = [each for each in EXTENSIONS if is_fenced or each != FENCED]
            self._engines[is_fenced] = Engine(extensions, {"footnotes": footnotes})
        return self._engines[is_fenced]

    def _with_definitions(self, text: str, cites: tuple[str, ...]) -> str:
        titles, notes = self._titles(), self._notes(cites)
        text = _CALLOUT.sub(lambda line: f'!!! {line[1]} "{titles[line[1]]}"', text)
        said = ((abbr, term) for abbr, term in self._abbreviations.items() if abbr in text or abbr in notes)
        return "\n".join([text, "", *(f"*[{abbr}]: {term}" for abbr, term in said), "", notes, ""])

    def _titles(self) -> Mapping[str, str]:
        say = self._interface.gettext
        return {
            "say": say("Words to say"),
            "note": say("Note"),
            "tip": say("Tip"),
            "warning": say("Careful"),
            "example": say("Example"),
        }

    def _notes(self, cites: tuple[str, ...]) -> str:
        known = (self._sources[key] for key in cites if key in self._sources)
        return "\n".join(f"[^{source.key}]: {self._note(source)}" for source in known)

    def _note(self, source: Source) -> str:
        citation = re.sub(r"([\\`*_\[\]<>])", r"\\\1", source.source)
        ledger = self._interface.gettext("In the evidence ledger")
        studied = source.population[self._language].rstrip(".")
        return f"{citation}. {studied}. [{ledger}: {source.key}](entry:pages/sources#{source.key})"

    def _framed(self, html: str) -> str:
        label = self._interface.gettext("Table")
        html = html.replace("<th", '<th scope="col"').replace('<th scope="col"ead>', "<thead>")
        html = html.replace(' style="text-align: right;"', ' class="end"').replace(' style="text-align: left;"', "")
        html = html.replace(' style="text-align: center;"', ' class="middle"')
        html = html.replace("<table>", f'<div class="table" role="group" tabindex="0" aria-label="{label}"><table>')
        html = html.replace("</table>", "</table></div>")
        return _TASK.sub(r'<li class="task">\1<span class="tick"></span>', html)


def _word_count(text: str) -> int:
    """How many words a text has: most of them stand alone between two spaces."""
    return sum(1 if piece.isalnum() else len(_WORD.findall(piece)) for piece in text.split())


def _headings(html: str) -> tuple[Heading, ...]:
    return tuple(
        Heading(
            id=found["id"], title=entities.unescape(_TAG.sub("", found["title"])).strip(), level=int(found["level"])
        )
        for found in _HEADING.finditer(html)
    )
