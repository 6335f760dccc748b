"""Links in prose: a relative link to a file → the entry it stands for; a link that leads nowhere → a finding."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from plugins.handbook.nearness import closest, is_slip
from plugins.handbook.problem import Problem, mended, problem
from plugins.reading.files import ROOT
from plugins.reading.outline import Link, Outline
from plugins.reading.places import KINDS

ALLOWED = ("https", "mailto")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_PAGE = re.compile(r"(?:/(?:index\.(?:html|md)|[a-z]{2,3}\.md))?/?$|\.md$")  # what follows the folder of an entry
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


def reference_of(target: str, path: str) -> str | None:
    """The entry or card that a link in the file `path` leads to; None when it leads elsewhere."""
    found = _reference(_joined(re.sub(r"[\s\x00-\x1f]", "", target).partition("#")[0], path))
    return found[0] if found else None


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
    slugs: Mapping[tuple[str, str], str]  # language and slug → reference, where one entry alone has it

    def check(self, path: str, language: str, link: Link) -> Iterator[Problem]:
        """The findings of one link in the file `path`, which is written in `language`."""
        target = re.sub(r"[\s\x00-\x1f]", "", link.target)
        if scheme := _SCHEME.match(target):
            yield from _outside(path, link, target, scheme[1].lower())
        elif target.startswith("//"):
            yield problem(path, link.place, "L405", value=target[:80])
        elif target.startswith("/"):
            meant = self._behind(path, language, target) or self._file_at(path, language, target)
            yield mended(problem(path, link.place, "L404", suggestion=meant, value=target[:80]), meant)
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
            behind = self._behind(path, language, file)
            meant = behind or self._meant(path, language, file)
            told = problem(path, link.place, "L401", suggestion=meant, value=file[:80])
            near = meant is not None and (is_slip(file, meant) or file.endswith(meant.lstrip("./")))
            yield mended(told, f"{meant}{'#' if anchor else ''}{anchor}" if behind or near else None)
        elif found[1] not in ("", language):
            cured = f"{posixpath.dirname(file) or '.'}/{language}.md".removeprefix("./")
            cured += f"#{anchor}" if anchor else ""
            told = problem(path, link.place, "L403", target=joined, cured=cured)
            yield mended(told, cured if (found[0], language) in self.outlines else None)
        elif anchor:
            yield from self._anchor(path, language, link, found[0], anchor)

    def _behind(self, path: str, language: str, file: str) -> str | None:
        """The relative link to the entry whose folder, page or path from the root of the project `file` is."""
        file, mark, anchor = file.partition("#")
        from_root = file.lstrip("/")
        joined = posixpath.normpath(from_root) if from_root.startswith(f"{ROOT}/") else _joined(file, path)
        folder = _PAGE.sub("", joined.removeprefix(f"{ROOT}/"))
        if joined == folder or folder not in self.names or folder.startswith("cards/"):
            return None
        return posixpath.relpath(f"{ROOT}/{folder}/{language}.md", posixpath.dirname(path)) + mark + anchor

    def _anchor(self, path: str, language: str, link: Link, reference: str, anchor: str) -> Iterator[Problem]:
        """The section of the text itself, or of its stand-in when it is missing in `language`."""
        outlines = (self.outlines.get((reference, side)) for side in (language, *self.languages))
        outline = next(filter(None, outlines), None)
        sections = outline.ids if outline else ()
        if anchor in sections or (outline is None and not reference.startswith("cards/")):
            return  # a text that could not be read has been told already
        shown = tuple(f"#{section}" for section in sections)
        meant = closest(f"#{anchor}", shown)
        told = problem(
            *(path, link.place, "L402", "" if shown else "none", meant),
            target=reference, value=anchor[:80], sections=shown,
        )  # fmt: skip
        sure = meant is not None and is_slip(f"#{anchor}", meant)
        yield mended(told, f"{link.target.partition('#')[0]}{meant}" if sure else None)

    def _file_at(self, path: str, language: str, address: str) -> str | None:
        """The relative link to the file behind an address of the site, such as /id/panduan/apa-itu-1-on-1/."""
        address, mark, anchor = address.partition("#")
        parts = [part for part in address.split("/") if part]
        if len(parts) < 2 or parts[0] not in self.languages:
            return None
        reference = self.slugs.get((parts[0], parts[-1]))
        if reference is None or (reference, language) not in self.outlines:
            return None
        return posixpath.relpath(f"{ROOT}/{reference}/{language}.md", posixpath.dirname(path)) + mark + anchor

    def _meant(self, path: str, language: str, file: str) -> str | None:
        """The link to the entry or card that was probably meant."""
        endings = {name: ".yaml" if name.startswith("cards/") else f"/{language}.md" for name in self.names}
        here = posixpath.dirname(path)
        files = (posixpath.relpath(f"{ROOT}/{name}{ending}", here) for name, ending in sorted(endings.items()))
        return closest(unquote(file), files, like=0.7)


def _outside(path: str, link: Link, target: str, scheme: str) -> Iterator[Problem]:
    if _UNREACHABLE.match(target) or scheme in ("http", "file"):
        told = problem(path, link.place, "L405", value=target[:80])
        yield told if _UNREACHABLE.match(target) or scheme == "file" else mended(told, f"https{link.target[4:]}")
    elif scheme not in ALLOWED:
        yield problem(path, link.place, "S503", value=scheme)
    elif scheme == "https":
        yield from _host(path, link, target)


def _host(path: str, link: Link, target: str) -> Iterator[Problem]:
    """L409: a host that readers would take for another: letters beyond ASCII, punycode, a name before an @."""
    host = re.split(r"[/?#]", target.removeprefix("https://"), maxsplit=1)[0]
    strange = next((letter for letter in host if not letter.isascii()), None)
    if "@" in host:
        yield problem(path, link.place, "L409", "user", value=host[:60])
    elif strange is not None:
        script = unicodedata.name(strange, "?").split(" ")[0].capitalize()
        yield problem(path, link.place, "L409", value=strange, script=script)
    elif re.search(r"(^|\.)xn--", host, re.IGNORECASE):
        yield problem(path, link.place, "L409", "punycode", value=host[:60])
