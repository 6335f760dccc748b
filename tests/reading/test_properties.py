"""Whatever bytes a file has, reading tells findings inside that file and never raises."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import nh3
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plugins.handbook.formats import formatted
from plugins.handbook.report import report
from plugins.reading.body import Body
from plugins.reading.bounds import bounded
from plugins.reading.files import File, walk
from plugins.reading.links import Links
from plugins.reading.prose import ATTRIBUTES, SCHEMES, TAGS, Prosewriter
from plugins.reading.survey import Survey, examine
from tests.reading.remembered import remembered

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "tests" / "site"
LANGUAGES = ("id", "en")
FILES = (
    "guides/what-is/entry.yaml",
    "guides/what-is/id.md",
    "relationships/team-member/en.md",
    "cards/team-member/regular.yaml",
    "questions/regular.yaml",
    "glossary.yaml",
    "sources.yaml",
)
TOKENS = (
    *(
        b"---\n",
        b"\n",
        b"\r\n",
        b"\t",
        b"    ",
        b": ",
        b"- ",
        b"#",
        b"## a {#a}\n",
        b"[",
        b"]",
        b"](",
        b"{",
        b"}",
        b'"',
        b"'",
    ),
    *(
        b"&a",
        b"*a",
        b"!!x",
        b"<<: ",
        b"|",
        b">",
        b"<b>",
        b"`",
        b"```\n",
        b"!!! say\n",
        b"[^F10]",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\0",
    ),
    *(
        "\u202e\u00a0\u2028é💬â€™".encode(),
        b"id:",
        b"en:",
        b"words:",
        b"key: x\n",
        b"minutes: 9999\n",
        b"title: [a]\n",
        b"leads_to:",
    ),
)
RUBBISH = st.lists(st.sampled_from(TOKENS) | st.binary(max_size=6), max_size=40).map(b"".join)
# `inv fuzz` asks for many more than the suite.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "500"))
BOUNDED = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MARKDOWN = (
    *(
        "a",
        "kata ",
        "\n",
        "\n\n",
        "    ",
        "  ",
        "- ",
        "1. ",
        "> ",
        "```\n",
        "```js\n",
        "``` a b\n",
        "~~~\n",
        "  ~~~\n",
        "`",
        "``",
    ),
    *(
        "<b>",
        "<script>alert(1)</script>",
        "<!-- x -->",
        "<!--",
        "-->",
        "<",
        ">",
        "&lt;b&gt;",
        "&#60;b>",
        "\\",
        "\\`",
        "*",
        "**",
        "_",
    ),
    *(
        "[a](",
        "b)",
        "[a](../home/id.md)",
        "[a](javascript:x)",
        "](",
        "[",
        "]",
        "[a][b]",
        "<https://a.b>",
        "<javascript:x>",
    ),
    *(
        "!!! say\n",
        "    x\n",
        "| a | b |\n|---|---|\n",
        "a\n: b\n",
        "{: onclick=x }",
        "{#a}",
        "## a {#a}\n",
        "---\n",
        "===\n",
    ),
    *("[^F10]", "*[HTML]: x\n", "- [ ] a\n", "![a](b)", "http://a.b", '"', "'", "(", ")"),
)


@cache
def writer() -> Prosewriter:
    """A writer without terms and sources."""
    return Prosewriter("id", (), (), ROOT / "theme")


@cache
def healthy() -> tuple[File, ...]:
    """The files of the tiny site that are changed here; the others make a check slower, not better."""
    return tuple(file for file in walk(SITE)[0] if file.path.removeprefix("content/") in FILES)


def looked_at(*changed: File) -> Survey:
    """The survey of those files with others in the place of some."""
    instead = {file.path: file for file in changed}
    with remembered(healthy()):
        return examine(tuple(instead.get(file.path, file) for file in healthy()), (), LANGUAGES)


@cache
def usual() -> frozenset[tuple[str, int, int, str, str]]:
    """What is told of them anyway: most of the site is missing."""
    return frozenset(found.order for found in looked_at().problems)


def inside(name: str, data: bytes) -> None:
    """Check the site with these bytes in that file; each finding must stand inside its file."""
    survey = looked_at(File(f"content/{name}", data, len(data)))
    problems = [found for found in survey.problems if found.order not in usual()]
    for found in problems:
        assert found.line >= 1
        assert found.column >= 1
        assert found.length >= 1
        if found.path in survey.sources:
            lines = survey.sources[found.path].split("\n")
            assert found.line <= len(lines)
            assert found.column <= len(lines[found.line - 1]) + 1
    for language in LANGUAGES:
        report(problems, survey.sources, language).encode()
    for form in ("concise", "github", "json", "sarif"):
        formatted(form, problems, survey.sources, "id").encode()


@given(name=st.sampled_from(FILES), data=RUBBISH)
@example(name=FILES[0], data=b"")
@example(name=FILES[0], data=b"---\n\xef\xbb\xbf")
@BOUNDED
def test_rubbish_is_told(name: str, data: bytes) -> None:
    """A file of nothing but rubbish."""
    inside(name, data)


@given(name=st.sampled_from(FILES), at=st.floats(0, 1), cut=st.integers(0, 30), data=RUBBISH)
@BOUNDED
def test_a_wound_is_told(name: str, at: float, cut: int, data: bytes) -> None:
    """A healthy file with rubbish in the place of a few of its bytes."""
    whole = next(file.data for file in healthy() if file.path == f"content/{name}")
    start = int(at * len(whole))
    inside(name, whole[:start] + data + whole[start + cut :])


@given(text=st.lists(st.sampled_from(MARKDOWN), max_size=30).map("".join))
@BOUNDED
def test_rubbish_in_a_body_is_told(text: str) -> None:
    """A guide whose body is a heap of marks."""
    whole = next(file.data for file in healthy() if file.path == "content/guides/what-is/id.md")
    inside("guides/what-is/id.md", whole + text.encode())


@given(text=st.lists(st.sampled_from(MARKDOWN), max_size=30).map("".join))
@settings(BOUNDED, max_examples=3 * EXAMPLES)
def test_what_passes_can_be_rendered(text: str) -> None:
    """A body without findings is rendered as it is: no element, link or id of a heading is lost."""
    body = Body("content/pages/x/id.md", text, 1)
    outline = body.outline()
    links = Links(frozenset({"pages/home", "pages/x"}), {}, LANGUAGES, {})
    strange = [
        *bounded(body.path, text, 1),
        *(told for link in outline.links for told in links.check(body.path, "id", link)),
    ]
    if not body.problems and not strange:
        prose = writer().render(body.rendered(), lambda target: target)
        assert prose.html.count("<a ") == prose.html.count(" href=")
        clean = nh3.clean(prose.html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
        assert clean == prose.html  # sanitising once is enough
        assert tuple(heading.id for heading in prose.headings) == outline.ids
