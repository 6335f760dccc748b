"""The shape of every file under `content/`: one class a file kind, facts and words apart.

In: the plain tree that `plugins.reading` makes of a YAML file or a front matter (every scalar a string).
Out: a frozen, typed object, or a `pydantic.ValidationError` whose `loc` leads back to the line.
The JSON Schemas under `schema/`, the field tables of CONTRIBUTING and the editor settings are made from these classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from plugins.handbook.frozen import Field, Frozen, Root, StringConstraints

KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REFERENCE_PATTERN = r"^(guides|sessions|relationships|cards|pages)(/[a-z0-9]+(-[a-z0-9]+)*){1,2}$"
MONTH_PATTERN = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"

Section = Literal["start", "leads", "engineers", "together"]
Rhythm = Literal["weekly", "fortnightly", "monthly", "quarterly", "half-yearly", "once", "triggered"]
Owner = Literal["host", "guest", "both"]
Role = Literal["host", "guest"]
Asker = Literal["host", "guest", "either"]
Depth = Literal["light", "medium", "deep"]
Strength = Literal["A", "B", "C"]
Place = Literal["index", "editorial", "kit"]
Register = Literal["kamu", "anda"]
StepKind = Literal["step", "commitments"]

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, min_length=2, max_length=60)]
Reference = Annotated[str, StringConstraints(pattern=REFERENCE_PATTERN)]
Minutes = Annotated[int, Field(ge=5, le=180)]
StepMinutes = Annotated[int, Field(ge=1, le=180)]
Percent = Annotated[int, Field(ge=0, le=100)]
Order = Annotated[int, Field(ge=1, le=999)]
ReadingDay = Annotated[date, Field(description="day of the reading, YYYY-MM-DD", examples=["2026-11-22"])]
Score = Annotated[int, Field(ge=0, le=40)]
Month = Annotated[str, StringConstraints(pattern=MONTH_PATTERN)]
Call = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9 -]{1,20}(, ext\. [0-9]{1,4})?$")]
Address = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=200)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]


class Text(Root):
    """The same words in each language: `{id: …, en: …}`. `text["id"]` reads one side."""

    root: dict[str, Line]

    def __getitem__(self, language: str) -> str:
        return self.root[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self.root)

    def items(self) -> Iterator[tuple[str, str]]:
        """Pairs of language and words, in the order of the file."""
        return iter(self.root.items())


REVIEWED = Field(default=None, description="day and points of 40 of the last reading, by language")


class Length(Frozen):
    """How long a session usually takes, from `least` to `most`, in minutes."""

    least: Minutes = Field(description="shortest sensible length, in minutes", examples=[30])
    most: Minutes = Field(description="longest sensible length, in minutes", examples=[60])


class TalkShare(Frozen):
    """The guest's share of the talking, in percent: a mark inside a band."""

    low: Percent = Field(description="lower end of the band, in percent", examples=[50])
    mark: Percent = Field(description="the mark to aim at, in percent", examples=[70])
    high: Percent = Field(description="upper end of the band, in percent", examples=[90])


class Review(Frozen):
    """When an entry was last read against the rubric, and its points of 40 in each language: `{date, id: n, en: n}`."""

    model_config: ClassVar[Any] = {"frozen": True, "extra": "allow"}
    __pydantic_extra__: dict[str, Score]

    date: ReadingDay

    @property
    def scores(self) -> Mapping[str, int]:
        """The points of each language."""
        return self.__pydantic_extra__


# --- facts: entry.yaml -------------------------------------------------------------------------------------------


class EntryFacts(Frozen):
    """What every entry's `entry.yaml` states."""

    order: Order = Field(description="place among its siblings, from 1", examples=[1])
    updated: date = Field(description="day of the last change of meaning, YYYY-MM-DD", examples=["2026-11-22"])
    leads_to: tuple[Reference, ...] = Field(
        default=(), max_length=6, description="what to do or read next", examples=[["sessions/regular"]]
    )
    reviewed: Review | None = REVIEWED


