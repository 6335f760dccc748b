"""What people call things → the key or slug that it was probably meant to be."""

from __future__ import annotations

import re
import unicodedata

from plugins.handbook.contract import KEY_PATTERN

SHORTEST, LONGEST = 2, 60
_KEY = re.compile(KEY_PATTERN + r"\Z")


def is_key(text: str) -> bool:
    """Whether a text is a key: lower-case ASCII letters and digits, joined by single hyphens, 2–60 characters."""
    return SHORTEST <= len(text) <= LONGEST and _KEY.match(text) is not None


def slugged(text: str) -> str | None:
    """The key that a text was probably meant to be: lower-case ASCII words joined by "-"; None when nothing is left."""
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    key = "-".join(re.findall("[a-z0-9]+", plain))[:60].strip("-")
    return key if len(key) > 1 and key != text else None
