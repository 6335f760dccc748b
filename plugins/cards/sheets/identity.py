"""What a PDF made of others says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """What a sheet says of itself; `duplex` is the edge its paper is turned on, empty when it has one side."""

    title: str
    language: str
    author: str
    duplex: str = ""
