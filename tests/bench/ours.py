"""Project and folder → its pages, without cards, in one fresh process: what `tests.bench.pages` measures."""

from __future__ import annotations

import sys
from pathlib import Path


def main(root: Path, folder: Path) -> int:
    """Read, check and write every page; returns the exit code."""
    from plugins.publishing.generate import generate, settings_of

    settings = settings_of(root)
    settings["PLUGINS"] = [room for room in settings["PLUGINS"] if room.__name__ != "plugins.cards"]
    warnings = generate(settings, folder)
    print("\n".join(warnings), end="")
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
