"""Words typed at a terminal → which cards and forms they mean; `Unknown` says what was probably meant instead."""

from __future__ import annotations

from plugins.handbook.editions import EDITIONS, editions_of
from plugins.handbook.model import Handbook
from plugins.handbook.nearness import closest
from plugins.publishing.words import words

PAPERS = tuple(dict.fromkeys(edition.paper for edition in EDITIONS if edition.variant == "plain"))
VARIANTS = tuple(dict.fromkeys(edition.variant for edition in EDITIONS))
NAMES = tuple(edition.name for edition in EDITIONS)


class Unknown(Exception):  # noqa: N818  # not an error of ours: what was asked for does not exist
    """Something was asked for that does not exist; the message says what does."""


def editions_asked(paper: str, variant: str, language: str) -> tuple[str, ...]:
    """The names of the forms: `a5` is the plain card, `fillable` every paper of that form. () for all of them.

    Paper and form may also be one word, as files are named: `a4-fillable`.
    """
    if paper in NAMES and not variant:
        return (paper,)
    if paper and paper not in PAPERS:
        raise Unknown(_unknown("no-such-paper", paper, PAPERS, (*PAPERS, *NAMES), language))
    if variant and variant not in VARIANTS:
        raise Unknown(_unknown("no-such-variant", variant, VARIANTS, VARIANTS, language))
    if not paper and not variant:
        return ()
    found = tuple(one.name for one in EDITIONS if one.variant == variant and paper in ("", one.paper))
    if not found:
        there = ", ".join(one.paper for one in EDITIONS if one.variant == variant)
        raise Unknown(words("no-such-form", language, variant=variant, paper=paper, choices=there))
    return found


def key_asked(book: Handbook, asked: str, editions: tuple[str, ...], language: str) -> str:
    """The key of a card, or of a relationship for all its cards; its file or address may have been typed too."""
    key = plain(asked)
    relationships = tuple(dict.fromkeys(card.relationship for card in book.cards))
    cards = tuple(card for card in book.cards if key in ("", card.key, card.relationship))
    if not cards:
        keys = tuple(card.key for card in book.cards)
        raise Unknown(_unknown("no-such-card", asked, relationships, (*relationships, *keys), language))
    if editions and not any(one.name in editions for card in cards for one in editions_of(book, card)):
        raise Unknown(words("no-side", language, card=key, variant=", ".join(editions)))
    return key


def plain(asked: str) -> str:
    """A key as it was typed, or the path of its file, as a key."""
    return asked.removeprefix("content/").removeprefix("cards/").removesuffix(".yaml").strip("/")


def _unknown(message: str, asked: str, choices: tuple[str, ...], near: tuple[str, ...], language: str) -> str:
    meant = closest(asked, near)
    hint = words("meant", language, meant=meant) if meant else ""
    return words(message, language, asked=asked, choices=", ".join(choices)) + hint
