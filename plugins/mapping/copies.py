"""Leaf → its page as plain Markdown (`index.md` beside it), from the handbook's own words; llms.txt that lists them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from plugins.handbook import addresses
from plugins.handbook.asked import asked_of
from plugins.handbook.contract import Question
from plugins.handbook.model import Card, Entry, Handbook, Page, Relationship, Topic
from plugins.handbook.site import Site
from plugins.mapping.leaves import Leaf, leaves

Say = Callable[[str], str]
ENTRY = re.compile(r"(?<=\]\()entry:(?P<reference>[a-z0-9/-]+)(?P<anchor>#[^)\s]*)?")
LISTED = {"guides": "guides", "sessions": "sessions", "relationships": "relationships", "cards": "cards"}


def copy(book: Handbook, site: Site, leaf: Leaf, say: Say) -> str:
    """The page of a leaf as Markdown; links are absolute, since a copy is made to be carried away."""
    thing = leaf.thing
    if isinstance(thing, Card):
        parts = _card(book, thing, leaf.language, say)
    elif isinstance(thing, Relationship) and leaf.kind == "questions":
        parts = iter((leaf.summary, *_bank(asked_of(book, thing).topics, leaf.language)))
    else:
        body = _placed(thing.in_language(leaf.language).markdown, book, site, leaf.language)
        parts = iter((leaf.summary, body.strip(), *_below(book, site, thing, leaf.language)))
    text = "\n\n".join(part for part in (f"# {leaf.title}", *parts) if part)
    told = (site.name, site.absolute(leaf.address), leaf.updated.isoformat(), site.licence[0])
    return f"{text}\n\n---\n\n{' · '.join(told)}\n"


def _placed(markdown: str, book: Handbook, site: Site, language: str) -> str:
    def place(link: re.Match[str]) -> str:
        return site.absolute(addresses.of(book, link["reference"], language) + (link["anchor"] or ""))

    return ENTRY.sub(place, markdown)


def _card(book: Handbook, card: Card, language: str, say: Say) -> Iterator[str]:
    """The agenda first: it is what people copy."""
    facts, sides = card.facts, book.relationship(card.relationship).in_language(language)
    yield facts.aim[language]
    yield f"**{say('Not:')}** {facts.not_this[language]}"
    yield f"## {say('Before the talk')}"
    yield f"- **{sides.host}:** {facts.prepare.host[language]}\n- **{sides.guest}:** {facts.prepare.guest[language]}"
    yield f"## {say('Agenda')}"
    yield f"{say('Open with:')} “{facts.opening[language]}”"
    yield _list(f"[ ] **{item.minutes}′ {item.title[language]}.** {item.do[language]}" for item in facts.agenda)
    yield f"## {say('Five questions')}"
    yield _list(question.words[language] for question in card.core)
    yield f"### {say('After an answer')}"
    yield _list(f"“{follow_up[language]}”" for follow_up in facts.follow_ups)
    if card.more:
        yield f"### {say('More questions')}"
        yield _list(question.words[language] for question in card.more)


def _list(lines: Iterator[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _below(book: Handbook, site: Site, entry: Entry, language: str) -> Iterator[str]:
    """What the page draws below its prose: lists of pages, the bank, the glossary, the ledger."""
    if entry.kind == "pages" and entry.key in LISTED:
        yield _links(site, (leaf for leaf in leaves(book, language) if leaf.kind == entry.key))
    elif entry.kind in ("relationships", "sessions"):
        yield _links(site, (leaf for leaf in leaves(book, language) if _belongs(leaf, entry)))
    elif isinstance(entry, Page) and entry.facts.help_lines:
        yield _list(f"**{line.name}**: {line.call} ({line.last_verified})" for line in entry.facts.help_lines)
    elif entry.reference == "pages/questions":
        yield from _bank(((topic, topic.questions) for topic in book.topics), language)
    elif entry.reference == "pages/glossary":
        sides = sorted((term.words[language] for term in book.terms), key=lambda side: side.term.casefold())
        yield _list(f"**{side.term}**: {side.meaning}" for side in sides)
    elif entry.reference == "pages/sources":
        rows = ((source, source.claim[language].rstrip(".")) for source in book.sources)
        yield _list(f"**{source.key}** {claim}. {source.source} {source.caveat[language]}" for source, claim in rows)


def _bank(topics: Iterable[tuple[Topic, Iterable[Question]]], language: str) -> Iterator[str]:
    for topic, questions in topics:
        yield f"## {topic.title[language]}"
        yield _list(question.words[language] for question in questions)


def _belongs(leaf: Leaf, entry: Entry) -> bool:
    card = leaf.thing
    if not isinstance(card, Card):
        return leaf.kind == "questions" and entry == card
    return entry.key == (card.relationship if entry.kind == "relationships" else card.session)


def _links(site: Site, listed: Iterator[Leaf]) -> str:
    return _list(f"[{leaf.title}]({site.absolute(leaf.address)}): {leaf.summary}" for leaf in listed)


def overview(book: Handbook, site: Site, language: str) -> str:
    """llms.txt of a language: what the handbook is, and the Markdown copy of every page, by kind."""
    home = book.page("home").in_language(language)
    parts = [f"# {site.name}", f"> {home.summary}"]
    every = tuple(leaves(book, language))
    for kind in (*LISTED, "questions"):
        listed = [leaf for leaf in every if leaf.kind == kind]
        if listed:
            parts += [f"## {book.page(kind).in_language(language).title}", _copies(site, listed)]
    pages = [leaf for leaf in every if leaf.kind == "pages" and leaf.thing.key != "home"]
    title = book.page("about").in_language(language).title if "pages/about" in book.by_reference else home.title
    return "\n\n".join([*parts, f"## {title}", _copies(site, pages)]) + "\n"


def _copies(site: Site, listed: list[Leaf]) -> str:
    return _list(f"[{leaf.title}]({site.absolute(leaf.address)}index.md): {leaf.summary}" for leaf in listed)


def overview_of_all(book: Handbook, site: Site, names: dict[str, str]) -> str:
    """llms.txt at the root: the same handbook in each language, and its data."""
    parts = [f"# {site.name}", *(f"> {book.page('home').in_language(code).summary}" for code in book.languages)]
    parts.append(_list(f"[{names[code]}]({site.absolute(f'{code}/llms.txt')})" for code in book.languages))
    data = ("api/handbook.json", "api/handbook.schema.json", *(f"api/questions.{code}.csv" for code in book.languages))
    parts += ["## Data", _list(f"[{name}]({site.absolute(name)})" for name in data)]
    return "\n\n".join(parts) + "\n"
