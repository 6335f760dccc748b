"""Register: one form of address on a page, and none in Indonesian words said upward or to strangers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from plugins.handbook.contract import Question
from plugins.handbook.model import Handbook, Relationship
from tests.language.exceptions import allowed
from tests.language.passages import Passage

# Words that end in -mu without meaning “your”.
PLAIN_MU = "ilmu|tamu|(?:ber|ke|me|di)?temu|bertamu|semu|jamu|(?:men|di)jamu|jemu|(?:me|di)?ramu"
YOUR = rf"(?!(?:{PLAIN_MU})\b)\w[\w-]*mu"
KAMU = re.compile(rf"(?<![\w-])(?:kamu|kau\w*|engkau|{YOUR})(?:lah|kah|pun)?(?![\w-])", re.IGNORECASE)
ANDA = re.compile(r"(?<![\w-])anda(?:lah|kah)?(?![\w-])", re.IGNORECASE)
SECOND = re.compile(rf"{KAMU.pattern}|{ANDA.pattern}|(?<![\w-])kalian(?![\w-])", re.IGNORECASE)
SAYA = re.compile(r"(?<![\w-])saya(?![\w-])", re.IGNORECASE)
# Words that begin or end in ku without meaning “I” or “my”.
PLAIN_KU = (
    r"(?:kurang|kuartal|kualitas|kunjung|kumpul|kutip)\w*|ku(?:asa|at|liah|nci|rsi|rsus|run|rva|eri|esioner|bu|ota|is|no)|"
    r"\w*(?:laku|bu?ku|su?ku|kaku|saku|siku|paku|baku|bangku|teku)"
)
AKU = re.compile(rf"(?<![\w-])(?!(?:{PLAIN_KU})(?![\w-]))(?:aku|ku\w{{3,}}|\w[\w-]*ku)(?![\w-])", re.IGNORECASE)
SLANG = re.compile(r"(?<![\w-])(?:gue|gua|lo|lu|elo|elu)(?![\w-])", re.IGNORECASE)


def upward_slips(passage: Passage) -> list[str]:
    """Words for “you” in what somebody who says “saya” is to say: upward, to strangers, or mixed with “aku”."""
    return [line for line in passage.spoken if SAYA.search(line) and SECOND.search(line)]


def voiceless_slips(passage: Passage) -> list[str]:
    """Words for “you” in what is said on a page about talking upward, unless a lead says “aku”."""
    return [line for line in passage.spoken if SECOND.search(line) and not AKU.search(line)]


def slang(passage: Passage) -> list[str]:
    """Slang pronouns."""
    return SLANG.findall(passage.text) if passage.language == "id" else []


def indonesian(passages: tuple[Passage, ...], *entries: str) -> Iterator[Passage]:
    return (passage for passage in passages if passage.language == "id" and (not entries or passage.entry in entries))


def test_a_page_addresses_its_reader_in_one_way(book: Handbook, passages: tuple[Passage, ...]) -> None:
    """Outside quoted words, pages with the register “anda” have no “kamu”, and everything else has no “Anda”."""
    formal = {page.reference for page in book.pages if page.facts.register_ == "anda"}
    found = [
        passage.finding(f"“{word}” in “{passage.text}”")
        for passage in indonesian(passages)
        for word in (KAMU if passage.entry in formal else ANDA).findall(passage.narrated)
        if not allowed("register", passage)
    ]
    assert found == [], "\n".join(found)


def test_nobody_says_gue_or_lo(passages: tuple[Passage, ...]) -> None:
    """No slang pronoun stands anywhere."""
    found = [
        passage.finding(f"“{word}” in “{passage.text}”")
        for passage in passages
        if not allowed("slang", passage)
        for word in slang(passage)
    ]
    assert found == [], "\n".join(found)


def bare(question: Question, relationship: Relationship) -> bool:
    """Whether `question` is asked upward or to a stranger in `relationship`."""
    rule = relationship.facts.without_pronoun
    return question.asker in rule or (question.asker == "either" and bool(rule))


def test_questions_asked_upward_or_to_strangers_have_no_second_person(book: Handbook) -> None:
    """Neither the question nor its follow-up, wherever `without_pronoun` names the one who asks."""
    found = [
        f"questions/{topic.key} (id) #{question.key}, asked by {question.asker} in {key}: “{line['id']}”"
        for topic in book.topics
        for question in topic.questions
        for key in question.relationships
        if bare(question, book.relationship(key))
        for line in (question.words, question.follow_up)
        if line and SECOND.search(line["id"])
    ]
    assert found == [], "\n".join(found)


def test_cards_held_by_the_weaker_side_speak_without_second_person(book: Handbook) -> None:
    """The opening and the follow-ups of a card whose holder speaks upward or to a stranger carry no word for “you”."""
    found = [
        f"{card.reference} (id): “{line['id']}”"
        for card in book.cards
        if book.relationship(card.relationship).facts.holder
        in book.relationship(card.relationship).facts.without_pronoun
        for line in (card.facts.opening, *card.facts.follow_ups)
        if SECOND.search(line["id"])
    ]
    assert found == [], "\n".join(found)


def test_whoever_says_saya_does_not_say_kamu(passages: tuple[Passage, ...]) -> None:
    """Words to say with “saya” go upward or to a stranger: they carry no kamu, Anda, kalian or -mu."""
    found = [
        passage.finding(f"“{line}”")
        for passage in indonesian(passages)
        if not allowed("upward", passage)
        for line in upward_slips(passage)
    ]
    assert found == [], "\n".join(found)


def upward_pages(book: Handbook) -> tuple[str, ...]:
    """The guides for engineers, the relationships whose card the guest holds and asks from, and their preparation."""
    guides = tuple(guide.reference for guide in book.guides if guide.facts.section == "engineers")
    facing_up = tuple(one.reference for one in book.relationships if one.facts.holder in one.facts.without_pronoun)
    return (*guides, *facing_up, "pages/kit-engineer-prep")


def test_pages_about_talking_upward_say_you_only_in_a_leads_mouth(
    book: Handbook, passages: tuple[Passage, ...]
) -> None:
    """On these pages words to say carry a second person only where the speaker says “aku”, as a lead does."""
    assert {"relationships/manager", "relationships/tech-lead-manager"} < set(upward_pages(book))
    found = [
        passage.finding(f"“{line}”")
        for passage in indonesian(passages, *upward_pages(book))
        if not allowed("voice", passage)
        for line in voiceless_slips(passage)
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    "text", ["kamu", "Anda", "pendapatmu", "lead-mu", "menurutmu apa", "kaubawa", "kalian", "engkaulah"]
)
def test_the_second_person_is_found(text: str) -> None:
    """Every form of “you” and “your” is found."""
    assert SECOND.search(text)


@pytest.mark.parametrize("text", ["ilmu", "bertemu", "tamu", "mungkin", "kamus", "kemudian", "murni", "andai", "muka"])
def test_words_that_only_look_like_it_are_left_alone(text: str) -> None:
    """Words that end or begin alike are not found."""
    assert not SECOND.search(text)


@pytest.mark.parametrize("text", ["aku", "kubantu", "kudengar", "timku", "lead-ku", "kuubah"])
def test_a_leads_voice_is_heard(text: str) -> None:
    """“I” and “my” of somebody who says “aku” are found."""
    assert AKU.search(text)


@pytest.mark.parametrize("text", ["kurang", "kuartal", "perilaku", "buku", "saya", "kunci", "kualitas", "selaku"])
def test_words_that_only_sound_like_it_are_left_alone(text: str) -> None:
    """Words that begin or end alike are not found."""
    assert not AKU.search(text)
