"""Spelling: EYD V and KBBI in Indonesian, American forms in English, the words of the glossary in both."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from plugins.handbook.model import Handbook
from tests.language.exceptions import allowed
from tests.language.passages import Passage

DATA = Path(__file__).parent / "data"
SPELLING_LIST = Path(__file__).resolve().parents[2] / "plugins" / "reading" / "spelling.id.tsv"
BEFORE = r"(?:(?:di|ke|se|ter|ber|be|per|memper|diper|meng?|men|mem|meny|me|peng?|pen|pem|peny|pe|ku|kau)-?){0,2}"
AFTER = r"(?:kan|i|an)?"
CLITIC = r"(?:-?(?:nya|ku|mu|lah|kah|pun))*"


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row[0][0] != "#"]


def whole(forms: list[str]) -> re.Pattern[str]:
    """One pattern for all `forms`; it finds whole words only."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms) or '(?!)'})(?![\w-])", re.IGNORECASE)


SHAPES = {
    "family": lambda form: BEFORE + re.escape(form) + AFTER + CLITIC,
    "word": lambda form: re.escape(form) + CLITIC,
    "narrated": lambda form: re.escape(form) + CLITIC,
    "pattern": lambda form: form,
}
SPELLING = rows(SPELLING_LIST)
FORMS = {shape: [SHAPES[shape](form) for form, _, kind in SPELLING if kind == shape] for shape in SHAPES}
ANYWHERE = re.compile("|".join([*FORMS["family"], *FORMS["word"]]), re.IGNORECASE)
NARRATED = re.compile("|".join(FORMS["narrated"]), re.IGNORECASE)
PATTERNS = whole(FORMS["pattern"])
TOKEN = re.compile(r"\w[\w'-]*")
BRITISH = whole([form for form, _ in rows(DATA / "british.en.tsv")])


@cache
def is_nonstandard(word: str, narrated: bool) -> bool:
    """Whether the list has `word`, with whatever stands before and after it; most words come back many times."""
    return bool((NARRATED if narrated else ANYWHERE).fullmatch(word))


def nonstandard(passage: Passage) -> list[str]:
    """The forms of an Indonesian passage that EYD V and KBBI do not know; in words to say, spoken forms are free."""
    return [
        *(word for word in TOKEN.findall(passage.text) if is_nonstandard(word, narrated=False)),
        *(word for word in TOKEN.findall(passage.narrated) if is_nonstandard(word, narrated=True)),
        *PATTERNS.findall(passage.text),
    ]


def avoided(book: Handbook) -> dict[str, re.Pattern[str]]:
    """For each language, the forms that the glossary lists under `avoid`."""
    return {
        language: whole([re.escape(form) + CLITIC for term in book.terms for form in term.words[language].avoid])
        for language in book.languages
    }


def test_indonesian_is_spelled_as_eyd_and_kbbi_say(passages: tuple[Passage, ...]) -> None:
    """No form of `spelling.id.tsv` stands anywhere, with any prefix, suffix or clitic."""
    found = [
        passage.finding(f"“{form}” in “{passage.text}”")
        for passage in passages
        if passage.language == "id" and not allowed("spelling", passage)
        for form in nonstandard(passage)
    ]
    assert found == [], "\n".join(found)


def test_english_is_spelled_the_american_way(passages: tuple[Passage, ...]) -> None:
    """No form of `british.en.tsv` stands anywhere."""
    found = [
        passage.finding(f"“{form}” in “{passage.text}”")
        for passage in passages
        if passage.language == "en"
        for form in BRITISH.findall(passage.text)
    ]
    assert found == [], "\n".join(found)


def test_words_that_the_glossary_avoids_are_avoided(book: Handbook, passages: tuple[Passage, ...]) -> None:
    """No form under `avoid` in glossary.yaml stands in the edition it is meant for."""
    forms = avoided(book)
    found = [
        passage.finding(f"“{form}” in “{passage.text}”")
        for passage in passages
        if not allowed("avoided", passage)
        for form in forms[passage.language].findall(passage.text)
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        *("Karirnya maju.", "Ini beresiko.", "Ia dipersilahkan masuk.", "Kehandalannya diuji.", "Mari mengantri."),
        *("antrian pesan", "Sesi dimana kita bicara", "apapun", "pekerjaan non-teknis", "antar tim", "di bahas"),
        *("topik mu", "Kedepannya lain.", "Sudah tau.", "seringkali", "rapat online"),
    ],
)
def test_the_list_finds_inflected_forms(text: str) -> None:
    """Forms with affixes, clitics and wrong joins are found."""
    assert nonstandard(Passage("probe", "id", "top", "paragraph", text)) != []


@pytest.mark.parametrize(
    "text",
    [
        *("Karier, risiko, praktik.", "Ia berubah dan memengaruhi tim.", "mengedepankan", "pertanggungjawaban"),
        *("tautan", "di mana pun", "antartim", "dibahas", "Bertemu di luar kantor.", "menjadwalkan", "bagaimanapun"),
    ],
)
def test_the_list_leaves_standard_forms_alone(text: str) -> None:
    """Standard forms that look alike are not found."""
    assert nonstandard(Passage("probe", "id", "top", "paragraph", text)) == []


@pytest.mark.parametrize("word", ["organisation", "prioritised", "behaviours", "cancelled", "counselling", "licence"])
def test_the_list_finds_british_forms(word: str) -> None:
    """Inflected British forms are found."""
    assert BRITISH.findall(word) == [word]
