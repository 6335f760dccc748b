"""Many cards on several cores: an interrupt or a lost parent leaves nothing running."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from plugins.cards.pool import WORTH_A_POOL, work_all
from plugins.handbook.garbage import not_collecting
from tests.cards.conftest import ROOT

pytestmark = pytest.mark.xdist_group("cards")

PRINT = """
import signal, sys
from pathlib import Path
from plugins.cards import pool
from plugins.cards.orders import orders
from plugins.handbook.site import Site
from plugins.reading import read
pool._cores = lambda: 2
signal.signal(signal.SIGINT, signal.default_int_handler)  # a runner in the background hands down a deaf ear
book = read(Path("content"), ("id", "en"), Path("theme")).book
wanted = list(orders(book, Site("https://empat-mata.example", "Empat Mata", ("id", "en")), Path("theme")))
with pool.press_ready(2) if sys.argv[1] == "ready" else pool.one_crew():
    for number, printed in enumerate(pool.print_all(wanted, len(wanted))):
        print(number, flush=True)
"""


def children(parent: int) -> set[int]:
    """The processes started by `parent` that still run."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.add(int(status.parent.name))
    return found


def running(process: int) -> bool:
    """Whether a process still runs."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(("way", "count"), [("ready", 2), ("anew", 3)])  # one looks after what these processes share
@pytest.mark.parametrize(("sent", "ends"), [(signal.SIGINT, (-signal.SIGINT, 1)), (signal.SIGKILL, (-signal.SIGKILL,))])
def test_nothing_is_left_running(
    sent: signal.Signals, ends: tuple[int, ...], way: str, count: int, tmp_path: Path
) -> None:
    """Stopped in the middle of printing, by Ctrl-C or by force, the build ends and takes its workers with it.

    So it is with workers that were forked before there was anything to print, and with those started anew.
    """
    build = subprocess.Popen(
        [sys.executable, "-c", PRINT, way],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with build:
        assert build.stdout is not None
        for _ in range(6):
            build.stdout.readline()
        workers = children(build.pid)
        if sent == signal.SIGINT:
            os.killpg(build.pid, sent)  # a terminal sends Ctrl-C to all of them
        else:
            build.send_signal(sent)
        build.communicate(timeout=30)
    deadline = time.monotonic() + 10
    while any(map(running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(workers) == count
    assert build.returncode in ends
    assert [worker for worker in workers if running(worker)] == []
    assert list(tmp_path.glob("weasyprint-*")) == []


SHOW = """
import time
from plugins.cards import pool
for item in pool._shown(range(3), 3):
    time.sleep(0.7)
"""


def test_a_terminal_shows_how_far_it_is() -> None:
    """On a terminal a line tells how many of how many are done, and the time left; it is gone at the end."""
    ours, theirs = os.openpty()
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen([sys.executable, "-c", SHOW], cwd=ROOT, env=surroundings, stderr=theirs) as showing:
        os.close(theirs)
        seen = b""
        with suppress(OSError):  # so Linux says that the other end is closed
            while part := os.read(ours, 4096):
                seen += part
    os.close(ours)
    assert showing.returncode == 0
    assert [done for done in (b"1/3", b"2/3", b"3/3") if done in seen] == [b"1/3", b"2/3", b"3/3"]
    assert b"0:00:0" in seen


def test_elsewhere_nothing_is_shown() -> None:
    """Where nobody looks, as in a log, nothing is written."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", SHOW], cwd=ROOT, env=surroundings, check=True, capture_output=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def collects(_: int) -> bool:
    """Whether garbage is collected where this is asked."""
    return gc.isenabled()


@pytest.mark.parametrize("tasks", [1, WORTH_A_POOL])
def test_whoever_prints_collects_garbage(tasks: int) -> None:
    """In workers as here, though the build around it has put that off; which then goes on as it was."""
    with not_collecting():
        assert list(work_all(collects, range(tasks), tasks)) == [True] * tasks
        assert not gc.isenabled()


FACES = """
import os, sys, tempfile
from multiprocessing import Process
from plugins.publishing.build import leave

def load():
    from plugins.cards.press import stylesheet
    stylesheet("@font-face { font-family: Manrope; src: url(font:Manrope-Regular.ttf) }")
    print(len(os.listdir(tempfile.gettempdir())), flush=True)

if sys.argv[1] == "worker":
    worker = Process(target=load)
    worker.start()
    worker.join()
else:
    load()
    if sys.argv[1] == "build":
        leave(0)
"""


@pytest.mark.parametrize("who", ["process", "build", "worker"])
def test_no_face_is_left_behind(who: str, tmp_path: Path) -> None:
    """Whoever has printed: the folder in which WeasyPrint keeps the faces is gone, without a word."""
    ended = subprocess.run(
        [sys.executable, "-c", FACES, who],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (ended.stdout, ended.stderr, list(tmp_path.iterdir())) == ("1\n", "", [])
