"""Pelican, run for publishing: what it writes, what it warns of, and what it would otherwise hide."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ROOM = """
import logging
from pathlib import Path
from pelican import signals
from pelican.generators import Generator

class Room(Generator):
    def generate_output(self, writer):
        {act}

def rooms(pelican):
    return Room

def register():
    {register}
"""
CONNECT = "signals.get_generators.connect(rooms)"
SETTINGS = """
import room
PATH, OUTPUT_PATH, THEME, PLUGINS = "content", "output", "simple", [room]
ARTICLE_PATHS = PAGE_PATHS = STATIC_PATHS = THEME_STATIC_PATHS = DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
TIMEZONE = "Asia/Jakarta"
SITEURL = "https://example.org"
"""
RUN = """
import sys
from pathlib import Path
from plugins.publishing.generate import generate, settings_of
sys.path.insert(0, sys.argv[1])
root = Path(sys.argv[1])
for round in range(2):
    try:
        print(generate(settings_of(root), root / "staged"))
    except Exception as error:
        print(type(error).__name__, error)
"""


def run(root: Path, act: str = "pass", register: str = CONNECT) -> list[str]:
    """What two runs of Pelican with this room say, each on a line of its own."""
    (root / "content").mkdir()
    (root / "staged").mkdir()
    (root / "room.py").write_text(ROOM.format(act=act, register=register), encoding="utf-8")
    (root / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    command = [sys.executable, "-c", RUN, str(root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_quiet_run_writes_and_says_nothing(tmp_path: Path) -> None:
    """The room's file is in the given folder, not in the one of the settings, and Pelican's summary is not shown."""
    act = "(Path(self.output_path) / 'index.html').write_text('ya')"
    assert run(tmp_path, act) == ["()", "()"]
    assert (tmp_path / "staged" / "index.html").read_text(encoding="utf-8") == "ya"
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("act", "warning"),
    [
        ("logging.getLogger('weasyprint').warning('Ignored `x`')", "weasyprint: Ignored `x`"),
        ("logging.getLogger('pelican.room').error('buruk')", "pelican.room: buruk"),
    ],
)
def test_every_warning_is_heard_each_time(act: str, warning: str, tmp_path: Path) -> None:
    """A warning of any logger is returned, also by the second run in one process, where Pelican would drop it."""
    assert run(tmp_path, act) == [f"('{warning}',)"] * 2


def test_a_room_that_cannot_register_is_a_failure(tmp_path: Path) -> None:
    """Pelican only logs it and goes on without the room."""
    assert run(tmp_path, register="raise LookupError('tidak ada')") == ["LookupError tidak ada"] * 2


def test_a_room_that_fails_is_a_failure(tmp_path: Path) -> None:
    """The room's own exception arrives."""
    assert run(tmp_path, act="raise LookupError('tidak ada')") == ["LookupError tidak ada"] * 2


def test_a_room_that_cannot_be_imported_is_a_failure(tmp_path: Path) -> None:
    """Settings import the rooms, so a broken one stops everything."""
    lines = run(tmp_path, act="1 +")
    assert [line.split()[0] for line in lines] == ["SyntaxError"] * 2
