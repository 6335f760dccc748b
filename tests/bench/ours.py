"""Project and folder → its pages, without cards, in one fresh process: what `tests.bench.pages` measures.

A third argument names the file in which answers are kept from one build to the next.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(root: Path, folder: Path, kept: Path | None) -> int:
    """Read, check and write every page; returns the exit code."""
    from plugins.handbook import shelf
    from plugins.handbook.memory import Memory, load
    from plugins.publishing.fingerprint import of_code
    from plugins.publishing.generate import generate, settings_of
    from plugins.reading import read

    settings = settings_of(root)
    settings["PLUGINS"] = [room for room in settings["PLUGINS"] if room.__name__ != "plugins.cards"]
    sign = of_code(root) if kept else ""
    memory = load(kept, sign) if kept else Memory()
    found = read(root / "content", settings["LANGUAGES"], root / "theme", memory)
    print(found.report("en"), end="")
    if found.book is None:
        return 1
    shelf.place(settings, found.book)
    shelf.remember(settings, memory)
    warnings = generate(settings, folder)
    memory.forget_the_rest()
    if kept:
        memory.save(kept, sign)
    print("\n".join(warnings), end="")
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None))
