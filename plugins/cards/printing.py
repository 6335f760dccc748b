"""Handbook and what is asked for → every printed file: cards, what is made of them, what is bound, and pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from plugins.cards import keep_cards
from plugins.cards.orders import DRAWN, Choice
from plugins.cards.pool import one_crew
from plugins.cards.store import Report, place_all
from plugins.handbook.editions import EDITIONS
from plugins.handbook.model import Handbook
from plugins.handbook.problem import Problem
from plugins.handbook.site import Site


def print_everything(book: Handbook, site: Site, theme: Path, output: Path, cache: Path) -> Report:
    """Write all below `output`, or nothing when one file has a problem."""
    from plugins.cards.bound import keep_bound  # none of this is loaded to print some cards
    from plugins.cards.pictures import keep_previews
    from plugins.cards.sheets import keep_sheets

    with one_crew():
        cards = keep_cards(book, site, theme, cache)
        previews = keep_previews(book, cards, cache)
        sheets = keep_sheets(book, site, theme, cache, cards)
        bound = keep_bound(book, site, theme, cache)
    if problems := (*cards.problems, *sheets.problems, *bound.problems):
        return Report((), cards.made + sheets.made + bound.made, _told(problems, book, theme))
    done = place_all(cards, output) + place_all(sheets, output) + place_all(bound, output)
    return done + place_all(previews, output)


def print_chosen(book: Handbook, site: Site, theme: Path, output: Path, cache: Path, choice: Choice) -> Report:
    """Write the cards asked for, and the sheets made of them, below `output`; nothing when one has a problem."""
    if not any(edition.variant not in DRAWN for edition in EDITIONS if choice.names(edition)):
        return place_all(keep_cards(book, site, theme, cache, choice), output)
    from plugins.cards.sheets import keep_sheets, singles

    wider = replace(choice, papers=(*choice.papers, *singles(choice))) if choice.papers else choice
    with one_crew():
        cards = keep_cards(book, site, theme, cache, wider)
        sheets = keep_sheets(book, site, theme, cache, cards, choice)
    if problems := (*cards.problems, *sheets.problems):
        return Report((), cards.made + sheets.made, _told(problems, book, theme))
    asked = tuple((ticket, at) for ticket, at in cards.files if choice.names(ticket.edition))
    return place_all(replace(cards, files=asked), output) + place_all(sheets, output)


def _told(problems: tuple[Problem, ...], book: Handbook, theme: Path) -> tuple[Problem, ...]:
    """Each finding once, at the line of its words; `content/` lies beside the theme."""
    from plugins.cards.sought import at_their_lines

    found = at_their_lines(problems, book, theme.parent)
    return tuple({(one.order, one.variant): one for one in found}.values())
