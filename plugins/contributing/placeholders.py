"""What a contributor has yet to write → a mark that the check names (B312): `[Tulis …]`, `[Write …]`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from plugins.handbook.schema import said

VERBS: Mapping[str, str] = {"id": "Tulis", "en": "Write"}
_BOUND = re.compile(r", (?:at most|paling panjang) [0-9]+ \w+")
_REMARK = re.compile("[;,]")  # what follows explains
MOST = 80  # characters that the rule looks at


def placeholder(description: str, language: str) -> str:
    """The mark for a field by its description in the contract, which is English."""
    verb = VERBS.get(language, VERBS["en"])
    asked = _REMARK.split(_BOUND.sub("", said(description, language)))[0]
    return f"[{verb} {asked[: MOST - len(verb) - 2]}]"


def scalar(text: str) -> str:
    """A text as a double-quoted scalar: what JSON quotes, YAML reads."""
    return json.dumps(text, ensure_ascii=False)
