"""Project → its site, published without printing, in one fresh process: what `tests.bench.pages` measures.

python tests/bench/ours.py PROJECT [--bare FOLDER]

That is `inv build`, checks and verification among it; small files, kept as printed ones are, stand in for these. Bare
are the pages alone, from nothing, in a folder: no search, calendars, share pictures, feeds, copies or bundles, which
the other tools do not make either, and nothing verified.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BARE = ("plugins.reading", "plugins.pages")
WHOLE = {".webp": b"RIFF\4\0\0\0WEBP", ".epub": b"PK\3\4PK\5\6" + bytes(18)}  # what verification asks of these kinds


def whole(root: Path) -> int:
    """Publish the site; returns the exit code."""
    from plugins import cards
    from plugins.publishing.compose import composer
    from plugins.publishing.place import Place
    from plugins.publishing.publish import Order, publish

    cards.write = stand_ins
    order = Order("en")
    return publish(Place(root), order, composer(root, order))


def stand_ins(settings: Mapping[str, Any], output: Path) -> None:
    """A small file in the place of each printed one, linked from a folder where they are kept."""
    from plugins.handbook import shelf
    from plugins.handbook.site import from_settings

    cache = Path(settings["PATH"]).resolve().parent / ".cache" / "stand-ins"
    if not cache.exists():
        from tests.printed import write_stand_ins

        write_stand_ins(shelf.current(settings), from_settings(settings), cache)
        for ending, data in WHOLE.items():
            for file in cache.rglob(f"*{ending}"):
                file.write_bytes(data)
    for file in sorted(path for path in cache.rglob("*") if path.is_file()):
        there = output / file.relative_to(cache)
        if not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            there.hardlink_to(file)


def bare(root: Path, folder: Path) -> int:
    """Read, check and write the pages alone; returns the exit code."""
    from plugins.handbook import shelf
    from plugins.publishing.generate import generate, settings_of
    from plugins.reading import read

    settings = settings_of(root)
    settings["PLUGINS"] = [room for room in settings["PLUGINS"] if room.__name__ in BARE]
    found = read(root / "content", settings["LANGUAGES"], root / "theme")
    print(found.report("en"), end="")
    if found.book is None:
        return 1
    shelf.place(settings, found.book)
    warnings = generate(settings, folder)
    print("\n".join(warnings), end="")
    return 1 if warnings else 0


if __name__ == "__main__":
    project, *rest = sys.argv[1:]
    sys.path[:1] = [project, str(Path(__file__).resolve().parents[2])]
    code = bare(Path(project), Path(rest[1])) if rest else whole(Path(project))
    from plugins.publishing.build import leave

    leave(code)
