"""A draft without errors → the frozen `Handbook`, everything in its order; bodies are rendered here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from plugins.handbook.checks import Draft
from plugins.handbook.checks.draft import Loc, Sheet
from plugins.handbook.contract import CardFacts, EntryWords, Question, Source, Term
from plugins.handbook.memory import Memory
from plugins.handbook.model import Card, Entry, Guide, Handbook, Page, Relationship, Session, Topic, Words
from plugins.reading.links import resolve
from plugins.theming.interface import catalogue_path

if TYPE_CHECKING:
    from plugins.reading.prose import Prose, Prosewriter

KINDS: Mapping[str, type[Entry]] = {"guides": Guide, "sessions": Session, "relationships": Relationship, "pages": Page}
Render = Callable[[str, str, str], "Prose"]  # language, Markdown, path → prose
Kind = TypeVar("Kind", bound=Entry)


class UnsafeError(Exception):
    """A text that the check let pass and the sanitiser would change."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def assemble(
    draft: Draft, bodies: Mapping[tuple[str, str], str], theme: Path, memory: Memory | None = None
) -> Handbook:
    """The handbook of a draft that has no errors; raises `UnsafeError` when sanitising would change a text.

    A text without a body in `bodies` has its front matter alone. A body that `memory` has seen beside the same terms,
    sources and interface words is not rendered again.
    """
    terms = tuple(sorted(draft.terms.content, key=lambda term: term.key)) if draft.terms else ()
    sources = tuple(sorted(draft.sources.content, key=lambda source: int(source.key[1:]))) if draft.sources else ()
    wanted = [
        (language, bodies[reference, language], sheet.path)
        for (reference, language), sheet in draft.words.items()
        if (reference, language) in bodies
    ]
    render = renderer(draft.languages, terms, sources, theme, memory or Memory(), wanted)
    relationships, sessions = _entries(draft, bodies, render, Relationship), _entries(draft, bodies, render, Session)
    return Handbook(
        languages=draft.languages,
        guides=_entries(draft, bodies, render, Guide),
        sessions=sessions,
        relationships=relationships,
        pages=_entries(draft, bodies, render, Page),
        cards=_cards(draft, tuple(entry.key for entry in relationships), tuple(entry.key for entry in sessions)),
        topics=_topics(draft),
        terms=terms,
        sources=sources,
    )


def renderer(
    languages: tuple[str, ...], terms: tuple[Term, ...], sources: tuple[Source, ...], theme: Path, memory: Memory,
    wanted: Iterable[tuple[str, str, str]] = (),
) -> Render:  # fmt: skip
    """The function that renders a body; it raises `UnsafeError`, as `assemble` does. The `wanted` are rendered here."""
    catalogues = {language: catalogue_path(theme, language).read_bytes() for language in languages}
    writers: dict[str, Prosewriter] = {}

    def origin(language: str, markdown: str) -> tuple[object, ...]:
        return terms, sources, catalogues[language], theme, markdown

    def write(body: tuple[str, str, str]) -> Prose:
        language, markdown, path = body
        from plugins.reading.prose import Prosewriter  # brings Markdown

        if language not in writers:
            writers[language] = Prosewriter(language, terms, sources, theme)
        try:
            return writers[language].render(markdown, partial(resolve, path=path))
        except ValueError as error:
            raise UnsafeError(path) from error

    def render(language: str, markdown: str, path: str) -> Prose:
        make = partial(write, (language, markdown, path))
        return memory.recall(("prose", path), origin(language, markdown), make)

    memory.recall_all([(("prose", body[2]), origin(*body[:2]), body) for body in wanted], write)
    return render


def words_of(sheet: Sheet[EntryWords], language: str, prose: Prose | None) -> Words:
    """The words of an entry in one language: its front matter, and its body as rendered, if it was."""
    return Words(language=language, path=sheet.path, **vars(sheet.content), **(prose._asdict() if prose else {}))


def _entries(draft: Draft, bodies: Mapping[tuple[str, str], str], render: Render, kind: type[Kind]) -> tuple[Kind, ...]:
    entries: list[Kind] = []
    for reference, sheet in draft.entries.items():
        folder, key = reference.split("/")
        if KINDS[folder] is kind:
            entries.append(kind(key=key, facts=sheet.content, words=_words(draft, bodies, render, reference)))
    return tuple(sorted(entries, key=lambda entry: (entry.facts.order, entry.key)))


def _words(draft: Draft, bodies: Mapping[tuple[str, str], str], render: Render, reference: str) -> dict[str, Words]:
    words: dict[str, Words] = {}
    for language in draft.languages:
        if sheet := draft.words.get((reference, language)):
            body = bodies.get((reference, language))
            words[language] = words_of(sheet, language, None if body is None else render(language, body, sheet.path))
    return words


def _cards(draft: Draft, relationships: tuple[str, ...], sessions: tuple[str, ...]) -> tuple[Card, ...]:
    bank = {key: question for key, (question, _) in draft.bank().items()}
    cards: list[Card] = []
    for reference, sheet in draft.cards.items():
        _, relationship, session = reference.split("/")
        core, more = (_chosen(bank, keys) for keys in (sheet.content.questions.core, sheet.content.questions.more))
        place = {"relationship": relationship, "session": session, "path": sheet.path}
        cards.append(Card(**place, facts=sheet.content, core=core, more=more, places=dict(_places(sheet))))
    return tuple(sorted(cards, key=lambda card: (relationships.index(card.relationship), sessions.index(card.session))))


def _places(sheet: Sheet[CardFacts]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Line and column of every text of a card, and of every question that it chooses."""
    waiting: list[tuple[Loc, Any]] = [((), sheet.content.model_dump())]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield ".".join(map(str, path)), sheet.where(path)[:2]
        elif isinstance(value, dict | list | tuple):
            inner = value.items() if isinstance(value, dict) else enumerate(value)
            waiting += [((*path, key), part) for key, part in inner]


def _chosen(bank: Mapping[str, Question], keys: Iterable[str]) -> tuple[Question, ...]:
    return tuple(bank[key] for key in keys)


def _topics(draft: Draft) -> tuple[Topic, ...]:
    topics = (
        Topic(
            key=key,
            path=sheet.path,
            title=sheet.content.title,
            order=sheet.content.order,
            reviewed=sheet.content.reviewed,
            questions=sheet.content.questions,
        )
        for key, sheet in draft.topics.items()
    )
    return tuple(sorted(topics, key=lambda topic: (topic.order, topic.key)))
