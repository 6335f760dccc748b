"""Contracts → the JSON Schema of every file kind, as its YAML is written: languages side by side, no unknown keys.

The same schemas tell the reader (`plugins.reading.fields`) which keys a mapping may have, and editors what to offer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from plugins.handbook import contract
from plugins.handbook.frozen import Plain, Root

Schema = dict[str, Any]
CATALOGUE = Path(__file__).with_name("descriptions.yaml")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Glossary(Root):
    """`content/glossary.yaml`: the terms, one a list item."""

    root: tuple[contract.Term, ...]


class Ledger(Root):
    """`content/sources.yaml`: the evidence ledger, one source a list item."""

    root: tuple[contract.Source, ...]


MODELS: Mapping[str, type[Plain]] = {
    "guides-entry": contract.GuideFacts,
    "sessions-entry": contract.SessionFacts,
    "relationships-entry": contract.RelationshipFacts,
    "pages-entry": contract.PageFacts,
    "guides-words": contract.EntryWords,
    "sessions-words": contract.SessionWords,
    "relationships-words": contract.RelationshipWords,
    "pages-words": contract.EntryWords,
    "cards": contract.CardFacts,
    "questions": contract.TopicFacts,
    "glossary": Glossary,
    "sources": Ledger,
}


def texts(languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """File name and text of every schema: `cards.json`, …"""
    for name in MODELS:
        schema = {"$schema": DIALECT, **_bilingual(written(name, languages))}
        yield f"{name}.json", json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@lru_cache(maxsize=1)
def descriptions() -> Mapping[str, str]:
    """What the fields hold: the description of the contract (English) → Indonesian."""
    import yaml  # few builds describe a field

    found: dict[str, str] = yaml.load(CATALOGUE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


def said(description: str, language: str) -> str:
    """A field's description in Indonesian, or as the contract has it for every other language."""
    return descriptions().get(description, description) if language == "id" else description


def _bilingual(schema: Any) -> Any:
    """The same schema, whose fields say what they hold in both languages: an editor shows it beside the field."""
    if isinstance(schema, list):
        return [_bilingual(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: _bilingual(value) for key, value in schema.items()}
    text = schema.get("description")
    if isinstance(text, str) and text in descriptions():
        told["description"] = f"{descriptions()[text]} · {text}"
    return told


@lru_cache(maxsize=64)
def written(name: str, languages: tuple[str, ...]) -> Schema:
    """The schema of one file kind as its YAML is written, without references."""
    schema = MODELS[name].model_json_schema()
    definitions = schema.pop("$defs", {})
    plain: Schema = _side_by_side(_inlined(schema, definitions), languages)
    return plain


def _inlined(schema: Any, definitions: Mapping[str, Schema]) -> Any:
    """References replaced by what they point to; the words of the place where they stand win."""
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _inlined(value, definitions) for key, value in schema.items() if key != "$ref"}
    if "$ref" in schema:
        target = definitions[schema["$ref"].removeprefix("#/$defs/")]
        return {**_inlined(target, definitions), **plain}
    return plain


def _side_by_side(schema: Any, languages: tuple[str, ...]) -> Any:
    """Maps from language to words become one field a language; `words` gives its languages to its parent."""
    if isinstance(schema, list):
        return [_side_by_side(item, languages) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: _side_by_side(value, languages) for key, value in schema.items()}
    options = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:  # YAML has no null here: a field that may be left out is just not required
        schema = {**options[0], **{key: value for key, value in schema.items() if key not in ("anyOf", "default")}}
    if schema.get("title") in ("Text", "Words") and isinstance(schema.get("additionalProperties"), dict):
        return _of_languages(schema, languages)
    if "patternProperties" in schema:
        schema["additionalProperties"] = False
    if schema.get("type") == "object" and "words" in schema.get("properties", {}):
        return _with_languages(schema, languages)
    return schema


def _of_languages(schema: Schema, languages: tuple[str, ...]) -> Schema:
    kept = {key: value for key, value in schema.items() if key not in ("title", "additionalProperties")}
    side = dict.fromkeys(languages, schema["additionalProperties"])
    return {**kept, "properties": side, "required": list(languages), "additionalProperties": False}


def _with_languages(schema: Schema, languages: tuple[str, ...]) -> Schema:
    properties: Schema = {}
    for key, value in schema["properties"].items():
        told = {"description": value["description"]} if "description" in value else {}
        sides = {language: {**side, **told} for language, side in value.get("properties", {}).items()}
        properties |= sides if key == "words" else {key: value}
    required = [key for key in schema.get("required", []) if key != "words"]
    return {**schema, "properties": properties, "required": [*required, *languages]}
