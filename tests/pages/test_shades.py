"""A sheet says its measures where they are asked for, and names its colours shortly; a copy can still set its own."""

from __future__ import annotations

from plugins.pages.shades import settled, shortened

TIGHT = (
    ":root{--space:1rem;--edge:max(var(--space),2rem);--ink:#000;--brand:#111;--soft:#222}"
    "a{margin:var(--edge) var(--space);color:var(--ink);border-color:var(--brand)}"
    "@media (prefers-contrast:more){:root{--soft:var(--ink)}}"
)


def test_measures_stand_where_they_are_asked_for() -> None:
    """A measure made of another one is worked out too; colours, which a theme changes, stay values."""
    assert settled(TIGHT) == (
        ":root{--ink:#000;--brand:#111;--soft:#222}"
        "a{margin:max(1rem,2rem) 1rem;color:var(--ink);border-color:var(--brand)}"
        "@media (prefers-contrast:more){:root{--soft:var(--ink)}}"
    )


def test_names_are_letters_but_for_the_one_that_a_copy_sets() -> None:
    """Each value has the same letter wherever it is set or asked for; the brand keeps its name."""
    assert shortened(settled(TIGHT)) == (
        ":root{--a:#000;--brand:#111;--b:#222}a{margin:max(1rem,2rem) 1rem;color:var(--a);border-color:var(--brand)}"
        "@media (prefers-contrast:more){:root{--b:var(--a)}}"
    )
