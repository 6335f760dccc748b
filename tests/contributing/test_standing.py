"""Links that leave the site, and the issues that a program keeps about them and about translations."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from plugins.contributing import outside, standing
from plugins.handbook.freshness.lock import parse
from plugins.handbook.freshness.states import compare
from plugins.handbook.freshness.units import units
from plugins.handbook.freshness.work import work
from plugins.handbook.model import Handbook
from plugins.reading import texts

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")


class Answers(BaseHTTPRequestHandler):
    """Answers each path with the number it names."""

    def do_GET(self) -> None:
        """The answer."""
        self.send_response(int(self.path.strip("/")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Requests are not news."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_only_what_is_gone_is_dead(host: str) -> None:
    """404 and 410 are dead, and a host that is not there; one that turns programs away or is ill today is not."""
    found = {f"{host}/{code}/": ("content/a.md",) for code in (200, 403, 404, 410, 429, 500)}
    nowhere = "http://127.0.0.1:9/"
    dead = outside.dead({**found, nowhere: ("content/b.md", "content/c.md")})
    assert {each.url: each.reason for each in dead if each.url != nowhere} == {
        f"{host}/404/": "404",
        f"{host}/410/": "410",
    }
    (last,) = (each for each in dead if each.url == nowhere)
    assert "refused" in last.reason
    assert outside.report([last]).endswith(f"- {nowhere} ({last.reason}): `content/b.md`, `content/c.md`\n")
    assert outside.report([]) == ""


def test_links_are_collected_from_texts_and_sources(book: Handbook) -> None:
    """Every address of the ledger is tried once, with the files that have it; examples are not."""
    found = outside.links(book)
    assert {source.url for source in book.sources if source.url} <= found.keys()
    assert all(url.startswith("https://") and places for url, places in found.items())
    assert not any("example" in url for url in found)


class Host:
    """A code host with some open issues, which notes what is done to it."""

    def __init__(self, *issues: tuple[int, str]) -> None:
        self.issues, self.done = issues, list[tuple[str, ...]]()

    def __call__(self, words: Sequence[str]) -> str:
        """What `gh` would print."""
        if words[:2] == ("issue", "list"):
            return json.dumps([{"number": number, "title": title} for number, title in self.issues])
        self.done.append((*words[:3], *(word for word in words[3:] if word == "b")))
        return ""


TITLE = standing.LINKS.title


@pytest.mark.parametrize(
    ("issues", "body", "says", "done"),
    [
        ((), "", "", []),
        ((), "b", "opened", [("label", "create", "links"), ("issue", "create", "--title", "b")]),
        (((9, TITLE), (7, TITLE), (1, "other")), "b", "renewed", [("issue", "edit", "7", "b")]),
        (((7, TITLE),), "", "closed", [("issue", "close", "7")]),
        (((1, "other"),), "", "", []),
    ],
)
def test_there_is_one_issue(
    issues: tuple[tuple[int, str], ...], body: str, says: str, done: list[tuple[str, ...]]
) -> None:
    """It is opened once, renewed each night, closed when nothing is left; issues of people are left alone."""
    host = Host(*issues)
    assert standing.keep(standing.LINKS, body, host) == says
    assert host.done == done


def test_translators_are_invited_to_the_shortest_page_first() -> None:
    """The tiny site has one guide that is not written in English; nothing waits in Indonesian."""
    comparison = compare(units(texts(ROOT / "tests" / "site"), LANGUAGES), parse(""), LANGUAGES)
    body = standing.invitation(work(comparison, LANGUAGES, {}, 0))
    rows = [line for line in body.split("\n") if line.startswith(("#", "-"))]
    assert rows[0] == "### en"
    assert [row.partition(":")[0] for row in rows[1:]] == ["- [ ] `content/guides/why-feared/en.md`"]


@pytest.mark.parametrize(
    ("gh", "reason"),
    [(None, ""), ("#!/bin/sh\necho 'not signed in' >&2\nexit 4\n", "not signed in")],
    ids=["not there", "refuses"],
)
def test_a_host_that_cannot_be_asked_is_told(
    gh: str | None, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its command, or when that refuses, the reason is known, and nothing else is raised."""
    if gh:
        (tmp_path / "gh").write_text(gh, encoding="utf-8")
        (tmp_path / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(standing.HostError) as told:
        standing.host_command(("issue", "list"))
    assert str(told.value) == reason
