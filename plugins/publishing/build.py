"""A public address → the published site: what `make site` runs. Anything that need not be loaded for that is not.

`python -m plugins.publishing.build [URL]`. When nothing has changed, that is said before a room is loaded; a build
after the first loads no Pelican. `inv build` does the same, with more to choose from.
"""

from __future__ import annotations

import atexit
import os
import sys
from pathlib import Path
from typing import NoReturn

from plugins.publishing import fresh
from plugins.publishing.words import language_of, words

USAGE = 2


def main(root: Path, url: str) -> int:
    """Publish the site of `root`; returns the exit code."""
    language = language_of(os.environ)
    if fresh.is_unchanged(root, url):
        print(words("unchanged", language, output=f"{fresh.OUTPUT}/"))
        return 0
    from plugins.publishing.compose import composer, is_public
    from plugins.publishing.place import Place
    from plugins.publishing.publish import Order, publish

    if url and not is_public(url):
        print(words("bad-url", language, url=url), file=sys.stderr)
        return USAGE
    order = Order(language=language, url=url)
    return publish(Place(root), order, composer(root, order))


def leave(code: int) -> NoReturn:
    """End the process at once: to take apart all that was in its memory would take longer than many a build.

    What somebody has asked to be done at the end, is done.
    """
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main(Path(__file__).resolve().parents[2], sys.argv[1].rstrip("/") if sys.argv[1:] else ""))
