"""A short way from the text of a style sheet to its rules: the sheets of all papers share most of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from weasyprint import CSS

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"[^{}]*\{[^{}]*\}")
_PLAIN = re.compile(r"(?:[^{}]*\{[^{}]*\})*\s*")  # no rule inside another
_OTHERWISE = re.compile(r"@(?!font-face|page)|[\"'\\]")  # what hangs on other rules, or may hide a brace


def sheet_of(text: str, fetcher: Any, faces: Any) -> CSS:
    """The style sheet, rule by rule; stock reads one as a whole that is more than a row of rules."""
    bare = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    if _OTHERWISE.search(bare) or not _PLAIN.fullmatch(bare):
        return CSS(string=text, url_fetcher=fetcher, font_config=faces)
    sheet, selectors = CSS(string="", url_fetcher=fetcher, font_config=faces), []
    for rule in _rules(bare):
        hits, page_rules = _read(rule, fetcher, faces)
        selectors.append((rule.partition("{")[0].strip(), len(hits)))
        for selector, payload in hits:
            sheet.matcher.add_selector(selector, payload)
        sheet.page_rules += page_rules
    sheet.selectors = tuple(selectors)
    return sheet


def _rules(sheet: str) -> Iterator[str]:
    """Each rule, in the line where it stands in the sheet: warnings tell it."""
    for rule in _RULE.finditer(sheet):
        yield "\n" * sheet.count("\n", 0, rule.start()) + rule[0]


@lru_cache(maxsize=2048)
def _read(rule: str, fetcher: Any, faces: Any) -> tuple[list[tuple[Any, Any]], list[Any]]:
    """What a rule's selectors add to a sheet, and what it says of pages."""
    noted = Noted()
    sheet = CSS(string=rule, url_fetcher=fetcher, font_config=faces, matcher=noted)
    return noted.hits, sheet.page_rules


class Noted:
    """Selectors in the order in which a sheet has them."""

    def __init__(self) -> None:
        self.hits: list[tuple[Any, Any]] = []

    def add_selector(self, selector: Any, payload: Any) -> None:
        """As a matcher is told of one."""
        self.hits.append((selector, payload))
