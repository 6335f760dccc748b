"""Orders → printed cards, in the same order: one after another, or on every core when there are many."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from plugins.cards.orders import Order

if TYPE_CHECKING:  # nothing to print costs no WeasyPrint
    from plugins.cards.press import Printed

WORTH_A_POOL = 12  # from so many cards on, starting workers pays

Item = TypeVar("Item")


def print_all(orders: Sequence[Order]) -> Iterator[Printed]:
    """Print every order. An error, or Ctrl-C, ends the workers before it goes on."""
    if not orders:
        return
    cores = _cores()
    if len(orders) < WORTH_A_POOL or cores < 2:
        from plugins.cards.press import press

        yield from _shown(map(press, orders), len(orders))
        return
    with closing(_side_by_side(orders, cores)) as printed:
        yield from _shown(printed, len(orders))


def _side_by_side(orders: Sequence[Order], cores: int) -> Generator[Printed]:
    """The first card is printed here, so that forked workers begin with WeasyPrint loaded and its caches warm."""
    from plugins.cards.press import draw_card, press, prove

    first = draw_card(orders[0])
    gc.freeze()  # what is loaded now stays: no worker walks or copies it
    context = multiprocessing.get_context("fork" if sys.platform == "linux" and _alone() else "spawn")
    pool = ProcessPoolExecutor(min(cores, len(orders)), mp_context=context, initializer=_enter)
    try:
        waiting = [pool.submit(press, order) for order in orders[1:]]
        yield prove(first, orders[0])
        for printing in waiting:
            yield printing.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)  # each worker finishes its card, a tenth of a second
        gc.unfreeze()


def _enter() -> None:
    """A worker's first act: leave Ctrl-C to its parent, collect garbage less often, and go when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(50_000, 20, 100)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_go_with, args=(parent.join,), daemon=True).start()


def _go_with(parent_ends: Callable[[], None]) -> None:
    parent_ends()
    os._exit(1)


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _alone() -> bool:
    """Whether this process has one thread only; forking with more can lock the child."""
    return threading.active_count() == 1 and len(list(Path("/proc/self/task").iterdir())) == 1


def _shown(printed: Iterable[Item], total: int) -> Iterator[Item]:
    """The same items; on a terminal a bar shows how far they are."""
    if not sys.stderr.isatty():
        yield from printed
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("PDF", total=total)
        for item in printed:
            bar.update(task, advance=1, refresh=True)
            yield item
