"""Publishing: only a whole and verified site takes the place of the old one, and only when something changed."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.handbook.ledger import Ledger
from plugins.publishing import exchange
from plugins.publishing.place import Place
from plugins.publishing.publish import Order, publish
from plugins.publishing.verify import Expected
from tests.publishing.sites import PAGES, project, write_site, writer
from tests.trees import of_tree

ENGLISH = Order(language="en")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A project whose site is published."""
    place = project(tmp_path / "proyek")
    assert publish(place, ENGLISH, writer()) == 0
    return place


def never(_: Ledger) -> Expected:
    """A writer that must not be called."""
    raise AssertionError("nothing changed, so nothing should be written")


def beside(place: Place) -> list[str]:
    """What stands at the project's root, besides what belongs there."""
    return sorted({path.name for path in place.root.iterdir()} - {"content", "output", ".cache"})


def test_the_site_is_published_whole(place: Place) -> None:
    """The published folder is what was written, file for file, and nothing is left beside it."""
    write_site(place.root / "same")
    assert of_tree(place.output) == of_tree(place.root / "same")
    assert beside(place) == ["same"]


def test_nothing_is_written_when_nothing_changed(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """The second order is answered without calling the writer."""
    capsys.readouterr()
    assert publish(place, ENGLISH, never) == 0
    assert capsys.readouterr().out == "Nothing changed; output/ is up to date.\n"


def test_a_changed_source_or_address_is_built(place: Place) -> None:
    """A byte in content/, a new file, another public address, or `force` each has the site written anew."""
    written: list[Path] = []

    def write(ledger: Ledger) -> Expected:
        written.append(ledger.folder)
        return write_site(ledger.folder)

    (place.root / "content" / "a.md").write_text("b", encoding="utf-8")
    assert publish(place, ENGLISH, write) == 0
    (place.root / "content" / "b.md").write_text("", encoding="utf-8")
    assert publish(place, ENGLISH, write) == 0
    assert publish(place, Order("en", url="https://example.org/lain"), write) == 0
    assert publish(place, ENGLISH, write) == 0
    assert publish(place, Order("en", force=True), write) == 0
    assert len(written) == 5
    assert publish(place, ENGLISH, never) == 0


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a deleted page": lambda output: (output / "id/index.html").unlink(),
    "a stray file": lambda output: (output / "catatan.txt").write_text("x", encoding="utf-8"),
    "another byte of the same length": lambda output: (output / "gaya/a.svg").write_bytes(
        (output / "gaya/a.svg").read_bytes().replace(b"svg", b"gvs")
    ),
    "no site at all": lambda output: output.rename(output.with_name("pindah")),
    "a file where a folder was": lambda output: (
        (output / "gaya").rename(output.with_name("gaya")),
        (output / "gaya").write_text("x", encoding="utf-8"),
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_site_damaged_by_hand_is_built_anew(name: str, place: Place) -> None:
    """Whatever was done to output/, the next order makes it whole, though no source changed."""
    whole = of_tree(place.output)
    DAMAGES[name](place.output)
    assert publish(place, ENGLISH, writer()) == 0
    assert of_tree(place.output) == whole


@pytest.mark.parametrize("record", ["", "{}", "[]", '{"fingerprint": 1, "files": {"a": 1}, "sources": {}}', "\x00"])
def test_a_spoilt_record_only_costs_a_build(record: str, place: Place) -> None:
    """A manifest that cannot be understood is as none: the site is built, not refused."""
    place.manifest.write_text(record, encoding="utf-8")
    assert publish(place, ENGLISH, writer()) == 0
    assert publish(place, ENGLISH, never) == 0


def full_disk(ledger: Ledger) -> Expected:
    """A writer whose disk is full, as the kernel says it."""
    write_site(ledger.folder)
    with Path("/dev/full").open("wb", buffering=0) as disk:
        disk.write(b"x")
    raise AssertionError("the kernel should have refused")


def unreadable(ledger: Ledger) -> Expected:
    """A writer that meets a folder it may not open."""
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(ledger.folder.parent / "content" / "guides"))


def stopped(ledger: Ledger) -> Expected:
    """A writer that is told to stop."""
    write_site(ledger.folder)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    raise AssertionError("the signal should have stopped this")


KEPT = "The old site in output/ is unchanged.\n"
FAILURES: dict[str, tuple[Callable[[Ledger], Expected], int, str]] = {
    "full disk": (
        full_disk,
        1,
        "The disk is full: there is no room to write in proyek. Free some space and try again.\n",
    ),
    "no permission": (
        unreadable,
        1,
        "No permission to open content/guides. Correct the permissions of the file or folder.\n",
    ),
    "a request to stop": (stopped, 130, "Stopped.\n"),
    "damage": (
        writer({"en/index.html": PAGES["en/index.html"] + '<a href="hilang/">x</a>'}),
        1,
        "The new site did not pass verification (1):\n  en/index.html: link hilang/ leads nowhere\n",
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failed_build_leaves_the_old_site(name: str, place: Place, capfd: pytest.CaptureFixture[str]) -> None:
    """One clear message, an exit code that is not 0, the old site untouched, nothing left beside it."""
    write, code, message = FAILURES[name]
    old = of_tree(place.output)
    capfd.readouterr()
    assert publish(place, Order("en", force=True), write) == code
    assert capfd.readouterr().err == message + KEPT
    assert of_tree(place.output) == old
    assert beside(place) == []
    assert publish(place, ENGLISH, never) == 0


def test_a_lost_page_needs_a_word(place: Place, capfd: pytest.CaptureFixture[str]) -> None:
    """A published page whose source is still there is not dropped by accident, but can be on purpose."""

    def fewer(ledger: Ledger) -> Expected:
        expected = write_site(ledger.folder, {"en/index.html": None, "index.html": '<html lang="id">'})
        pages = {path: source for path, source in expected.pages.items() if path != "en/index.html"}
        return Expected(expected.url, expected.languages, pages, expected.cards)

    capfd.readouterr()
    assert publish(place, Order("en", force=True), fewer) == 1
    assert capfd.readouterr().err == (
        "The new site did not pass verification (1):\n  en/index.html: this address was published and is now gone, "
        "though content/a.md is still there. If that is meant: inv build --accept-loss\n" + KEPT
    )
    assert publish(place, Order("en", force=True, accept_loss=True), fewer) == 0
    assert not (place.output / "en").exists()


def test_two_renames_do_where_one_exchange_cannot(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without exchange the site is published too, and a stop between the renames is put right."""
    monkeypatch.setattr(exchange, "_exchange", lambda *_: False)
    assert publish(place, Order("en", force=True), writer({"gaya/b.svg": b"<svg/>"})) == 0
    assert (place.output / "gaya" / "b.svg").exists()
    assert beside(place) == []
    whole = of_tree(place.output)
    place.output.rename(exchange.retired(place.output))
    exchange.recover(place.output)
    assert of_tree(place.output) == whole


BUILD = """
import sys, time
from pathlib import Path
from plugins.publishing.place import Place
from plugins.publishing.publish import Order, publish
from tests.publishing.sites import write_site

def write(ledger):
    time.sleep({pause})
    expected = write_site(ledger.folder, {{"versi.txt": sys.argv[2]}})
    return expected

print("go", flush=True)
sys.exit(publish(Place(Path(sys.argv[1])), Order("en", force=True), write))
"""


def test_two_builds_take_turns(place: Place) -> None:
    """The second build waits for the first, and both publish a whole site; the last one stays."""
    script = BUILD.format(pause=0.5)
    builds = []
    for version in ("satu", "dua"):
        build = subprocess.Popen(
            [sys.executable, "-c", script, place.root, version],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert build.stdout is not None
        assert build.stdout.readline() == "go\n"
        time.sleep(0.2)
        builds.append(build)
    told = [build.communicate(timeout=60)[1] for build in builds]
    assert [build.returncode for build in builds] == [0, 0]
    assert told == ["", "Another build is running; waiting for it …\n"]
    assert (place.output / "versi.txt").read_text(encoding="utf-8") == "dua"
