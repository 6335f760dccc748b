"""`inv serve`: what is saved is seen at once, a mistake lies over the page, and the server lives on."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from plugins.cards import Choice, keep_cards
from plugins.handbook.model import Handbook
from plugins.handbook.site import PLACEHOLDER_URL, Site
from plugins.pages.draw import draw
from plugins.publishing.place import Place
from plugins.publishing.preview import Preview, Studio, reference_of
from plugins.publishing.serving import HOST, server_for
from plugins.publishing.stage import Stage
from plugins.publishing.words import words

ROOT = Path(__file__).resolve().parents[2]
GUIDE = "content/guides/what-is/id.md"
CARD = "content/cards/team-member/regular.yaml"
PAGES = ["id/panduan/apa-itu-1-on-1/index.html", "en/guides/what-is-a-1-on-1/index.html"]
PDFS = [f"{folder}-a5.pdf" for folder in (
    "id/kartu/anggota-tim/rutin/kartu-anggota-tim-rutin", "en/cards/team-member/regular/cards-team-member-regular"
)]  # fmt: skip


class Recording(Stage):
    """A stage that remembers what was shown, told and settled, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[tuple[str, list[str]]] = []

    def show(self, files: Mapping[str, bytes]) -> None:
        """Remember, then show."""
        self.acts.append(("show", list(files)))
        super().show(files)

    def tell(self, findings: str) -> None:
        """Remember, then tell."""
        self.acts.append(("tell", [findings]))
        super().tell(findings)


def cards_of(book: Handbook, site: Site, root: Path, key: str) -> Iterator[tuple[str, bytes]]:
    kept = keep_cards(book, site, root / "theme", root / ".cache", Choice(key, ("a5",)))
    return ((ticket.address, path.read_bytes()) for ticket, path in kept.files)


@pytest.fixture
def stage() -> Recording:
    return Recording()


@pytest.fixture
def preview(tmp_path: Path, stage: Recording, site: Site) -> Preview:
    """A preview of the tiny site that has been read once and never built."""
    shutil.copytree(ROOT / "tests" / "site", tmp_path / "content")
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    made = Preview(Place(tmp_path), "en", Studio(draw, cards_of), stage, site=site)
    made.book = made._read().book
    return made


def edit(preview: Preview, path: str, old: str, new: str) -> None:
    file = preview.place.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_pages_of_a_file_are_seen_first(preview: Preview, stage: Recording) -> None:
    """A saved guide is drawn by itself, in both languages, before everything else that it changes."""
    edit(preview, GUIDE, "obrolan rutin dua", "percakapan rutin dua")
    preview.changed((GUIDE,))
    assert stage.acts[0] == ("show", PAGES)
    assert "percakapan rutin dua orang" in stage.fresh[PAGES[0]].decode()
    act, rest = stage.acts[1]
    assert (act, "id/index.html" in rest, set(rest) & set(PAGES)) == ("show", True, set())
    assert preview.waiting.is_set()


def test_what_stays_the_same_is_not_drawn_anew(preview: Preview, stage: Recording) -> None:
    """A page that is already seen as it is makes no news: its reader keeps the page."""
    preview.changed((GUIDE,))
    preview.changed((GUIDE,))
    assert stage.acts[-2:] == [("show", PAGES), ("show", [])]


def test_a_card_is_printed_at_once(preview: Preview, stage: Recording) -> None:
    """A saved card has its page and its A5 PDFs fresh in both languages; so has one whose question was reworded."""
    edit(preview, CARD, "Dengarkan.", "Dengarkan dulu.")
    preview.changed((CARD,))
    assert [files for _, files in stage.acts[:2]] == [[f"{Path(pdf).parent}/index.html" for pdf in PDFS], PDFS]
    first = dict(stage.fresh)
    edit(preview, "content/questions/regular.yaml", "Apa yang berjalan baik pekan ini?", "Apa yang lancar pekan ini?")
    preview.changed(("content/questions/regular.yaml",))
    assert first[PDFS[0]] != stage.fresh[PDFS[0]]
    assert stage.fresh[PDFS[0]].startswith(b"%PDF-")
    assert first[PDFS[1]] == stage.fresh[PDFS[1]]


