"""A command → what it took: seconds on the clock and of processor, and the most memory.

It is started by a small process of its own: a new program's peak begins with what its parent held, and a bench holds
much. python -S tests/bench/costing.py COMMAND … writes the three figures, in seconds and bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Cost(NamedTuple):
    """What one build took: seconds on the clock, seconds of processor, peak memory of the process in MiB."""

    wall: float
    cpu: float
    memory: float


def cost_of(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a build once in `folder`; CalledProcessError when it fails."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as at home
    small = [sys.executable, "-S", __file__, *command]
    told = subprocess.run(small, cwd=folder, env=own, capture_output=True, text=True, check=True).stdout
    wall, cpu, memory = map(float, told.split())
    return Cost(wall, cpu, memory / 2**20)


def _main(command: list[str]) -> int:
    began = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(process, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    print(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
