"""Handbook, site and finished cards → one `Job` a sheet, deck or pack: cheap, with the key of its bytes; no WeasyPrint.

What a template sees is a value (`Fold`, `Deck`, `Cover`): the key is made of it, and only a job that must be done is
set in HTML.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from plugins.cards.orders import Choice, Ticket
from plugins.cards.paper import PAPERS
from plugins.cards.sheets.deck import Deck, deck
from plugins.cards.sheets.fold import Fold, fold_of
from plugins.cards.sheets.identity import Identity
from plugins.cards.sheets.layouts import N_UP
from plugins.cards.sheets.packs import Cover, cover
from plugins.cards.store import machine
from plugins.cards.tones import tones
from plugins.handbook import addresses, editions
from plugins.handbook.editions import Edition
from plugins.handbook.model import Card, Handbook
from plugins.handbook.site import Site
from plugins.theming import interface
from plugins.theming.interface import catalogue_path

Kind = Literal["n-up", "fold", "deck", "pack"]
SINGLE: Mapping[str, str] = {"two-up": "a5", "four-up": "a6", "fold": "a5"}  # the card that a sheet is made of
FILES = (
    "static/css/tokens.css", "static/css/deck.css", "static/css/fold.css", "static/css/pack.css",
    "templates/parts/words.html", "templates/deck.html", "templates/fold.html", "templates/pack.html",
)  # fmt: skip


@dataclass(frozen=True)
class Single:
    """A finished card: where it lies, the bare margin around it (mm), and its name in bookmarks or pictures."""

    path: Path
    margin: float
    words: str


@dataclass(frozen=True)
class Job:
    """One PDF made of others. `variant` is how its cards lie on the sheet, or the edge on which a deck is turned."""

    kind: Kind
    source: str  # the file that a finding names
    language: str
    paper: str
    variant: str
    address: str
    identity: Identity
    singles: tuple[Single, ...]
    view: Fold | Deck | Cover | None
    key: str

    @property
    def name(self) -> str:
        """How findings call it."""
        return f"{self.kind} {self.paper} {self.variant}".strip().upper()


class Workshop:
    """Writes the jobs for one handbook and its finished cards."""

    def __init__(self, book: Handbook, site: Site, theme: Path, finished: Iterable[tuple[Ticket, Path]]) -> None:
        """`finished` has the plain cards on the papers that sheets and packs are made of."""
        self.book, self.site, self.theme = book, site, theme
        self.finished = {(one.card.key, one.language, one.edition.name): (one.key, at) for one, at in finished}

    def jobs(self, choice: Choice) -> Iterator[Job]:
        """The longest first: decks, packs, then the sheets of each card; only sheets when some cards are chosen."""
        if choice == Choice():
            yield from self._decks()
            yield from self._packs()
        for card in self.book.cards:
            for language in self.book.languages:
                for edition in editions.editions_of(self.book, card):
                    if edition.variant in SINGLE and choice.has(card, edition, language):
                        yield self._sheet(card, edition, language)

    def _sheet(self, card: Card, edition: Edition, language: str) -> Job:
        paper = SINGLE[edition.variant]
        is_fold = edition.variant == "fold"
        count = 1 if is_fold else len(N_UP[edition.paper, edition.variant].slots)
        words = [self._words(card, language, paper, number, count) for number in range(1, count + 1)]
        address = addresses.of_card_pdf(self.book, card, language, edition.name)
        name = card.facts.title[language]
        title = name if is_fold else f"{name} · {count} × {paper.upper()}"
        return self._job(
            "fold" if is_fold else "n-up", card.path, language, edition.paper, edition.variant, address,
            Identity(title, language, self.site.name, "short" if is_fold else ""),
            [(card, paper, line) for line in words],
            fold_of(self.book, card, language, self._colours) if is_fold else None,
        )  # fmt: skip

    def _words(self, card: Card, language: str, paper: str, number: int, count: int) -> str:
        address = self.site.absolute(addresses.of_card_pdf(self.book, card, language, paper))
        facts = {"title": card.facts.title[language], "number": number, "count": count, "address": address}
        say = self._say(language)
        return say("Card “%(title)s”, %(number)s of %(count)s. To be read aloud: %(address)s") % facts

    def _decks(self) -> Iterator[Job]:
        source = self.book.topics[0].path if self.book.topics else ""
        for language in self.book.languages:
            say = self._say(language)
            title = say("Question cards")
            view = deck(self.book, self.site, language, title)
            for paper in editions.DECK_PAPERS:
                for flip in editions.FLIPS:
                    address = editions.of_deck(self.book, language, paper, flip)
                    identity = Identity(title, language, self.site.name, flip)
                    yield self._job("deck", source, language, paper, flip, address, identity, [], view)

    def _packs(self) -> Iterator[Job]:
        for pack in editions.packs(self.book):
            for language in self.book.languages:
                view = cover(self.book, pack, self.site, language, self._say(language))
                identity = Identity(view.title, language, self.site.name)
                for paper in editions.PACK_PAPERS if pack.cards else ():
                    address = editions.of_pack(self.book, pack, language, paper)
                    cards = [(card, paper, card.facts.title[language]) for card in pack.cards]
                    yield self._job(
                        "pack", pack.cards[0].path, language, paper, "", address, identity, cards, view
                    )  # fmt: skip

    def _job(
        self, kind: Kind, source: str, language: str, paper: str, variant: str, address: str, identity: Identity,
        cards: list[tuple[Card, str, str]], view: Fold | Deck | Cover | None,
    ) -> Job:  # fmt: skip
        found = [self.finished[card.key, language, size] for card, size, _ in cards]
        singles = tuple(
            Single(at, min(PAPERS[size].margin_side, PAPERS[size].margin_top, PAPERS[size].margin_bottom), words)
            for (_, at), (_, size, words) in zip(found, cards, strict=True)
        )
        told = [kind, paper, variant, repr(identity), self._told(view), *(key for key, _ in found)]
        told += [self._shop, *(single.words for single in singles)]
        key = hashlib.sha256("\0".join(told).encode()).hexdigest()[:40]
        return Job(kind, source, language, paper, variant, address, identity, singles, view, key)

    def _told(self, view: Fold | Deck | Cover | None) -> str:
        """A view as text, once for all jobs that share it."""
        if id(view) not in self._views:
            self._views[id(view)] = (view, repr(view))
        return self._views[id(view)][1]

    @cached_property
    def _views(self) -> dict[int, tuple[object, str]]:
        return {}

    def _say(self, language: str) -> Callable[[str], str]:
        gettext = interface(self.theme, language).gettext
        return lambda words: str(gettext(words))

    @cached_property
    def _colours(self) -> Mapping[str, str]:
        return tones(self.theme, self.site.accent)

    @cached_property
    def _shop(self) -> str:
        """What is the same for every job: accent, the theme's files, foreign words, this room's code, the machine."""
        digest = hashlib.sha256(repr((self.site.accent, [term.foreign for term in self.book.terms])).encode())
        files = [self.theme / name for name in FILES]
        files += [catalogue_path(self.theme, language) for language in self.book.languages]
        for path in (*files, *sorted(Path(__file__).parent.glob("*.py"))):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return f"{digest.hexdigest()}\0{machine()}\0{version('pikepdf')}"


@dataclass(frozen=True)
class Task:
    """A job with the pages that are its own set in HTML, in parts that are printed one after the other.

    A deck has many; a sheet that holds nothing but cards has none.
    """

    job: Job
    html: tuple[str, ...] = ()
    css: str = ""
