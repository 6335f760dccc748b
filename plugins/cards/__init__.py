"""Handbook → printable agenda cards: one PDF a card, language and edition, and all that is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plugins.cards.keeping import Choice, Kept, Report, keep_cards, write_cards

__all__ = ["Choice", "Kept", "Report", "keep_cards", "register", "write", "write_cards"]


def __getattr__(name: str) -> Any:
    """What prints is loaded for whoever asks for it: settings name this room, and most who read them print nothing."""
    if name not in __all__:
        raise AttributeError(name)
    from plugins.cards import keeping

    return getattr(keeping, name)


def write(settings: Mapping[str, Any], output: Path) -> None:
    """Write every printed file of the handbook on the shelf."""
    from plugins.cards.delivering import deliver  # none of this is loaded to print some cards

    deliver(settings, output)


def register() -> None:
    """Connect the room to Pelican."""
    from plugins.door import connect  # cards alone are printed without Pelican

    connect(write)
