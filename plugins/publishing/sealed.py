"""Plain values → bytes that tell when one of them has become another, and back. Imports next to nothing."""

from __future__ import annotations

import hashlib
import marshal
from typing import Any


def sealed(value: Any) -> bytes:
    """The value behind the sha256 of its bytes."""
    data = marshal.dumps(value)
    return _seal(data) + b"\n" + data


def unsealed(content: bytes) -> Any:
    """The value; ValueError when `content` is not as it was sealed."""
    seal, _, data = content.partition(b"\n")
    if seal != _seal(data):
        raise ValueError("a byte is not what it was")
    return marshal.loads(data)  # noqa: S302  # sealed by us; who can write here can write code


def _seal(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