class GuideFacts(EntryFacts):
    """`content/guides/<key>/entry.yaml`."""

    section: Section = Field(description="shelf on which the guide stands", examples=["start"])


class SessionFacts(EntryFacts):
    """`content/sessions/<key>/entry.yaml`."""

    rhythm: tuple[Rhythm, ...] = Field(
        min_length=1, description="how often, or what triggers it", examples=[["weekly"]]
    )
    length: Length = Field(description="usual length, in minutes")


class RelationshipFacts(EntryFacts):
    """`content/relationships/<key>/entry.yaml`."""

    owner: Owner = Field(description="who owns the agenda", examples=["guest"])
    holder: Owner = Field(description="who holds the card and asks its questions", examples=["host"])
    without_pronoun: tuple[Role, ...] = Field(
        default=(), description="askers whose Indonesian questions carry no word for “you”", examples=[["guest"]]
    )
    talk: TalkShare = Field(description="the guest's share of the talking, in percent")
    rhythm: tuple[Rhythm, ...] = Field(min_length=1, description="usual rhythm", examples=[["weekly"]])
    length: Length = Field(description="usual length, in minutes")


class HelpLine(Frozen):
    """People to turn to when a talk is not enough, with the month in which somebody last found them there."""

    name: Line = Field(description="its own name", examples=["healing119.id"])
    call: Call = Field(description="the number to call", examples=["119, ext. 8"])
    url: Address | None = Field(default=None, description="its address", examples=["https://www.healing119.id"])
    last_verified: Month = Field(description="month of the last check, YYYY-MM", examples=["2025-12"])


class PageFacts(EntryFacts):
    """`content/pages/<key>/entry.yaml`."""

    place: Place = Field(
        description="index: opens a part of the site; editorial: in the footer; kit: made to be printed",
        examples=["editorial"],
    )
    register_: Register = Field(
        alias="register", description="how the Indonesian text addresses the reader", examples=["kamu"]
    )
    help_lines: tuple[HelpLine, ...] = Field(default=(), max_length=12, description="people to turn to")


# --- words: the front matter of id.md, en.md ---------------------------------------------------------------------


class EntryWords(Frozen):
    """The front matter of a guide or a page, in one language."""

    title: Annotated[Line, Field(max_length=60)] = Field(
        description="title, at most 60 characters", examples=["Apa itu 1-on-1"]
    )
    summary: Annotated[Line, Field(max_length=160)] = Field(
        description="one sentence, at most 160 characters: what the reader gets"
    )
    slug: Key = Field(description="last part of the address in this language", examples=["apa-itu-1-on-1"])
    aliases: tuple[Key, ...] = Field(
        default=(), max_length=8, description="earlier slugs; their addresses lead here", examples=[["apa-itu"]]
    )


class SessionWords(EntryWords):
    """The front matter of a session, in one language."""

    short: Annotated[Line, Field(max_length=24)] = Field(
        description="label for menus and cards, at most 24 characters", examples=["Rutin"]
    )


class RelationshipWords(SessionWords):
    """The front matter of a relationship, in one language."""

    host: Annotated[Line, Field(max_length=40)] = Field(
        description="what the host is called in running text", examples=["lead"]
    )
    guest: Annotated[Line, Field(max_length=40)] = Field(
        description="what the guest is called in running text", examples=["anggota tim"]
    )
    empty: Mapping[Key, Annotated[Line, Field(max_length=110)]] = Field(
        default={}, description="for each session without a card, one line why", examples=[{"career": "…"}]
    )


# --- data files with both languages side by side -----------------------------------------------------------------


class AgendaItem(Frozen):
    """One step of a card's agenda."""

    minutes: StepMinutes = Field(description="length of the step, in minutes", examples=[5])
    kind: StepKind = Field(default="step", description="`commitments` for the last step", examples=["commitments"])
    title: Text = Field(description="name of the step")
    do: Text = Field(description="what to do or say in it")


class Preparation(Frozen):
    """What each side does before the talk."""

    host: Text = Field(description="what the host prepares")
    guest: Text = Field(description="what the guest prepares")


