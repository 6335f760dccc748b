"""Properties of the normal form: it is its own, formatting leaves it alone, and no word can change unseen."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from plugins.handbook.freshness.normalise import digest, normal_form, tokens, word_count
from plugins.handbook.freshness.units import sections, units
from plugins.reading import texts

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
BOUNDED = settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

WORD = st.text("abcdefgkéñ", min_size=1, max_size=8) | st.sampled_from(
    ("di-review", "teman-teman", "don't", "1-on-1", "30", "1.000", "14.30", "47%", "2026", "user_id", "[^F10]", "kata,")
)
SENTENCE = st.lists(WORD, min_size=1, max_size=14)
SIGNS = (
    "*", "**", "_", "`", "``", "```\n", "~~~\n", "#", "## ", "{#a}", "{: .b}", "[", "](", ")", "[a](b)", "![", "<!--",
    "-->", "<https://a.b>", "- ", "+ ", "* ", "1. ", "2) ", "> ", ": ", "!!! say\n", "- [ ] ", "[x] ", "| ", "|---|\n",
    "---\n", "===\n", "\n", "\n\n", "  ", "\t", "\r\n", "“", "’", "…", "—", "–", "-", "--", "^", "&amp;", "&lt;", "\\",
    "\u00a0", "\u00ad", "\u200b", "\ufeff", "e\u0301", "\u0301", "\x00", "=", "~", "5*3", "-5", "[^F10]", "[a]: b\n",
)  # fmt: skip
ANYTHING = st.lists(st.sampled_from(SIGNS) | WORD | st.text(max_size=4), max_size=30).map("".join)


@given(text=ANYTHING, prose=st.booleans())
@example(text="1. 1983. Tahun", prose=True)
@example(text="`<!-- kata -->`", prose=True)
@example(text="a\n\n<\n\n- \n>", prose=True)
@settings(BOUNDED, max_examples=2_000)
def test_the_normal_form_is_its_own(text: str, prose: bool) -> None:
    """What has been normalised once does not change a second time, read as prose or as a plain string."""
    once = normal_form(text, prose=prose)
    assert normal_form(once, prose=True) == once
    assert normal_form(once, prose=False) == once


DRESSES: dict[str, Callable[[list[str], int], str]] = {
    "bold": lambda words, at: " ".join([*words[:at], f"**{words[at]}**", *words[at + 1 :]]),
    "underscores": lambda words, at: " ".join([*words[:at], f"_{words[at]}_", *words[at + 1 :]]),
    "link": lambda words, at: " ".join([*words[:at], f"[{words[at].strip('[]')}](../a/id.md#b)", *words[at + 1 :]]),
    "comment": lambda words, at: " ".join([*words[:at], "<!-- lihat\nlagi -->", *words[at:]]),
    "wrapped": lambda words, at: " ".join(words[:at]) + "\n" + " ".join(words[at:]),
    "indented": lambda words, at: "    " + "\n    ".join([" ".join(words[:at]), " ".join(words[at:])]),
    "two paragraphs": lambda words, at: " ".join(words[:at]) + "\n\n" + " ".join(words[at:]),
    "point": lambda words, at: "- " + " ".join(words),
    "starred point": lambda words, at: "* " + " ".join(words),
    "numbered": lambda words, at: f"{at + 1}. " + " ".join(words),
    "task": lambda words, at: "- [x] " + " ".join(words),
    "heading": lambda words, at: f"{'#' * (at % 3 + 2)} {' '.join(words)} {{#id-{at}}}",
    "quote": lambda words, at: "> " + " ".join(words),
    "callout": lambda words, at: "!!! say\n    " + " ".join(words),
    "cells": lambda words, at: "| " + " | ".join(words) + " |\n|" + "---|" * len(words),
    "padded cells": lambda words, at: "|   " + "     |  ".join(words) + "  |\n| :" + "-----: |" * len(words),
    "a dash": lambda words, at: " ".join([*words[:at], "—", *words[at:]]),
    "no-break spaces": lambda words, at: "\u00a0".join(words),
    "Windows": lambda words, at: "\ufeff" + "\r\n".join(words),
    "decomposed": lambda words, at: unicodedata.normalize("NFD", " ".join(words)),
    "round apostrophes": lambda words, at: " ".join(words).replace("'", "’"),
    "soft hyphens": lambda words, at: " ".join(words).replace("ab", "a\u00adb"),
}


@pytest.mark.parametrize("dress", DRESSES)
@given(words=SENTENCE, data=st.data())
@settings(BOUNDED, max_examples=60)
def test_formatting_leaves_the_hash_alone(dress: str, words: list[str], data: st.DataObject) -> None:
    """The same words in another dress have the same hash."""
    at = data.draw(st.integers(0, len(words) - 1))
    assume(dress not in ("link", "underscores") or words[at] != "[^F10]")
    assert digest(normal_form(DRESSES[dress](words, at), prose=True)) == digest(
        normal_form(" ".join(words), prose=True)
    )


@given(words=SENTENCE, other=WORD, data=st.data())
@BOUNDED
def test_a_changed_word_changes_the_hash(words: list[str], other: str, data: st.DataObject) -> None:
    """One word for another, in any dress, one word more or less, two words the other way round: each is seen."""
    at = data.draw(st.integers(0, len(words) - 1))
    dress = DRESSES[data.draw(st.sampled_from(sorted(DRESSES)))]
    changed = [
        [*words[:at], other, *words[at + 1 :]],
        [*words[:at], other, *words[at:]],
        [*words[:at], *words[at + 1 :], words[at]],
        words[:at] + words[at + 1 :],
    ]
    own = normal_form(" ".join(words), prose=True)
    for new in changed:
        plain = normal_form(" ".join(new), prose=True)
        same = unicodedata.normalize("NFC", " ".join(new)) == unicodedata.normalize("NFC", " ".join(words))
        assert (digest(plain) == digest(own)) == same
        if new and not same:
            assert normal_form(dress(new, min(at, len(new) - 1)), prose=True) != own


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("**Buka** “kabar” — 5–10 menit.", 'Buka " kabar " 5-10 menit .'),
        ("| 5 | Buka |\n|---|---|\n| 15 | *Topik* |", "5 Buka 15 Topik"),
        ('## Judul C# {#a-b}\n\n1. Satu.[^F10]\n2. [Dua](x(y).md "z").', "Judul C Satu . ^F10 Dua ."),
        ("suhu −5 °C, 2*3, x^2, user_id, `a*b`", "suhu -5 ° C , 2 × 3 , x ^2 , user_id , ab"),
        ("<https://a.b/c> [rujukan][r] ![gambar](g.png)\n\n[r]: https://x.y", "https : / / a . b / c rujukan gambar"),
        ("pada\n1983. Lalu\n\n1983. Lalu", "pada 1983 . Lalu Lalu"),
        ("a &lt; b &amp; c > d", "a ＜ b & c ＞ d"),
        ("```yaml\n# catatan {#x}\n- satu\n```\nlalu", "＃ catatan { ＃ x } satu lalu"),
        ("\\*bukan\\* <!-- 1 --> `<!-- 2 -->`", "bukan ＜ ! 2 ＞"),
    ],
)
def test_normal_forms(text: str, form: str) -> None:
    """These texts have these tokens."""
    assert normal_form(text, prose=True).split("\n") == form.split()


def test_a_plain_string_is_no_markdown() -> None:
    """A title that begins with a number keeps it, and brackets hide nothing."""
    assert normal_form("1. Buka [satu](dua)", prose=False).split("\n") == "1 . Buka satu ( dua )".split()


@given(text=ANYTHING)
@BOUNDED
def test_what_is_shown_is_what_is_hashed(text: str) -> None:
    """The tokens that `inv diff` shows are those of the normal form."""
    again = normal_form("\n".join(token.text for token in tokens(text, prose=True)), prose=False)
    assert again == normal_form(text, prose=True)


def test_words_are_counted_without_marks() -> None:
    """Words and numbers count, marks do not."""
    assert word_count(normal_form("Buka: “5 menit”, lalu di-review!", prose=True)) == 5


@given(text=ANYTHING)
@BOUNDED
def test_sections_hold_the_whole_body(text: str) -> None:
    """Cutting a body into sections loses nothing."""
    assert "".join(section for _, section in sections(text)) == text


@pytest.mark.parametrize(
    "sign", ["<!--", "[", "](", "![", "`", "``a`", "```\n", "#", "{:", "> ", "1. ", "- ", "a_", "&"]
)
def test_hostile_text_costs_by_its_length(sign: str) -> None:
    """Four times as much of any sign takes about four times as long, and far from sixteen times."""

    def cost(size: int) -> float:
        text = sign * (size // len(sign))
        files = {"content/pages/x/id.md": f"---\ntitle: x\n---\n{text}", "content/glossary.yaml": text}
        start = time.process_time()
        units(files, LANGUAGES)
        return time.process_time() - start

    assert min(cost(200_000) for _ in range(3)) < 10 * min(cost(50_000) for _ in range(3))


def test_a_bomb_of_yaml_is_not_read() -> None:
    """Deep nesting and aliases make a file unread; nothing is built from it."""
    bombs = {"content/glossary.yaml": "- " * 100_000, "content/sources.yaml": "a: &a [x]\nb: *a\n"}
    assert units(bombs, LANGUAGES).unread == {"glossary", "sources"}


def test_the_whole_content_is_read() -> None:
    """Every file of content/ has its units."""
    whole = units(texts(ROOT / "content"), LANGUAGES)
    assert len(whole.by_id) > 2_000
    assert whole.unread == frozenset()
