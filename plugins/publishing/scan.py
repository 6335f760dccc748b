"""One HTML page → what verification asks of it: its language, ids and links. One CSS file → its links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

LINKS = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "image": ("href", "xlink:href"),
    "link": ("href", "imagesrcset"),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
CSS_LINK = re.compile(r"""(?:url\(\s*|@import\s+)(?:"([^"]*)"|'([^']*)'|([^"')\s;]+))""")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# RFC 8288 relations whose href names a host or a vocabulary, not something that a reader opens.
NOT_LINKS = ("preconnect", "dns-prefetch", "profile", "license")


@dataclass
class Scan:
    """What a page says of itself, in the order of the page."""

    lang: str | None = None
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Scanner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scan = Scan()
        self.in_style = False

    def updatepos(self, i: int, j: int) -> int:
        """Lines and columns are not asked for; counting them took a tenth of the time."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.scan.lang = values.get("lang") or None
        if "id" in values:
            self.scan.ids.append(values["id"])
        if tag == "link" and set(values.get("rel", "").split()) & set(NOT_LINKS):
            return
        for name in LINKS.get(tag, ()):
            if name in values:
                self.scan.links += _candidates(values[name]) if name.endswith("srcset") else [values[name]]
        self.in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.in_style = False

    def handle_data(self, data: str) -> None:
        if self.in_style:
            self.scan.links += css_links(data)


def scan(html: str) -> Scan:
    """The language, the ids and the links of a page."""
    scanner = _Scanner()
    scanner.feed(html)
    scanner.close()
    return scanner.scan


def css_links(css: str) -> list[str]:
    """Every `url(…)` and `@import` of a style sheet."""
    return ["".join(match) for match in CSS_LINK.findall(CSS_COMMENT.sub("", css))]


def _candidates(srcset: str) -> list[str]:
    """The addresses of a `srcset`, without their widths."""
    return [candidate.split()[0] for candidate in srcset.split(",") if candidate.strip()]
