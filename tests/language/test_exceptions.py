"""Exceptions: each is about a passage that stands in the handbook and would break its rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from plugins.handbook.model import Handbook
from tests.language.exceptions import PERMISSIONS
from tests.language.passages import Passage
from tests.language.test_claims import unsourced
from tests.language.test_formats import malformed
from tests.language.test_register import ANDA, slang, upward_slips
from tests.language.test_sentences import fillers
from tests.language.test_spelling import avoided, nonstandard
from tests.language.test_twins import foreign

RULES: Mapping[str, Callable[[Passage], list[str]]] = {
    "claims": unsourced,
    "fillers": fillers,
    "formats": malformed,
    "register": lambda passage: ANDA.findall(passage.narrated),
    "slang": slang,
    "spelling": nonstandard,
    "twins": foreign,
    "upward": upward_slips,
}


def test_every_exception_is_needed(book: Handbook, passages: tuple[Passage, ...]) -> None:
    """In each language it names, an exception covers a passage that breaks its rule, and says why it may."""
    forms = avoided(book)

    def breaks(rule: str, passage: Passage) -> list[str]:
        return forms[passage.language].findall(passage.text) if rule == "avoided" else RULES[rule](passage)

    found = [
        f"{permission.entry} ({language}), {permission.rule}: “{words}”"
        for permission in PERMISSIONS
        for language, words in permission.words.items()
        if not any(
            permission.covers(passage) and breaks(permission.rule, passage)
            for passage in passages
            if passage.language == language and passage.entry == permission.entry
        )
    ]
    assert found == [], "\n".join(found)
    assert [permission for permission in PERMISSIONS if not permission.reason.endswith(".")] == []


def test_an_exception_covers_its_own_entry_only() -> None:
    """A permission of one entry does not cover the same words in another one."""
    probes = [
        Passage("probe", language, "top", "paragraph", words)
        for permission in PERMISSIONS
        for language, words in permission.words.items()
    ]
    assert [probe for probe in probes for permission in PERMISSIONS if permission.covers(probe)] == []
