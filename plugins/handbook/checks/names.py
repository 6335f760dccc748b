"""Names used twice: titles and slugs in one language, keys (F122, A217); index pages that are not there (F136)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.handbook.checks.draft import Draft, Sheet
from plugins.handbook.contract import EntryWords
from plugins.handbook.problem import START, Problem, problem

INDEX_PAGES = (
    "home",
    "guides",
    "sessions",
    "relationships",
    "cards",
    "questions",
    "glossary",
    "sources",
    "kits",
    "search",
    "a-z",
    "status",
)


def check(draft: Draft) -> Iterator[Problem]:
    """Every name that two things have, and every page that nothing has."""
    for language in draft.languages:
        yield from _titles(draft, language)
        yield from _slugs(draft, language)
    yield from _keys(draft)
    for key in INDEX_PAGES:
        if f"pages/{key}" not in draft.names:
            yield problem(f"content/pages/{key}", START, "F136", missing=f"content/pages/{key}/entry.yaml")


def _titles(draft: Draft, language: str) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Sheet[EntryWords]] = {}
    for reference, sheet in _in_language(draft, language):
        name = (reference.split("/")[0], sheet.content.title.casefold())
        first = seen.setdefault(name, sheet)
        if first is not sheet:
            yield sheet.problem("F122", "title", other=first.line("title"))


def _slugs(draft: Draft, language: str) -> Iterator[Problem]:
    """Slugs now and earlier ones. Stand-ins count: a text that is missing in `language` has its address there too."""
    seen: dict[tuple[str, str], Sheet[EntryWords]] = {}
    own = dict(_in_language(draft, language))
    standing = {reference: sheet for reference, sheet in _stand_ins(draft, language) if reference not in own}
    everyone = (*own.items(), *standing.items())
    for reference, sheet in everyone:
        slug = sheet.content.slug
        first = seen.setdefault((reference.split("/")[0], slug), sheet)
        if first is not sheet:
            other = first.line("slug")
            yield sheet.problem("A217", "slug", variant="slug", value=slug, language=language, other=other)
    for reference, sheet in everyone:
        for index, alias in enumerate(sheet.content.aliases):
            name = reference.split("/")[0], alias
            if name in seen:
                told = {"value": alias, "language": language, "other": seen[name].line("slug")}
                yield sheet.problem("A217", "aliases", index, variant="slug", **told)
            seen.setdefault(name, sheet)


def _in_language(draft: Draft, language: str) -> Iterable[tuple[str, Sheet[EntryWords]]]:
    return sorted((key[0], sheet) for key, sheet in draft.words.items() if key[1] == language)


def _stand_ins(draft: Draft, language: str) -> Iterator[tuple[str, Sheet[EntryWords]]]:
    for reference in sorted({key[0] for key in draft.words}):
        others = (draft.words.get((reference, other)) for other in draft.languages if other != language)
        if sheet := next(filter(None, others), None):
            yield reference, sheet


def _keys(draft: Draft) -> Iterator[Problem]:
    questions = (
        (sheet, ("questions", index, "key"), question.key)
        for _, sheet in sorted(draft.topics.items())
        for index, question in enumerate(sheet.content.questions)
    )
    yield from _twice(questions)
    if draft.terms:
        yield from _twice((draft.terms, (index, "key"), term.key) for index, term in enumerate(draft.terms.content))
    if draft.sources:
        listed = enumerate(draft.sources.content)
        yield from _twice((draft.sources, (index, "key"), source.key) for index, source in listed)


def _twice(keys: Iterable[tuple[Sheet[object], tuple[str | int, ...], str]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for sheet, where, key in keys:
        here = sheet.line(*where)
        if key in seen:
            yield sheet.problem("A217", *where, key="key", value=key, other=seen[key])
        seen.setdefault(key, here)
