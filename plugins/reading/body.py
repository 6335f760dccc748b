"""A Markdown body → its outline (headings, links, source marks), and what may not stand in it.

A line scanner, not a second Markdown parser: it looks for the few things that the check has to know, with exact
columns. What stands in code is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from plugins.handbook.contract import KEY_PATTERN
from plugins.handbook.nearness import closest
from plugins.handbook.problem import Fact, Place, Problem, problem
from plugins.reading.inline import Inline
from plugins.reading.lists import lists
from plugins.reading.outline import Link, Outline, Title, structure
from plugins.reading.remarks import OPENED, remaining, without_comments
from plugins.reading.shapes import empty_sections, shapes
from plugins.reading.waivers import Waiver, in_markdown, without

CALLOUTS = ("say", "note", "tip", "warning", "example")

# As Python-Markdown has them: what it does not take for code must not be passed over here.
_FENCE = re.compile(r"(`{3,}|~{3,}) *\.?([\w#.+-]*) *$")
_FENCE_TO_OTHERS = re.compile(r"(`{3,})( *\S+[ \t][^`]*)$")  # with more than a language, which is no fence here
_CODE = re.compile(r"(?<!\\)(`+)(?!`).+?(?<!`)\1(?!`)")
_HEADING = re.compile(r"(\s*)(#{1,6})(?!#)(.*)$")
_ID = re.compile(r"\{:?[ \t]*#([^\s{}]*)[ \t]*\}$")
_UNDERLINE = re.compile(r"[ \t>]*(=+|-+)[ \t]*$")
_CALLOUT = re.compile(r"\s*(!!!)[ \t]*([\w-]*)(.*)$")
_HOLDER = re.compile(r"!!!|[-*+] |[0-9]+[.)] |: ")
_MARKED = re.compile(r"[\[\]<{(]")
_KEY = re.compile(KEY_PATTERN)


class Body:
    """Scans one body; `problems` fills meanwhile."""

    def __init__(self, path: str, body: str, first_line: int) -> None:
        """`first_line` is the line of the file on which the body begins."""
        self.path, self.first = path, first_line
        self.problems: list[Problem] = []
        self.waivers: tuple[Waiver, ...] = ()
        self.shown: list[str] = []  # the lines without code, waivers and comments, column by column
        self._lines = self._plain = body.split("\n")  # as written, and without comments
        self._titles: list[Title] = []
        self._links: list[Link] = []
        self._cites: list[Link] = []

    def outline(self) -> Outline:
        """The outline of the body."""
        shown = self._without_code()
        self.waivers = tuple(in_markdown(self.path, shown, self.first))
        shown = [without(line) for line in shown] if self.waivers else shown
        shown = self.shown = self._without_comments(shown)
        inside = False  # a callout or a list: there, an indented line is no block of code
        table = False
        for row, line in enumerate(shown):
            if not line.strip():
                table = False
                continue
            held = inside
            if not line.startswith("    "):
                goes_on = inside and bool(row and shown[row - 1].strip())  # with the item above it
                inside = goes_on or bool(_HOLDER.match(line))
            if "#" in line:
                self._heading(row, line, inside, table)
            if line.lstrip(" \t>")[:1] in ("=", "-"):
                self._underline(row, line, shown[row - 1] if row else "", held)
            if "!!!" in line:
                self._callout(row, line, shown[row + 1] if row + 1 < len(shown) else "")
            if _MARKED.search(line):
                self._inline(row, line)
            table = table or "|" in line
        outline = Outline(tuple(self._titles), tuple(self._links), tuple(self._cites))
        self.problems += structure(self.path, outline)
        self.problems += lists(self.path, shown, self.first)
        self.problems += shapes(self.path, shown, self.first)
        self.problems += empty_sections(self.path, self._lines, self.first, self._titles)
        return outline

    def rendered(self) -> str:
        """The body as it is rendered: without waivers and comments."""
        at = {waiver.place.line - self.first for waiver in self.waivers}
        rows = ((row, without(line) if row in at else line) for row, line in enumerate(self._plain))
        return "\n".join(line for row, line in rows if row not in at or line.strip())

    def _tell(self, place: Place, code: str, variant: str = "", suggestion: str | None = None, **facts: Fact) -> None:
        self.problems.append(problem(self.path, place, code, variant, suggestion, **facts))

    def _place(self, row: int, start: int, length: int) -> Place:
        return Place(row + self.first, start + 1, max(1, length))

    def _inline(self, row: int, line: str) -> None:
        given = _ID.search(line.rstrip(" \t#")) if _HEADING.match(line) else None
        inline = Inline(self.path, row + self.first)
        inline.scan(line, given.start() if given else len(line))
        self.problems += inline.problems
        self._links += inline.links
        self._cites += inline.cites

    def _without_code(self) -> list[str]:
        """The lines with code blanked out, column by column."""
        if not any("`" in line or "~" in line for line in self._lines):
            return [*self._lines]
        shown: list[str] = []
        fence, opened = "", 0
        for row, line in enumerate(self._lines):
            found = _FENCE.match(line)
            if fence:
                if found and found[1] == fence and not found[2]:
                    fence = ""
                shown.append("")
            elif opening := found or _FENCE_TO_OTHERS.match(line):
                fence, opened = opening[1], row
                shown.append("")
                if not found:
                    self._tell(self._place(row, 0, len(line)), "B306", "info", value=opening[2].strip()[:40])
            else:
                shown.append(line)
        if fence:
            place = self._place(opened, 0, len(self._lines[opened]))
            self._tell(place, "B306", first=place.line)
        return [line for _, lines in groupby(shown, key=lambda line: bool(line.strip())) for line in _spans_out(lines)]

    def _without_comments(self, shown: list[str]) -> list[str]:
        """The lines with comments blanked out; the text to render loses the same, and no line ends in blanks by it."""
        if not any("<!--" in line for line in shown):
            return shown
        left, plain = without_comments(shown, self._lines)
        self._plain = [
            line if line == before else line.rstrip() for line, before in zip(plain, self._lines, strict=True)
        ]
        for row, column, closed in remaining(left):
            place = self._place(row, column, len(OPENED))
            self._tell(place, "B306", "place" if closed else "comment", first=place.line)
        return [line.replace(OPENED, " " * len(OPENED)) for line in left]

    def _heading(self, row: int, line: str, inside: bool, table: bool) -> None:
        found = _HEADING.match(line)
        if found and len(found[1]) % 4:
            self._tell(self._place(row, 0, len(line.rstrip())), "B321", "indent")
        elif found and table:
            self._tell(self._place(row, 0, len(line.rstrip())), "B321", "blank")
        elif found and (inside or not found[1]):
            self._title(row, line, len(found[2]), found[3])

    def _underline(self, row: int, line: str, above: str, held: bool) -> None:
        """A line of = or - makes a heading of the line above it, here or in the preview of a code host.

        `held`: the line above stands in a list or a callout.
        """
        under = _UNDERLINE.match(line)
        if not under or not row or above[:1] == "#" or not (above.strip() or under[1][0] == "="):
            return
        if (
            line[0] in " \t>" or held or not self._lines[row - 1].startswith("    ")
        ):  # else it stands under a block of code
            self._title(row - 1, above, 1 if under[1][0] == "=" else 2, above)

    def _title(self, row: int, line: str, level: int, words: str) -> None:
        words = words.strip().rstrip("#").rstrip()
        given = _ID.search(words)
        name = given[1] if given else ""
        words = (words[: given.start()] if given else words).strip()
        place = self._place(row, 0, len(line.rstrip()))
        if level == 1:
            self._tell(place, "B301")
        elif not words:
            self._tell(place, "B304")
        elif not name:
            self._tell(place, "B321")
        elif not _KEY.match(name):
            at = line.find(name)
            self._tell(self._place(row, max(0, at), len(name)), "B321", "shape", value=name[:80])
        self._titles.append(Title(level, name, words, place))

    def _callout(self, row: int, line: str, after: str) -> None:
        found = _CALLOUT.match(line)
        if not found:
            return
        if found[2] not in CALLOUTS:
            place = self._place(row, found.start(2), len(found[2]))
            self._tell(place, "B309", suggestion=closest(found[2], CALLOUTS), value=found[2])
        elif after.strip() and not after.startswith("    "):
            self._tell(self._place(row, found.start(1), len(line.strip())), "B309", "indent")


def _spans_out(lines: Iterable[str]) -> list[str]:
    """The lines of a paragraph with what is between backticks blanked out, unless a span is not closed on its line.

    Renderers pair such backticks in ways of their own, so everything in that paragraph is looked at.
    """
    lines = list(lines)
    if any("`" in _CODE.sub("", line) for line in lines if "`" in line):
        return lines
    return [_CODE.sub(_emptied, line) if "`" in line else line for line in lines]


def _emptied(code: re.Match[str]) -> str:
    return f"`{' ' * (len(code[0]) - 2)}`"
