"""What the language gates share: every passage of the handbook, read once."""

from __future__ import annotations

import pytest

from plugins.handbook.model import Handbook
from tests.language.passages import Passage, passages_of


@pytest.fixture(scope="session")
def passages(book: Handbook) -> tuple[Passage, ...]:
    """Every passage of the handbook, in both languages."""
    return passages_of(book)
