"""A small project, and everything that a writer or designer does to one: random edits, the same for the same seed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from plugins.handbook.freshness.verbs import sync
from plugins.handbook.site import PLACEHOLDER_URL, Site
from plugins.pages.draw import Board
from plugins.pages.views import plans
from plugins.publishing.preview import Studio
from plugins.reading import texts

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
STUDIO = Studio(plans, Board, lambda *_: ())  # prints no cards
SITE = Site(url=PLACEHOLDER_URL, name="Empat Mata", languages=LANGUAGES)

Edit = Callable[[Path, Random], tuple[str, ...]]  # what it does to the project; the paths it has saved


def project(root: Path) -> Path:
    """The smallest handbook, its translations agreed, with the theme of the house."""
    shutil.copytree(ROOT / "tests" / "site", root / "content")
    shutil.copytree(ROOT / "theme", root / "theme")
    sync(root, texts(root / "content"), LANGUAGES, "en", "")
    return root


def _one(root: Path, pattern: str, chance: Random) -> str:
    return chance.choice(sorted(path.relative_to(root).as_posix() for path in root.glob(pattern)))


def _replace(root: Path, path: str, pattern: str, by: str) -> tuple[str, ...]:
    text = (root / path).read_text(encoding="utf-8")
    (root / path).write_text(re.sub(pattern, by, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    return (path,)


def _append(root: Path, path: str, text: str) -> tuple[str, ...]:
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(text)
    return (path,)


def body(root: Path, chance: Random) -> tuple[str, ...]:
    """One more paragraph somewhere, with a link."""
    link = chance.choice(["[a](../../pages/privacy/{}.md)", "[b](../../sessions/regular/{}.md#agenda)", "**c**"])
    path = _one(root, "content/guides/*/*.md", chance)
    return _append(root, path, f"\nFeedback {chance.random():.6f} {link.format(Path(path).stem)}.\n")


def title(root: Path, chance: Random) -> tuple[str, ...]:
    """Another title, which other pages list."""
    path = _one(root, "content/*/*/*.md", chance)
    return _replace(root, path, "^title: .*$", f'title: "Judul {chance.random():.6f}"')


def heading(root: Path, chance: Random) -> tuple[str, ...]:
    """Another wording of a heading, which the index from A to Z lists."""
    path = _one(root, "content/[!p]*/*/*.md", chance)
    return _replace(root, path, r"^## .*? \{#", f"## Bagian {chance.randrange(10**6)} {{#")


def slug(root: Path, chance: Random) -> tuple[str, ...]:
    """Another address; now and then the old one leads on."""
    path, fresh = _one(root, "content/[!p]*/*/*.md", chance), f"alamat-{chance.randrange(10**6)}"
    old = re.search(r"^slug: (\S+)$", (root / path).read_text(encoding="utf-8"), re.MULTILINE)
    leads_on = f"slug: {fresh}\naliases: [{old[1]}]" if old and chance.random() < 0.5 else f"slug: {fresh}"
    _replace(root, path, r"^aliases: .*\n", "")
    return _replace(root, path, "^slug: .*$", leads_on)


def new(root: Path, chance: Random) -> tuple[str, ...]:
    """A guide like the first one was at the start, in one language or in both."""
    key = f"new-{chance.randrange(10**6)}"
    from_, to = ROOT / "tests/site/guides/what-is", root / f"content/guides/{key}"
    to.mkdir()
    saved = []
    for name in ["entry.yaml", *chance.choice([["id.md"], ["en.md"], ["id.md", "en.md"]])]:
        text = (from_ / name).read_text(encoding="utf-8")
        text = re.sub("^title: .*$", f'title: "{key} {name}"', text, flags=re.MULTILINE)
        text = re.sub("^order: .*$", f"order: {chance.randrange(1, 99)}", text, flags=re.MULTILINE)
        text = re.sub(r"^aliases: .*\n", "", text, flags=re.MULTILINE)
        (to / name).write_text(re.sub("^slug: .*$", f"slug: {key}", text, flags=re.MULTILINE), encoding="utf-8")
        saved.append(f"content/guides/{key}/{name}")
    return tuple(saved)


def removed(root: Path, chance: Random) -> tuple[str, ...]:
    """A guide is gone, or one language of it; sometimes that leaves a link that leads nowhere. The last one stays."""
    if len(list(root.glob("content/guides/*"))) < 2:
        return new(root, chance)
    path = _one(root, "content/guides/*/*.md", chance)
    if chance.random() < 0.5:
        (root / path).unlink()
    else:
        shutil.rmtree((root / path).parent)
    return (path,)


def template(root: Path, chance: Random) -> tuple[str, ...]:
    """Another word in a part that many pages show."""
    path = chance.choice(["theme/templates/parts/next.html", "theme/templates/parts/switch.html"])
    return _replace(root, path, "<(section|p) class", f'<\\1 data-try="{chance.randrange(10**6)}" class')


def style(root: Path, chance: Random) -> tuple[str, ...]:
    """One more rule in a style sheet, which stands in every page."""
    return _append(root, "theme/static/css/base.css", f"\n.try-{chance.randrange(10**6)} {{ order: 1 }}\n")


def interface(root: Path, chance: Random) -> tuple[str, ...]:
    """Another word of the interface."""
    language = chance.choice(LANGUAGES)
    path = f"theme/translations/{language}/LC_MESSAGES/messages.po"
    return _replace(root, path, '(msgid "Next"\nmsgstr) .*$', f'\\1 "Lanjut {chance.randrange(10**6)}"')


def card(root: Path, chance: Random) -> tuple[str, ...]:
    """Another aim of a card."""
    path = "content/cards/team-member/regular.yaml"
    return _replace(root, path, "(aim:\n  id:) .*$", f'\\1 "Tujuan {chance.random():.6f}"')


def question(root: Path, chance: Random) -> tuple[str, ...]:
    """Another wording of a question."""
    return _replace(root, "content/questions/regular.yaml", "^    en: .*$", f'    en: "How so, {chance.random():.6f}?"')


def term(root: Path, chance: Random) -> tuple[str, ...]:
    """One more foreign word to be marked everywhere."""
    return _replace(
        root, "content/glossary.yaml", r"foreign: \[.*\]", f'foreign: ["feedback", "x{chance.random():.3f}"]'
    )


def source(root: Path, chance: Random) -> tuple[str, ...]:
    """Another population of a study, which footnotes tell."""
    return _replace(root, "content/sources.yaml", "(population:\n +id:) .*$", f'\\1 "{chance.random():.6f} orang"')


def fault(root: Path, chance: Random) -> tuple[str, ...]:
    """A link that leads nowhere: nothing may be drawn from that."""
    path = _one(root, "content/guides/*/*.md", chance)
    return _append(root, path, "\n[x](../nowhere/id.md)\n")


EDITS: tuple[Edit, ...] = (
    *(body, body, title, title, heading, slug, new, removed, template, style, interface, card, question, term, source),
    fault,
)
