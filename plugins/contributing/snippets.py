"""Contracts → snippets for VS Code: a whole file or item of each kind, with choices where the contract has them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from plugins.contributing.kinds import KINDS, Kind
from plugins.handbook.schema import Schema, said, written

TODAY = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}"
PATH = ".vscode/empat-mata.code-snippets"
ONCE = (  # prefixes, description, scope, body: what a text needs and no contract describes
    (("bagian", "section"), "judul bagian · heading", "markdown", ["", "## ${1:Judul · Title} {#${2:key}}", "", "$0"]),
    (
        ("ucap", "say"),
        "kata-kata siap ucap · words ready to be said",
        "markdown",
        ["", "!!! say", "    “${1:…}”", "", "$0"],
    ),
    (
        ("catatan", "callout"),
        "kotak · box",
        "markdown",
        ["", "!!! ${1|note,tip,warning,example|}", "    ${2:…}", "", "$0"],
    ),
    (("sumber", "cite"), "tanda sumber · source mark", "markdown", ["[^F${1:10}]$0"]),
)


def snippets(languages: tuple[str, ...]) -> str:
    """The text of the snippets file."""
    found = dict(_of_contracts(languages))
    for prefixes, description, scope, body in ONCE:
        found[f"{scope}: {prefixes[-1]}"] = _snippet(prefixes, description, scope, body)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _of_contracts(languages: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in KINDS:
        for file, contract in kind.schemas.items():
            scope = "markdown" if file.endswith(".md") else "yaml"
            prefixes = tuple(dict.fromkeys(kind.titles.values()))
            description = f"{' · '.join(prefixes)}: {file}"
            yield f"{scope}: {kind.name}", _snippet(prefixes, description, scope, _body(kind, contract, languages))


def _snippet(prefixes: tuple[str, ...], description: str, scope: str, body: list[str]) -> dict[str, Any]:
    return {"scope": scope, "prefix": list(prefixes), "description": description, "body": body}


def _body(kind: Kind, contract: str, languages: tuple[str, ...]) -> list[str]:
    schema, stops = written(contract, languages), count(1)
    if kind.name == "question":  # one question, to be put at the end of a topic
        schema = schema["properties"]["questions"]
    lines = list(_value(schema, "", stops))
    if contract.endswith("-words"):
        return ["---", *lines, "---", "", f"${next(stops)}", ""]
    return [f"  {line}" for line in lines] if kind.name == "question" else lines


def _value(schema: Schema, language: str, stops: Iterator[int], about: str = "…") -> Iterator[str]:
    """The lines of a mapping or of a list with one item; `about` describes what has no description of its own."""
    if schema.get("type") == "array":
        first, *rest = _value(schema["items"], language, stops, about)
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)
        return
    for key, child in schema["properties"].items():
        if key in schema.get("required", ()):
            yield from _field(key, child, language, stops, about)


def _field(key: str, child: Schema, language: str, stops: Iterator[int], about: str) -> Iterator[str]:
    side = key if key in ("id", "en") else language
    about = child.get("description", about)
    item = child.get("items", {})
    if child.get("type") == "array" and not item.get("properties"):
        yield f"{key}: [{_leaf(item, side, stops, about)}]"
    elif child.get("properties") or child.get("type") == "array":
        yield f"{key}:"
        yield from (f"  {line}" for line in _value(child, side, stops, about))
    else:
        yield f"{key}: {_leaf(child, side, stops, about)}"


def _leaf(schema: Schema, language: str, stops: Iterator[int], about: str) -> str:
    if schema.get("format") == "date":
        return TODAY
    if "enum" in schema:
        return f"${{{next(stops)}|{','.join(schema['enum'])}|}}"
    if schema.get("type") == "integer":
        return f"${{{next(stops)}:{schema.get('examples', [schema['minimum']])[0]}}}"
    shown = str(schema["examples"][0]) if schema.get("examples") else _told(about, language)
    shown = shown.replace("}", "\\}").replace("$", "\\$")
    return f"${{{next(stops)}:{shown}}}" if "pattern" in schema else f'"${{{next(stops)}:{shown}}}"'


def _told(about: str, language: str) -> str:
    return said(about, language) if language or about == said(about, "id") else f"{said(about, 'id')} · {about}"
