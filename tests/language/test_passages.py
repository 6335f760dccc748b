"""The reader that all gates stand on: what it makes of a body, of quoted words, and of the whole handbook."""

from __future__ import annotations

from plugins.handbook.model import Handbook
from plugins.reading.prose import Prosewriter
from tests.conftest import ROOT
from tests.language.passages import Passage, body, passages_of

BODY = """First “quoted” words, with a [link](https://example.org/).[^F10]

## Title {#part}

- one **item**
- another[^F13]

    its second paragraph

!!! say
    “Words to say.”

| Head | Other |
|---|---|
| cell | marked[^F14] |
"""


def read(book: Handbook) -> list[Passage]:
    writer = Prosewriter("en", book.terms, book.sources, ROOT / "theme")
    return body("guides/probe", "en", writer.render(BODY, lambda target: target).html)


def test_a_body_falls_into_its_passages(book: Handbook) -> None:
    """Paragraphs, headings, items, boxes and cells come in order, without notes and without titles of the build."""
    assert [(one.place, one.kind, one.text) for one in read(book)] == [
        ("top", "paragraph", "First “quoted” words, with a link."),
        ("part", "heading", "Title"),
        ("part", "item", "one item"),
        ("part", "item", "another"),
        ("part", "item", "its second paragraph"),
        ("part", "paragraph", "“Words to say.”"),
        ("part", "cell", "Head"),
        ("part", "cell", "Other"),
        ("part", "cell", "cell"),
        ("part", "cell", "marked"),
    ]


def test_a_source_mark_speaks_for_its_paragraph_item_or_row(book: Handbook) -> None:
    """A mark covers all paragraphs of its item and all cells of its row, and nothing else."""
    assert {one.text: set(one.cites) for one in read(book) if one.cites} == {
        "First “quoted” words, with a link.": {"F10"},
        "another": {"F13"},
        "its second paragraph": {"F13"},
        "cell": {"F14"},
        "marked": {"F14"},
    }


def test_words_to_say_are_told_from_the_handbooks_own(book: Handbook) -> None:
    """Quoted words and boxes are spoken; the rest is narrated."""
    first, *_ = passages = read(book)
    assert (first.narrated, first.spoken) == ("First “…” words, with a link.", ["“quoted”"])
    assert [(one.narrated, one.spoken) for one in passages if one.said] == [("", ["“Words to say.”"])]


def test_every_word_of_every_body_is_read(book: Handbook) -> None:
    """The passages of a body hold its words: at most a quarter of the source is links, marks and heading ids."""
    lengths: dict[tuple[str, str], int] = {}
    for one in passages_of(book):
        if one.kind != "field":
            lengths[one.entry, one.language] = lengths.get((one.entry, one.language), 0) + len(one.text)
    entries = (*book.guides, *book.sessions, *book.relationships, *book.pages)
    sources = {
        (entry.reference, language): (ROOT / side.path).read_text(encoding="utf-8").split("---\n", 2)[2]
        for entry in entries
        for language, side in entry.words.items()
    }
    short = [place for place, text in sources.items() if len(text) > 500 and lengths.get(place, 0) < 0.75 * len(text)]
    assert short == []
