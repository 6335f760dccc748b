"""Our search beside Pagefind's, on the same pages, with the same queries and the same judge, in the same Chromium."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from plugins.finding import write_finding
from plugins.handbook import addresses
from plugins.handbook.model import Handbook
from plugins.handbook.site import PLACEHOLDER_URL, Site
from plugins.pages import write_pages
from plugins.reading import read
from tests.finding.judge import HALVES, judge, places, queries, score
from tests.opened import chromium, hosted

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
OURS = """async (texts) => {
  const code = document.documentElement.lang;
  const base = JSON.parse(document.querySelector("form.search").dataset.books)[code];
  const book = unpack(handbook[code]);
  const found = {};
  for (const text of texts) {
    await prepare(text, book, code, base);
    found[text] = search(text, book).rows.map((row) => row.address);
  }
  return found;
}"""
# Pagefind answers with pages, each with its best sections; like ours, at most fourteen places, two of a page.
THEIRS = """async (texts) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const found = {};
  for (const text of texts) {
    const { results } = await pagefind.search(text);
    const pages = await Promise.all(results.slice(0, 14).map((each) => each.data()));
    found[text] = pages.flatMap((page) => page.sub_results.slice(0, 2).map((each) => each.url)).slice(0, 14);
  }
  return found;
}"""


def measure(page: Page, book: Handbook, url: str, language: str) -> None:
    """Print the figures of both for one language."""
    texts = [query.text for query in queries(language)]
    for name, script in (("Empat Mata", OURS), ("Pagefind", THEIRS)):
        page.goto(f"{url}{addresses.of(book, 'pages/search', language)}")
        page.wait_for_function("globalThis.handbook")
        answers: dict[str, list[str]] = page.evaluate(script, texts)
        verdicts = judge(book, language, {text: _known(book, language, answers[text]) for text in texts})
        for half in HALVES:
            asked = [each for each in verdicts if each.query.half == half]
            if not asked:
                continue
            figures = score(asked)
            told = f"recall {figures.recall:.3f} precision {figures.precision:.3f} empty {figures.empty:2}"
            print(f"{language} {name:11} {half:9} {figures.queries:4} queries: {told}")


def _known(book: Handbook, language: str, found: list[str]) -> list[str]:
    """Addresses below the language's folder; a place that the judge does not know counts as its page."""
    known, _ = places(book, language)
    below = (each.removeprefix(f"/{language}/") for each in found)
    whole = (each if each in known else each.partition("#")[0] for each in below)
    return list(dict.fromkeys(each for each in whole if each in known))


def main() -> None:
    """Build, index with both, ask both."""
    reading = read(ROOT / "content", LANGUAGES, ROOT / "theme")
    assert reading.book is not None, reading.problems
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = Site(url=PLACEHOLDER_URL, name="Empat Mata", languages=LANGUAGES)
        write_pages(reading.book, site, ROOT / "theme", folder)
        write_finding(reading.book, ROOT / "theme", folder)
        theirs = [sys.executable, "-m", "pagefind", "--site", name, "--root-selector", "main"]
        subprocess.run(theirs, check=True, capture_output=True)
        with hosted(folder) as address, chromium() as browser:
            for language in LANGUAGES:
                measure(browser.new_page(), reading.book, address, language)


if __name__ == "__main__":
    main()
