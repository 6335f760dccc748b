"""Links in prose: a relative link to a file → the entry it stands for; a link that leads nowhere → a finding."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from plugins.handbook.problem import Problem, closest, problem
from plugins.reading.files import ROOT
from plugins.reading.outline import Link, Outline
from plugins.reading.places import KINDS

ALLOWED = ("https", "mailto")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_UNREACHABLE = re.compile(
    r"https?://(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[|[^/]*\.(local|internal)(?=[/:]|$))",
    re.IGNORECASE,
)


def resolve(target: str, path: str) -> str:
    """A link target in the file `path` → `entry:guides/what-is#goals` for a file of ours, else the target as it is."""
    if not target or _SCHEME.match(target) or target.startswith(("#", "/")):
        return target
    file, mark, anchor = target.partition("#")
    found = _reference(_joined(file, path))
    return f"entry:{found[0]}{mark}{anchor}" if found else target


def _joined(file: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))


def _reference(path: str) -> tuple[str, str] | None:
    """The reference and the language (none for a card) of the file `path`."""
    match path.split("/"):
        case [root, kind, key, name] if root == ROOT and kind in KINDS and name.endswith(".md"):
            return f"{kind}/{key}", name.removesuffix(".md")
        case [root, "cards", relationship, name] if root == ROOT and name.endswith(".yaml"):
            return f"cards/{relationship}/{name.removesuffix('.yaml')}", ""
    return None


@dataclass(frozen=True)
class Links:
    """What the links may lead to: the references there are, and the outline of each body by reference and language."""

    names: frozenset[str]
    outlines: Mapping[tuple[str, str], Outline]
    languages: tuple[str, ...]

    def check(self, path: str, language: str, link: Link) -> Iterator[Problem]:
        """The findings of one link in the file `path`, which is written in `language`."""
        target = re.sub(r"[\s\x00-\x1f]", "", link.target)
        if scheme := _SCHEME.match(target):
            yield from _outside(path, link, target, scheme[1].lower())
        elif target.startswith("//"):
            yield problem(path, link.place, "L405", value=target[:80])
        elif target.startswith("/"):
            yield problem(path, link.place, "L404", value=target[:80])
        else:
            yield from self._inside(path, language, link, target)

    def _inside(self, path: str, language: str, link: Link, target: str) -> Iterator[Problem]:
        file, _, anchor = target.partition("#")
        joined = _joined(file, path) if file else path
        if not joined.startswith(f"{ROOT}/"):
            yield problem(path, link.place, "L410")
            return
        found = _reference(joined)
        if found is None or found[0] not in self.names or found[1] not in ("", *self.languages):
            yield problem(path, link.place, "L401", suggestion=self._meant(path, language, joined), value=file[:80])
        elif found[1] not in ("", language):
            cured = f"{posixpath.dirname(file) or '.'}/{language}.md".removeprefix("./")
            cured += f"#{anchor}" if anchor else ""
            yield problem(path, link.place, "L403", target=joined, cured=cured)
        elif anchor:
            yield from self._anchor(path, language, link, found[0], anchor)

    def _anchor(self, path: str, language: str, link: Link, reference: str, anchor: str) -> Iterator[Problem]:
        """The section of the text itself, or of its stand-in when it is missing in `language`."""
        outlines = (self.outlines.get((reference, side)) for side in (language, *self.languages))
        outline = next(filter(None, outlines), None)
        sections = outline.ids if outline else ()
        if anchor in sections or (outline is None and not reference.startswith("cards/")):
            return  # a text that could not be read has been told already
        shown = tuple(f"#{section}" for section in sections)
        yield problem(
            *(path, link.place, "L402", "" if shown else "none", closest(f"#{anchor}", shown)),
            target=reference, value=anchor[:80], sections=shown,
        )  # fmt: skip

    def _meant(self, path: str, language: str, joined: str) -> str | None:
        """The link to the entry or card that was probably meant."""
        endings = {name: ".yaml" if name.startswith("cards/") else f"/{language}.md" for name in self.names}
        files = {f"{ROOT}/{name}{ending}" for name, ending in endings.items()}
        meant = closest(joined, tuple(sorted(files)))
        return posixpath.relpath(meant, posixpath.dirname(path)) if meant else None


def _outside(path: str, link: Link, target: str, scheme: str) -> Iterator[Problem]:
    if _UNREACHABLE.match(target) or scheme in ("http", "file"):
        yield problem(path, link.place, "L405", value=target[:80])
    elif scheme not in ALLOWED:
        yield problem(path, link.place, "S503", value=scheme)
