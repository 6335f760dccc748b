"""The JSON Schemas under `schema/`."""

from __future__ import annotations

import json
from pathlib import Path

from plugins.handbook.schema import texts

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_schemas_are_current() -> None:
    """`schema/` holds exactly what the contracts say; `inv schema` writes it."""
    committed = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "schema").iterdir()}
    assert committed == dict(texts(("id", "en")))


def test_languages_stand_beside_the_other_fields() -> None:
    """A question is written with `id` and `en` among its fields, both needed, and nothing else is allowed."""
    topic = json.loads(dict(texts(("id", "en")))["questions.json"])
    question = topic["properties"]["questions"]["items"]
    assert list(question["properties"]) == [
        *("asker", "care", "depth", "en", "follow_up", "id", "key", "relationships", "sessions")
    ]
    assert question["required"] == ["key", "depth", "asker", "relationships", "sessions", "id", "en"]
    assert question["additionalProperties"] is False


def test_a_third_language_is_no_code() -> None:
    """With another list of languages, every pair becomes a triple."""
    card = json.loads(dict(texts(("id", "en", "jv")))["cards.json"])
    assert card["properties"]["title"]["required"] == ["id", "en", "jv"]
