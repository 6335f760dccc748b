"""Issues that a program keeps: one for dead links, one that invites translators; opened, renewed, closed by itself."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plugins.contributing.remaining import place_of
from plugins.handbook.freshness.work import Work

Run = Callable[[Sequence[str]], str]


@dataclass(frozen=True)
class Standing:
    """One such issue. `done` is said when it is closed."""

    title: str
    label: str
    done: str


LINKS = Standing(
    "Tautan keluar yang mati · Dead external links",
    "links",
    "Semua tautan hidup lagi. · Every link works again.",
)
TRANSLATIONS = Standing(
    "Menunggu diterjemahkan · Waiting to be translated",
    "good first issue",
    "Semua bahasa sejalan. · Every language is in step.",
)


def keep(issue: Standing, body: str, run: Run) -> str:
    """Make the open issue say `body`, close it for an empty one; returns what was done, "" for nothing.

    `run` runs the code host's command with these words and returns what it prints. The issue is known by its title:
    others may carry the same label.
    """
    asked = ("issue", "list", "--label", issue.label, "--state", "open", "--limit", "500", "--json", "number,title")
    numbers = [each["number"] for each in json.loads(run(asked)) if each["title"] == issue.title]
    number = str(min(numbers)) if numbers else ""
    if not body:
        if number:
            run(("issue", "close", number, "--comment", issue.done))
        return "closed" if number else ""
    if number:
        run(("issue", "edit", number, "--body", body))
        return "renewed"
    run(("label", "create", issue.label, "--force"))
    run(("issue", "create", "--title", issue.title, "--label", issue.label, "--body", body))
    return "opened"


def invitation(work: Work) -> str:
    """What waits in each language, the shortest page first; "" when nothing does."""
    parts = []
    for language, pages in work.pages.items():
        rows = [
            f"- [ ] `{place_of(page)}`: ± {page.words} kata · words"
            for page in sorted(pages, key=lambda page: (page.words, page.reference))
        ]
        parts += [f"### {language}\n\n" + "\n".join(rows) + "\n"] if rows else []
    head = (
        "Satu halaman sudah membantu, yang terpendek di atas. `inv diff <kunci>` menunjukkan apa yang berubah.\n"
        "One page helps, the shortest comes first. `inv diff <key>` shows what has changed.\n\n"
    )
    return head + "\n".join(parts) if parts else ""


class HostError(Exception):
    """The code host cannot be asked; the message is its command's own reason, "" when that command is not there."""


def host_command(words: Sequence[str]) -> str:
    """Run `gh`, which finds its repository and token in the environment; `HostError` when it is not there, or fails."""
    try:
        return subprocess.run(("gh", *words), capture_output=True, text=True, check=True).stdout
    except FileNotFoundError as missing:
        raise HostError from missing
    except subprocess.CalledProcessError as refused:
        raise HostError(refused.stderr.strip()) from refused
