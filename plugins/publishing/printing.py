"""What a person asks of the print shop → files in `build/cards/`, and one clear answer in their language.

That nothing changed is found out without reading a card: from the times of files (`printed`), or, where these leave a
doubt, from the inputs and the printed files themselves.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import LazyLoader, find_spec, module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING

import plugins
from plugins.publishing.fresh import now, stamps
from plugins.publishing.place import Place
from plugins.publishing.printed import is_printed, seal
from plugins.publishing.words import words

if TYPE_CHECKING:  # finding out that nothing changed must not cost these imports
    from plugins.cards import Choice, Report
    from plugins.handbook.model import Handbook

USAGE = 2
SHOWN = 20  # files that are told by name
Sums = dict[str, list[int]]  # size and CRC-32: any damaged byte shows, and a hundredth of a second reads them all


@dataclass(frozen=True)
class Wanted:
    """What was typed; what is empty asks for all."""

    key: str = ""
    paper: str = ""
    variant: str = ""
    lang: str = ""


def print_cards(place: Place, wanted: Wanted, language: str) -> int:
    """Print what is wanted into `build/cards/`; returns the exit code. Other files there stay unless all is wanted."""
    try:
        if is_printed(place, repr(wanted)):
            print(words("unchanged", language, output="build/cards/"))
            return 0
        began, touched = now(), stamps(place.root)
        done = _print_changes(place, wanted, language)
        if done == 0:
            seal(place, repr(wanted), began, touched)
        return done
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # every fault becomes one message
        from plugins.publishing.failures import explain

        print(explain(error, language, place.root, place.log), file=sys.stderr)
        return 130 if isinstance(error, KeyboardInterrupt) else 1


def _print_changes(place: Place, wanted: Wanted, language: str) -> int:
    inputs = _fingerprint(place, wanted)
    if _is_done(place, inputs, whole=wanted == Wanted()):
        print(words("unchanged", language, output="build/cards/"))
        return 0
    return _print(place, wanted, inputs, language)


def _print(place: Place, wanted: Wanted, inputs: str, language: str) -> int:
    from plugins.cards.pool import SELDOM, press_ready
    from plugins.publishing.asking import Unknown, editions_asked, key_asked

    gc.set_threshold(*SELDOM)  # what is read stays to the end
    try:
        editions = editions_asked(wanted.paper, wanted.variant, language)
        is_one = bool(wanted.key and wanted.lang and len(editions) == 1)
        with press_ready(1 if is_one else 2):
            book = _read(place, wanted, language)
            if wanted.lang and wanted.lang not in book.languages:
                raise Unknown(words("no-such-language", language, asked=wanted.lang, choices=", ".join(book.languages)))
            report = _printed(place, wanted, book, key_asked(book, wanted.key, editions, language), editions)
    except Unknown as unknown:
        print(unknown, file=sys.stderr)
        return USAGE
    if report.problems:
        from plugins.handbook.report import report as told

        print(told(report.problems, {}, language), end="", file=sys.stderr)
        return 1
    _remember(place, inputs, report.addresses, whole=wanted == Wanted())
    _tell(report, wanted, language)
    return 0


def _read(place: Place, wanted: Wanted, language: str) -> Handbook:
    """The handbook, or as much of it as some cards need; bodies are rendered for the book alone. An error refuses.

    Less is told when not all is wanted.
    """
    _put_off("booking", "finding", "mapping", "pages")
    from pelicanconf import LANGUAGES
    from plugins.publishing.asking import plain
    from plugins.publishing.failures import Refused
    from plugins.reading import read
    from plugins.reading.glance import glance

    few = glance(place.root / "content", LANGUAGES, place.root / "theme", plain(wanted.key)) if wanted.key else None
    if few is not None:
        return few
    found = read(place.root / "content", LANGUAGES, place.root / "theme", bodies=wanted == Wanted())
    if found.problems and (found.book is None or wanted == Wanted()):
        print(found.report(language), end="", flush=True)
    if found.book is None:
        raise Refused([words("content", language)])
    return found.book


def _put_off(*rooms: str) -> None:
    """Have rooms loaded when one of them is used: pelicanconf names all, and printing enters none of these."""
    for name in (f"plugins.{room}" for room in rooms):
        spec = find_spec(name) if name not in sys.modules else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
            sys.modules[name] = module = module_from_spec(spec)
            spec.loader.exec_module(module)
            setattr(plugins, name.rpartition(".")[2], module)


def _printed(place: Place, wanted: Wanted, book: Handbook, key: str, editions: tuple[str, ...]) -> Report:
    import pelicanconf
    from plugins.cards import Choice
    from plugins.cards.printing import print_chosen, print_everything
    from plugins.handbook.site import from_settings

    site, theme, cache = from_settings(vars(pelicanconf)), place.root / "theme", place.root / ".cache" / "cards"
    if wanted == Wanted():
        return print_everything(book, site, theme, place.cards, cache)
    choice: Choice = Choice(key, editions, (wanted.lang,) if wanted.lang else ())
    return print_chosen(book, site, theme, place.cards, cache, choice)


def _tell(report: Report, wanted: Wanted, language: str) -> None:
    pdfs = [address for address in report.addresses if address.endswith(".pdf")]
    if wanted == Wanted() or len(pdfs) > SHOWN:
        print(words("printed", language, folder="build/cards/", cards=len(pdfs)))
    else:
        print("\n".join(f"build/cards/{address}" for address in pdfs))


def _fingerprint(place: Place, wanted: Wanted) -> str:
    from plugins.handbook.tools import versions
    from plugins.publishing.fingerprint import of_inputs

    url = os.environ.get("SITEURL", "")
    told = (of_inputs(place.root, url), *versions(), repr(wanted))
    return sha256("\0".join(told).encode()).hexdigest()


def _is_done(place: Place, inputs: str, *, whole: bool) -> bool:
    """Whether the last printing had these inputs, and every file of it is there with the bytes that it had."""
    try:
        memory = json.loads(_memory(place).read_bytes())
        sums: Mapping[str, list[int]] = memory["files"]
        if memory["inputs"] != inputs or (whole and set(_addresses(place)) != sums.keys()):
            return False
        return all(_sum(place, address) == sums[address] for address in sums)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _remember(place: Place, inputs: str, addresses: tuple[str, ...], *, whole: bool) -> None:
    """Note what was printed and from what; of a whole printing, throw away what earlier ones left behind."""
    if whole:
        for address in set(_addresses(place)).difference(addresses):
            (place.cards / address).unlink()
    sums: Sums = {address: _sum(place, address) for address in sorted(addresses)}
    memory = _memory(place)
    memory.parent.mkdir(parents=True, exist_ok=True)
    fresh = memory.with_suffix(".new")
    fresh.write_text(json.dumps({"inputs": inputs, "files": sums}), encoding="utf-8")
    fresh.replace(memory)


def _memory(place: Place) -> Path:
    return place.memory / "cards.json"


def _addresses(place: Place) -> Iterator[str]:
    """Every file that lies in `build/cards/`."""
    start = f"{place.cards}{os.sep}"
    for folder, _, names in os.walk(place.cards):  # a thousand files: without Path in half the time
        yield from (f"{folder}{os.sep}{name}".removeprefix(start).replace(os.sep, "/") for name in names)


def _sum(place: Place, address: str) -> list[int]:
    with open(f"{place.cards}/{address}", "rb", buffering=0) as stream:  # noqa: PTH123  # as above
        data = stream.read()
    return [len(data), zlib.crc32(data)]
