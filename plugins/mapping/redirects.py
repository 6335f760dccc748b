"""Old addresses → a tiny page that leads on from each of them, and the `_redirects` file for hosts that read one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import urlsplit

from plugins.handbook import addresses
from plugins.handbook.site import Site

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{name}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={link}">
<link rel="canonical" href="{canonical}">
</head>
<body><p><a href="{link}">{canonical}</a></p></body>
</html>
"""


def signs(moved: Mapping[str, str], site: Site, language: str) -> Iterator[tuple[str, str]]:
    """Each old address with the page that stands there; its link is relative, so that it works from a disk too."""
    for old, now in moved.items():
        facts = {"link": addresses.relative(old, now), "canonical": site.absolute(now), "name": site.name}
        yield old, PAGE.format(language=language, **{key: escape(fact) for key, fact in facts.items()})


def redirects(moved: Mapping[str, str], site: Site) -> str:
    """`_redirects`: each old address and all that stood below it; the longest first, as the first match wins."""
    root = f"{urlsplit(site.url).path}/"
    lines: list[str] = []
    for old in sorted(moved, key=lambda address: (-address.count("/"), address)):
        now = moved[old]
        lines += [f"{root}{old} {root}{now} 301", f"{root}{old}* {root}{now}:splat 301"]
    return "".join(f"{line}\n" for line in lines)