class QuestionChoice(Frozen):
    """The questions of a card, by key: five core ones, then a few more, light to deep."""

    core: tuple[Key, ...] = Field(description="the five that are printed first")
    more: tuple[Key, ...] = Field(description="three to seven more")


class CardFacts(Frozen):
    """`content/cards/<relationship>/<session>.yaml`: one agenda card."""

    minutes: Minutes = Field(description="length of the talk, in minutes", examples=[30])
    rhythm: Rhythm = Field(description="how often, or what triggers it", examples=["weekly"])
    updated: date = Field(description="day of the last change of meaning, YYYY-MM-DD", examples=["2026-11-22"])
    title: Text = Field(description="title of the card, at most 48 characters")
    aim: Text = Field(description="what the talk is for")
    not_this: Text = Field(description="what it is not; continues “Not:”")
    opening: Text = Field(description="the first sentence to say")
    prepare: Preparation = Field(description="what each side does before")
    agenda: tuple[AgendaItem, ...] = Field(min_length=1, description="four to six steps; minutes sum to the length")
    questions: QuestionChoice = Field(description="question keys")
    follow_ups: tuple[Text, ...] = Field(description="two things to say after an answer")
    reviewed: Review | None = REVIEWED


class Question(Frozen):
    """One question of the bank, in both languages."""

    key: Key = Field(description="permanent key, unique over all topics", examples=["clear-one-obstacle"])
    words: Text = Field(description="the question itself")
    depth: Depth = Field(description="how much trust it needs; deep ones may be skipped", examples=["light"])
    asker: Asker = Field(description="which role asks it", examples=["host"])
    relationships: tuple[Key, ...] = Field(min_length=1, description="relationships it fits")
    sessions: tuple[Key, ...] = Field(min_length=1, description="sessions it fits")
    follow_up: Text | None = Field(default=None, description="what to ask next")
    care: Text | None = Field(default=None, description="how to back off")


class TopicFacts(Frozen):
    """`content/questions/<topic>.yaml`: one topic of the question bank."""

    title: Text = Field(description="name of the topic")
    order: Order = Field(description="place among the topics, from 1", examples=[1])
    questions: tuple[Question, ...] = Field(min_length=1, description="its questions")
    reviewed: Review | None = REVIEWED


class TermWords(Frozen):
    """A term in one language."""

    term: Annotated[Line, Field(max_length=60)] = Field(description="the word to use")
    meaning: Annotated[Line, Field(max_length=320)] = Field(description="one plain sentence")
    avoid: tuple[Line, ...] = Field(default=(), description="words not to use for it")
    aliases: tuple[Line, ...] = Field(default=(), description="other words readers search for")
    abbr: Annotated[str, StringConstraints(min_length=2, max_length=12)] | None = Field(
        default=None, description="its abbreviation", examples=["PHK"]
    )


class Term(Frozen):
    """`content/glossary.yaml`: one term in every language."""

    key: Key = Field(description="permanent key", examples=["psychological-safety"])
    words: Mapping[str, TermWords] = Field(description="the term in each language")
    foreign: tuple[Line, ...] = Field(
        default=(), description="English words as Indonesian text uses them; marked as English"
    )


class Source(Frozen):
    """`content/sources.yaml`: one entry of the evidence ledger."""

    key: Annotated[str, StringConstraints(pattern=r"^F\d{2,3}$")] = Field(description="permanent key", examples=["F10"])
    source: Line = Field(description="citation, the same in every language")
    year: Annotated[int, Field(ge=1900, le=2100)] = Field(description="year of publication", examples=[2015])
    strength: Strength = Field(
        description="A meta-analysis or field experiment, B peer-reviewed study, C company data or book"
    )
    claim: Text = Field(description="what may be claimed, in one sentence")
    population: Text = Field(description="who was studied")
    caveat: Text = Field(description="what it may not be used for")
    url: Annotated[str, StringConstraints(pattern=r"^https://")] | None = Field(
        default=None, description="where to read it"
    )
