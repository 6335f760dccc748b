"""The verbs of the project: `inv --list`. Bodies are thin; what they do lives in the rooms under `plugins/`."""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from plugins.publishing.place import Place
from plugins.publishing.words import LANGUAGES, language_of, words

if TYPE_CHECKING:
    from plugins.contributing.standing import Standing
    from plugins.contributing.trial import Trial
    from plugins.handbook.model import Handbook
    from plugins.handbook.site import Site

ROOT = Path(__file__).resolve().parent
PLACE = Place(ROOT)
CALLED_FROM = Path.cwd()
PYTHON = f'"{sys.executable}" -m'
USAGE = 2

LANG_HELP = "language of messages: id or en (default: as your terminal)"


def _language(asked: str) -> str:
    if asked and asked not in LANGUAGES:
        raise Exit(words("bad-language", language_of(os.environ), asked=asked), code=USAGE)
    return asked or language_of(os.environ)


def _is_named(arguments: Sequence[str], verb: str = "cards", flags: tuple[str, ...] = ()) -> bool:
    """Whether a card or a path stands after `verb`; `flags` of it take no value.

    Invoke knows no optional positional: it is declared when it is there. A bare word may be the next verb.
    """
    rest = iter(arguments[arguments.index(verb) + 1 :] if verb in arguments else ())
    for argument in rest:
        if not argument.startswith("-"):
            return verb == "cards" or not argument.isidentifier() or Path(argument).exists()
        if argument == "--":
            return False
        if argument not in flags and "=" not in argument and (argument.startswith("--") or len(argument) == len("-p")):
            next(rest, None)  # its value
    return False


@task(
    positional=["path"] if _is_named(sys.argv, "check", ("--fix", "-i")) else [],
    help={
        "path": "a file or folder of content/ (default: all; several after `--`)",
        "lang": LANG_HELP,
        "format": "text, concise, github, json or sarif",
        "fix": "mend what can be mended, and print the difference",
    },
)
def check(context: Context, path: str | None = None, lang: str = "", format: str = "text", fix: bool = False) -> None:  # noqa: A002
    """Periksa isi · find every mistake in content/, or in one file or folder: inv check content/guides/value."""
    from plugins.handbook.formats import FORMATS
    from plugins.publishing import compose

    language = _language(lang)
    if format not in FORMATS:
        raise Exit(words("bad-format", language, asked=format, known=", ".join(FORMATS)), code=USAGE)
    act = compose.mend if fix else compose.check
    asked = [path] if path else []
    raise Exit(code=act(PLACE, language, format, [*asked, *shlex.split(context.remainder)], CALLED_FROM))


@task(help={"lang": LANG_HELP, "code": "such as F111"})
def explain(_: Context, code: str, lang: str = "") -> None:
    """Jelaskan satu temuan · explain a finding of the check by its code."""
    from plugins.handbook.explain import explained, meant

    language = _language(lang)
    try:
        print(explained(code, language), end="")
    except KeyError:
        other = meant(code)
        told = words("bad-code-meant" if other else "bad-code", language, asked=code, meant=other)
        raise Exit(told, code=USAGE) from None


@task(help={"examples": "how many each property is tried with"})
def fuzz(context: Context, examples: int = 20_000) -> None:
    """Uji dengan isi acak · try the check on many random files, on every core."""
    context.run(f"{PYTHON} tests.fuzz --examples {examples}", pty=False)


