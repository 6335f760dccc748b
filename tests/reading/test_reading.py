"""The whole way: a folder → the frozen handbook, or every finding."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from plugins.handbook import shelf
from plugins.handbook.model import Entry, Handbook
from plugins.reading import ContentError, check, handbook, read, register
from plugins.reading.links import resolve

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "tests" / "site"
THEME = ROOT / "theme"
LANGUAGES = ("id", "en")


def test_the_tiny_site_is_read_in_order(tiny: Handbook) -> None:
    """Entries stand by their order, sources by their number, terms by their key; everything has its reference."""
    assert tuple(tiny.by_reference) == (
        *("guides/what-is", "guides/why-feared", "sessions/regular", "relationships/team-member", "pages/home"),
        *(
            "pages/kit-checklist",
            "pages/privacy",
            "pages/guides",
            "pages/sessions",
            "pages/relationships",
            "pages/cards",
        ),
        *(
            "pages/questions",
            "pages/glossary",
            "pages/sources",
            "pages/kits",
            "pages/search",
            "pages/a-z",
            "pages/status",
        ),
        "cards/team-member/regular",
    )
    assert [term.key for term in tiny.terms] == ["feedback", "layoff", "one-on-one"]
    assert [source.key for source in tiny.sources] == ["F10"]


def test_a_text_is_rendered_with_its_links_resolved(tiny: Handbook) -> None:
    """A body becomes HTML whose links name entries, with its headings, sources and words."""
    words = tiny.guides[0].words["en"]
    assert words.path == "content/guides/what-is/en.md"
    assert [(heading.id, heading.title) for heading in words.headings] == [
        ("goals", "What it is for"),
        ("try", "Try it"),
    ]
    assert words.cites == ("F10",)
    assert words.html.startswith("<p>")
    for target in ("sessions/regular#agenda", "guides/why-feared", "cards/team-member/regular"):
        assert f'href="entry:{target}"' in words.html


def test_of_texts_only_those_with_findings_are_kept(tmp_path: Path) -> None:
    """A reading quotes the files that it has findings in; of all others it has the front matter."""
    content = shutil.copytree(SITE, tmp_path / "content")
    guide = content / "guides" / "what-is" / "en.md"
    guide.write_text(f"{guide.read_text(encoding='utf-8')}\nIt is is so.\n", encoding="utf-8")
    found = read(content, LANGUAGES, THEME)
    assert found.book is not None
    assert found.sources.keys() == {told.path for told in found.problems}
    assert sorted(found.sources) == ["content/guides/what-is/en.md", "content/guides/why-feared/id.md"]
    assert "It is is so." in found.report("en")
    assert found.fronts.keys() == {side.path for one in _entries(found.book) for side in one.words.values()}
    assert found.fronts["content/guides/what-is/en.md"].startswith("title: ")


def _entries(book: Handbook) -> list[Entry]:
    return [one for one in book.by_reference.values() if isinstance(one, Entry)]


def test_a_guide_in_one_language_has_a_stand_in(tiny: Handbook) -> None:
    """A guide that is written in Indonesian only is there in English too, with the Indonesian words."""
    guide = tiny.guides[1]
    assert not guide.has("en")
    assert guide.in_language("en").title == "Mengapa 1-on-1 ditakuti"


def test_a_card_has_its_questions(tiny: Handbook) -> None:
    """The keys of a card become questions in the card's own order."""
    card = tiny.cards[0]
    assert card.key == "team-member/regular"
    assert tuple(question.key for question in card.core) == card.facts.questions.core
    assert tuple(question.key for question in card.more) == card.facts.questions.more
    assert card.core[0].words["id"] == "Apa yang berjalan baik pekan ini?"


def test_reading_twice_gives_the_same() -> None:
    """The same files give an equal handbook and the same findings in the same order."""
    first, second = read(SITE, LANGUAGES, THEME), read(SITE, LANGUAGES, THEME)
    assert first == second
    assert first.report("id") == second.report("id")


def test_an_error_leaves_no_handbook(tmp_path: Path) -> None:
    """With an error there is no handbook, and `handbook` raises the whole report."""
    shutil.copytree(SITE, tmp_path / "content")
    (tmp_path / "content" / "sources.yaml").write_text("- key: [\n", encoding="utf-8")
    reading = read(tmp_path / "content", LANGUAGES, THEME)
    assert (reading.book, reading.passed) == (None, False)
    with pytest.raises(ContentError) as raised:
        handbook(tmp_path / "content", LANGUAGES, THEME, "en")
    assert str(raised.value) == reading.report("en")
    assert raised.value.problems == reading.problems


def test_a_folder_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    """No folder is one clear finding about it, and others about what must be in it."""
    found = check(tmp_path / "nothing", LANGUAGES).problems
    assert (found[0].path, found[0].code) == ("content", "E200")
    assert {told.code for told in found} == {"E200", "F136"}


def test_a_check_imports_no_renderer() -> None:
    """`check` alone waits for neither Markdown nor nh3, Jinja, Babel, Pillow or Pelican."""
    heavy = ("markdown", "nh3", "jinja2", "babel", "PIL", "pelican")
    program = (
        "import sys; from pathlib import Path; from plugins.reading import check; "
        f"check(Path({str(SITE)!r}), {LANGUAGES!r}); print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("target", "resolved"),
    [
        ("../why-feared/id.md", "entry:guides/why-feared"),
        ("../why-feared/id.md#less-fear", "entry:guides/why-feared#less-fear"),
        ("../../cards/team-member/regular.yaml", "entry:cards/team-member/regular"),
        ("id.md#goals", "entry:guides/what-is#goals"),
        ("../../pages/../pages/home/id.md", "entry:pages/home"),
        ("#goals", "#goals"),
        ("https://example.org/a.md", "https://example.org/a.md"),
        ("mailto:halo@example.org", "mailto:halo@example.org"),
        ("entry:pages/sources#F10", "entry:pages/sources#F10"),
        ("../../../README.md", "../../../README.md"),
        ("", ""),
    ],
)
def test_a_link_leads_to_an_entry(target: str, resolved: str) -> None:
    """A relative link to a text or a card names the entry; everything else stays as it is."""
    assert resolve(target, "content/guides/what-is/id.md") == resolved


def test_pelican_finds_the_handbook_on_the_shelf() -> None:
    """Once the room is connected, Pelican's start puts the handbook where the other rooms look."""
    from pelican import signals

    settings = {"LANGUAGES": LANGUAGES, "PATH": str(SITE), "THEME": str(THEME)}
    connected = set(signals.initialized.receivers)
    register()
    try:
        pelican = SimpleNamespace(settings=settings)
        signals.initialized.send(pelican)
        assert [guide.key for guide in shelf.current(pelican.settings).guides] == ["what-is", "why-feared"]
    finally:
        for name in set(signals.initialized.receivers) - connected:
            del signals.initialized.receivers[name]
