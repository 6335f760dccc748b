"""Python-Markdown, in half the time: the same text in, the same HTML out.

It tries every one of its patterns on every piece of text. Most can be known to fail by a character that is not there,
and are not tried then. Everything that they do is left to them; a pattern that is not known here is always tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any
from xml.etree.ElementTree import HTML_EMPTY, Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.serializers import RE_AMP, to_html_string
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString, Registry

May = Callable[[str], bool]  # whether a text may hold what a pattern looks for

_INLINE: Mapping[str, May] = {
    "backtick": lambda text: "`" in text,
    "escape": lambda text: "\\" in text,
    "footnote": lambda text: "[^" in text,
    "link": lambda text: "](" in text,
    "image_link": lambda text: "![" in text,
    "autolink": lambda text: "://" in text,
    "automail": lambda text: "@" in text,
    "linebreak": lambda text: "  \n" in text,
    "html": lambda text: "<" in text,
    "entity": lambda text: "&" in text,
    "em_strong": lambda text: "*" in text or "_" in text,
}
_TO_REFERENCES = ("reference", "image_reference", "short_reference", "short_image_ref")  # defined elsewhere in a text
_MARKED = re.compile(r"[`\\\[<&*_]|  \n")  # what any of these patterns begins with
_RARE = frozenset({"script", "style"})
_QUOTE = '"'
_BLOCKS: Mapping[str, May] = {
    "admonition": lambda text: "!!!" in text or text.startswith("    "),
    "table": lambda text: "|" in text and "\n" in text,
    "hashheader": lambda text: "#" in text,
    "setextheader": lambda text: "\n=" in text or "\n-" in text,
    "hr": lambda text: text.count("-") > 2 or text.count("*") > 2 or text.count("_") > 2,
    "deflist": lambda text: ": " in text and (text[0] in " :" or "\n:" in text or "\n " in text),
    "quote": lambda text: ">" in text,
    "footnote": lambda text: "[^" in text and "]:" in text,
    "abbr": lambda text: "*[" in text,
    "reference": lambda text: "]:" in text,
}


class Engine(Markdown):
    """A `Markdown` for HTML, with the quicker parts in the places of those that they stand for."""

    def __init__(self, extensions: Sequence[str], configs: Mapping[str, Mapping[str, Any]]) -> None:
        """`extensions` by name, with the settings of some."""
        self._is_block: dict[object, bool] = {}
        # Of names alone, the library asks everything that is installed for one such, which takes longer than a body.
        made = ((import_module(f"markdown.extensions.{name}"), configs.get(name, {})) for name in extensions)
        super().__init__(extensions=[room.makeExtension(**own) for room, own in made], output_format="html")
        self.preprocessors.register(_HtmlBlocks(self), "html_block", 20)
        parts = self.treeprocessors
        parts.register(_Inline(self), "inline", 20)
        parts.register(_Unescape(self), "unescape", 0)
        if "attr_list" in parts:
            parts.register(_Attributes(self), "attr_list", 8)
        if "abbr" in parts:
            abbreviations: Any = parts["abbr"]
            parts.register(_Abbreviations(self, abbreviations.abbrs), "abbr", 7)
        self.serializer = serialized

    def build_parser(self) -> Engine:
        """The parser of blocks is in its place before any extension asks for it."""
        super().build_parser()
        parser = _Blocks(self)
        parser.blockprocessors = self.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        self.parser = parser
        return self

    def is_block_level(self, tag: object) -> bool:
        """Whether a tag stands for a block; asked several times for each element."""
        known = self._is_block.get(tag)
        if known is None:
            known = self._is_block[tag] = super().is_block_level(tag)
        return known


class _HtmlBlocks(HtmlBlockPreprocessor):
    def run(self, lines: list[str]) -> list[str]:
        if any("<" in line or "&" in line for line in lines):
            return super().run(lines)
        return lines


class _Blocks(BlockParser):
    """The loop of the library, past processors whose test is known to fail, or whose run to do nothing."""

    _steps: Sequence[tuple[Any, May | None]] = ()

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802  # the library's name
        self._steps = _known(self.blockprocessors, _BLOCKS)
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802  # the library's name
        while blocks:
            for processor, may in self._steps:
                if (
                    (may is None or may(blocks[0]))
                    and processor.test(parent, blocks[0])
                    and processor.run(parent, blocks) is not False
                ):
                    break


class _Inline(InlineProcessor):
    """The loop of the library, past patterns that are known not to match."""

    _steps: Sequence[tuple[Any, May | None]] = ()

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        to_references = dict.fromkeys(_TO_REFERENCES, _has_bracket if self.md.references else _never)
        self._steps = _known(self.inlinePatterns, {**_INLINE, **to_references})
        self._all_are_known = all(may for _, may in self._steps)
        return super().run(tree, ancestors)

    # What the library calls for each text. Under another name there it would not be called, and nothing be quicker.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString) or (self._all_are_known and not _MARKED.search(data)):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._steps)):
            pattern, may = self._steps[index]
            start, is_found = 0, True
            while is_found and (may is None or may(data)):
                data, is_found, start = apply(pattern, data, index, start)
        return data


def _has_bracket(text: str) -> bool:
    return "[" in text


def _never(_: str) -> bool:
    return False


def _known(parts: Registry[Any], signs: Mapping[str, May]) -> list[tuple[Any, May | None]]:
    """The parts in their order, each with what tells that it may have work to do; None: it always may."""
    names = {id(parts[name]): name for name in signs if name in parts}
    return [(part, signs[names[id(part)]] if id(part) in names else None) for part in parts]


class _Attributes(AttrListTreeprocessor):
    """Looks at those elements alone that have a brace in a text of theirs."""

    def run(self, doc: Element) -> None:
        chosen: dict[Element, None] = {}
        for parent in doc.iter():
            if parent.text and "{" in parent.text:
                chosen[parent] = None
            for child in parent:
                if child.tail and "{" in child.tail:
                    chosen[parent] = chosen[child] = None
        if chosen:
            super().run(_Chosen(each for each in doc.iter() if each in chosen))  # type: ignore[arg-type]


class _Chosen(list[Element]):
    """Some elements of a tree, for those who go through it."""

    def iter(self) -> Iterator[Element]:
        return iter(self)


class _Abbreviations(AbbrTreeprocessor):
    def run(self, root: Element) -> Element | None:
        text = "\n".join(root.itertext())
        if any(each in text for each in self.abbrs):
            return super().run(root)
        return None


class _Unescape(UnescapeTreeprocessor):
    """Looks at those elements alone that have the sign of an escape in a text or an attribute."""

    def run(self, root: Element) -> None:
        super().run(_Chosen(each for each in root.iter() if _is_escaped(each)))  # type: ignore[arg-type]


def _is_escaped(element: Element) -> bool:
    return bool(
        (element.text and STX in element.text)
        or (element.tail and STX in element.tail)
        or (element.attrib and any(value and STX in value for value in element.attrib.values()))
    )


def serialized(root: Element) -> str:
    """HTML of a tree, as the serialiser of the library writes it; what is rare is left to that."""
    parts: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            parts.append(each)
            continue
        tag, attributes, text = each.tag, each.attrib, each.text
        if tag.__class__ is not str or tag in _RARE:
            return str(to_html_string(root))
        if attributes:
            parts.append(f"<{tag}")
            for name, value in sorted(attributes.items()):
                if value.__class__ is not str or name.__class__ is not str or name == value:
                    return str(to_html_string(root))
                parts.append(f' {name}="{_escaped(value).replace(_QUOTE, "&quot;")}"')
            parts.append(">")
        else:
            parts.append(f"<{tag}>")
        if text:
            parts.append(_escaped(text))
        if each.tail:
            waiting.append(_escaped(each.tail))
        if tag not in HTML_EMPTY:
            waiting.append(f"</{tag}>")
        waiting.extend(reversed(each))
    return "".join(parts)


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text
