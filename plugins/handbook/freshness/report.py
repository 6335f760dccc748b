"""Work → what `inv status` prints: lines for people, or JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from plugins.handbook.freshness.lock import PATH
from plugins.handbook.freshness.states import State
from plugins.handbook.freshness.words import counted, name, names, say
from plugins.handbook.freshness.work import Page, Task, Work


def as_text(work: Work, chosen: tuple[str, ...], language: str) -> str:
    """The work of the `chosen` languages, in words of `language`."""
    lines = [say("fault", language, path=PATH, line=line) for line in work.faults]
    for code in chosen:
        lines += _of_language(work.pages[code], code, language)
    for key, names_ in (("never", work.new), ("removed", work.removed), ("unread", work.unread)):
        if names_:
            lines += [say(key, language, count=counted(len(names_), "unit", language)), *(f"  {one}" for one in names_)]
    if work.new or work.removed or any(work.pages[code] for code in chosen):
        lines.append(say("next", language))
    return "".join(f"{line}\n" for line in lines)


def as_json(work: Work, chosen: tuple[str, ...]) -> str:
    """The same for machines. Names of fields and states do not depend on any language."""
    pages = [page for code in chosen for page in work.pages[code]]
    tree = {
        "languages": {code: _totals(work.pages[code]) for code in chosen},
        "pages": [_page(page) for page in pages],
        "new": work.new,
        "removed": work.removed,
        "unread": work.unread,
        "lock_faults": work.faults,
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def told(state: State, language: str) -> str:
    """The state of a unit in words."""
    parts: list[str] = []
    if state.kind == "newer":
        parts.append(say("newer", language, language=names(state.newer, language)))
    elif state.kind == "both":
        parts.append(say("both-of-two" if len(state.newer) == 2 else "both", language))
    elif state.kind == "new":
        parts.append(say("new", language))
    if state.missing:
        parts.append(say("missing", language, language=names(state.missing, language)))
    return ", ".join(parts) or say("same", language)


def code_of(state: State) -> str:
    """The state of a unit for machines: `in-step`, `id-newer`, `both-changed`, `missing`, `new`."""
    return {"newer": f"{'-'.join(state.newer)}-newer", "both": "both-changed"}.get(state.kind, state.kind)


def _of_language(pages: Sequence[Page], code: str, language: str) -> Iterator[str]:
    if not pages:
        yield say("in-step", language, language=name(code, language))
        return
    tasks = [task for page in pages for task in page.tasks]
    yield say("behind", language, language=name(code, language), counts=_counts(tasks, None, language))
    width = max((len(task.state.unit) for page in pages if page.is_written for task in page.tasks), default=0)
    for page in pages:
        counts = _counts(page.tasks, page.age, language)
        if not page.is_written:
            yield say("page", language, page=page.reference, counts=f"{say('unwritten', language)} · {counts}")
            continue
        yield say("page", language, page=page.reference, counts=counts)
        for task in page.tasks:
            yield say("unit", language, unit=task.state.unit.ljust(width), state=told(task.state, language))


def _counts(tasks: Sequence[Task], age: int | None, language: str) -> str:
    counts = [counted(len(tasks), "unit", language), counted(sum(task.words for task in tasks), "word", language)]
    return " · ".join([*counts, *([counted(age, "day", language)] if age is not None else [])])


def _totals(pages: Iterable[Page]) -> dict[str, int]:
    tasks = [(page, task) for page in pages for task in page.tasks]
    return {
        "stale": sum(page.is_written for page, _ in tasks),
        "unwritten": sum(not page.is_written for page, _ in tasks),
        "words": sum(task.words for _, task in tasks),
    }


def _page(page: Page) -> dict[str, object]:
    return {
        "page": page.reference,
        "language": page.language,
        "written": page.is_written,
        "words": page.words,
        "age_days": page.age,
        "units": [
            {"unit": task.state.unit, "state": code_of(task.state), "from": task.sources, "words": task.words}
            for task in page.tasks
        ],
    }
