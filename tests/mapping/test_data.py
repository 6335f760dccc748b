"""The open data, read back by programs that do not know us."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import pytest

from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.mapping.data import COLUMNS, HandbookData

pytestmark = pytest.mark.xdist_group("mapping")


def test_the_data_follows_its_schema(mapped: Path, book: Handbook) -> None:
    """handbook.json is valid by handbook.schema.json, which is a valid schema, and holds everything once."""
    schema = json.loads((mapped / "api/handbook.schema.json").read_text(encoding="utf-8"))
    text = (mapped / "api/handbook.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(text))
    data = HandbookData.model_validate_json(text)
    assert [card.key for card in data.cards] == [card.key for card in book.cards]
    assert len(data.questions) == sum(len(topic.questions) for topic in book.topics)
    assert list(data.glossary) == [term.key for term in book.terms]
    assert [source.key for source in data.sources] == [source.key for source in book.sources]


def test_the_schema_refuses_other_data(mapped: Path) -> None:
    """The schema is no blank cheque: a card without an agenda, or with a field of its own, is not valid."""
    schema = json.loads((mapped / "api/handbook.schema.json").read_text(encoding="utf-8"))
    valid = jsonschema.Draft202012Validator(schema).is_valid
    data = json.loads((mapped / "api/handbook.json").read_text(encoding="utf-8"))
    assert valid(data)
    agenda = data["cards"][0].pop("agenda")
    assert not valid(data)
    data["cards"][0] |= {"agenda": agenda, "colour": "green"}
    assert not valid(data)


def test_questions_of_a_card_are_in_the_bank(mapped: Path) -> None:
    """Keys lead from cards to questions, and each card's pages exist in each language."""
    data = json.loads((mapped / "api/handbook.json").read_text(encoding="utf-8"))
    bank = {question["key"] for question in data["questions"]}
    for card in data["cards"]:
        assert bank.issuperset([*card["core"], *card["more"]])
        for url in card["urls"].values():
            assert (mapped / url.removeprefix(data["url"]) / "index.html").exists()


def test_a_spreadsheet_reads_the_bank(mapped: Path, book: Handbook) -> None:
    """The CSV of each language has one row a question, the same keys in the same order, and that language's words."""
    questions = [question for topic in book.topics for question in topic.questions]
    for language in book.languages:
        with (mapped / f"api/questions.{language}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
        assert tuple(rows[0]) == COLUMNS
        assert [row["key"] for row in rows] == [question.key for question in questions]
        assert [row["question"] for row in rows] == [question.words[language] for question in questions]


def test_the_status_tells_every_page(mapped: Path, book: Handbook, site: Site) -> None:
    """status.json has every entry, card and data file, with what is in step, behind and missing in each language."""
    told = json.loads((mapped / "status.json").read_text(encoding="utf-8"))
    assert told["languages"] == list(book.languages)
    assert {*book.by_reference, "glossary", "sources"} <= told["pages"].keys()
    guide = told["pages"]["guides/what-is"]
    assert guide["parts"] == {code: found.model_dump() for code, found in book.standings["guides/what-is"].items()}
    assert guide["urls"]["id"] == site.absolute("id/panduan/apa-itu-1-on-1/")
    assert (guide["written"], guide["updated"]) == (["id", "en"], book.guides[0].facts.updated.isoformat())
