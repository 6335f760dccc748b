"""Dates and numbers as each language writes them (Babel / CLDR), which is loaded when one is to be written."""

from __future__ import annotations

from datetime import date

DATES: dict[tuple[date, str], str] = {}  # as they are written; known to later builds too


def long_date(value: date, language: str) -> str:
    """`3 November 2025` in Indonesian, `November 3, 2025` in English.

    Babel's long form has no leading zero in Indonesian; its full form has one.
    """
    known = DATES.get((value, language))
    if known is None:
        from babel.dates import format_date

        known = DATES[value, language] = format_date(value, "long", locale=language)
    return known


def month(value: str, language: str) -> str:
    """`Desember 2025` for `2025-12`, as the language writes it."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", date.fromisoformat(f"{value}-01"), locale=language)


def number(value: float, language: str) -> str:
    """`1.234,5` in Indonesian, `1,234.5` in English."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=language)


def percent(value: float, language: str) -> str:
    """`70%` for 70, as the language writes it."""
    from babel.numbers import format_percent

    return format_percent(value / 100, locale=language)


def kilobytes(size: int, language: str) -> str:
    """A file size in kB (1,000 bytes), rounded up: a reader on a phone pays for all of it."""
    return f"{number(-(-size // 1000), language)}\u00a0kB"
