"""Handbook → the list of its web pages: a `View` a page and language, with what its template shows. Draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, NamedTuple

from plugins.handbook import addresses, editions
from plugins.handbook.asked import Asked, all_asked, asked_of
from plugins.handbook.explain import chapters, words
from plugins.handbook.letters import Letters, are_apart, letters, of_letter
from plugins.handbook.model import Card, Entry, Guide, Handbook, Page, Relationship, Session
from plugins.pages.leaflets import decks, packs, prints
from plugins.pages.roles import roles
from plugins.pages.standing import standing
from plugins.pages.year import year

SHELVES = ("start", "leads", "engineers", "together")
VOLUMES: tuple[Literal["pdf", "epub"], ...] = ("pdf", "epub")
NEIGHBOURS = 12  # guides beside a guide
ON_HOME, ON_INDEX = 12, 60  # guides of a shelf; the rest is found by search and from A to Z
NAVIGATION = ("guides", "relationships", "sessions", "cards", "questions", "glossary")


@dataclass(frozen=True)
class View:
    """One page: its template, its place, its head, and what only this template needs (`facts`)."""

    template: str
    language: str  # of the interface
    address: str
    title: str
    summary: str
    alternates: Mapping[str, str] = field(default_factory=dict)  # language → address, for the language switch
    written: tuple[str, ...] = ()  # languages in which the content is really written
    crumbs: tuple[tuple[str, str], ...] = ()  # title and address of the pages above
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def content_language(self) -> str:
        """The language of the main text: another one than the interface's on a stand-in."""
        return self.language if self.language in self.written or not self.written else self.written[0]

    @property
    def is_stand_in(self) -> bool:
        """Whether the page stands in for a missing translation."""
        return self.content_language != self.language


class Plan(NamedTuple):
    """A page that is not made yet: a preview shows one at a time, and a build makes what shows anything new."""

    address: str
    make: Callable[[], View]

    def __call__(self) -> View:
        """The page."""
        return self.make()


def views(book: Handbook) -> Iterator[View]:
    """Every page of the handbook in every language, in a fixed order."""
    return (view() for view in plans(book))


def plans(book: Handbook, letters_stay: Callable[[str], bool] = lambda _: False) -> Iterator[Plan]:
    """The same pages, none of them made yet; without those of single letters in a language where `letters_stay`."""
    home = book.page("home").in_language(book.languages[0])
    first, last = "index.html", "404.html"
    yield Plan(first, partial(View, "pages/chooser.html", book.languages[0], first, "", home.summary))
    yield Plan(last, partial(View, "pages/404.html", book.languages[0], last, "404", ""))
    line = [(guide, shelf, place) for _, shelf in shelves(book) for place, guide in enumerate(shelf)]
    for language in book.languages:

        def of(entry: Entry, make: Callable[..., View], *more: Any, code: str = language) -> Plan:
            return Plan(addresses.of_entry(book, entry, code), partial(make, book, entry, code, *more))

        yield from (of(page, _page) for page in book.pages)
        if are_apart(book) and not letters_stay(language):
            yield from _letters(book, language)
        before = [None, *(guide for guide, *_ in line)]
        after = [*(guide for guide, *_ in line[1:]), None]
        for each, *neighbours in zip(line, before, after, strict=False):
            yield of(each[0], _guide, *each[1:], *neighbours)
        yield from (of(session, _session) for session in book.sessions)
        yield from (of(relationship, _relationship) for relationship in book.relationships)
        line_of_asked = tuple(all_asked(book))
        for place, asked in enumerate(line_of_asked):
            yield Plan(asked.places(book)[language], partial(_asked, book, line_of_asked, place, language))
        for card in book.cards:
            yield Plan(addresses.of_card(book, card, language), partial(_card, book, card, language))


def _letters(book: Handbook, language: str) -> Iterator[Plan]:
    index = letters(book, language)
    for place, (letter, _) in enumerate(index):
        yield Plan(of_letter(book, letter, language), partial(_letter, book, index, place, language))


def _entry(book: Handbook, entry: Entry, template: str, language: str, crumbs: tuple[str, ...], **facts: Any) -> View:
    words = entry.in_language(language)
    return View(
        template=template,
        language=language,
        address=addresses.of_entry(book, entry, language),
        title=words.title,
        summary=words.summary,
        alternates=addresses.all_languages(book, entry.reference),
        written=tuple(code for code in book.languages if entry.has(code)),
        crumbs=_crumbs(book, crumbs, language),
        facts={"entry": entry, "words": words, **facts},
    )


def _crumbs(book: Handbook, index_keys: tuple[str, ...], language: str) -> tuple[tuple[str, str], ...]:
    pages = ("home", *index_keys)
    return tuple(
        (book.page(key).in_language(language).title, addresses.of(book, f"pages/{key}", language)) for key in pages
    )


