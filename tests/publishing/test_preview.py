"""`inv serve`: what is saved is seen at once, a mistake lies over the page, and the server lives on."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from plugins.cards import Choice, keep_cards
from plugins.handbook.model import Handbook
from plugins.handbook.site import PLACEHOLDER_URL, Site
from plugins.publishing.live import Desk
from plugins.publishing.place import Place
from plugins.publishing.preview import Preview
from plugins.publishing.serving import HOST, server_for
from plugins.publishing.stage import Stage
from plugins.publishing.words import words
from tests.publishing.edits import STUDIO

ROOT = Path(__file__).resolve().parents[2]
GUIDE = "content/guides/what-is/id.md"
CARD = "content/cards/team-member/regular.yaml"
HOME = "id/index.html"
PAGE = "id/panduan/apa-itu-1-on-1/index.html"
TWIN = "en/guides/what-is-a-1-on-1/index.html"
CARD_PAGE = "id/kartu/anggota-tim/rutin/index.html"
PDFS = [f"{folder}-a5.pdf" for folder in (
    "id/kartu/anggota-tim/rutin/kartu-anggota-tim-rutin", "en/cards/team-member/regular/cards-team-member-regular"
)]  # fmt: skip


def cards_of(book: Handbook, site: Site, root: Path, key: str) -> Iterator[tuple[str, bytes]]:
    kept = keep_cards(book, site, root / "theme", root / ".cache", Choice(key, ("a5",)))
    return ((ticket.address, path.read_bytes()) for ticket, path in kept.files)


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> Desk:
    """The tiny site at the desk of somebody who has just begun; it was never built."""
    shutil.copytree(ROOT / "tests" / "site", tmp_path / "content")
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    made = Desk(Place(tmp_path), "en", replace(STUDIO, cards=cards_of), Stage(tmp_path / "output", repr))
    made.stage.preview = Preview(made.place, site, made.studio)
    made.is_waiting = False
    return made


def shown(desk: Desk, file: str) -> str:
    """A page, as its reader sees it."""
    return (desk.stage.file(file) or b"").decode()


def edit(desk: Desk, path: str, old: str, new: str) -> None:
    file = desk.place.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    desk.changed((path,))


def test_what_is_saved_is_shown(desk: Desk) -> None:
    """A saved text shows at once; in the pause after it the site is to be built, and then no more."""
    edit(desk, GUIDE, "obrolan rutin dua", "percakapan rutin dua")
    assert "percakapan rutin dua orang" in shown(desk, PAGE)
    assert not desk.due.is_set()
    desk.paused()
    assert desk.due.is_set()
    desk.due.clear()
    desk.paused()
    assert not desk.due.is_set()


def test_a_page_is_marked_by_what_it_shows(desk: Desk) -> None:
    """Pages that a save changes get another mark, all others keep theirs: their readers are left alone."""
    files = (HOME, PAGE, TWIN)
    before = {file: desk.stage.version(file) for file in files}
    desk.changed((GUIDE,))
    assert {file: desk.stage.version(file) for file in files} == before
    edit(desk, GUIDE, "obrolan rutin dua", "percakapan rutin dua")
    assert [file for file in files if desk.stage.version(file) != before[file]] == [PAGE]
    edit(desk, GUIDE, "title: ", "title: Ini ")
    assert desk.stage.version(HOME) != before[HOME]


def test_a_card_is_printed_at_once(desk: Desk) -> None:
    """A saved card has its A5 PDFs fresh in both languages; so has one whose question was reworded."""
    before = desk.stage.version(CARD_PAGE)
    edit(desk, CARD, "Dengarkan.", "Dengarkan dulu.")
    assert list(desk.stage.printed) == PDFS
    first, marked = dict(desk.stage.printed), desk.stage.version(CARD_PAGE)
    assert "Dengarkan dulu." in shown(desk, CARD_PAGE)
    edit(desk, "content/questions/regular.yaml", "Apa yang berjalan baik pekan ini?", "Apa yang lancar pekan ini?")
    assert first[PDFS[0]] != desk.stage.printed[PDFS[0]]
    assert desk.stage.printed[PDFS[0]].startswith(b"%PDF-")
    assert first[PDFS[1]] == desk.stage.printed[PDFS[1]]
    assert len({before, marked, desk.stage.version(CARD_PAGE)}) == 3


def test_a_mistake_is_told_and_can_be_mended(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Findings come on the terminal, once, and over the page; nothing is built. Mended, they go."""
    before = shown(desk, PAGE)
    edit(desk, GUIDE, "title:", "titel:")
    desk.paused()
    finding = f'{GUIDE}:2:1: error[F108] unknown key "titel"; did you mean "title"?'
    assert desk.stage.findings.startswith(finding)
    assert capsys.readouterr().err.count(finding) == 1
    assert (shown(desk, PAGE), desk.due.is_set()) == (before, False)
    edit(desk, GUIDE, "titel:", "title:")
    assert desk.stage.findings == ""
    desk.paused()
    assert desk.due.is_set()


