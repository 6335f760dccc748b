"""What `inv status`, `inv diff`, `inv sync` and `inv build --release` do: texts in, lines out, an exit code back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from plugins.handbook.freshness.changes import changes
from plugins.handbook.freshness.history import history
from plugins.handbook.freshness.lock import PATH, load, parse, save, written
from plugins.handbook.freshness.report import as_json, as_text
from plugins.handbook.freshness.states import Comparison, agree, compare
from plugins.handbook.freshness.units import ROOT, belongs, key_of, reference_of, units
from plugins.handbook.freshness.words import counted, say
from plugins.handbook.freshness.work import work
from plugins.handbook.nearness import closest

DONE, REFUSED, USAGE = 0, 1, 2
ALL = ""

Texts = Mapping[str, str | None]  # path → text, None for one that cannot be read


def comparison_of(root: Path, texts: Texts, languages: tuple[str, ...]) -> Comparison:
    """How every unit of the project in `root` stands. OSError when the lock cannot be read."""
    return compare(units(texts, languages), parse(load(root / ROOT)), languages)


def status(root: Path, texts: Texts, languages: tuple[str, ...], language: str, into: str, now: int, json: bool) -> int:
    """Tell what each language (or only `into`) has to catch up with; `now` in seconds, for the age."""
    if into and into not in languages:
        return _refuse(say("unknown-language", language, asked=into, choices=", ".join(languages)), USAGE)
    past = history(root)
    times = past.last_changes() if past else {}
    found = work(comparison_of(root, texts, languages), languages, times, now)
    chosen = (into,) if into else languages
    print(as_json(found, chosen) if json else as_text(found, chosen, language), end="")
    return REFUSED if found.faults else DONE


def diff(root: Path, texts: Texts, languages: tuple[str, ...], language: str, asked: str) -> int:
    """Show what changed in the units that `asked` names and that are not in step."""
    comparison = comparison_of(root, texts, languages)
    key = key_of(asked, languages)
    named = [state for state in comparison.states.values() if belongs(state.unit, key)]
    if not named:
        return _unknown(comparison, key, language)
    uneven = [state for state in named if state.kind != "in-step"]
    if not uneven:
        print(say("nothing-to-compare", language, key=key))
        return DONE
    past = history(root)
    if past is None:
        print(say("no-history", language))
    print("\n\n".join("\n".join(changes(comparison, state, past, language)) for state in uneven))
    return DONE


def sync(root: Path, texts: Texts, languages: tuple[str, ...], language: str, asked: str) -> int:
    """Stamp the units that `asked` names (`ALL`: every one) as compared, drop those that are gone, and say so."""
    comparison = comparison_of(root, texts, languages)
    key = key_of(asked, languages) if asked else ALL
    if comparison.lock.faults:
        return _refuse("\n".join(say("fault", language, path=PATH, line=line) for line in comparison.lock.faults))

    def chosen(unit: str) -> bool:
        return not key or belongs(unit, key)

    unread = [reference for reference in sorted(comparison.units.unread) if not key or reference_of(key) == reference]
    if unread:
        return _refuse(say("unreadable", language, references=", ".join(unread)))
    if not any(map(chosen, [*comparison.states, *comparison.removed])):
        return _unknown(comparison, key, language)
    return _save(root, comparison, chosen, languages, language)


def refuse_release(root: Path, texts: Texts, languages: tuple[str, ...], language: str, limit: int) -> int:
    """Refuse a release in which more than `limit` units have not been compared."""
    count = len(comparison_of(root, texts, languages).stale(languages))
    if count <= limit:
        return DONE
    return _refuse(say("refused", language, count=counted(count, "unit", language), limit=limit))


def _save(
    root: Path, comparison: Comparison, chosen: Callable[[str], bool], languages: tuple[str, ...], language: str
) -> int:
    before, after = comparison.lock.agreed, agree(comparison, chosen)
    if parse(written(before, languages)).agreed != parse(written(after, languages)).agreed:
        try:
            save(root / ROOT, written(after, languages))
        except OSError as error:
            return _refuse(say("unsaved", language, path=PATH, reason=error.strerror or error))
        stamped = sum(before.get(unit) != hashes for unit, hashes in after.items())
        counts = [say("stamped", language, count=counted(stamped, "unit", language))] if stamped else []
        if gone := len(before.keys() - after.keys()):
            counts.append(say("dropped", language, count=counted(gone, "unit", language)))
        print(say("synced", language, path=PATH, counts=", ".join(counts)))
    else:
        print(say("untouched", language, path=PATH))
    waiting = [state.unit for state in comparison.states.values() if chosen(state.unit) and state.kind == "missing"]
    if waiting:
        print(say("waits", language, units=", ".join(waiting)))
    return DONE


def _unknown(comparison: Comparison, key: str, language: str) -> int:
    references = {*map(reference_of, comparison.states)}
    # Several entries may have one name: the first of them, as references sort.
    named = {reference.rpartition("/")[2]: reference for reference in sorted(references, reverse=True)}
    close = closest(key, sorted({*comparison.states, *references}))
    if "/" not in key:  # the name alone, without its folder
        close = named.get(closest(key, named) or "", close)
    meant = f" {say('did-you-mean', language, key=close)}" if close else ""
    return _refuse(say("unknown-key", language, key=key) + meant, USAGE)


def _refuse(line: str, code: int = REFUSED) -> int:
    print(line, file=sys.stderr)
    return code