def _trial(language: str) -> Trial:
    """The check, for verbs that try what they are about to write."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins import reading
    from plugins.contributing.trial import Trial
    from plugins.handbook.report import report

    return Trial(
        check=lambda content: reading.check(content, WRITTEN_IN).problems,
        report=lambda problems: report(problems, {}, language),
    )


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


@task(
    positional=["key"] if _is_named(sys.argv) else [],
    help={
        "key": "a card such as peer/regular, or a relationship such as peer for all its cards (default: everything)",
        "paper": "a4, f4, a5, a6 or letter: the plain card (with --variant: that one)",
        "variant": "plain, bilingual, fillable, host, guest, two-up, four-up or fold",
        "lang": "language of the cards and of messages: id or en (default: both; as your terminal)",
    },
)
def cards(_: Context, key: str | None = None, paper: str = "", variant: str = "", lang: str = "") -> None:
    """Cetak kartu saja · print cards into build/cards/, all or one: inv cards peer/regular --paper a5 --lang id."""
    from plugins.publishing.printing import Wanted, print_cards

    wanted = Wanted(key or "", paper.lower(), variant.lower(), lang)
    told_in = lang if lang in LANGUAGES else language_of(os.environ)
    raise Exit(code=print_cards(PLACE, wanted, told_in))


@task(help={"lang": LANG_HELP, "port": "port on this machine"})
def serve(_: Context, lang: str = "", port: int = 8000) -> None:
    """Lihat sambil menulis · preview, rebuilt as you save."""
    from plugins.cards import Choice, keep_cards
    from plugins.pages.draw import Board
    from plugins.pages.views import plans
    from plugins.publishing.preview import Studio
    from plugins.publishing.serving import serve as serve_site

    def cards_of(book: Handbook, site: Site, root: Path, key: str) -> Iterator[tuple[str, bytes]]:
        kept = keep_cards(book, site, root / "theme", root / ".cache" / "cards", Choice(key, ("a5",)))
        return ((ticket.address, path.read_bytes()) for ticket, path in kept.files)

    raise Exit(code=serve_site(PLACE, port, _language(lang), Studio(plans, Board, cards_of)))


@task(
    help={
        "kind": "guide, session, relationship, card, question, term or source",
        "key": "permanent name: lower-case English words with hyphens",
        "title": "title, in your language",
        "section": "shelf of a guide",
        "short": "short label of a session or relationship",
        "rhythm": "how often",
        "minutes": "length of a talk",
        "host": "what the host is called",
        "guest": "what the guest is called",
        "like": "a relationship like the new one; its questions are used at first",
        "relationship": "of a card or question",
        "session": "of a card or question",
        "topic": "of a question",
        "depth": "of a question: light, medium or deep",
        "asker": "of a question: host, guest or either",
        "question": "the question itself",
        "term": "the term itself",
        "source": "citation of a source",
        "year": "of a source",
        "strength": "of a source: A, B or C",
        "url": "of a source",
        "lang": "language of the questions and of what is written: id or en",
    },
)
def new(
    _: Context, kind: str, key: str = "", title: str = "", section: str = "", short: str = "", rhythm: str = "",
    minutes: str = "", host: str = "", guest: str = "", like: str = "", relationship: str = "", session: str = "",
    topic: str = "", depth: str = "", asker: str = "", question: str = "", term: str = "", source: str = "",
    year: str = "", strength: str = "", url: str = "", lang: str = "",
) -> None:  # fmt: skip
    """Buat panduan, kartu, pertanyaan … · add a guide, card, question …; asks for what no flag gives."""
    flags = {name: value for name, value in locals().items() if name not in ("_", "kind", "lang")}
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.cards.budget import budget
    from plugins.contributing import adding, tables
    from plugins.contributing.scaffolds import Bench
    from plugins.reading.survey import survey

    language, found = _language(lang), survey(ROOT / "content", WRITTEN_IN)
    bench = Bench(found.draft(), found.sources, language, date.today().isoformat())
    errand = adding.Errand(kind, flags, language, lambda into: tables.budget(budget(), into))
    raise Exit(code=adding.add(ROOT, errand, bench, _trial(language)))


@task(help={"lang": LANG_HELP, "name": "such as guides/what-is", "language": "of the slug", "slug": "the new slug"})
def rename(_: Context, name: str, language: str, slug: str, lang: str = "") -> None:
    """Ganti slug; alamat lama tetap mengantar · change a slug; the old address still leads there."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.contributing import renaming
    from plugins.reading.survey import survey

    found = survey(ROOT / "content", WRITTEN_IN)
    asked = renaming.Renaming(name, language, slug, _language(lang))
    raise Exit(code=renaming.rename(ROOT, asked, found.draft(), found.sources, _trial(asked.language)))


