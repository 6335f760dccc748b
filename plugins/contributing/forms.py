"""Contracts → the issue forms of the code host, in both languages at once: nobody has to choose a form by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from plugins.handbook.checks.lengths import LIMITS
from plugins.handbook.schema import Schema, said, written

FOLDER = ".github/ISSUE_TEMPLATE"
Item = dict[str, Any]


def forms(languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Path and text of every form, and the switch that leaves no blank one."""
    made = {
        "1-guide.yml": _guide(),
        "2-card-or-question.yml": _question(languages),
        "3-relationship.yml": _relationship(languages),
        "4-bug.yml": _bug(),
        "config.yml": {"blank_issues_enabled": False},
    }
    for name, form in made.items():
        text = yaml.dump(form, allow_unicode=True, sort_keys=False, width=1000)
        yield f"{FOLDER}/{name}", f"# inv schema\n{text}"


def _form(name: str, description: str, title: str, label: str, body: list[Item]) -> Item:
    return {"name": name, "description": description, "title": title, "labels": [label], "body": body}


def _guide() -> Item:
    return _form(
        "Panduan keliru · A guide is wrong",
        "Kalimat yang salah, janggal, atau usang · a sentence that is wrong, odd or out of date",
        "Panduan · Guide: ",
        "guide",
        [
            _input("page", "Alamat halaman · Address of the page", "/id/panduan/apa-itu-1-on-1/#…", True),
            _area("wrong", "Yang keliru · What is wrong", "Salin kalimatnya. · Quote the sentence.", True),
            _area("instead", "Sebaiknya · What it should say", "Satu bahasa cukup. · One language is enough.", False),
            _input("source", "Sumber, kalau ada · A source, if there is one", "https://…", False),
        ],
    )


def _question(languages: tuple[str, ...]) -> Item:
    question = written("questions", languages)["properties"]["questions"]["items"]["properties"]
    bound = {"maxLength": LIMITS["question"]}
    words = [_of_field(f"words-{side}", question[side] | bound, side, False) for side in languages]
    return _form(
        "Usul kartu atau pertanyaan · Propose a card or a question",
        "Pertanyaan pembuka obrolan, atau kartu satu pasangan · a question that opens a talk, or a card for a pair",
        "Kartu/pertanyaan · Card/question: ",
        "card",
        [
            _choice("what", "Yang diusulkan · What you propose", ["pertanyaan · question", "kartu · card"]),
            *words,
            _of_field("depth", question["depth"], "", False),
            _of_field("asker", question["asker"], "", False),
            _input("pair", "Hubungan dan sesi · Relationship and session", "team-member × regular", True),
            _area("why", "Kapan ini dibutuhkan? · When is it needed?", "", True),
        ],
    )


def _relationship(languages: tuple[str, ...]) -> Item:
    facts = written("relationships-entry", languages)["properties"]
    words = written("relationships-words", languages)["properties"]
    asked = [_of_field(name, words[name], "", True) for name in ("host", "guest")]
    chosen = [_of_field(name, facts[name], "", True) for name in ("owner", "holder")]
    return _form(
        "Hubungan baru · New relationship",
        "Dua orang yang bertemu dan belum ada di buku ini · two people who meet and are not in the book yet",
        "Hubungan · Relationship: ",
        "relationship",
        [
            *asked,
            *chosen,
            _of_field("rhythm", facts["rhythm"]["items"] | {"description": "usual rhythm"}, "", True),
            _input("length", "Lama, menit · Length, minutes", "30–60", True),
            _area(
                "different", "Apa bedanya dari yang sudah ada? · What makes it different from those we have?", "", True
            ),
        ],
    )


def _bug() -> Item:
    return _form(
        "Ada yang rusak · Bug",
        "Situs, PDF, atau perintahnya tidak bekerja · the site, a PDF or a command does not work",
        "Rusak · Bug: ",
        "bug",
        [
            _area("seen", "Yang terjadi · What happens", "", True),
            _area("expected", "Yang diharapkan · What should happen", "", True),
            _area("steps", "Langkah untuk mengulanginya · Steps that show it", "1. …", True),
            _input("where", "Peramban, printer, atau sistem · Browser, printer or system", "", False),
        ],
    )


def _of_field(name: str, schema: Schema, language: str, required: bool) -> Item:
    """The question for one field of a contract: its choices, or its words with their bound."""
    english = schema.get("description", name)
    label = said(english, language) if language else f"{said(english, 'id')} · {english}"
    label = f"{label[0].upper()}{label[1:]}" + (f" ({language})" if language else "")
    if "enum" in schema:
        return _choice(name, label, list(schema["enum"]), required)
    bound = schema.get("maxLength")
    hint = f"≤ {bound}" if bound else ""
    return _input(name, label, str(schema.get("examples", [hint])[0]), required)


def _input(name: str, label: str, placeholder: str, required: bool) -> Item:
    return _item("input", name, label, {"placeholder": placeholder} if placeholder else {}, required)


def _area(name: str, label: str, description: str, required: bool) -> Item:
    return _item("textarea", name, label, {"description": description} if description else {}, required)


def _choice(name: str, label: str, options: list[str], required: bool = True) -> Item:
    return _item("dropdown", name, label, {"options": options}, required)


def _item(kind: str, name: str, label: str, more: Mapping[str, Any], required: bool) -> Item:
    attributes = {"label": label, **more}
    return {"type": kind, "id": name, "attributes": attributes, "validations": {"required": required}}
