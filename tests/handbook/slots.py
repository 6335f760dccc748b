"""Where an example of the table of rules is written into a copy of the tiny site."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

TEXT = "guides/what-is/id.md"
ENTRY = "guides/what-is/entry.yaml"
PAGE = "pages/privacy/entry.yaml"
CARD = "cards/team-member/regular.yaml"
QUESTIONS = "questions/regular.yaml"
SOURCES = "sources.yaml"
QUESTION = """\
  - key: another
{}
    en: "What went well?"
    depth: light
    asker: host
    relationships: [team-member]
    sessions: [regular]
"""
_KEY = re.compile(r"^([\w-]+):?", re.MULTILINE)


def with_fields(text: str, example: str) -> str:
    """YAML with the top-level fields of `example` in the place of its own ones of the same name."""
    for key in set(_KEY.findall(example)):
        text = re.sub(rf"^{key}:.*\n(?:[ \t].*\n)*", "", text, flags=re.MULTILINE)
    return f"{text}{example}\n"


def in_front(text: str, example: str) -> str:
    """A Markdown file with these fields in its front matter."""
    front, body = text.removeprefix("---\n").split("---\n", 1)
    return f"---\n{with_fields(front, example)}---\n{body}"


def in_source(text: str, example: str) -> str:
    """The ledger with another source: its key line, or its last line, is the example."""
    new = text.replace("F10", "F99") if not example.startswith("-") else text.replace("- key: F10", example)
    return f"{text}{new}{example}\n" if not example.startswith("-") else f"{text}{new}"


EDITS: Mapping[str, tuple[str, Callable[[str, str], str]]] = {
    "body": (TEXT, lambda text, example: f"{text}\n{example}\n"),
    "front": (TEXT, in_front),
    "markdown": (TEXT, lambda _text, example: example),
    "entry": (ENTRY, with_fields),
    "page": (PAGE, with_fields),
    "card": (CARD, with_fields),
    "question": (QUESTIONS, lambda text, example: text + QUESTION.format(example)),
    "source": (SOURCES, in_source),
}


def write(content: Path, slot: str, example: str, instead_of: str = "") -> None:
    """Write `example` into the tiny site below `content`; the fields of `instead_of` are taken out."""
    if slot == "path":
        path = content / example
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text("<svg></svg>\n", encoding="utf-8")
        return
    name, edit = EDITS[slot]
    text = (content / name).read_bytes().decode()
    if slot in ("front", "entry", "page", "card"):
        for key in _KEY.findall(instead_of):
            text = re.sub(rf"^{key}:.*\n(?:[ \t].*\n)*", "", text, flags=re.MULTILINE)
    (content / name).write_bytes(edit(text, example).encode())
