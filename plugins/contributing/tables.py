"""Contracts → the field tables of CONTRIBUTING, in each language, put between their markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from plugins.contributing.kinds import KINDS, Kind
from plugins.handbook.checks.lengths import LIMITS
from plugins.handbook.schema import Schema, said, written

PATH = "CONTRIBUTING.md"
HEADS: Mapping[str, tuple[str, ...]] = {
    "id": ("Kolom", "Isi", "Batas"),
    "en": ("Field", "What it holds", "Bounds"),
}
BUDGET_HEAD: Mapping[str, tuple[str, str]] = {
    "id": ("Teks", "paling panjang"),
    "en": ("Text", "at most"),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "optional": "boleh tidak ada",
        "choices": "salah satu: {}",
        "range": "{}–{}",
        "longest": "paling panjang {} karakter",
        "most": "paling banyak {}",
        "date": "tanggal",
        "key": "huruf kecil, angka, tanda hubung",
        "url": "diawali https://",
    },
    "en": {
        "optional": "may be left out",
        "choices": "one of: {}",
        "range": "{}–{}",
        "longest": "{} characters at most",
        "most": "{} at most",
        "date": "a date",
        "key": "lower-case letters, digits, hyphens",
        "url": "begins with https://",
    },
}


def filled(text: str, languages: tuple[str, ...], budgets: Mapping[str, str]) -> str:
    """The same text with fresh tables between the markers; `budgets` has the table of text lengths by language."""
    for language in HEADS:
        text = _between(text, f"fields {language}", fields(languages, language))
        text = _between(text, f"budget {language}", budgets[language])
    return text


def fields(languages: tuple[str, ...], language: str) -> str:
    """Every field of every kind of file, as one folded table a kind."""
    return "\n".join(_tables(languages, language)).strip()


def budget(rows: Iterable[tuple[str, int, Mapping[str, int]]], language: str) -> str:
    """How long each text of a card may be, and how many characters fill one line of it on each paper."""
    listed = list(rows)
    head = (*BUDGET_HEAD[language], *(paper.capitalize() for paper in listed[0][2]))
    return table(head, [(f"`{name}`", str(most), *map(str, lines.values())) for name, most, lines in listed])


def limit_of(contract: str, name: str, languages: tuple[str, ...]) -> int | None:
    """How many characters the text of a field may have; None where its contract sets no bound."""
    schema = written(contract, languages)
    item = schema
    for step in name.replace("[]", "").split("."):
        item = item.get("items", item)["properties"][step]
    return _longest(item, name, contract)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _tables(languages: tuple[str, ...], language: str) -> Iterator[str]:
    for kind in KINDS:
        title = kind.titles[language]
        yield f"<details><summary>{title[0].upper()}{title[1:]}</summary>\n"
        for file, contract in kind.schemas.items():
            yield f"{_whole(kind, file)}\n"
            rows = [
                (f"`{name}`", said(about, language), _bounds(schema, language, name, contract, needed))
                for name, about, schema, needed in _fields(written(contract, languages), languages, "")
            ]
            yield table(HEADS[language], rows) + "\n"
        yield "</details>\n"


def _whole(kind: Kind, file: str) -> str:
    names = file.split(", ")
    return ", ".join(
        [f"`{kind.place}{names[0]}`" if kind.is_entry else f"`{kind.place}`", *map("`{}`".format, names[1:])]
    )


def _fields(schema: Schema, languages: tuple[str, ...], above: str) -> Iterator[tuple[str, str, Schema, bool]]:
    """Each field with its name, what it holds, its schema, and whether it must be there; one row for all languages."""
    if schema.get("type") == "array":
        yield from _fields(schema["items"], languages, above)
        return
    for key, child in schema["properties"].items():
        if key in languages[1:]:
            continue
        name = f"{above}{'`, `'.join(languages) if key in languages else key}"
        inner = child.get("items", child)
        yield name, child.get("description", ""), child, key in schema.get("required", ())
        if any(field not in languages for field in inner.get("properties", {})):
            part = f"{above}…" if key in languages else name
            yield from _fields(inner, languages, f"{part}[]." if "items" in child else f"{part}.")


def _bounds(schema: Schema, language: str, name: str, contract: str, required: bool) -> str:
    words, told = WORDS[language], []
    item: Any = schema.get("items", schema)
    pattern = str(item.get("pattern", ""))
    if "enum" in item:
        told.append(words["choices"].format(", ".join(f"`{value}`" for value in item["enum"])))
    if "minimum" in item:
        told.append(words["range"].format(item["minimum"], item["maximum"]))
    if item.get("format") == "date":
        told.append(words["date"])
    if pattern.startswith("^[a-z0-9]"):
        told.append(words["key"])
    elif pattern.startswith("^https"):
        told.append(words["url"])
    elif longest := _longest(item, name, contract):
        told.append(words["longest"].format(longest))
    if most := schema.get("maxItems"):
        told.append(words["most"].format(most))
    return "; ".join([*told, *([] if required else [words["optional"]])])


def _longest(item: Schema, name: str, contract: str) -> int | None:
    """How many characters a text may have: on a card what fits, elsewhere what the contract says."""
    printed = {"questions[].id": "question"} if contract == "questions" else {}
    if contract == "cards":
        printed = {f"prepare.{side}": "prepare" for side in ("host", "guest")}
        printed |= {key.replace("agenda.", "agenda[]."): key for key in LIMITS if key != "prepare"}
    if found := LIMITS.get(printed.get(name.partition("`")[0], "")):
        return found
    side: Schema = next(iter(item.get("properties", {}).values()), {})
    longest: int | None = item.get(
        "maxLength", None if name == "prepare" or "properties" in side else side.get("maxLength")
    )
    return longest if contract != "glossary" or "`" not in name else None


def _between(text: str, name: str, inside: str) -> str:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`; ValueError when the markers are not there."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    replaced, count = marks.subn(lambda found: f"{found[1]}\n{inside}\n\n{found[2]}", text)
    if count != 1:
        raise ValueError(f"{PATH}: markers of {name!r}: {count}, not 1")
    return replaced
