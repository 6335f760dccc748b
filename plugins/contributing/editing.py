"""The text of a content file → the same text with one thing added or taken out; every other byte stays."""

from __future__ import annotations

import re

from plugins.contributing.placeholders import scalar

_FENCE = re.compile(r"\A---\n.*?\n(?=---\n)", re.DOTALL)
_EMPTY = re.compile(r"(?m)^empty:\n((?:[ ]+.*\n)*)")


class UneditableError(ValueError):
    """A file is written in a way that cannot be edited by a program; the message is what was looked for."""


def with_name(text: str, question: str, field: str, name: str) -> str:
    """A topic in which the question with the key `question` also lists `name` in `field: [a, b]`."""
    item = re.compile(rf"(?ms)^(  - key: {re.escape(question)}\n(?:(?!^  - ).)*?^    {field}: \[)([^\]\n]*)\]")
    found = item.search(text)
    if not found:
        raise UneditableError(f"{question}.{field}")
    names = [each.strip() for each in found[2].split(",") if each.strip()]
    if name in names:
        return text
    return f"{text[: found.start(2)]}{', '.join([*names, name])}{text[found.end(2) :]}"


def with_reason(text: str, session: str, reason: str) -> str:
    """The words of a relationship that say in one line why `session` has no card."""
    front = _front(text)
    line = f"  {session}: {scalar(reason)}\n"
    found = _EMPTY.search(front)
    changed = front[: found.end()] + line + front[found.end() :] if found else f"{front}empty:\n{line}"
    return changed + text[len(front) :]


def without_reason(text: str, session: str) -> str:
    """The words of a relationship without the line that says why `session` has no card."""
    front = _front(text)
    changed = re.sub(rf"(?m)^  {re.escape(session)}: .*\n", "", front)
    changed = re.sub(r"(?m)^empty:\n(?![ ])", "", changed)
    return changed + text[len(front) :]


def with_alias(text: str, slug: str) -> str:
    """The words of an entry with a new slug; the old one becomes the first of its aliases."""
    front = _front(text)
    old = re.search(r"(?m)^slug: *[\"']?([a-z0-9-]+)[\"']? *$", front)
    if not old:
        raise UneditableError("slug")
    listed = re.search(r"(?m)^aliases: *\[([^\]\n]*)\] *\n", front)
    if not listed and re.search(r"(?m)^aliases:", front):
        raise UneditableError("aliases")
    names = [name.strip() for name in listed[1].split(",") if name.strip()] if listed else []
    names = [old[1], *(name for name in names if name not in (slug, old[1]))]
    changed = front.replace(listed[0], "", 1) if listed else front
    line = f"slug: {slug}\naliases: [{', '.join(names)}]"
    return changed.replace(old[0], line, 1) + text[len(front) :]


def with_item(text: str, item: str) -> str:
    """A list with one more item at its end."""
    return f"{text.rstrip(chr(10))}\n{item}" if text.strip() else item


def _front(text: str) -> str:
    found = _FENCE.match(text)
    if not found:
        raise UneditableError("---")
    return found[0]
