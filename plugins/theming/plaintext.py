"""A card in one language → its Markdown: the words of the printed card, for an editor, a wiki or a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from gettext import GNUTranslations

from plugins.handbook.contract import Question
from plugins.handbook.model import Card, Handbook
from plugins.theming.formats import long_date

_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def markdown(book: Handbook, card: Card, language: str, words: GNUTranslations, address: str, licence: str) -> str:
    """The whole card, with every question; `words` are the interface words of `language`, `address` its public page."""
    lines = _lines(book, card, language, words.gettext, address, licence)
    return "\n".join(line if line.startswith("|") else line.rstrip() for line in lines) + "\n"


def _lines(
    book: Handbook, card: Card, language: str, _: Callable[[str], str], address: str, licence: str
) -> Iterator[str]:
    facts = card.facts
    relationship = book.relationship(card.relationship).in_language(language)
    yield from (f"# {_plain(facts.title[language])}", "")
    yield from (_plain(facts.aim[language]), "", f"**{_('Not:')}** {_plain(facts.not_this[language])}", "")
    for role, said in ((relationship.host, facts.prepare.host), (relationship.guest, facts.prepare.guest)):
        before = _("Before the talk: %(who)s") % {"who": role}
        yield from (f"**{_plain(before)}** {_plain(said[language])}", "")
    yield from _agenda(card, language, _)
    yield ""
    yield from _asked(_("Five questions"), card.core, language, _("may be skipped"))
    yield from (f"## {_('After an answer')}", "")
    yield from (f"- “{_plain(follow_up[language])}”" for follow_up in facts.follow_ups)
    yield ""
    yield from _asked(_("More questions"), card.more, language, _("may be skipped"))
    revised = _("revised %(day)s") % {"day": long_date(facts.updated, language)}
    yield f"{card.key} · {revised} · <{address}> · {licence}"


def agenda(card: Card, language: str, words: GNUTranslations) -> str:
    """Title, agenda and opening alone, as they go into a note before a talk."""
    return "\n".join((f"# {_plain(card.facts.title[language])}", "", *_agenda(card, language, words.gettext)))


def _agenda(card: Card, language: str, _: Callable[[str], str]) -> Iterator[str]:
    yield from (f"## {_('Agenda')}", "", f"| {_('Minutes')} | {_('Step')} | {_('What to do')} |")
    yield "| ---: | --- | --- |"
    for item in card.facts.agenda:
        yield f"| {item.minutes} | {_cell(item.title[language])} | {_cell(item.do[language])} |"
    yield from ("", f"**{_('Open with:')}** “{_plain(card.facts.opening[language])}”")


def _asked(heading: str, questions: tuple[Question, ...], language: str, skip: str) -> Iterator[str]:
    yield from (f"## {heading}", "")
    for question in questions:
        yield f"- [ ] {_plain(question.words[language])}{f' ({skip})' if question.depth == 'deep' else ''}"
    yield ""


def _plain(words: str) -> str:
    """Words with the characters that Markdown would take for markup made harmless."""
    return _MARKUP.sub(r"\\\1", words)


def _cell(words: str) -> str:
    return _plain(words).replace("|", r"\|")
