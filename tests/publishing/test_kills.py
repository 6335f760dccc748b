"""A build that is killed at any moment leaves a whole site: the old one or the new one."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from plugins.publishing import manifest
from plugins.publishing.place import Place
from plugins.publishing.publish import Order, publish
from plugins.publishing.verify import Expected
from tests.publishing.sites import project, write_site, writer

KILLS = 36
ATTEMPTS = 4 * KILLS
FILES = 60

BUILD = """
import sys
from pathlib import Path
from plugins.publishing.place import Place
from plugins.publishing.publish import Order, publish
from tests.publishing.test_kills import write_version

print("go", flush=True)
place, version = Place(Path(sys.argv[1])), sys.argv[2]
sys.exit(publish(place, Order("en", force=True), lambda ledger: write_version(ledger.folder, version)))
"""


def write_version(folder: Path, version: str) -> Expected:
    """A site of which every file tells its version."""
    for number in range(FILES):
        (folder / "versi").mkdir(exist_ok=True)
        (folder / "versi" / f"{number}.txt").write_text(version * 2000, encoding="utf-8")
    return write_site(folder)


def versions(place: Place) -> set[str]:
    """The versions that the files of the published site tell; also counts them."""
    files = sorted((place.output / "versi").iterdir())
    assert len(files) == FILES
    texts = {file.read_text(encoding="utf-8") for file in files}
    return {text[: len(text) // 2000] for text in texts}


def start(place: Place, version: str) -> subprocess.Popen[str]:
    """A build of `version` in a process of its own, about to begin."""
    command = [sys.executable, "-c", BUILD, str(place.root), version]
    build = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert build.stdout is not None
    assert build.stdout.readline() == "go\n"
    return build


def length_of_a_build(place: Place) -> float:
    """How long a build takes here and now, from its beginning to its end."""
    build = start(place, "v000")
    began = time.monotonic()
    build.communicate(timeout=60)
    assert build.returncode == 0
    return time.monotonic() - began


def test_a_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    """After each of many kills, all files are of one version: the last whole one or the killed one."""
    place = project(tmp_path / "proyek")
    length = length_of_a_build(place)
    moments = random.Random(7)  # noqa: S311  # moments, not secrets
    kills, exchanged, current = 0, 0, "v000"
    for attempt in range(1, ATTEMPTS):
        version = f"v{attempt:03}"
        build = start(place, version)
        time.sleep(moments.uniform(0, length))
        build.kill()
        build.communicate(timeout=60)
        found = versions(place)
        assert found in ({current}, {version})
        exchanged += found == {version}
        current = found.pop()
        kills += build.returncode == -9
        if kills == KILLS:
            break
    assert kills == KILLS
    assert exchanged < attempt, "every build had ended before its kill"
    assert publish(place, Order("en"), writer()) == 0
    assert manifest.is_whole(place.output, manifest.load(place.manifest).files)
    assert sorted(path.name for path in place.root.iterdir()) == [".cache", "content", "output"]
