"""The watcher of `inv serve` hears every save, in builds and faults too; a reader sees the last one."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from plugins.publishing.live import Ear, watch
from plugins.publishing.preview import Preview
from plugins.publishing.serving import Server, server_for
from tests.publishing.edits import SITE, project

SAVES = 100
SOON = 30.0  # seconds; far more than a busy machine needs
TEXTS = {
    "content/guides/what-is/id.md": "id/panduan/apa-itu-1-on-1/index.html",
    "content/guides/what-is/en.md": "en/guides/what-is-a-1-on-1/index.html",
    "content/guides/why-feared/id.md": "id/panduan/mengapa-ditakuti/index.html",
    "content/sessions/regular/en.md": "en/sessions/regular/index.html",
}


class Writer:
    """A project that is watched, and what was heard of it."""

    def __init__(self, root: Path) -> None:
        self.root, self.stop = project(root), threading.Event()
        self.preview = Preview(self.root, SITE, self.root / "output")
        self.failures: list[Exception] = []
        self.published = 0
        ear = Ear(lambda paths: None, self.failures.append, self.publish)
        self.thread = threading.Thread(target=watch, args=(self.root, self.preview, ear, self.stop))
        self.thread.start()

    def publish(self) -> None:
        """A build that takes its time."""
        time.sleep(0.3)
        self.published += 1

    def shows(self, file: str, text: str) -> bool:
        """Whether the page comes to show the text."""
        end = time.monotonic() + SOON
        while text.encode() not in (self.preview.page(file) or b""):
            if time.monotonic() > end:
                return False
            time.sleep(0.01)
        return True


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    """Somebody who writes."""
    one = Writer(tmp_path / "project")
    yield one
    one.stop.set()
    one.thread.join()


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
    assert writer.failures == []


def test_a_broken_file_does_not_deafen(writer: Writer) -> None:
    """Interface words that cannot be read are told; once they are whole again, pages follow as before."""
    words = writer.root / "theme/translations/id/LC_MESSAGES/messages.po"
    whole = words.read_text(encoding="utf-8")
    words.write_text(f'{whole}\nmsgid "broken\n', encoding="utf-8")
    end = time.monotonic() + SOON
    while not writer.failures and time.monotonic() < end:
        time.sleep(0.01)
    assert [type(failure).__name__ for failure in writer.failures[:1]] == ["BrokenWords"]
    words.write_text(whole.replace('msgstr "Agenda"', 'msgstr "Acara"'), encoding="utf-8")
    assert writer.shows("id/kartu/anggota-tim/rutin/index.html", ">Acara</h2>")


def test_the_site_is_published_in_a_pause(writer: Writer) -> None:
    """After the last save of several, the whole site is built once more, and not once a save."""
    path = writer.root / "content/guides/what-is/id.md"
    for number in range(5):
        path.write_text(f"{path.read_text(encoding='utf-8')}\n\nSimpan{number}.\n", encoding="utf-8")
        time.sleep(0.05)
    end = time.monotonic() + SOON
    while not writer.published and time.monotonic() < end:
        time.sleep(0.05)
    assert 1 <= writer.published <= 2


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    """A server of an empty folder with the preview of a project."""
    (tmp_path / "output" / "id").mkdir(parents=True)
    (tmp_path / "output" / "404.html").write_text("tidak ada", encoding="utf-8")
    (tmp_path / "output" / "id" / "feed.xml").write_text("<feed/>", encoding="utf-8")
    server = server_for(tmp_path / "output", 0)
    server.preview = Preview(project(tmp_path / "project"), SITE, tmp_path / "output")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_pages_come_from_the_preview_and_files_from_the_folder(served: Server) -> None:
    """A page is drawn for the request, a file that is no page is the published one, what is neither is not found."""
    assert served.preview is not None
    connection = http.client.HTTPConnection("127.0.0.1", served.server_port, timeout=SOON)
    expected = {
        "/id/panduan/": (200, served.preview.page("id/panduan/index.html")),
        "/id/feed.xml": (200, b"<feed/>"),
        "/id/tidak-ada/": (404, b"tidak ada"),
        "/../project/content/glossary.yaml": (404, b"tidak ada"),
    }
    found = {}
    for path in expected:
        connection.request("GET", path)
        answer = connection.getresponse()
        found[path] = (answer.status, answer.read())
    connection.close()
    assert found == expected
