"""Number of guides → a bilingual handbook of that size in our form, and the same Markdown as a Hugo site.

Made of the handbook's own guides, some 700 words each in Indonesian and 800 in English: they are repeated under other
keys until there are enough. Links between files are taken out, since the two tools write them differently; everything
else is the same bytes.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
NEEDED = ("theme", "plugins", "pelicanconf.py", "requirements.lock")
MOST = 999  # the highest place on a shelf
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
VALUE = re.compile(r'^(\w+): "?(.*?)"?$', re.MULTILINE)
LEADS_TO = re.compile(r"^leads_to:.*(\n +- .*)*\n", re.MULTILINE)

HUGO_SETTINGS = """\
baseURL = "https://empat-mata.example/"
title = "Empat Mata"
defaultContentLanguage = "id"
defaultContentLanguageInSubdir = true
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT"]
[languages.id]
contentDir = "content/id"
weight = 1
[languages.en]
contentDir = "content/en"
weight = 2
"""
HUGO_PAGE = """\
<!DOCTYPE html>
<html lang="{{ .Site.Language.Lang }}">
<head><meta charset="utf-8"><title>{{ .Title }}</title><meta name="description" content="{{ .Params.summary }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Lang }}" href="{{ .Permalink }}">{{ end }}</head>
<body><nav>{{ range .Translations }}<a href="{{ .RelPermalink }}">{{ .Lang }}</a>{{ end }}</nav>
<main><h1>{{ .Title }}</h1>{{ .TableOfContents }}{{ .Content }}
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</main></body></html>
"""
HUGO_LIST = """\
<!DOCTYPE html>
<html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><ul>{{ range .Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>
{{ end }}</ul></body></html>
"""


def make(folder: Path, guides: int) -> tuple[Path, Path]:
    """Write both forms below `folder`; returns the project for us and the one for Hugo."""
    ours, hugo = folder / "ours", folder / "hugo"
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        ours.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, ours / name)
    shutil.copytree(ROOT / "tests" / "site", ours / "content")
    shutil.rmtree(ours / "content" / "guides")
    for name in ("sources.yaml", "glossary.yaml"):  # notes and foreign words as in the handbook: both cost time
        shutil.copy(ROOT / "content" / name, ours / "content")
    _write_hugo(hugo)
    sources = sorted(path for path in (ROOT / "content" / "guides").iterdir() if path.is_dir())
    for number in range(guides):
        source = sources[number % len(sources)]
        _write_guide(source, f"{source.name}-{number:04}", number + 1, ours, hugo)
    return ours, hugo


def _write_hugo(hugo: Path) -> None:
    layouts = hugo / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (hugo / "hugo.toml").write_text(HUGO_SETTINGS, encoding="utf-8")
    (layouts / "single.html").write_text(HUGO_PAGE, encoding="utf-8")
    (layouts / "list.html").write_text(HUGO_LIST, encoding="utf-8")


def _write_guide(source: Path, key: str, order: int, ours: Path, hugo: Path) -> None:
    folder = ours / "content" / "guides" / key
    folder.mkdir(parents=True)
    facts = LEADS_TO.sub("", (source / "entry.yaml").read_text(encoding="utf-8"))
    (folder / "entry.yaml").write_text(re.sub(r"order: \d+", f"order: {min(order, MOST)}", facts), encoding="utf-8")
    for language in LANGUAGES:
        found = FRONT.match((source / f"{language}.md").read_text(encoding="utf-8"))
        assert found is not None, source
        values = dict(VALUE.findall(found[1]))
        front = f'title: "{order} {values["title"]}"\nsummary: "{values["summary"]}"\nslug: {values["slug"]}-{order}\n'
        body = LINK.sub(r"\1", found[2])
        text = f"---\n{front}---\n{body}"
        (folder / f"{language}.md").write_text(text, encoding="utf-8")
        place = hugo / "content" / language / "guides"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{key}.md").write_text(text, encoding="utf-8")