def test_a_mistake_elsewhere_is_told_in_the_pause(desk: Desk) -> None:
    """A heading that others link to is gone: the page shows at once, the links that lead nowhere are told after it."""
    other = desk.place.root / "content/sessions/regular/id.md"
    other.write_text(f"{other.read_text(encoding='utf-8')}\n[a](../../guides/what-is/id.md#goals)\n", encoding="utf-8")
    desk.changed(("content/sessions/regular/id.md",))
    assert desk.stage.findings == ""
    edit(desk, GUIDE, "{#goals}", "{#aims}")
    desk.paused()
    assert "content/sessions/regular/id.md:" in desk.stage.findings
    assert not desk.due.is_set()


def test_a_fault_of_ours_does_not_end_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When a page cannot be drawn, that is told once, with what is published below; the next save is seen again."""

    def fail(*_: object) -> NoReturn:
        raise RuntimeError("broken")

    assert desk.stage.preview is not None
    monkeypatch.setattr(desk.stage.preview, "page", fail)
    assert (desk.stage.file(PAGE), desk.stage.file(PAGE)) == (None, None)
    assert desk.stage.findings == "RuntimeError('broken')"
    assert capsys.readouterr().err == "RuntimeError('broken')\n"
    monkeypatch.undo()
    desk.changed((GUIDE,))
    assert (desk.stage.findings, "<h1" in shown(desk, PAGE)) == ("", True)


def test_terms_and_sources_renew_every_text(desk: Desk) -> None:
    """A reworded source is seen in the texts that cite it, though those were not saved."""
    edit(desk, "content/sources.yaml", "Gallup, State of", "Gallup Inc., State of")
    assert "Gallup Inc., State of" in shown(desk, PAGE)


def test_the_placeholder_is_told_once(desk: Desk) -> None:
    """The notice about the public address comes with the first build; what else a build says comes every time."""
    notice = words("placeholder", "en", url=PLACEHOLDER_URL) + "\n"
    assert [desk._without_placeholder(said) for said in (f"{notice}a\n", f"{notice}a\n", notice)] == [
        *(f"{notice}a\n", "a\n", "")
    ]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Stage, int]]:
    """A server whose site was never built, with its stage."""
    stage = Stage(tmp_path / "output")
    server = server_for(tmp_path / "output", 0, stage)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield stage, server.server_port
    stage.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_news_come_to_the_open_page(server: tuple[Stage, int]) -> None:
    """A page hears at once what lies over it, and whenever it shows something else than its reader has seen."""
    stage, port = server
    stage.tell("a\nb")
    stage.show({"id/index.html": b"lama"})
    seen = stage.version("id/index.html")
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", f"/.preview/news?page=%2Fid%2F&seen={seen}")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"

    def piece() -> tuple[str, object]:
        while (line := answer.readline().decode()) in (": \n", "\n"):
            pass
        data = answer.readline().decode().removeprefix("data: ")
        return line.removeprefix("event: ").strip(), json.loads(data)

    assert piece() == ("findings", "")
    stage.tell("a\nb")
    assert piece() == ("findings", "a\nb")
    stage.show({"en/index.html": b"other"})
    assert piece() == ("findings", "")
    stage.show({"id/index.html": b"baru"})
    assert piece() == ("changed", stage.version("id/index.html"))
    connection.close()


def test_a_page_that_is_old_already_hears_it(server: tuple[Stage, int]) -> None:
    """What was saved between a page and its first question for news is not lost."""
    stage, port = server
    stage.show({"id/index.html": b"baru"})
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", "/.preview/news?page=%2Fid%2F&seen=00000000")
    answer = connection.getresponse()
    lines = [answer.readline().decode() for _ in range(5)]
    assert lines[3:] == ["event: changed\n", f'data: "{stage.version("id/index.html")}"\n']
    connection.close()


def test_fresh_files_come_before_published_ones(server: tuple[Stage, int]) -> None:
    """A fresh page has the script of the preview in it, a fresh PDF is itself; before any build there is a page too."""
    stage, port = server
    stage.show({"id/index.html": b"<p>baru", "id/x.pdf": b"%PDF-"})
    script = f'\n<script src="/.preview/preview.js?{stage.version("id/index.html")}" defer></script>\n'.encode()
    for path, status, kind, body in (
        ("/id/", 200, "text/html; charset=utf-8", b"<p>baru" + script),
        ("/id/x.pdf", 200, "application/pdf", b"%PDF-"),
        ("/", 404, "text/html; charset=utf-8", None),
        ("/.preview/preview.js", 200, "text/javascript; charset=utf-8", None),
    ):
        connection = http.client.HTTPConnection(HOST, port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        found = answer.read()
        assert (answer.status, answer.headers["Content-Type"]) == (status, kind)
        assert found == body if body is not None else len(found) > 50
        connection.close()


def test_other_names_are_turned_away(server: tuple[Stage, int]) -> None:
    """A site that points its own name at this machine is not answered; the server listens here only."""
    _, port = server
    for host, status in (
        (f"{HOST}:{port}", 404),
        (f"localhost:{port}", 404),
        ("evil.example", 403),
        (f"evil.example:{port}", 403),
    ):
        connection = http.client.HTTPConnection(HOST, port, timeout=10)
        connection.request("GET", "/", headers={"Host": host})
        assert connection.getresponse().status == status
        connection.close()
    assert HOST == "127.0.0.1"
