"""A unit and its history → what changed in it, word by word: `satu [-orang-]{+rekan+} kerja`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from plugins.handbook.freshness.history import History, Version
from plugins.handbook.freshness.lock import Agreed
from plugins.handbook.freshness.normalise import Token, tokens
from plugins.handbook.freshness.report import told
from plugins.handbook.freshness.states import Comparison, State
from plugins.handbook.freshness.units import ROOT, Side, reference_of, units
from plugins.handbook.freshness.words import name, say

AROUND = 6  # words shown on either side of a change
INDENT = " " * 4
WIDTH = 110


def changes(comparison: Comparison, state: State, past: History | None, language: str) -> Iterator[str]:
    """The lines of `inv diff` for one unit: what changed on each side that did, and the other sides as they are."""
    unit = comparison.units.by_id[state.unit]
    yield say("head", language, unit=unit.id, state=told(state, language))
    for code, side in unit.sides.items():
        facts = {"language": name(code, language), "path": side.path}
        agreed = comparison.lock.agreed.get(state.line, {}).get(code, "")
        found = _agreed_text(past, comparison.lock.agreed, state.line, code, side) if code in state.newer else None
        if found:
            version, before = found
            yield say("changed-since", language, day=version.day, commit=version.commit[:10], **facts)
            yield _indented(marked(tokens(before.text, prose=before.prose), tokens(side.text, prose=side.prose)))
            continue
        yield say("changed-unknown" if past and agreed and code in state.newer else "as-it-is", language, **facts)
        yield textwrap.indent(side.text.strip("\n"), INDENT)
    for code in state.missing:
        yield say("no-side", language, language=name(code, language))


def marked(before: Sequence[Token], after: Sequence[Token]) -> str:
    """The words that went as `[-…-]`, those that came as `{+…+}`, and a few of those around them."""
    matcher = SequenceMatcher(None, [token.text for token in before], [token.text for token in after], autojunk=False)
    text = ""
    turns = matcher.get_opcodes()
    for number, (turn, first, last, start, end) in enumerate(turns):
        space = " " if text and not (after[start:end] or before[first:last])[0].glued else ""
        if turn == "equal":
            text += space + _around(after[start:end], number == 0, number == len(turns) - 1)
            continue
        gone, come = _plain(before[first:last]), _plain(after[start:end])
        text += space + (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")
    return text


def _around(same: Sequence[Token], is_first: bool, is_last: bool) -> str:
    """What did not change, only as far as it is near to what did."""
    left = 0 if is_first else AROUND
    right = 0 if is_last else AROUND
    if len(same) <= left + right + 1:
        return _plain(same)
    return " ".join(filter(None, [_plain(same[:left]), "…", _plain(same[len(same) - right :])]))


def _plain(found: Sequence[Token]) -> str:
    return "".join(f"{'' if token.glued or not row else ' '}{token.text}" for row, token in enumerate(found))


def _agreed_text(past: History | None, agreed: Agreed, line: str, code: str, side: Side) -> tuple[Version, Side] | None:
    """The newest version that has the words which were agreed, wherever in the file they stood."""
    if past is None or code not in agreed.get(line, {}):
        return None
    wanted = agreed[line][code]
    for path in dict.fromkeys([side.path, _path(reference_of(line), side)]):
        for version in past.versions(path):
            for unit in units({path: version.text}, (code,)).by_id.values():
                if unit.sides[code].hash == wanted:
                    return version, unit.sides[code]
    return None


def _path(reference: str, side: Side) -> str:
    """Where the words of a reference that has been renamed stood."""
    last = side.path.rpartition("/")[2]
    return f"{ROOT}/{reference}/{last}" if last.endswith(".md") else f"{ROOT}/{reference}.yaml"


def _indented(text: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False
    )
