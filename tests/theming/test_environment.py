"""Templates say interface words as Jinja's own functions would."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.theming import environment

THEME = Path(__file__).resolve().parents[2] / "theme"
SAID = ("'Copy'", "'50%% <b>'", "'Last changed on %(day)s.', day='<1 & 2>'", "'%(a)s', a='<i>' | safe")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("said", SAID)
def test_a_word_is_said_as_jinja_says_it(language: str, said: str) -> None:
    """Percent signs, values and escapes are those of `gettext`, outside and inside of loops."""
    env = environment(THEME, language)
    ours, theirs = (
        env.from_string(
            f"{{{{ {name}({said}) }}}}{{% for each in 'ab' %}}{{{{ {name}({said}) }}}}{{% endfor %}}"
        ).render()
        for name in ("_", "gettext")
    )
    assert ours == theirs
