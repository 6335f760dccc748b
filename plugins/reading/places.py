"""The path of a file → what it is: kind, key and language come from where it lies, nobody types them a second time."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from plugins.handbook.contract import KEY_PATTERN
from plugins.handbook.keys import slugged
from plugins.handbook.nearness import closest
from plugins.handbook.problem import START, Problem, problem
from plugins.reading.files import ROOT

KINDS = ("guides", "sessions", "relationships", "pages")
FOLDERS = (*KINDS, "cards", "questions", "images")
LISTS = ("glossary.yaml", "sources.yaml")
PASSED_OVER = ("translations.lock",)  # the lock of the translations, read by the room that keeps it
Role = Literal["entry", "words", "cards", "questions", "glossary", "sources", "images"]

_KEY = re.compile(KEY_PATTERN)


class Spot(NamedTuple):
    """What a file is. `reference` names the entry or card; `schema` names its contract."""

    role: Role
    schema: str = ""
    reference: str = ""
    language: str = ""


def place(path: str, languages: tuple[str, ...]) -> Spot | Problem | None:
    """What the file at `path` is, a finding when nothing can be, None when it is not the reader's."""
    folder, *rest = path.split("/")[1:]
    if not rest:
        return _top(path, folder)
    if folder not in FOLDERS:
        shown = f"{ROOT}/{folder}"
        return problem(shown, START, "F130", suggestion=closest(folder, FOLDERS), value=folder, choices=FOLDERS)
    if folder == "images":
        return Spot("images")
    if folder in KINDS:
        return _entry(path, folder, rest, languages)
    depth, expected = (2, "<relationship>/<session>.yaml") if folder == "cards" else (1, "<topic>.yaml")
    if len(rest) != depth:
        return problem(path, START, "F131", expected=f"{ROOT}/{folder}/{expected}")
    return _data(path, folder, rest)


def wrong_key(path: str, name: str, key: str = "key") -> Problem | None:
    """A finding when a name in a path is no key."""
    if _KEY.match(name) and 2 <= len(name) <= 60:
        return None
    return problem(path, START, "F117", suggestion=slugged(name), key=key, value=name)


def _top(path: str, name: str) -> Spot | Problem | None:
    if name == "glossary.yaml":
        return Spot("glossary", "glossary")
    if name == "sources.yaml":
        return Spot("sources", "sources")
    if name in PASSED_OVER:
        return None
    return _unknown(path, name, LISTS)


def _entry(path: str, kind: str, rest: list[str], languages: tuple[str, ...]) -> Spot | Problem:
    if len(rest) != 2:
        return problem(path, START, "F131", expected=f"{ROOT}/{kind}/<key>/{rest[-1]}")
    key, name = rest
    if wrong := wrong_key(f"{ROOT}/{kind}/{key}", key):
        return wrong
    if name == "entry.yaml":
        return Spot("entry", f"{kind}-entry", f"{kind}/{key}")
    stem, dot, ending = name.rpartition(".")
    if ending == "md":
        if stem in languages:
            return Spot("words", f"{kind}-words", f"{kind}/{key}", stem)
        return problem(path, START, "F132", suggestion=closest(stem, languages), value=stem, choices=languages)
    if stem in (*languages, "entry"):
        return problem(path, START, "F133", value=f"{dot}{ending}", expected=".yaml" if stem == "entry" else ".md")
    return _unknown(path, name, ("entry.yaml", *(f"{language}.md" for language in languages)))


def _data(path: str, folder: str, rest: list[str]) -> Spot | Problem:
    stem, dot, ending = rest[-1].rpartition(".")
    if ending != "yaml":
        return problem(path, START, "F133", value=f"{dot}{ending}", expected=".yaml")
    if wrong := next(filter(None, (wrong_key(path, name) for name in (*rest[:-1], stem))), None):
        return wrong
    if folder == "cards":
        return Spot("cards", "cards", f"cards/{rest[0]}/{stem}")
    return Spot("questions", "questions", stem)


def _unknown(path: str, name: str, choices: tuple[str, ...]) -> Problem:
    return problem(path, START, "F134", suggestion=closest(name, choices), value=name, choices=choices)
