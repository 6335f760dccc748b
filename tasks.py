"""The verbs of the project: `inv --list`. Bodies are thin; what they do lives in the rooms under `plugins/`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from plugins.publishing.place import Place
from plugins.publishing.words import LANGUAGES, language_of, words

ROOT = Path(__file__).resolve().parent
PLACE = Place(ROOT)
PYTHON = f'"{sys.executable}" -m'
USAGE = 2

LANG_HELP = "language of messages: id or en (default: as your terminal)"


def _language(asked: str) -> str:
    if asked and asked not in LANGUAGES:
        raise Exit(words("bad-language", language_of(os.environ), asked=asked), code=USAGE)
    return asked or language_of(os.environ)


@task(help={"lang": LANG_HELP})
def check(_: Context, lang: str = "") -> None:
    """Periksa isi · find every mistake in content/."""
    from plugins.publishing.compose import check as check_content

    raise Exit(code=check_content(PLACE, _language(lang)))


@task(
    help={
        "lang": LANG_HELP,
        "url": "public address of the site, such as https://example.org/handbook",
        "force": "build even if nothing has changed",
        "accept-loss": "publish even if pages or cards that were published are gone",
        "release": "refuse while translations lag behind (RELEASE_STALE in pelicanconf.py)",
    }
)
def build(
    _: Context, lang: str = "", url: str = "", force: bool = False, accept_loss: bool = False, release: bool = False
) -> None:
    """Bangun situs dan kartu · publish into output/."""
    from plugins.publishing.compose import composer, is_public
    from plugins.publishing.publish import Order, publish

    language = _language(lang)
    url = (url or os.environ.get("SITEURL", "")).rstrip("/")
    if url and not is_public(url):
        raise Exit(words("bad-url", language, url=url), code=USAGE)
    if release:
        from pelicanconf import LANGUAGES as WRITTEN_IN
        from pelicanconf import RELEASE_STALE
        from plugins.handbook.freshness.verbs import refuse_release
        from plugins.reading import texts

        if refused := refuse_release(ROOT, texts(ROOT / "content"), WRITTEN_IN, language, RELEASE_STALE):
            raise Exit(code=refused)
    order = Order(language=language, url=url, force=force, accept_loss=accept_loss)
    raise Exit(code=publish(PLACE, order, composer(ROOT, order)))


@task(help={"lang": LANG_HELP, "into": "only what has to be translated into this language", "json": "for machines"})
def status(_: Context, lang: str = "", into: str = "", json: bool = False) -> None:
    """Apa yang tertinggal antarbahasa · list what lags between the languages."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.handbook.freshness.verbs import status as tell
    from plugins.reading import texts

    now = int(time.time())
    raise Exit(code=tell(ROOT, texts(ROOT / "content"), WRITTEN_IN, _language(lang), into, now, json))


@task(help={"lang": LANG_HELP, "key": "such as guides/what-is, guides/what-is#goals, or a file"})
def diff(_: Context, key: str, lang: str = "") -> None:
    """Lihat kata yang berubah · show the words that changed since two languages were compared."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.handbook.freshness.verbs import diff as show
    from plugins.reading import texts

    raise Exit(code=show(ROOT, texts(ROOT / "content"), WRITTEN_IN, _language(lang), key))


@task(help={"lang": LANG_HELP, "key": "such as guides/what-is, guides/what-is#goals, or a file; --all for every key"})
def sync(_: Context, key: str, lang: str = "") -> None:
    """Cap bahwa kedua bahasa cocok · stamp that the languages match, after a review."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.handbook.freshness.verbs import sync as stamp
    from plugins.reading import texts

    # Invoke knows no optional positional: an undeclared --all arrives as the key
    asked = "" if key == "--all" else key
    raise Exit(code=stamp(ROOT, texts(ROOT / "content"), WRITTEN_IN, _language(lang), asked))


@task(help={"lang": LANG_HELP})
def cards(_: Context, lang: str = "") -> None:
    """Cetak kartu saja · print the cards alone into build/cards/."""
    from plugins.publishing.compose import print_cards

    raise Exit(code=print_cards(PLACE, _language(lang)))


@task(help={"lang": LANG_HELP, "port": "port on this machine"})
def serve(_: Context, lang: str = "", port: int = 8000) -> None:
    """Lihat sambil menulis · preview, rebuilt as you save."""
    from plugins.publishing.serving import serve as serve_site

    raise Exit(code=serve_site(PLACE, port, _language(lang)))


@task(help={"select": "only tests whose name matches, such as 'swap or verify'"})
def test(context: Context, select: str = "") -> None:
    """Uji semuanya · run ruff, mypy and every test."""
    context.run(f"{PYTHON} ruff check", pty=False)
    context.run(f"{PYTHON} mypy", pty=False)
    chosen = f' -k "{select}"' if select else ""
    context.run(f"{PYTHON} pytest -n 2 --dist loadgroup{chosen}", pty=False)


@task
def lock(context: Context) -> None:
    """Perbarui kunci paket · pin the newest packages."""
    for folder in ("", "tests/", "tests/bench/"):
        context.run(
            f"{PYTHON} uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes"
            " --only-binary :all: --no-config --no-emit-index-url --custom-compile-command 'inv lock'"
            f" {folder}requirements.in --output-file {folder}requirements.lock"
        )
        print(words("locked", language_of(os.environ), path=f"{folder}requirements.lock"))


@task
def schema(_: Context) -> None:
    """Tulis ulang schema/ · write the JSON Schemas."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.handbook.schema import write

    (ROOT / "schema").mkdir(exist_ok=True)
    write(ROOT / "schema", WRITTEN_IN)
    print(words("locked", language_of(os.environ), path="schema/"))


@task(help={"rounds": "how often each is run; the median counts"})
def bench(context: Context, rounds: int = 5) -> None:
    """Ukur kecepatan · measure beside other tools."""
    context.run(f"{PYTHON} tests.bench.pages --rounds {rounds} --readme", pty=False)
    if (ROOT / "tests" / "bench" / "cards.py").exists():
        context.run(f"{PYTHON} tests.bench.cards", pty=False)


@task
def pictures(context: Context) -> None:
    """Perbarui gambar README · take its pictures anew."""
    context.run(f"{PYTHON} tests.pictures", pty=False)


@task
def clean(_: Context) -> None:
    """Hapus hasil build · delete output/ and caches."""
    from plugins.publishing.place import clean as clean_all

    clean_all(PLACE)
