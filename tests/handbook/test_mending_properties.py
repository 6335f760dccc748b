"""Whatever a file holds, mending it never adds a finding, and mending it again changes nothing."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plugins.reading.files import File, walk
from plugins.reading.mending import mend_files
from plugins.reading.survey import Survey, examine
from tests.reading.remembered import remembered

SITE = Path(__file__).resolve().parents[1] / "site"
LANGUAGES = ("id", "en")
TEXT = "content/guides/what-is/id.md"
KEPT = (TEXT, "content/guides/what-is/entry.yaml", "content/guides/why-feared/id.md", "content/sources.yaml")
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "500"))
BOUNDED = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
PIECES = (
    *("\n", "\n\n", " ", "  ", "    ", "\t", "- ", "1. ", "> ", "* ", "-", "| a | b |\n|---|---|\n", "```\n", "`"),
    *("karir", "Resiko ", "silahkan ", "adalah adalah ", "yang\nyang ", "sama sama ", "kata ", "kata\n", "14:30 "),
    *(
        "- [] a\n",
        "- [X ] a\n",
        "-[ ] a\n",
        "- a\n  - b\n    - c\n",
        "1. a\n   - b\n",
        "a\n- b\n",
        "#### x {#x}\n\nx\n",
    ),
    *("[a](../why-fear/id.md)", "[a](#goal)", "[a](../why-feared/en.md#less-fear)", "(a)[../why-feared/id.md]"),
    *(
        "[a](http://example.org)",
        "[a](/id/panduan/apa-itu-1-on-1/)",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "<",
        ">",
        "!!! say\n",
    ),
    *(
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\r\n",
        "\r",
        "\x1b",
        "\u202e",
        "é",
        "💬",
        "<!-- allow B314: x -->",
        "# allow",
    ),
)
FIELDS = (
    *(
        'title: "Karir: resiko"\n',
        "title: Apa itu: obrolan\n",
        "sumary: x\n",
        "slug: Apa Itu\n",
        "slug: x y: z\n",
        "\torder: 1\n",
    ),
    *(
        "order: 1 menit\n",
        "secton: start\n",
        "section: strat\n",
        "leads_to: [guides/why-feard]\n",
        "updated: 2026-11-22\n",
    ),
    *(
        "title: @a\n",
        "title: 'a\n",
        "leads_to: [a\n",
        "  - x\n",
        "#\n",
        "\u00a0",
        "\r\n",
        'title: a: "b" #c\n',
        "\n",
        "key",
        ": ",
    ),
)
BODIES = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
FRONTS = st.lists(st.sampled_from(FIELDS), max_size=8).map("".join)


@cache
def healthy() -> tuple[File, ...]:
    """A few files of the tiny site that refer to each other."""
    return tuple(file for file in walk(SITE)[0] if file.path in KEPT)


def with_text(path: str, text: str) -> tuple[File, ...]:
    """Those files with another text in one of them."""
    data = text.encode()
    return tuple(File(path, data, len(data)) if file.path == path else file for file in healthy())


def counted(survey: Survey) -> Counter[tuple[str, str]]:
    """How often each rule is told in each file."""
    return Counter((found.path, found.code) for found in survey.problems)


def mends_well(files: tuple[File, ...]) -> None:
    """No finding is added, the text stays a text, nothing is left to mend, and what is told is what is written."""
    with remembered(healthy()):
        _mends_well(files)


def _mends_well(files: tuple[File, ...]) -> None:
    mended = mend_files(files, (), LANGUAGES)
    texts = {path: new for path, (_, new) in mended.changed.items()}
    after = tuple(File(at, texts[at], len(texts[at])) if (at := file.path) in texts else file for file in files)
    assert counted(mended.survey) <= counted(examine(files, (), LANGUAGES))
    assert counted(mended.survey) == counted(examine(after, (), LANGUAGES))
    assert bool(mended.changed) == bool(mended.diff())
    assert mend_files(after, (), LANGUAGES).changed == {}


@given(text=BODIES)
@example(text="- a\n  - b\n\n  c\n - d\n")
@example(text="adalah adalah adalah")
@BOUNDED
def test_a_mended_body_is_never_worse(text: str) -> None:
    """A guide with anything below its last section."""
    whole = next(file.data.decode() for file in healthy() if file.path == TEXT)
    mends_well(with_text(TEXT, f"{whole}\n{text}"))


@given(front=FRONTS, body=BODIES)
@example(front="title: Apa itu: obrolan\n", body="adalah adalah adalah adalah adalah adalah ")
@BOUNDED
def test_a_mended_front_matter_is_never_worse(front: str, body: str) -> None:
    """A guide made of anything."""
    mends_well(with_text(TEXT, f"---\n{front}---\n{body}"))


@given(fields=FRONTS)
@BOUNDED
def test_a_mended_data_file_is_never_worse(fields: str) -> None:
    """The facts of a guide made of anything."""
    mends_well(with_text(KEPT[1], fields))
