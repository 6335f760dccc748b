"""A link on a page of the site → the file and the anchor that it leads to, when these are the site's own."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Target:
    """Where an internal link leads: a file below the site's root, and an id in it ("" for its top)."""

    file: str
    anchor: str
    inside: bool = True


def target_of(page: str, link: str, url: str) -> Target | None:
    """The target of `link` on the file `page` of the site at `url`; None for another host or another scheme."""
    site, parts = urlsplit(url), urlsplit(link.strip())
    if parts.scheme not in {"", "http", "https"}:
        return None
    root = f"{site.path.rstrip('/')}/"
    anchor, path = unquote(parts.fragment), unquote(parts.path)
    if parts.netloc:
        is_ours = parts.netloc == site.netloc and parts.scheme in {"", site.scheme} and f"{path}/".startswith(root)
        return _below(path[len(root) :], anchor) if is_ours else None
    if not path:
        return Target(page, anchor)
    if path.startswith("/"):
        return _below(path[len(root) :], anchor) if path.startswith(root) else Target("", anchor, inside=False)
    return _below(posixpath.join(posixpath.dirname(page), path), anchor)


def _below(address: str, anchor: str) -> Target:
    """The file that a host serves for an address below the root: a folder's is its index.html."""
    is_folder = address.endswith("/") or posixpath.basename(address) in {"", ".", ".."}
    file = posixpath.normpath(address or ".")
    if file.startswith(".."):
        return Target("", anchor, inside=False)
    return Target(posixpath.normpath(f"{file}/index.html") if is_folder else file, anchor)