def test_a_mistake_is_told_and_can_be_mended(
    preview: Preview, stage: Recording, capsys: pytest.CaptureFixture[str]
) -> None:
    """Findings come on the terminal and over the page, nothing is built; mended, they go."""
    edit(preview, GUIDE, "title:", "titel:")
    preview.changed((GUIDE,))
    finding = f'{GUIDE}:2:1: error[F108] unknown key "titel"; did you mean "title"?'
    assert stage.findings.startswith(finding)
    assert finding in capsys.readouterr().err
    assert (stage.fresh, preview.waiting.is_set()) == ({}, False)
    edit(preview, GUIDE, "titel:", "title:")
    preview.changed((GUIDE,))
    assert stage.findings == ""
    assert preview.waiting.is_set()


def test_a_fault_of_ours_does_not_end_it(
    preview: Preview, stage: Recording, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When a room fails, that is told with its place, and the next save is seen again."""

    def fail(*_: object) -> Iterator[tuple[str, str]]:
        raise RuntimeError("broken")

    monkeypatch.setattr(preview, "studio", Studio(fail, cards_of))
    preview.changed((GUIDE,))
    assert "broken" in stage.findings
    assert "broken" in capsys.readouterr().err
    monkeypatch.undo()
    preview.changed((GUIDE,))
    assert stage.acts[-2] == ("show", PAGES)


def test_terms_and_sources_renew_every_text(preview: Preview, stage: Recording) -> None:
    """A reworded source is seen in the texts that cite it, though those were not saved."""
    edit(preview, "content/sources.yaml", "Gallup, State of", "Gallup Inc., State of")
    preview.changed(("content/sources.yaml",))
    assert "Gallup Inc., State of" in stage.fresh[PAGES[0]].decode()


def test_the_placeholder_is_told_once(preview: Preview) -> None:
    """The notice about the public address comes with the first build; what else a build says comes every time."""
    notice = words("placeholder", "en", url=PLACEHOLDER_URL) + "\n"
    assert [preview._without_placeholder(said) for said in (f"{notice}a\n", f"{notice}a\n", notice)] == [
        *(f"{notice}a\n", "a\n", "")
    ]


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        (GUIDE, "guides/what-is"),
        (CARD, "cards/team-member/regular"),
        ("content/pages/home/entry.yaml", "pages/home"),
        ("content/questions/regular.yaml", "questions"),
        ("content/glossary.yaml", ""),
    ],
)
def test_a_file_belongs_to_an_entry(path: str, reference: str) -> None:
    """Kind and key come from where it lies; lists belong to none."""
    assert reference_of(path) == reference


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Stage, int]]:
    """A server whose site was never built, with its stage."""
    stage = Stage()
    server = server_for(tmp_path / "output", 0, stage)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield stage, server.server_port
    stage.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_news_come_to_the_open_page(server: tuple[Stage, int]) -> None:
    """A page hears at once what lies over it, what changed since, and which paths were published."""
    stage, port = server
    stage.tell("a\nb")
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", "/.preview/news")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"

    def piece() -> tuple[str, object]:
        name, data, _ = (answer.readline().decode() for _ in range(3))
        return name.removeprefix("event: ").strip(), json.loads(data.removeprefix("data: "))

    assert piece() == ("findings", "a\nb")
    stage.show({"id/index.html": b"baru"})
    assert piece() == ("changed", ["id/index.html"])
    stage.settle(["id/x.pdf"])
    assert piece() == ("changed", ["id/x.pdf"])
    connection.close()


def test_fresh_files_come_before_published_ones(server: tuple[Stage, int]) -> None:
    """A fresh page has the script of the preview in it, a fresh PDF is itself; before any build there is a page too."""
    stage, port = server
    script = b'\n<script src="/.preview/preview.js" defer></script>\n'
    stage.show({"id/index.html": b"<p>baru", "id/x.pdf": b"%PDF-"})
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