@task(help={"lang": LANG_HELP})
def addresses(_: Context, lang: str = "") -> None:
    """Catat alamat baru di tests/urls.lock · record new addresses, which then may never be lost."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.contributing import permanent
    from plugins.contributing.words import say
    from plugins.reading import read

    language = _language(lang)
    found = read(ROOT / "content", WRITTEN_IN, ROOT / "theme")
    if found.book is None:
        raise Exit(found.report(language), code=1)
    fresh, lost = permanent.record(ROOT, found.book)
    if lost:
        raise Exit("\n".join(say("lost", language, address=address) for address in lost), code=1)
    print(say("recorded" if fresh else "none-new", language, path=permanent.PATH, count=len(fresh)))


@task(
    help={
        "lang": LANG_HELP,
        "base": "commit that the change is compared with",
        "pictures": "draw the changed cards only",
    }
)
def review(_: Context, base: str = "", pictures: bool = False, lang: str = "") -> None:
    """Tinjau perubahan · mark findings, nearest first; their table, a patch and pictures in build/review/."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins import reading
    from plugins.contributing import remaining, reviewing
    from plugins.contributing.words import say
    from plugins.handbook.freshness.verbs import comparison_of
    from plugins.handbook.freshness.work import work

    language, folder = _language(lang), ROOT / "build" / "review"
    folder.mkdir(parents=True, exist_ok=True)
    if pictures:
        _draw_changed_cards(base, folder / "cards")
        raise Exit(say("reviewed", language, folder="build/review/"), code=0)
    found = reading.check(ROOT / "content", WRITTEN_IN, date.today(), theme=ROOT / "theme")
    found = found.also(tuple(reviewing.together(reviewing.files_since(ROOT, base))), {})
    changed = reviewing.lines_since(ROOT, base)
    if changed is None:
        print(say("no-base", language, base=base), file=sys.stderr)
    for line in reviewing.marks(found.problems, changed or {}):
        print(line)
    patch = reviewing.mended(ROOT, reviewing.MEND)
    todo = work(comparison_of(ROOT, reading.texts(ROOT / "content"), WRITTEN_IN), WRITTEN_IN, {}, 0)
    table = reviewing.summary(found.problems, changed or {})
    table += remaining.patch(patch) + remaining.translations(todo, changed or {})
    (folder / "findings.md").write_text(table, encoding="utf-8")
    if "GITHUB_STEP_SUMMARY" in os.environ:
        Path(os.environ["GITHUB_STEP_SUMMARY"]).write_text(table, encoding="utf-8")
    (folder / "fix.patch").write_text(patch, encoding="utf-8")
    raise Exit(code=0 if found.passed else 1)


def _draw_changed_cards(base: str, folder: Path) -> None:
    """Pictures of every card that differs from the commit `base`: `manager.regular.id.before.webp`, `….after.webp`."""
    import tempfile

    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.cards.pictures import draw_changes
    from plugins.contributing import reviewing
    from plugins.handbook.site import PLACEHOLDER_URL, Site
    from plugins.reading import read

    with tempfile.TemporaryDirectory() as beside:
        content = reviewing.before(ROOT, base, Path(beside))
        old = read(content, WRITTEN_IN, ROOT / "theme").book if content else None
        book = read(ROOT / "content", WRITTEN_IN, ROOT / "theme").book
        if book is None:
            return
        site = Site(PLACEHOLDER_URL, "Empat Mata", WRITTEN_IN)
        keys = reviewing.changed_cards(old, book)
        drawn = draw_changes((old, book), keys, site, ROOT / "theme", (folder, ROOT / ".cache" / "cards"))
    if drawn:
        (folder / "index.html").write_text(reviewing.gallery(drawn), encoding="utf-8")


