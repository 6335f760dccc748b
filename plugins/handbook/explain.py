"""The table of rules → what `inv explain` says of one code, and the chapters of the page about the check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from textwrap import indent

from plugins.handbook.rules import rules, table

FALLBACK = "en"


class _Blank(dict[str, object]):
    """Stands for the facts of a finding that does not exist."""

    def __missing__(self, _key: str) -> str:
        return "…"


@dataclass(frozen=True)
class Told:
    """One rule in one language, its facts left open and its examples as they can be printed."""

    code: str
    level: str
    message: str
    variants: tuple[str, ...]
    cure: str
    bad: str
    good: str
    fix: bool
    waivable: bool


@dataclass(frozen=True)
class Chapter:
    """The rules whose codes begin with the same letter."""

    letter: str
    title: str
    why: str
    rules: tuple[Told, ...]


def told(code: str, language: str) -> Told:
    """The rule `code` in a language, English where there are no messages in it; KeyError when there is no such rule."""
    language = _known(language)
    rule = rules()[code]
    texts = (rule.message, *rule.variants.values(), rule.cure)
    message, *variants, cure = (text[language].format_map(_Blank()) for text in texts)
    level = table().words[rule.level][language]
    examples = (shown(rule.bad), shown(rule.good))
    return Told(code, level, message, tuple(variants), cure, *examples, rule.fix, rule.waivable)


def chapters(language: str) -> tuple[Chapter, ...]:
    """Every rule, by family in the order of the table, then by code."""
    language = _known(language)
    return tuple(
        Chapter(
            letter=letter,
            title=family.title[language],
            why=family.why[language],
            rules=tuple(told(code, language) for code in sorted(rules()) if code[0] == letter),
        )
        for letter, family in table().families.items()
    )


def words(language: str) -> Mapping[str, str]:
    """The words of the report and of an explanation in one language."""
    return {name: wording[_known(language)] for name, wording in table().words.items()}


def meant(code: str) -> str | None:
    """The code that was probably meant."""
    typed = code[:20].strip().upper()
    begun = (known for known in sorted(rules()) if len(typed) > 1 and known.startswith(typed))
    found = get_close_matches(typed, sorted(rules()), n=1, cutoff=0.5)
    return next(begun, found[0] if found else None)


def explained(code: str, language: str) -> str:
    """What `inv explain` prints; KeyError when there is no such rule."""
    language = _known(language)
    rule = told(code.strip().upper(), language)
    family = table().families[rule.code[0]]
    say = words(language)
    lines = [f"{rule.code} · {rule.level} · {family.title[language]}", "", f"  {rule.message}"]
    lines += [f"  {variant}" for variant in rule.variants]
    lines += ["", family.why[language], f"{say['cure'].capitalize()}: {rule.cure}"]
    lines += [say["can-fix"]] if rule.fix else []
    lines += [say["can-waive"].format(code=rule.code)] if rule.waivable else []
    for name, example in (("bad", rule.bad), ("good", rule.good)):
        lines += ["", f"{say[name]}:", indent(example, "    ")]
    return "\n".join(lines) + "\n"


def shown(example: str) -> str:
    """An example as it can be printed: what is not seen is named, a long line is cut."""
    named = "".join(_named(letter) for letter in example.strip("\n"))
    return "\n".join(f"{line[:100]}…" if len(line) > 100 else line for line in named.split("\n"))


def _named(letter: str) -> str:
    if letter.isprintable() or letter == "\n":
        return letter
    return "→" if letter == "\t" else f"⟨U+{ord(letter):04X}⟩"


def _known(language: str) -> str:
    return language if language in table().words["clean"] else FALLBACK
