"""The Markdown copies of all pages, and the overviews that list them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinyhtml5
from markdown_it import MarkdownIt

from plugins.handbook.model import Handbook
from plugins.handbook.site import Site

pytestmark = pytest.mark.xdist_group("mapping")

HTML = "{http://www.w3.org/1999/xhtml}"


def links(markdown: str) -> list[str]:
    """Every link target, as an independent Markdown reader sees them."""
    tokens = MarkdownIt().parse(markdown)
    return [
        str(child.attrs["href"])
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open" and "href" in child.attrs
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_has_its_copy(mapped: Path, language: str) -> None:
    """Beside each page lies index.md, the page names it, and it begins with the title of the page."""
    for path in sorted((mapped / language).rglob("*.html")):
        page = tinyhtml5.parse(path.read_text(encoding="utf-8"))
        named = [link.get("href") for link in page.iter(f"{HTML}link") if link.get("type") == "text/markdown"]
        assert named == ["index.md"], path
        title = "".join(page.find(f".//{HTML}h1").itertext()).strip()
        first = (path.parent / "index.md").read_text(encoding="utf-8").split("\n", 1)[0]
        home = path.parent == mapped / language
        assert home or first == f"# {title}"


def test_copies_hold_no_marks_of_ours(mapped: Path) -> None:
    """No heading id, callout mark, unresolved link or HTML is left in a copy."""
    marks = re.compile(r"\{#|^!!! |entry:|</?[a-z]", re.MULTILINE)
    assert [path for path in sorted(mapped.rglob("*.md")) if marks.search(path.read_text(encoding="utf-8"))] == []


def test_links_of_copies_lead_to_pages(mapped: Path, site: Site) -> None:
    """Each link of a copy to this site leads to a page or file, and its anchor to an id there."""
    count = 0
    for path in sorted(mapped.rglob("*.md")):
        for link in links(path.read_text(encoding="utf-8")):
            if not link.startswith(site.url):
                assert link.startswith(("https://", "mailto:")), (path, link)
                continue
            address, _, anchor = link.removeprefix(f"{site.url}/").partition("#")
            target = mapped / address / "index.html"
            assert target.exists(), (path, link)
            assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), (path, link)
            count += 1
    assert count > 500


def test_the_copy_of_a_card_is_its_agenda(small: Path) -> None:
    """A card's copy is exactly what someone pastes into an invitation."""
    copy = (small / "en/cards/team-member/regular/index.md").read_text(encoding="utf-8")
    agenda = copy[copy.index("## Agenda") : copy.index("## Five questions")]
    assert copy.startswith("# Regular 1-on-1 with a team member\n\n")
    assert len(re.findall(r"^- \[ \] \*\*\d+′ .+\.\*\* .+$", agenda, re.MULTILINE)) == agenda.count("\n- ")
    assert copy.endswith(
        "\n---\n\nEmpat Mata · https://empat-mata.example/en/cards/team-member/regular/ · 2026-11-22 · CC BY-SA 4.0\n"
    )


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_overview_lists_every_copy(mapped: Path, site: Site, language: str) -> None:
    """llms.txt of a language leads to each copy of that language but the home page's, once."""
    listed = links((mapped / language / "llms.txt").read_text(encoding="utf-8"))
    copies = {
        site.absolute(path.relative_to(mapped).as_posix())
        for path in (mapped / language).rglob("*.md")
        if path.parent != mapped / language
    }
    assert sorted(listed) == sorted(copies)


def test_the_root_overview_leads_everywhere(mapped: Path, site: Site) -> None:
    """llms.txt at the root leads to each language's and to the data."""
    targets = links((mapped / "llms.txt").read_text(encoding="utf-8"))
    assert len(targets) == 6
    assert [link for link in targets if not (mapped / link.removeprefix(f"{site.url}/")).is_file()] == []


def test_callouts_become_quotes(book: Handbook) -> None:
    """A callout is a block quote under its title; code keeps what looks like a mark."""
    from plugins.reading.portable import portable

    written = "Text.\n\n!!! say\n    One [x](../a/id.md).\n\n    Two.\n\n## Head {#head}\n\n```\n## a {#b} ](x)\n```\n"
    expected = "Text.\n\n> **Words to say**\n>\n> One [x](entry:a).\n>\n> Two.\n\n## Head\n\n```\n## a {#b} ](x)\n```\n"
    assert portable(written, lambda _: "entry:a", {"say": "Words to say"}) == expected
    assert all(side.markdown for guide in book.guides for side in guide.words.values())
