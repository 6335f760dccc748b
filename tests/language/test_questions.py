"""The question bank: open questions, no two alike, enough of them for every card."""

from __future__ import annotations

import re

import pytest

from plugins.handbook.model import Handbook
from tests.language.alike import alike
from tests.language.passages import Passage

FEWEST_IN_A_CELL = 12
MOST_ALIKE = 0.85

CLOSED = {
    "id": re.compile(
        r"(?:(?:apa|sudah|ada|bisa|mau|perlu|pernah|boleh|benar|masih|bersedia|akan|yakin|setuju|haruskah|harus|dapat|"
        r"mungkin|cukup|jelas|tepat|betul|bukan|tidak|belum)kah|haruskah|adakah|"
        r"apa (?:kamu|kalian|anda|saya|aku|kita|dia|ia|ada|sudah|benar|bisa|masih|perlu|boleh|pernah|mungkin)|"
        r"(?:sudah|bisa|mau|boleh|perlu|masih|pernah|setuju|ada yang|ada|dapat|sempat|senang|yakin) )\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:is|are|am|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|may|might|must|any|"
        r"isn’t|aren’t|don’t|doesn’t|didn’t|haven’t|hasn’t|can’t|couldn’t|won’t|wouldn’t|shouldn’t)\b",
        re.IGNORECASE,
    ),
}
ACCUSING = {
    "id": re.compile(r"\b(?:kenapa|mengapa) (?:kamu|anda|kalian|\w+mu\b)", re.IGNORECASE),
    "en": re.compile(r"\bwhy (?:did|do|didn’t|don’t|are|were|aren’t|weren’t|have|haven’t) you\b", re.IGNORECASE),
}
# What may stand before the question itself: “Kalau …, …?”, “Setelah rilis: …?”
LEAD_IN = re.compile(r"[,;:]\s+|[.!?]\s+")
ALTERNATIVE = {
    "id": re.compile(r"\batau (?:tidak|belum|bukan)\b|, (?:kan|ya)\?"),
    "en": re.compile(r"\bor not\b|, (?:right|correct|okay)\?"),
}


def closed(language: str, text: str) -> list[str]:
    """The questions of `text` that ask for yes or no, or accuse: their first words, after any lead-in."""
    return [question.strip() for question in re.findall(r"[^.!?]+\?", text) if _is_closed(language, question.strip())]


def _is_closed(language: str, question: str) -> bool:
    clauses = [clause.lstrip("“ ‘") for clause in LEAD_IN.split(question)]
    opens_so = any(CLOSED[language].match(clause) for clause in (clauses[0], clauses[-1]))
    return opens_so or any(form[language].search(question) for form in (ACCUSING, ALTERNATIVE))


def is_asked(passage: Passage) -> bool:
    """Whether the passage is a question or a follow-up; an opening asks for permission, and may."""
    if passage.entry.startswith("cards/"):
        return passage.place.startswith("follow_ups")
    return passage.entry.startswith("questions/") and not passage.place.endswith(".care")


def test_every_question_is_open(passages: tuple[Passage, ...]) -> None:
    """No question and no follow-up can be answered by yes or no, and none accuses."""
    found = [
        passage.finding(f"“{question}”")
        for passage in passages
        if is_asked(passage)
        for question in closed(passage.language, passage.text)
    ]
    assert found == [], "\n".join(found)


def test_questions_that_bodies_quote_stand_in_the_bank(book: Handbook, passages: tuple[Passage, ...]) -> None:
    """What sessions and relationships list under “Questions” is in the bank word for word, so it is open as well."""
    bank = {(lang, text) for topic in book.topics for one in topic.questions for lang, text in one.words.items()}
    found = [
        passage.finding(f"“{quoted[1]}”")
        for passage in passages
        if passage.place == "questions" and passage.kind == "item"
        if passage.entry.startswith(("sessions/", "relationships/"))
        if (quoted := re.match(r"“([^”]*[^”,]),?”", passage.text)) and (passage.language, quoted[1]) not in bank
    ]
    assert found == [], "\n".join(found)


def test_every_question_ends_as_one(book: Handbook) -> None:
    """A question ends with its mark and asks one thing."""
    found = [
        f"questions/{topic.key} ({language}) #{question.key}: “{text}”"
        for topic in book.topics
        for question in topic.questions
        for language, text in question.words.items()
        if not text.endswith("?") or text.count("?") > 1
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_two_questions_are_alike(language: str, book: Handbook) -> None:
    """No pair of questions is more than .85 alike, letter by letter."""
    texts = {
        f"{topic.key}#{question.key}": question.words[language] for topic in book.topics for question in topic.questions
    }
    found = [
        f"questions ({language}): {ratio:.3f} {one} “{texts[one]}” · {other} “{texts[other]}”"
        for ratio, one, other in alike(texts, MOST_ALIKE)
        if ratio > MOST_ALIKE
    ]
    assert found == [], "\n".join(found)


def test_every_card_can_choose_among_twelve(book: Handbook) -> None:
    """Each cell of the matrix with a card has at least twelve questions in the bank."""
    questions = [question for topic in book.topics for question in topic.questions]
    counts = {
        card.key: sum(card.relationship in one.relationships and card.session in one.sessions for one in questions)
        for card in book.cards
    }
    found = [f"cards/{key} (id, en): {count} questions" for key, count in counts.items() if count < FEWEST_IN_A_CELL]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("id", text) for text in ("Apakah kamu senang?", "Ada kendala?", "Kalau rapat mundur, bisakah ikut?")),
        *(
            ("id", text)
            for text in ("Kenapa kamu terlambat?", "Setuju atau tidak?", "Boleh cerita?", "Apa kamu capek?")
        ),
        *(
            ("en", text)
            for text in ("Are you fine?", "When work grows, do you say so?", "Why did you leave?", "Any news?")
        ),
    ],
)
def test_closed_questions_are_found(language: str, text: str) -> None:
    """Questions for yes or no, and accusing ones, are found."""
    assert closed(language, text) == [text]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Apa yang paling berat pekan ini?"),
        ("id", "Kalau ada satu hal yang boleh ditunda, mana pilihanmu?"),
        ("en", "What was the hardest part?"),
        ("en", "If you could drop one task, which would it be?"),
    ],
)
def test_open_questions_are_left_alone(language: str, text: str) -> None:
    """Open questions are not found, whatever stands inside them."""
    assert closed(language, text) == []


def test_pairs_that_read_alike_are_found() -> None:
    """Two texts that differ by a word are found, with their ratio; others are not."""
    texts = {
        "a": "What slowed you down this week?",
        "b": "What slowed you down last week?",
        "c": "Who helped you most?",
    }
    assert [(one, other) for _, one, other in alike(texts, 0.85)] == [("a", "b")]
