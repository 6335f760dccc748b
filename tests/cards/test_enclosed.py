"""What a card carries: its own Markdown, and the calendar file of its series."""

from __future__ import annotations

import pytest

from plugins.cards.enclose import enclosures
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.theming import interface
from plugins.theming.plaintext import markdown
from plugins.theming.series import series
from tests.cards.conftest import THEME, Leaf, pair

pytestmark = pytest.mark.xdist_group("cards")

ADDRESS = "https://empat-mata.example/id/kartu/x/"


def test_the_calendar_in_the_card_is_the_one_on_the_web(book: Handbook) -> None:
    """The calendar file that a PDF carries is the one its page links: one series in a calendar, not two."""
    site = Site("https://empat-mata.example", "Empat Mata", book.languages)
    for card in book.cards:
        for language in book.languages:
            carried = enclosures(book, card, site, THEME, language)[0]
            assert carried.content == series(card, book, site, language)


def test_markdown_says_what_the_card_says(book: Handbook) -> None:
    """The Markdown of each card has every sentence of it, in the order of the printed card."""
    for card in book.cards:
        for language in book.languages:
            text = markdown(book, card, language, interface(THEME, language), ADDRESS, "CC0").replace("\\", "")
            facts = card.facts
            said = [facts.title, facts.aim, facts.not_this, facts.prepare.host, facts.prepare.guest]
            said += [words for item in facts.agenda for words in (item.title, item.do)]
            said += [facts.opening, *(question.words for question in card.core), *facts.follow_ups]
            said += [question.words for question in card.more]
            places = [text.find(words[language]) for words in said]
            assert -1 not in places, card.key
            assert text.startswith(f"# {facts.title[language]}\n"), card.key
            assert text.count("\n## ") == 4, card.key


def test_markup_in_words_is_harmless(changed: object, alone: Handbook) -> None:
    """What Markdown would take for markup is escaped, in text and in cells of the table."""
    card = alone.cards[0]
    item = card.facts.agenda[0].model_copy(update={"title": pair("a | b", "a | b"), "do": pair("*c*", "*c*")})
    facts = card.facts.model_copy(update={"agenda": (item,), "aim": pair("<b> [x] _y_ `z`", "x")})
    text = markdown(alone, card.model_copy(update={"facts": facts}), "id", interface(THEME, "id"), ADDRESS, "CC0")
    assert "\\<b\\> \\[x\\] \\_y\\_ \\`z\\`" in text
    assert f"| {item.minutes} | a \\| b | \\*c\\* |" in text


def test_each_pdf_carries_both(leaves: tuple[Leaf, ...], book: Handbook) -> None:
    """Markdown and calendar file lie in each PDF, dated as the card is; the bilingual card has both languages'."""
    for leaf in leaves:
        with leaf.inside() as pdf:
            files = [(str(file.UF), file.EF.F) for file in pdf.Root.AF]
            types = [str(file.Subtype) for _, file in files]
            days = {str(file.Params[key]) for _, file in files for key in ("/ModDate", "/CreationDate")}
            title = leaf.card.facts.title[leaf.language].encode()
            assert any(file.read_bytes().startswith(b"# " + title) for _, file in files), leaf.name
        times = len(book.languages) if leaf.edition.variant == "bilingual" else 1
        assert sorted(types) == ["/text/calendar"] * times + ["/text/markdown"] * times, leaf.name
        assert days == {f"D:{leaf.card.facts.updated:%Y%m%d}000000Z"}, leaf.name
        assert [name for name, _ in files] == sorted(name for name, _ in files), leaf.name
