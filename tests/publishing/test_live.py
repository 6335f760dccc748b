"""The watcher of `inv serve` hears every save, in builds and faults too; a reader sees the last one."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from plugins.publishing.live import Desk, watch
from plugins.publishing.place import Place
from plugins.publishing.preview import Preview
from plugins.publishing.serving import HOST, server_for
from plugins.publishing.stage import Stage
from tests.publishing.edits import SITE, STUDIO, project

SAVES = 100
SOON = 30.0  # seconds; far more than a busy machine needs
TEXTS = {
    "content/guides/what-is/id.md": "id/panduan/apa-itu-1-on-1/index.html",
    "content/guides/what-is/en.md": "en/guides/what-is-a-1-on-1/index.html",
    "content/guides/why-feared/id.md": "id/panduan/mengapa-ditakuti/index.html",
    "content/sessions/regular/en.md": "en/sessions/regular/index.html",
}


class Building(Desk):
    """A desk whose builds take their time, and are counted."""

    built = 0

    def open(self) -> None:
        """Without the settings of a whole project."""
        self.stage.preview = Preview(self.place, SITE, self.studio)

    def build(self) -> bool:
        """As if the whole site were built."""
        time.sleep(0.3)
        self.built += 1
        return True


class Writer:
    """A project that is watched, and what was heard of it."""

    def __init__(self, root: Path) -> None:
        self.root, self.stop = root, threading.Event()
        self.stage = Stage(root / "output", lambda error: type(error).__name__)
        self.desk = Building(Place(root), "en", STUDIO, self.stage)
        self.threads = [
            threading.Thread(target=watch, args=(self.desk, self.stop)),
            threading.Thread(target=self.desk.build_when_due),
        ]
        for thread in self.threads:
            thread.start()

    def close(self) -> None:
        """Go home."""
        self.stop.set()
        self.desk.close()
        for thread in self.threads:
            thread.join()

    def shows(self, file: str, text: str) -> bool:
        """Whether the page comes to show the text."""
        return self.comes(lambda: text.encode() in (self.stage.file(file) or b""))

    def comes(self, is_so: Callable[[], bool]) -> bool:
        """Whether something comes to be so."""
        end = time.monotonic() + SOON
        while not is_so():
            if time.monotonic() > end:
                return False
            time.sleep(0.01)
        return True


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    """Somebody who writes."""
    one = Writer(project(tmp_path / "project"))
    yield one
    one.close()


def test_no_save_is_lost(writer: Writer) -> None:
    """Of a hundred saves at random moments, builds in progress included, the last of each text is what pages show."""
    chance, last = Random("saves"), dict[str, int]()  # noqa: S311
    before = {path: (writer.root / path).read_text(encoding="utf-8") for path in TEXTS}
    for number in range(SAVES):
        path = chance.choice(sorted(TEXTS))
        (writer.root / path).write_text(f"{before[path]}\n\nNaskah{number}.\n", encoding="utf-8")
        last[path] = number
        time.sleep(chance.choice([0, 0.005, 0.02, 0.06]))
    assert [path for path, number in last.items() if not writer.shows(TEXTS[path], f"Naskah{number}.")] == []
    assert writer.stage.findings == ""


@pytest.mark.parametrize("is_early", [True, False])
def test_a_broken_file_does_not_deafen(is_early: bool, tmp_path: Path) -> None:
    """Interface words that cannot be read are told, from the start or later; once whole, pages follow as before."""
    root = project(tmp_path / "project")
    words = root / "theme/translations/id/LC_MESSAGES/messages.po"
    whole = words.read_text(encoding="utf-8")
    broken = f'{whole}\nmsgid "broken\n'
    if is_early:
        words.write_text(broken, encoding="utf-8")
    writer = Writer(root)
    try:
        if not is_early:
            assert writer.shows("id/index.html", "<h1")
            words.write_text(broken, encoding="utf-8")
        assert writer.comes(lambda: writer.stage.findings == "BrokenWords")
        words.write_text(whole.replace('msgstr "Agenda"', 'msgstr "Acara"'), encoding="utf-8")
        assert writer.shows("id/kartu/anggota-tim/rutin/index.html", ">Acara</h2>")
    finally:
        writer.close()


def test_the_site_is_published_in_a_pause(writer: Writer) -> None:
    """After the last save of several, the whole site is built once more, and not once a save."""
    path = writer.root / "content/guides/what-is/id.md"
    for number in range(5):
        path.write_text(f"{path.read_text(encoding='utf-8')}\n\nSimpan{number}.\n", encoding="utf-8")
        time.sleep(0.05)
    assert writer.comes(lambda: writer.desk.built > 0)
    assert 1 <= writer.desk.built <= 2


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Stage, int]]:
    """A server of an empty folder with the preview of a project."""
    root = project(tmp_path / "project")
    (root / "output" / "id").mkdir(parents=True)
    (root / "output" / "404.html").write_text("tidak ada", encoding="utf-8")
    (root / "output" / "id" / "feed.xml").write_text("<feed/>", encoding="utf-8")
    stage = Stage(root / "output")
    server = server_for(root / "output", 0, stage)
    stage.preview = Preview(Place(root), SITE, STUDIO)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield stage, server.server_port
    stage.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_pages_come_from_the_preview_and_files_from_the_folder(served: tuple[Stage, int]) -> None:
    """A page is drawn for the request, a file that is no page is the published one, what is neither is not found."""
    stage, port = served
    connection = http.client.HTTPConnection(HOST, port, timeout=SOON)
    expected = {
        "/id/panduan/": (200, stage.file("id/panduan/index.html"), True),
        "/id/feed.xml": (200, b"<feed/>", False),
        "/id/tidak-ada/": (404, b"tidak ada", True),
        "/../project/content/glossary.yaml": (404, b"tidak ada", True),
    }
    found = {}
    for path in expected:
        connection.request("GET", path)
        answer = connection.getresponse()
        body, mark, _ = answer.read().partition(b'\n<script src="/.preview/preview.js?')
        found[path] = (answer.status, body, bool(mark))
    connection.close()
    assert found == expected
