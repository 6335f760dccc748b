"""What `inv new` does: asks, makes the files, has them checked beside the others, and writes them all or none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.contributing.answers import Answers, Ask, Refusal, checked, from_flags, from_terminal
from plugins.contributing.editing import UneditableError
from plugins.contributing.kinds import NAMES
from plugins.contributing.landing import NotPlainError, land
from plugins.contributing.placeholders import VERBS
from plugins.contributing.scaffolds import Bench, scaffold
from plugins.contributing.trial import Trial
from plugins.contributing.words import say

DONE, REFUSED, USAGE, STOPPED = 0, 1, 2, 130


@dataclass(frozen=True)
class Errand:
    """What was asked for on the command line, and who asks."""

    kind: str
    given: Answers
    language: str  # of messages and of what is written
    budget: Callable[[str], str]  # the table of text lengths, by language


def add(root: Path, errand: Errand, bench: Bench, trial: Trial) -> int:
    """Add what was asked for below `root`; returns the exit code. Nothing is written unless it passes the check."""
    language = errand.language
    try:
        kind = checked(Ask("kind", "choice"), errand.kind, NAMES, (), language)
        answers = _answers(kind, errand, bench)
        _refuse_taken(kind, answers, bench, language)
        files = scaffold(kind, answers, bench)
        if new := trial.findings(root, files):
            print(trial.report(new), end="", file=sys.stderr)
            raise Refusal(say("would-break", language))
        land(root, files)
    except Refusal as refusal:
        return _refuse(str(refusal), USAGE)
    except (KeyboardInterrupt, EOFError):
        return _refuse(f"\n{say('stopped', language)}", STOPPED)
    except (KeyError, UneditableError) as missing:
        return _refuse(say("unread", language, path=missing.args[0]))
    except NotPlainError as detour:
        return _refuse(say("not-here", language, path=detour.args[0]))
    except OSError as error:
        return _refuse(say("failed", language, reason=error.strerror or error))
    _tell(files, bench, errand, kind)
    return DONE


def _answers(kind: str, errand: Errand, bench: Bench) -> Answers:
    languages, language = bench.draft.languages, errand.language
    if sys.stdin.isatty():
        return from_terminal(kind, errand.given, bench.draft, languages, language, input, print)
    found = list(from_flags(kind, errand.given, bench.draft, languages, language))
    if refused := [str(answer) for _, answer in found if isinstance(answer, Refusal)]:
        raise Refusal("\n".join(refused))
    return {ask.name: str(answer) for ask, answer in found}


def _refuse_taken(kind: str, answers: Answers, bench: Bench, language: str) -> None:
    folders = {"guide": "guides", "session": "sessions", "relationship": "relationships"}
    draft, key = bench.draft, answers.get("key", "")
    if kind in folders and key in draft.keys(folders[kind]):
        raise Refusal(say("taken", language, path=f"content/{folders[kind]}/{key}/"))
    if kind == "card" and (name := f"cards/{answers['relationship']}/{answers['session']}") in draft.names:
        raise Refusal(say("taken", language, path=f"content/{name}.yaml"))
    if kind == "question" and (taken := draft.bank().get(key)):
        raise Refusal(say("taken-item", language, key=key, path=taken[1]))
    if kind == "term" and draft.terms and key in {term.key for term in draft.terms.content}:
        raise Refusal(say("taken-item", language, key=key, path=draft.terms.path))


def _tell(files: Mapping[str, str], bench: Bench, errand: Errand, kind: str) -> None:
    language = errand.language
    for path in files:
        print(say("changed" if path in bench.texts else "wrote", language, path=path))
    added = (_marks(text) - _marks(bench.texts.get(path, "")) for path, text in files.items())
    print(say("to-fill", language, count=sum(added)))
    if kind in ("card", "question"):
        print(f"\n{say('budget', language)}\n\n{errand.budget(language)}")


def _marks(text: str) -> int:
    return sum(text.count(f"[{verb} ") for verb in VERBS.values())


def _refuse(line: str, code: int = REFUSED) -> int:
    print(line, file=sys.stderr)
    return code
