"""The quicker engine gives what Python-Markdown gives, whatever stands in a text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from plugins.reading.engine import Engine, serialized
from plugins.reading.prose import EXTENSIONS

ROOT = Path(__file__).resolve().parents[2]
CONFIGS: Mapping[str, Mapping[str, str]] = {"footnotes": {"BACKLINK_TITLE": "Back, {}", "BACKLINK_TEXT": "↩"}}
OURS = Engine(EXTENSIONS, CONFIGS)
THEIRS = Markdown(extensions=[*EXTENSIONS], extension_configs={**CONFIGS}, output_format="html")

PIECES = (
    *(
        "a",
        "kata",
        "Tim",
        "OKR",
        "1-on-1",
        " ",
        "  ",
        "\n",
        "\n\n",
        "  \n",
        "    ",
        "\t",
        "\\",
        "\\*",
        "\\`",
        "&",
        "&amp;",
    ),
    *("*", "**", "***", "_", "__", "`", "``", "```", "~~~", "```py\n", "[", "]", "(", ")", "](", "][", "![", "[^F10]"),
    *("[a](b)", "[a](<b c> 'd')", "[a][b]", "[b]", "![a](b)", "[a][]", "\n[b]: https://x.example 'T'\n", "\n[b]:\n"),
    *("<", ">", "<b>", "</b>", "<div>", "</div>", "<!-- c -->", "<br>", "<a@b.example>", "<https://x.example>", "://"),
    *(
        "\n# ",
        "\n## ",
        "#",
        "{#k}",
        "{: #k .c}",
        "{.c}",
        "{a=b}",
        "{",
        "}",
        "\n===\n",
        "\n---\n",
        "\n- - -\n",
        "\n***\n",
    ),
    *(
        "\n- ",
        "\n* ",
        "\n+ ",
        "\n1. ",
        "\n2. ",
        "\n3) ",
        "\n    - ",
        "\n        ",
        "\n> ",
        ">",
        "\n>> ",
        "\n: ",
        "\n:   ",
    ),
    *("|", "\n| a | b |\n", "\n|---|:-:|\n", "a | b\n--|--\n", "\n\n!!! say\n    ", '\n\n!!! note "T"\n\n    ', "!!!"),
    *("\n*[OKR]: Objectives\n", "\n*[Tim]: \n", "\n[^F10]: n\n", "\n[^F10]: n\n    m\n\n    o\n", "///Footnotes///"),
    *(
        "\x02",
        "\x03",
        "\x02klzzwxh:0000\x03",
        "\x02wzxhzdk:0\x03",
        "\u00a0",
        "é",
        "ß",
        "<script>x<y</script>",
        "<style>",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=2_000, deadline=None)
@given(TEXTS)
@example('![a\\[b](c) [d\\]e](f\\_g "t\\"u") ![h\\[i][j]\n\n[j]: k\\_l\n')  # escapes in attributes
@example("*[Tim]: x\n\nTim `Tim` [Tim](Tim) &amp;Tim\n\n    Tim\n")
def test_every_text_becomes_what_the_library_makes_of_it(text: str) -> None:
    """Any mixture of everything that means something to it, also what the check of the handbook would refuse."""
    assert OURS.reset().convert(text) == THEIRS.reset().convert(text)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_text_of_the_handbook_does(language: str) -> None:
    """All that has been written so far, front matter included."""
    for file in sorted((ROOT / "content").rglob(f"{language}.md")):
        text = f"{file.read_text(encoding='utf-8')}\n\n*[OKR]: Objectives\n"
        assert OURS.reset().convert(text) == THEIRS.reset().convert(text), file


def test_a_text_without_a_mark_is_not_searched_for_any() -> None:
    """The library calls the quicker loop; plain words come through it without a single pattern."""
    with patch.object(InlineProcessor, "_InlineProcessor__applyPattern", side_effect=AssertionError):
        assert OURS.reset().convert("Plain words, 1-on-1: nothing else.") == "<p>Plain words, 1-on-1: nothing else.</p>"


def test_rare_trees_are_written_by_the_library() -> None:
    """An attribute that says its own name is written short, a script as it is."""
    root, box = Element("div"), Element("input", {"checked": "checked", "value": '"<&>'})
    box.tail = "&amp; & <"
    script = Element("script")
    script.text = "a < b"
    root.extend([box, script])
    assert serialized(root) == (
        '<div><input checked value="&quot;&lt;&amp;&gt;">&amp; &amp; &lt;<script>a < b</script></div>'
    )
