"""A verified site, and the one that is staged after it → whether the few pages that changed leave it sound.

Ids and links of all other pages are as they were. So it is, when no file has gone and no page has come, no id and no
link to a file has gone, and each new link leads somewhere. In any doubt the answer is no: the whole site is verified.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from plugins.handbook.ledger import Ledger
from plugins.publishing.links import Target, target_of
from plugins.publishing.manifest import Manifest
from plugins.publishing.scan import Scan, scan
from plugins.publishing.verify import Expected, is_whole, speaks

FEW = 32  # pages that are scanned sooner than what is known of all others is loaded


def is_sound(ledger: Ledger, expected: Expected, before: Manifest) -> bool:
    """Whether the site staged by way of `ledger` is as sound as that of the manifest `before`, which was verified."""
    files, last = frozenset(ledger.files()), ledger.last.lines
    if not last or not files >= last.keys() or expected.sources.keys() != before.sources.keys():
        return False
    come = files - last.keys()
    changed = come | {path for path in last if ledger.line(path).sha != last[path].sha}
    pages = {path for path in changed if path.endswith(".html")}
    if len(pages) > FEW or any(path.endswith(".css") for path in changed) or not files >= expected.sources.keys():
        return False
    if not pages.isdisjoint(come):
        return False
    if not all(is_whole(ledger, path) for path in changed & expected.cards.keys()):
        return False

    @cache
    def ids(path: str) -> frozenset[str]:
        return frozenset(scan(ledger.read(path).decode()).ids)

    def leads(target: Target | None, known: set[Target | None]) -> bool:
        if target is None or (target in known and target.file not in pages):
            return True
        if not target.inside or target.file not in files:
            return False
        return target.anchor in {"", "top"} or not target.file.endswith(".html") or target.anchor in ids(target.file)

    try:
        for path in pages:
            old, new = _scanned(ledger.last.folder, path), _scanned(ledger.folder, path)
            known, found = (_targets(path, each, expected.url) for each in (old, new))
            is_more = {*new.ids} >= {*old.ids} and _files(found) >= _files(known)
            is_right = len({*new.ids}) == len(new.ids) and speaks(path, new, expected.languages)
            if not (is_more and is_right and all(leads(target, known) for target in found)):
                return False
    except (OSError, UnicodeDecodeError):
        return False
    return True


def _scanned(folder: Path, path: str) -> Scan:
    return scan((folder / path).read_bytes().decode())


def _targets(path: str, page: Scan, url: str) -> set[Target | None]:
    return {target_of(path, link, url) for link in page.links}


def _files(targets: set[Target | None]) -> set[str]:
    return {target.file for target in targets if target is not None}
