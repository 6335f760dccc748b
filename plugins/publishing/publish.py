"""Order → published site: build beside, verify, exchange. The one place that raises and the one that says why."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from plugins.handbook.garbage import not_collecting
from plugins.handbook.ledger import Last, Ledger
from plugins.handbook.memory import DamagedError, kept
from plugins.publishing import exchange, fresh, manifest
from plugins.publishing.adopt import adopt
from plugins.publishing.fingerprint import digests, of_code, of_inputs
from plugins.publishing.manifest import Manifest
from plugins.publishing.place import Place, alone, forget, staging
from plugins.publishing.words import words

if TYPE_CHECKING:  # deciding that nothing changed must not cost these imports
    from plugins.publishing.verify import Expected

Write = Callable[[Ledger], "Expected"]


@dataclass(frozen=True)
class Order:
    """What the person asked for."""

    language: str
    url: str = ""
    force: bool = False
    accept_loss: bool = False


def publish(place: Place, order: Order, write: Write) -> int:
    """Have `write` fill a folder beside `output/`, verify it, exchange the two; returns the exit code.

    Whatever goes wrong, `output/` is the site that it was. `write` is not called when nothing has changed.
    """
    try:
        with _stoppable(), not_collecting(), alone(place, lambda: _say(words("waiting", order.language))):
            _publish(place, order, write)
    except BaseException as error:  # noqa: BLE001  # the end of the road: every fault becomes one message
        from plugins.publishing.failures import explain

        _say(explain(error, order.language, place.root, place.log))
        _say(words("kept" if place.output.exists() else "none-yet", order.language, output="output/"))
        return 130 if isinstance(error, KeyboardInterrupt) else 1
    return 0


def _publish(place: Place, order: Order, write: Write) -> None:
    began, inputs, past = fresh.now(), fresh.stamps(place.root), fresh.remembered(place.root)
    if not order.force and fresh.is_unchanged(place.root, order.url, past, inputs):
        print(words("unchanged", order.language, output="output/"))
        return
    known = digests(place.root) if order.force else fresh.digests(place.root, inputs, past)
    fingerprint = of_inputs(place.root, order.url, known)
    before = manifest.load(place.manifest)
    if not order.force and before.fingerprint == fingerprint and manifest.is_whole(place.output, before.files):
        fresh.remember(place.root, order.url, began, inputs, fingerprint, known)
        print(words("unchanged", order.language, output="output/"))
        return
    code = of_code(place.root, known)
    with staging(place) as folder:
        last = None if order.force or before.code != code else _last(place, before, past)
        ledger, expected = _written(Ledger(folder, last, code, known), place, write)
        _verify(ledger, expected, manifest.NOTHING if order.accept_loss else before, place, order)
        after = _manifest(ledger, fingerprint, code, expected)
        memory = manifest.prepare(after, place.manifest)
        loose = {address: what for address, what in after.files.items() if address not in ledger.linked}
        adopt(folder, loose, place.output, before.files)
        exchange.settle(folder)
        with _unstoppable():
            exchange.publish(folder, place.output)
            memory.replace(place.manifest)
    stood = past.of_published(ledger.stayed) if ledger.last.numbers else {}
    fresh.remember(place.root, order.url, began, inputs, fingerprint, known, stood)
    facts = {"output": "output/", "pages": len(expected.pages), "cards": len(expected.cards)}
    print(words("published", order.language, **facts))


def _written(ledger: Ledger, place: Place, write: Write) -> tuple[Ledger, Expected]:
    """What was written, and what must be; written without memory where anything that was kept is damaged."""
    ledger.begin()
    try:
        expected = write(ledger)
    except DamagedError:
        forget(place)
        return _written(Ledger(ledger.folder, None, ledger.code, ledger.inputs), place, write)
    ledger.end()
    return ledger, expected


def _last(place: Place, before: Manifest, past: fresh.Past) -> Last | None:
    """What was published last; nothing when any file of it may be another one now."""
    is_known = past.fingerprint and past.fingerprint == before.fingerprint
    numbers = fresh.published(place.root, past) if is_known else None
    if numbers is None and not manifest.is_whole(place.output, before.files):
        return None
    return Last(place.output, before.lines(), numbers)


def _manifest(ledger: Ledger, fingerprint: str, code: str, expected: Expected) -> Manifest:
    lines = ledger.lines()
    files = {address: (line.size, line.sha) for address, line in lines.items()}
    origins = {address: (line.origin, line.reads) for address, line in lines.items() if line.origin}
    return Manifest(fingerprint, files, expected.sources, code, origins)


def _verify(ledger: Ledger, expected: Expected, before: Manifest, place: Place, order: Order) -> None:
    from plugins.publishing.since import is_sound

    if is_sound(ledger, expected, before):
        return
    from plugins.publishing.failures import Refused
    from plugins.publishing.verify import verify

    with kept(place.memory / "scans", ledger.code) as memory:
        damages = verify(ledger, expected, before, place.root, memory)
    if damages:
        title = words("damaged", order.language, count=len(damages))
        found = (f"  {each.path}: {words(each.key, order.language, **dict(each.facts))}" for each in damages)
        raise Refused([title, *found])


@contextmanager
def _stoppable() -> Iterator[None]:
    """Have a polite request to stop (SIGTERM) unwind as Ctrl-C does, so that nothing is left lying about."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _unstoppable() -> Iterator[None]:
    """Let a request to stop wait for the two renames, so that what is said about the site is true."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