@task(help={"lang": LANG_HELP, "issue": "keep the issue about dead links"})
def links(_: Context, issue: bool = False, lang: str = "") -> None:
    """Coba tautan keluar · try every link that leaves the site."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.contributing import outside, standing
    from plugins.contributing.words import say
    from plugins.reading import read

    language = _language(lang)
    found = read(ROOT / "content", WRITTEN_IN, ROOT / "theme")
    if found.book is None:
        raise Exit(found.report(language), code=1)
    every = outside.links(found.book)
    dead = outside.dead(every)
    print(outside.report(dead) + say("links-dead", language, count=len(dead), total=len(every)))
    if issue:
        _keep(standing.LINKS, outside.report(dead), language)
    raise Exit(code=0 if issue or not dead else 1)


@task(help={"lang": LANG_HELP})
def invite(_: Context, lang: str = "") -> None:
    """Undang penerjemah · keep the issue that lists what waits to be translated."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.contributing import standing
    from plugins.handbook.freshness.verbs import comparison_of
    from plugins.handbook.freshness.work import work
    from plugins.reading import texts

    todo = work(comparison_of(ROOT, texts(ROOT / "content"), WRITTEN_IN), WRITTEN_IN, {}, 0)
    _keep(standing.TRANSLATIONS, standing.invitation(todo), _language(lang))


def _keep(issue: Standing, body: str, language: str) -> None:
    """Keep an issue of the code host, and say what was done."""
    from plugins.contributing import standing
    from plugins.contributing.words import say

    try:
        done = standing.keep(issue, body, standing.host_command)
    except standing.HostError as error:
        reason = str(error)
        raise Exit(say("host-refused" if reason else "no-host", language, reason=reason), code=1) from error
    if done:
        print(say(f"issue-{done}", language, title=issue.title))


@task(help={"select": "only tests whose name matches, such as 'swap or verify'"})
def test(context: Context, select: str = "") -> None:
    """Uji semuanya · run ruff, mypy and every test."""
    context.run(f"{PYTHON} ruff check", pty=False)
    context.run(f"{PYTHON} mypy", pty=False)
    chosen = f' -k "{select}"' if select else ""
    context.run(f"{PYTHON} pytest -n 3 --dist loadgroup{chosen}", pty=False)


@task
def lock(context: Context) -> None:
    """Perbarui kunci paket · pin the newest packages."""
    for name in ("requirements", "tests/requirements", "tests/bench/requirements", "tests/bench/builders"):
        context.run(
            f"{PYTHON} uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes"
            " --only-binary :all: --no-config --no-emit-index-url --custom-compile-command 'inv lock'"
            f" {name}.in --output-file {name}.lock"
        )
        print(words("locked", language_of(os.environ), path=f"{name}.lock"))


@task
def schema(_: Context) -> None:
    """Tulis ulang turunan kontrak · write all that the contracts decide: schemas, snippets, issue forms, tables."""
    from pelicanconf import LANGUAGES as WRITTEN_IN
    from plugins.cards.budget import budget
    from plugins.contributing import faces, tables

    budgets = {language: tables.budget(budget(), language) for language in LANGUAGES}
    for path in faces.write(ROOT, WRITTEN_IN, budgets):
        print(words("locked", language_of(os.environ), path=path))


@task(help={"rounds": "how often each is run; the median counts"})
def bench(context: Context, rounds: int = 5) -> None:
    """Ukur kecepatan · measure beside other tools."""
    context.run(f"{PYTHON} pip install --quiet --require-hashes --only-binary=:all: -r tests/bench/requirements.lock")
    context.run(f"{PYTHON} tests.bench.check --rounds {rounds}", pty=False)
    context.run(f"{PYTHON} tests.bench.pages --rounds {rounds} --readme", pty=False)
    context.run(f"{PYTHON} tests.bench.search", pty=False)
    context.run(f"{PYTHON} tests.bench.weight", pty=False)
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
