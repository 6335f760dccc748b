"""Markdown → safe HTML: whole bodies, side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.handbook.contract import Source, Term
from plugins.handbook.model import Heading
from plugins.reading.prose import Prosewriter

THEME = Path(__file__).resolve().parents[2] / "theme"

TERMS = (
    Term.model_validate(
        {
            "key": "layoff",
            "words": {
                "id": {"term": "pemutusan hubungan kerja", "meaning": "…", "abbr": "PHK"},
                "en": {"term": "layoff", "meaning": "…"},
            },
            "foreign": ["feedback", "tech lead", "lead"],
        }
    ),
)
SOURCES = (
    Source.model_validate(
        {
            "key": "F10",
            "source": "Gallup, State of the American Manager, 2015",
            "year": "2015",
            "strength": "C",
            "claim": {"id": "a", "en": "b"},
            "population": {"id": "Karyawan di AS.", "en": "Employees in the US."},
            "caveat": {"id": "c", "en": "d"},
        }
    ),
)


def resolve(target: str) -> str:
    return "entry:guides/value#for-you" if target == "../value/id.md#for-you" else target


def render(text: str, language: str = "id") -> str:
    return Prosewriter(language, TERMS, SOURCES, THEME).render(text, resolve).html


BODIES = {
    "foreign words are marked, affixes stay outside, code stays whole": (
        "Beri feedback, tech lead. Di-feedback-kan. `feedback`",
        '<p>Beri <i lang="en">feedback</i>, <i lang="en">tech lead</i>. '
        'Di-<i lang="en">feedback</i>-kan. <code>feedback</code></p>',
    ),
    "an abbreviation of the glossary is explained": (
        "Setelah PHK.",
        '<p>Setelah <abbr title="pemutusan hubungan kerja">PHK</abbr>.</p>',
    ),
    "a link to another file becomes a place in the handbook": (
        "[nilai](../value/id.md#for-you) dan [luar](https://example.org)",
        '<p><a href="entry:guides/value#for-you">nilai</a> dan <a href="https://example.org">luar</a></p>',
    ),
    "a callout has a title in the language of the page": (
        "!!! say\n    “Hai.”",
        '<div class="admonition say">\n<p class="admonition-title">Kata-kata siap pakai</p>\n<p>“Hai.”</p>\n</div>',
    ),
    "a task list has boxes for a pen": (
        "- [ ] satu\n- dua",
        '<ul>\n<li class="task"><span class="tick"></span>satu</li>\n<li>dua</li>\n</ul>',
    ),
    "a table can be scrolled by keyboard, its heads have a scope": (
        "| a | b |\n|---|--:|\n| 1 | 2 |",
        '<div class="table" role="group" tabindex="0" aria-label="Tabel"><table>\n<thead>\n<tr>\n'
        '<th scope="col">a</th>\n'
        '<th scope="col" class="end">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td>1</td>\n<td class="end">2</td>\n</tr>\n</tbody>\n</table></div>',
    ),
    "a source mark leads to the evidence ledger": (
        "Angka.[^F10]",
        '<p>Angka.<sup id="fnref:F10"><a class="footnote-ref" href="#fn:F10">1</a></sup></p>\n'
        '<div class="footnote">\n<hr>\n<ol>\n'
        '<li id="fn:F10">\n<p>Gallup, State of the American Manager, 2015. Karyawan di AS. '
        '<a href="entry:pages/sources#F10">Di daftar bukti: F10</a>&nbsp;<a class="footnote-backref" href="#fnref:F10" '
        'title="Kembali ke teks, catatan 1">↩</a></p>\n</li>\n</ol>\n</div>',
    ),
}


@pytest.mark.parametrize("fact", BODIES)
def test_body(fact: str) -> None:
    """Each construct of the guides becomes exactly this HTML."""
    text, html = BODIES[fact]
    assert render(text) == html


def test_english_marks_nothing_but_the_name() -> None:
    """English text has no foreign words to mark; “1-on-1” stays on one line."""
    assert render("Give feedback in 1-on-1s.", "en") == '<p>Give feedback in <span class="whole">1-on-1s</span>.</p>'


def test_headings_and_count() -> None:
    """Headings come out as plain text with their ids and levels; words are counted without the marks."""
    prose = Prosewriter("id", TERMS, SOURCES, THEME).render(
        "Satu dua.\n\n## Beri *feedback* & lain {#give}\n\ntiga\n\n### Kecil {#small}\n", resolve
    )
    assert prose.headings == (
        Heading(id="give", title="Beri feedback & lain", level=2),
        Heading(id="small", title="Kecil", level=3),
    )
    assert prose.word_count == 7


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "<iframe src='https://example.org'></iframe>", "<center>x</center>", "<form></form>"],
)
def test_sanitising_never_repairs_in_silence(hostile: str) -> None:
    """HTML that guides may not use is refused, never dropped without a word."""
    with pytest.raises(ValueError, match="sanitising"):
        render(hostile)


def test_no_script_address_survives() -> None:
    """A link with a scheme other than https, mailto or our own loses its address."""
    assert render("[x](javascript:alert(1))") == "<p><a>x</a></p>"
