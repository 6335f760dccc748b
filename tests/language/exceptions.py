"""`data/exceptions.yaml` → which passages may break a rule, and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from tests.language.passages import Passage

TABLE = Path(__file__).parent / "data" / "exceptions.yaml"


class Permission(BaseModel):
    """One permission: the rule, the entry, words that stand in the passage (language → words), and the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    entry: str
    words: Mapping[str, str]
    reason: str

    def covers(self, passage: Passage) -> bool:
        """Whether this is about `passage`."""
        words = self.words.get(passage.language)
        return words is not None and passage.entry == self.entry and words in passage.text


PERMISSIONS = tuple(Permission(**row) for row in yaml.safe_load(TABLE.read_text(encoding="utf-8")))


def allowed(rule: str, passage: Passage) -> bool:
    """Whether `passage` may break `rule`."""
    return any(permission.rule == rule and permission.covers(passage) for permission in PERMISSIONS)
