"""The peers: set up in an environment of their own, below `.cache/bench/`, and what builds the same Markdown with each.

Each reads the Markdown of both languages from one folder, `content/<language>/guides/`, and shows what our pages need
least: title, contents, text, the language switch and the neighbors in the section.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.bench.corpus import LANGUAGES

HERE = Path(__file__).resolve().parent
PLACE = HERE.parents[1] / ".cache" / "bench"

MKDOCS = """\
site_name: Empat Mata
site_url: https://empat-mata.example/
docs_dir: ../hugo/content
theme:
  name: material
  font: false
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: id, name: Bahasa Indonesia, build: true, default: true}
        - {locale: en, name: English, build: true}
markdown_extensions: [tables, def_list, footnotes, abbr, attr_list, admonition, fenced_code, sane_lists]
"""
PELICAN = """\
SITENAME = "Empat Mata"
PATH = "content"
OUTPUT_PATH = "public"
ARTICLE_PATHS = []
PAGE_PATHS = ["id", "en"]
IGNORE_FILES = ["_index.md"]
PATH_METADATA = r"(?P<lang>\\w+)/guides/(?P<slug>.*)\\.md"
PAGE_URL = PAGE_LANG_URL = "{lang}/guides/{slug}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = "{lang}/guides/{slug}/index.html"
DEFAULT_LANG = "en"
TIMEZONE = "Asia/Jakarta"
PLUGINS = []
LOG_FILTER = []
"""
ELEVENTY = """\
module.exports = (config) => {
  config.addGlobalData("layout", "page.njk");
  for (const code of ["id", "en"]) {
    config.addCollection(code, (all) => all.getFilteredByGlob(`**/content/${code}/guides/*.md`));
  }
  return { dir: { input: "content", includes: "../layouts", output: "public" }, markdownTemplateEngine: false };
};
"""
ELEVENTY_PAGE = """\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{{ title }}</title><meta name="description" content="{{ summary }}"></head>
<body><main><h1>{{ title }}</h1>{{ content | safe }}
{% set own = collections.id if "/id/" in page.inputPath else collections.en %}
{% set before = own | getPreviousCollectionItem(page) %}{% set after = own | getNextCollectionItem(page) %}
{% if before %}<a href="{{ before.url }}">{{ before.data.title }}</a>{% endif %}
{% if after %}<a href="{{ after.url }}">{{ after.data.title }}</a>{% endif %}</main></body></html>
"""


@dataclass(frozen=True)
class Peer:
    """One tool: how it builds, where, and what it leaves there."""

    command: tuple[str | Path, ...]
    folder: Path
    output: Path
    watch: tuple[str | Path, ...] = ()  # how it builds again and again, if it does so in parts


def set_up() -> None:
    """Install every peer; what is installed already stays. CalledProcessError when that fails."""
    PLACE.mkdir(parents=True, exist_ok=True)
    venv = PLACE / "venv"
    if not (venv / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip: list[str | Path] = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--only-binary=:all:", "-r", HERE / "builders.lock"], check=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, PLACE / name)
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=PLACE, check=True)


def write_settings(folder: Path) -> None:
    """What each peer but Hugo needs beside the Markdown that `corpus.make` wrote below `folder`."""
    for name in ("mkdocs", "pelican", "eleventy/layouts"):
        (folder / name).mkdir(parents=True)
    (folder / "mkdocs" / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (folder / "eleventy" / "eleventy.config.js").write_text(ELEVENTY, encoding="utf-8")
    (folder / "eleventy" / "layouts" / "page.njk").write_text(ELEVENTY_PAGE, encoding="utf-8")
    (folder / "pelican" / "pelicanconf.py").write_text(PELICAN, encoding="utf-8")
    for name in ("pelican", "eleventy"):
        (folder / name / "content").symlink_to(folder / "hugo" / "content")
    for language in LANGUAGES:
        for index in ("", "guides/"):
            (folder / "hugo" / "content" / language / index / "_index.md").write_text("", encoding="utf-8")


def peers(folder: Path) -> Mapping[str, Peer]:
    """The peers by name; each builds what lies below `folder`."""
    # Hugo itself, not the Python script before it, which would cost it a tenth of a second
    (hugo,) = (PLACE / "venv" / "lib").glob("python3*/site-packages/hugo/binaries/hugo*")
    eleventy = ("node", PLACE / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs", "--quiet")
    public = folder / "hugo" / "public"
    return {
        "Hugo": Peer((hugo, "--quiet"), folder / "hugo", public, (hugo, "--quiet", "--watch")),
        "Eleventy": Peer(
            eleventy, folder / "eleventy", folder / "eleventy" / "public", (*eleventy, "--watch", "--incremental")
        ),
        "Pelican, its own theme": Peer(
            (sys.executable, "-m", "pelican", "-q", "-s", "pelicanconf.py"),
            folder / "pelican",
            folder / "pelican" / "public",
        ),
        "MkDocs Material": Peer(
            (PLACE / "venv" / "bin" / "mkdocs", "build", "--quiet"), folder / "mkdocs", folder / "mkdocs" / "site"
        ),
    }


def versions() -> Mapping[str, str]:
    """The version of each peer."""
    ask = "import importlib.metadata as m; print(m.version('hugo'), m.version('mkdocs-material'))"
    found = subprocess.run([PLACE / "venv" / "bin" / "python", "-c", ask], check=True, capture_output=True, text=True)
    hugo, mkdocs = found.stdout.split()
    eleventy = json.loads((PLACE / "package.json").read_bytes())["dependencies"]["@11ty/eleventy"]
    return {"Hugo": hugo, "Eleventy": eleventy, "MkDocs Material": mkdocs, "Pelican": version("pelican")}
