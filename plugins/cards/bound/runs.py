"""The drawn book → what of it is printed together, as HTML for WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.cards.bound.chapters import Chapter
from plugins.cards.bound.volume import Volume, theatre
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site


@dataclass(frozen=True)
class Run:
    """What is printed together: a chapter, and those after it that begin on no new page."""

    html: str
    source: str  # the file that a finding names
    is_on_right: bool  # where it begins


def runs(book: Handbook, site: Site, theme: Path, bound: Volume) -> Iterator[Run]:
    """The whole book as HTML for WeasyPrint: its cover, its contents, and its chapters."""
    template = theatre(book, site, theme, bound.language).get_template("book.html")
    home = bound.home.path
    yield Run(template.render(volume=bound, kind="cover"), home, True)
    yield Run(template.render(volume=bound, kind="contents"), home, True)
    groups: list[list[Chapter]] = []
    part = ""
    for chapter in bound.chapters:
        part = chapter.title if chapter.level == 1 else part
        if not groups or chapter.kind != "topic":
            groups.append([])
        groups[-1].append(replace(chapter, html=bound.on_paper(chapter), part=part))
    for group in groups:
        html = template.render(volume=bound, kind="chapters", group=group)
        yield Run(html, group[0].source(bound.language) or home, group[0].level == 1)