def _page(book: Handbook, page: Page, language: str) -> View:
    if page.facts.place == "kit":
        return _entry(book, page, "pages/kit.html", language, ("kits",), prints=prints(book, page, language))
    if page.facts.place == "editorial":
        return _entry(book, page, "pages/page.html", language, (), prints=prints(book, page, language))
    draw: dict[str, Callable[[], Mapping[str, Any]]] = {
        "home": lambda: {"shelves": first_of(shelves(book), ON_HOME), "roles": roles(book, language)},
        "guides": lambda: {
            "shelves": first_of(shelves(book), ON_INDEX),
            "volumes": [editions.of_book(language, kind) for kind in VOLUMES],
        },
        "sessions": lambda: {"year": year(book)},
        "status": lambda: {"standing": standing(book, language)},
        "cards": lambda: {"packs": packs(book, language)},
        "questions": lambda: {
            "decks": decks(book, language),
            "asked": tuple(all_asked(book)),
            "topics": [(topic, topic.questions) for topic in book.topics],
        },
        "check-rules": lambda: {"chapters": chapters(language), "say": words(language)},
        "search": lambda: {"letters": letters(book, language), "apart": are_apart(book)},
        "a-z": lambda: {"letters": letters(book, language), "apart": are_apart(book)},
    }
    facts = draw.get(page.key, dict)()
    view = _entry(book, page, f"pages/{page.key}.html", language, (), **facts)
    return View(**{**vars(view), "crumbs": ()}) if page.key == "home" else view


def _letter(book: Handbook, index: Letters, place: int, language: str) -> View:
    """One letter of a long index. It has no twin: the language switch leads to the index of the other language."""
    letter, rows = index[place]
    page, address = book.page("a-z"), of_letter(book, letter, language)
    return View(
        template="pages/letter.html",
        language=language,
        address=address,
        title=f"{page.in_language(language).title}: {letter}",
        summary=page.in_language(language).summary,
        alternates={**addresses.all_languages(book, page.reference), language: address},
        written=(language,),
        crumbs=_crumbs(book, ("a-z",), language),
        facts={"letters": index, "apart": True, "letter": letter, "rows": rows},
    )


def _guide(
    book: Handbook, guide: Guide, language: str, shelf: tuple[Guide, ...], place: int,
    before: Guide | None, after: Guide | None,
) -> View:  # fmt: skip
    facts = {"before": before, "after": after, "shelf": around(shelf, place)}
    return _entry(book, guide, "pages/guide.html", language, ("guides",), **facts)


def around(shelf: tuple[Guide, ...], place: int) -> tuple[Guide, ...]:
    """At most `NEIGHBOURS` guides of a shelf, the one at `place` in their middle: no page grows with its shelf."""
    start = max(0, min(place - NEIGHBOURS // 2, len(shelf) - NEIGHBOURS))
    return shelf[start : start + NEIGHBOURS]


def _session(book: Handbook, session: Session, language: str) -> View:
    cards = tuple(card for card in book.cards if card.session == session.key)
    pack = packs(book, language).get(("session", session.key), {})
    return _entry(book, session, "pages/session.html", language, ("sessions",), cards=cards, pack=pack)


def _relationship(book: Handbook, relationship: Relationship, language: str) -> View:
    cards = tuple(card for card in book.cards if card.relationship == relationship.key)
    pack = packs(book, language).get(("relationship", relationship.key), {})
    facts = {"cards": cards, "asked": asked_of(book, relationship), "pack": pack}
    return _entry(book, relationship, "pages/relationship.html", language, ("relationships",), **facts)


def _asked(book: Handbook, line: tuple[Asked, ...], place: int, language: str) -> View:
    """All questions of the relationship at a place in the line of those that have any."""
    asked = line[place]
    entry, places = asked.relationship, asked.places(book)
    above = (entry.in_language(language).short, addresses.of_entry(book, entry, language))
    return View(
        template="pages/asked.html",
        language=language,
        address=places[language],
        title=asked.title(book, language),
        summary=asked.summary(language),
        alternates=places,
        written=book.languages,
        crumbs=(*_crumbs(book, ("relationships",), language), above),
        facts={
            "entry": entry,
            "asked_here": asked,
            "line": line,
            "before": line[place - 1] if place else None,
            "after": line[place + 1] if place + 1 < len(line) else None,
        },
    )


def _card(book: Handbook, card: Card, language: str) -> View:
    return View(
        template="pages/card.html",
        language=language,
        address=addresses.of_card(book, card, language),
        title=card.facts.title[language],
        summary=card.facts.aim[language],
        alternates=addresses.all_languages(book, card.reference),
        written=book.languages,
        crumbs=_crumbs(book, ("cards",), language),
        facts={
            "card": card,
            "relationship": book.relationship(card.relationship),
            "session": book.session(card.session),
            "preview": addresses.of_card_preview(book, card, language),
            "editions": tuple(
                (edition, {code: addresses.of_card_pdf(book, card, code, edition.name) for code in book.languages})
                for edition in editions.editions_of(book, card)
            ),
        },
    )


def shelves(book: Handbook) -> tuple[tuple[str, tuple[Guide, ...]], ...]:
    """The guides by shelf, in the order of the shelves; empty shelves are left out."""
    rows: dict[str, list[Guide]] = {shelf: [] for shelf in SHELVES}
    for guide in book.guides:
        rows[guide.facts.section].append(guide)
    return tuple((shelf, tuple(guides)) for shelf, guides in rows.items() if guides)


def first_of(
    rows: tuple[tuple[str, tuple[Guide, ...]], ...], most: int
) -> tuple[tuple[str, tuple[Guide, ...], int], ...]:
    """Each shelf with its first guides, and how many more stand on it: pages do not grow without bound."""
    return tuple((shelf, guides[:most], max(0, len(guides) - most)) for shelf, guides in rows)
