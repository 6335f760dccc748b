"""What `inv rename` does: a new slug, and the old one among the aliases, so that no address is ever lost."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.contributing.answers import Refusal
from plugins.contributing.editing import UneditableError, with_alias
from plugins.contributing.landing import NotPlainError, land
from plugins.contributing.trial import Trial
from plugins.contributing.words import say
from plugins.handbook.checks.draft import Draft
from plugins.handbook.keys import is_key, slugged
from plugins.handbook.nearness import closest

DONE, REFUSED, USAGE = 0, 1, 2


@dataclass(frozen=True)
class Renaming:
    """What was asked for: `guides/what-is`, the language of the slug, the slug, and the language of messages."""

    reference: str
    side: str
    slug: str
    language: str


def rename(root: Path, asked: Renaming, draft: Draft, texts: Mapping[str, str], trial: Trial) -> int:
    """Give an entry below `root` another slug; returns the exit code. Nothing is written unless it passes the check."""
    language = asked.language
    try:
        path, before = _found(asked, draft)
        files = {path: with_alias(texts[path], asked.slug)}
        if new := trial.findings(root, files):
            print(trial.report(new), end="", file=sys.stderr)
            raise Refusal(say("would-break", language))
        land(root, files)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    except (UneditableError, NotPlainError) as fault:
        print(say("unread", language, path=f"{path}: {fault.args[0]}"), file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(say("failed", language, reason=error.strerror or error), file=sys.stderr)
        return REFUSED
    print(say("renamed", language, before=f"{asked.side}: {before}", after=asked.slug))
    return DONE


def _found(asked: Renaming, draft: Draft) -> tuple[str, str]:
    """The file and the slug now; `Refusal` when there is none, or nothing to do."""
    language, known = asked.language, tuple(sorted({reference for reference, _ in draft.words}))
    if asked.reference.startswith("cards/"):
        raise Refusal(say("card-slug", language))
    if asked.reference not in known:
        told = say("unknown", language, name="KIND/KEY", value=asked.reference[:80])
        meant = closest(asked.reference, known)
        raise Refusal(f"{told} {say('meant', language, meant=meant)}" if meant else told)
    sheet = draft.words.get((asked.reference, asked.side))
    if sheet is None:
        raise Refusal(say("no-words", language, reference=asked.reference, side=asked.side))
    if not is_key(asked.slug):
        told, meant = say("bad-key", language, value=asked.slug[:80]), slugged(asked.slug)
        raise Refusal(f"{told} {say('meant', language, meant=meant)}" if meant else told)
    if sheet.content.slug == asked.slug:
        raise Refusal(say("same-slug", language, reference=asked.reference, slug=asked.slug))
    return sheet.path, sheet.content.slug
