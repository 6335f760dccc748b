"""How well the search finds, measured on the very script and index that readers load."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from plugins.finding.catalogue import built, terms_of, wide
from plugins.finding.everyday import everyday
from plugins.finding.listening import words_of
from plugins.finding.passages import KINDS, passages
from plugins.handbook import addresses
from plugins.handbook.model import Handbook
from plugins.pages.views import NAVIGATION
from tests.finding.judge import Verdict, judge, queries, score

ASK = """async (texts) => {
  const code = document.documentElement.lang;
  const base = JSON.parse(document.querySelector("form.search").dataset.books)[code];
  const book = (globalThis.opened ??= unpack(handbook[code])); // a part is taken in once
  const found = {};
  for (const text of texts) {
    await prepare(text, book, code, base);
    found[text] = search(text, book).rows.map((row) => row.address);
  }
  return found;
}"""
# What a reader's browser loads for each query when nothing is there yet: every core is opened anew, every file noted.
LOADED = """async (texts) => {
  const code = document.documentElement.lang;
  const base = JSON.parse(document.querySelector("form.search").dataset.books)[code];
  const found = {};
  for (const text of texts) {
    const book = unpack(handbook[code]);
    const taken = await prepare(text, book, code, base);
    found[text] = [...taken].map((part) => `search${part}.js`);
  }
  return found;
}"""
# What was reached, a little below, so that a change of content need not be a change of the search: recall, precision.
FLOORS = {
    ("id", "tuning"): (0.975, 0.95),
    ("en", "tuning"): (0.96, 0.955),
    ("id", "unseen"): (0.97, 0.865),
    ("en", "unseen"): (0.965, 0.865),
    ("id", "drawn"): (0.98, 0.94),
    ("en", "drawn"): (0.98, 0.935),
    ("id", "strangers"): (0.97, 0.915),
    ("en", "strangers"): (0.98, 0.915),
    ("id", "reporting"): (0.775, 0.60),
    ("en", "reporting"): (0.705, 0.52),
}
ROOTS = """(list) => list.map(unpack(handbook[document.documentElement.lang]).rootOf)"""


@pytest.fixture(scope="module", params=["id", "en"])
def asked(request: pytest.FixtureRequest, chromium: Browser, address: str, book: Handbook) -> Iterator[Page]:
    """The search page of each language, with its index loaded."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}{addresses.of(book, 'pages/search', request.param)}")
    page.wait_for_function("globalThis.handbook")
    yield page
    context.close()


def verdicts(page: Page, book: Handbook) -> tuple[Verdict, ...]:
    language = page.evaluate("document.documentElement.lang")
    return judge(book, language, page.evaluate(ASK, [query.text for query in queries(language)]))


def told(each: Verdict) -> str:
    """A verdict in one line, for whoever has to mend it."""
    beside = f"beside it {len(each.wrong)} of {len(each.shown)}: {', '.join(each.wrong[:3])}"
    return f"{each.query.text}: missed {', '.join(each.missed) or '–'}; {beside}"


@pytest.mark.parametrize("half", sorted({half for _, half in FLOORS}))
def test_readers_find_what_they_ask_for(asked: Page, book: Handbook, half: str) -> None:
    """In each part of the queries recall and precision stay where they were, and none is without an answer."""
    found = [each for each in verdicts(asked, book) if each.query.half == half]
    figures = score(found)
    report = "\n".join(told(each) for each in found if each.missed or each.wrong)
    part = asked.evaluate("document.documentElement.lang"), half
    recall, precision = FLOORS[part]
    assert figures.recall >= recall, f"{figures}\n{report}"
    assert figures.precision >= precision, f"{figures}\n{report}"
    assert figures.empty == 0, f"{figures}\n{report}"


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_answer_costs_much(language: str, chromium: Browser, address: str, book: Handbook, pages: Path) -> None:
    """From a cold start to the first answers of any query, page, scripts, icon, core and parts weigh 45 kB at most."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}{addresses.of(book, 'pages/search', language)}")
    page.wait_for_function("globalThis.handbook")
    here = pages / addresses.of(book, "pages/search", language) / "index.html"
    fixed = (here, *(pages / "static" / name for name in ("js/search.js", "js/site.js", "icon.svg")))
    core = sum(packed(path) for path in (*fixed, pages / language / "search.js"))
    loaded = page.evaluate(LOADED, [query.text for query in queries(language)])
    costs = {text: core + sum(packed(pages / language / name) for name in names) for text, names in loaded.items()}
    assert {text: cost for text, cost in costs.items() if cost > 45_000} == {}
    context.close()


def packed(path: Path) -> int:
    """Bytes of a file on the line."""
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def test_there_are_enough_queries() -> None:
    """At least a hundred queries in each language, no two alike."""
    for language in ("id", "en"):
        texts = [query.text for query in queries(language)]
        assert len(texts) == len(set(texts))
        assert len(texts) >= 100


def test_script_and_build_make_the_same_of_a_word(asked: Page, book: Handbook) -> None:
    """Every word of the handbook has, in the script, the root that the build gave it, unless it says nothing."""
    language = asked.evaluate("document.documentElement.lang")
    found = tuple(passages(book, language))
    texts = [text for each in found for text in (each.title, each.summary, each.text)]
    texts += [text for each in found for part in each.sections for text in (part.heading, part.text)]
    roots = built(found, language, terms_of(book, language), everyday(language))
    said = {word for text in texts for word in words_of(text)} - roots.stop
    vocabulary = sorted(word for word in said if roots.of(word) in roots.listed())
    theirs = dict(zip(vocabulary, asked.evaluate(ROOTS, vocabulary), strict=True))
    assert theirs == {word: roots.of(word) for word in vocabulary}


def test_the_filter_knows_the_kinds() -> None:
    """The numbers of the kinds in the index are those of the filter: the main menu's order, then other pages."""
    assert (*NAVIGATION, "pages") == KINDS


def test_every_place_is_where_the_index_says(asked: Page, book: Handbook) -> None:
    """Unpacked by the script, the index names every page and section of the handbook, in order."""
    language = asked.evaluate("document.documentElement.lang")
    expected = [
        (f"{each.address.removeprefix(f'{language}/')}{anchor}", title)
        for each in passages(book, language)
        for anchor, title in (("", each.title), *((f"#{part.anchor}", part.heading) for part in each.sections))
    ]
    rows = asked.evaluate("unpack(handbook[document.documentElement.lang]).rows.map((row) => [row.address, row.title])")
    assert [tuple(row) for row in rows] == expected


def test_an_index_that_brings_its_titles_in_parts_answers_too(asked: Page, book: Handbook) -> None:
    """A core without pages, as a very large handbook has it: the title's own words lead to the page."""
    language = asked.evaluate("document.documentElement.lang")
    found = [each for each in passages(book, language) if each.kind == "guides"]
    core, _about, *parts = wide(found, language)
    answers = asked.evaluate(
        """async ([core, parts, texts]) => {
          const book = unpack(core);
          parts.forEach((part) => book.add(part));
          return texts.map((text) => search(text, book).rows.map((row) => row.address));
        }""",
        [core, parts, [each.title for each in found]],
    )
    addresses_of = [each.address.partition("/")[2] for each in found]
    missed = [address for address, rows in zip(addresses_of, answers, strict=True) if address not in rows]
    assert missed == []
