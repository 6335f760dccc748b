"""Project and folder → its site without cards, in one fresh process: what `tests.bench.pages` measures.

python tests/bench/ours.py PROJECT FOLDER [--kept FILE] [--bare]

In FILE, answers are kept from one build to the next. Bare are the pages alone: no search, calendars, share pictures,
feeds, copies or bundles, which the other tools do not make either.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

BARE = ("plugins.reading", "plugins.pages")


def main(root: Path, folder: Path, kept: Path | None, *, bare: bool) -> int:
    """Read, check and write everything, or the pages alone; returns the exit code."""
    from plugins.handbook import shelf
    from plugins.handbook.memory import Memory, load
    from plugins.publishing.fingerprint import of_code
    from plugins.publishing.generate import generate, settings_of
    from plugins.reading import read

    settings = settings_of(root)
    rooms = {room.__name__: room for room in settings["PLUGINS"] if room.__name__ != "plugins.cards"}
    settings["PLUGINS"] = [room for name, room in rooms.items() if name in BARE or not bare]
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
    options = argparse.ArgumentParser()
    options.add_argument("root", type=Path)
    options.add_argument("folder", type=Path)
    options.add_argument("--kept", type=Path)
    options.add_argument("--bare", action="store_true")
    chosen = options.parse_args()
    sys.path.insert(0, str(chosen.root))
    sys.exit(main(chosen.root, chosen.folder, chosen.kept, bare=chosen.bare))
