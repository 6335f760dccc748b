"""The handbook as every room sees it: frozen entries with their facts, their words in each language, and their places.

In: contracts that passed the check (see `contract`). Out: `Handbook`, whose tuples are sorted once and never change.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from plugins.handbook.contract import (
    CardFacts,
    EntryFacts,
    GuideFacts,
    PageFacts,
    Question,
    RelationshipFacts,
    Review,
    SessionFacts,
    Source,
    Term,
    Text,
)
from plugins.handbook.frozen import Field, Frozen

if TYPE_CHECKING:
    from plugins.handbook.letters import Letters

Kind = Literal["guides", "sessions", "relationships", "pages"]


class Heading(Frozen):
    """A heading of a body: its permanent id, its words as HTML-free text, and its level (2 or 3)."""

    id: str
    title: str
    level: int


class Words(Frozen):
    """An entry in one language: front matter, and the body as safe HTML."""

    language: str
    path: str  # as a contributor sees it: content/guides/what-is/id.md
    title: str
    summary: str
    slug: str
    aliases: tuple[str, ...] = ()  # earlier slugs
    short: str = ""
    host: str = ""
    guest: str = ""
    empty: Mapping[str, str] = {}
    html: str = ""
    markdown: str = ""  # the body as written, readable anywhere: no marks of ours; links to entries as in `html`
    headings: tuple[Heading, ...] = ()
    cites: tuple[str, ...] = ()
    word_count: int = 0


class Entry(Frozen):
    """One thing with an address: a guide, session, relationship or page."""

    kind: ClassVar[Kind]
    key: str
    facts: EntryFacts
    words: Mapping[str, Words]  # at least one language; a missing one gets a stand-in

    def in_language(self, language: str) -> Words:
        """The words in `language`, or in the first language there is (a stand-in)."""
        return self.words.get(language) or next(iter(self.words.values()))

    def has(self, language: str) -> bool:
        """Whether the entry is written in `language`."""
        return language in self.words

    @property
    def reference(self) -> str:
        """Its name in data files: `guides/what-is`."""
        return f"{self.kind}/{self.key}"


class Guide(Entry):
    """A guide: one answer, in a few minutes' reading."""

    kind = "guides"
    facts: GuideFacts


class Session(Entry):
    """A kind of session: regular, career, feedback …"""

    kind = "sessions"
    facts: SessionFacts


class Relationship(Entry):
    """Who meets whom."""

    kind = "relationships"
    facts: RelationshipFacts


class Page(Entry):
    """An index page, an editorial page, or a kit: a page made to be printed."""

    kind = "pages"
    facts: PageFacts


class Card(Frozen):
    """An agenda card: one relationship in one session."""

    relationship: str
    session: str
    path: str
    facts: CardFacts
    core: tuple[Question, ...]
    more: tuple[Question, ...]
    # line and column of every text in the file, `agenda.0.do.en`: for findings, no part of what the card is
    places: Mapping[str, tuple[int, int]] = Field(default_factory=dict, exclude=True, repr=False)

    @property
    def key(self) -> str:
        """Permanent key: `team-member/regular`."""
        return f"{self.relationship}/{self.session}"

    @property
    def reference(self) -> str:
        """Its name in data files: `cards/team-member/regular`."""
        return f"cards/{self.key}"


class Topic(Frozen):
    """A topic of the question bank with its questions."""

    key: str
    path: str
    title: Text
    order: int
    questions: tuple[Question, ...]
    reviewed: Review | None = None


class ChangedSection(Frozen):
    """A section that changed in another language since the two were last compared.

    `id` and `title` are empty for what stands above the first heading. `language` is that of the title: another one
    than the page's when the page does not have the section yet.
    """

    id: str
    title: str
    language: str
    sources: tuple[str, ...]  # languages in which it changed


class Standing(Frozen):
    """How many parts of a page stand how in one language, against the others."""

    in_step: int = 0
    behind: int = 0  # another language has changed since the two were compared
    missing: int = 0  # not written in this language
    uncompared: int = 0  # never stamped as compared

    @property
    def parts(self) -> int:
        """All of them."""
        return self.in_step + self.behind + self.missing + self.uncompared


class Handbook(Frozen):
    """Everything under `content/`, checked, sorted and frozen."""

    languages: tuple[str, ...]
    guides: tuple[Guide, ...]
    sessions: tuple[Session, ...]
    relationships: tuple[Relationship, ...]
    pages: tuple[Page, ...]
    cards: tuple[Card, ...]
    topics: tuple[Topic, ...]
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    changed: Mapping[str, Mapping[str, tuple[ChangedSection, ...]]] = {}  # by reference and language of the page
    standings: Mapping[str, Mapping[str, Standing]] = {}  # by reference (data files too) and language

    @cached_property
    def by_reference(self) -> Mapping[str, Entry | Card]:
        """Every entry and card by its name in data files."""
        entries: tuple[Entry | Card, ...] = (
            *self.guides,
            *self.sessions,
            *self.relationships,
            *self.pages,
            *self.cards,
        )
        return {entry.reference: entry for entry in entries}

    def but(self, **parts: Any) -> Handbook:
        """The handbook with other parts, which were checked before; nothing that this one worked out is taken over."""
        return Handbook.model_construct(**{**{name: getattr(self, name) for name in Handbook.model_fields}, **parts})

    def with_entry(self, entry: Entry, **parts: Any) -> Handbook:
        """The handbook with one entry in the place of its elder, and as in `but`."""
        entries = tuple(entry if each.key == entry.key else each for each in getattr(self, entry.kind))
        return self.but(**{entry.kind: entries}, **parts)

    @cached_property
    def known_letters(self) -> dict[str, Letters]:
        """The index from A to Z by language, where somebody has left it here for `letters`."""
        return {}

    def session(self, key: str) -> Session:
        """The session `key`; KeyError when there is none."""
        return self.by_reference[f"sessions/{key}"]  # type: ignore[return-value]  # the prefix fixes the kind

    def relationship(self, key: str) -> Relationship:
        """The relationship `key`; KeyError when there is none."""
        return self.by_reference[f"relationships/{key}"]  # type: ignore[return-value]  # the prefix fixes the kind

    def page(self, key: str) -> Page:
        """The page `key`; KeyError when there is none."""
        return self.by_reference[f"pages/{key}"]  # type: ignore[return-value]  # the prefix fixes the kind

    def card(self, relationship: str, session: str) -> Card | None:
        """The card of one cell of the matrix, or None."""
        return self.by_reference.get(f"cards/{relationship}/{session}")  # type: ignore[return-value]
