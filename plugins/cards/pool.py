"""Orders → printed cards, in the same order: one after another, or on every core when there are many."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing, contextmanager
from contextvars import ContextVar
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from plugins.cards.orders import Order
from plugins.cards.store import Made

if TYPE_CHECKING:
    from plugins.cards.press import Printed

WORTH_A_POOL = 12  # from so many cards on, starting workers pays

SELDOM = (50_000, 4, 4)  # as `gc.set_threshold` takes them: a card leaves six hundred things, few in circles

Item = TypeVar("Item")
Result = TypeVar("Result")


_READY: ContextVar[ProcessPoolExecutor | None] = ContextVar("_READY", default=None)


@contextmanager
def press_ready(workers: int, is_little: bool) -> Iterator[None]:
    """Have workers load WeasyPrint while this process reads; what is printed inside, if it is little, they print.

    Much is printed as ever: its first card readies this process, of which the workers are copies.
    """
    if not is_little or _cores() < 2 or not _can_fork():
        yield
        return
    pool = _workers(workers)
    token = _READY.set(pool)
    try:
        pool.submit(_load)
        yield
    finally:
        _READY.reset(token)
        pool.shutdown(wait=True, cancel_futures=True)


def _load() -> None:
    import plugins.cards.press  # noqa: F401


def print_all(orders: Iterable[Order], total: int) -> Iterator[Made]:
    """Print every order of `total`. An error, or Ctrl-C, ends the workers before it goes on."""
    if not total:
        return
    if pool := _READY.get():
        waiting = _handed_out(pool, orders)
        yield from _shown((printed for printing in waiting for printed in printing.result()), total)
        return
    cores = _cores()
    if total < WORTH_A_POOL or cores < 2:
        with little_collecting():
            yield from _shown(map(_press, orders), total)
        return
    with closing(_side_by_side(orders, min(cores, total))) as printed:
        yield from _shown(printed, total)


def work_all(work: Callable[[Item], Result], tasks: Iterable[Item], total: int) -> Iterator[Result]:
    """Do any other work in the same manner, each task as a whole in one process; `total` things come of all."""
    if not total:
        return
    if pool := _READY.get():
        yield from _shown(_worked(pool, work, tasks), total)
        return
    if total < WORTH_A_POOL or _cores() < 2:
        with little_collecting():
            yield from _shown(map(work, tasks), total)
        return
    with closing(_spread(work, tasks)) as done:
        yield from _shown(done, total)


def _spread(work: Callable[[Item], Result], tasks: Iterable[Item]) -> Generator[Result]:
    pool = _workers(_cores())
    try:
        yield from _worked(pool, work, tasks)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _worked(pool: ProcessPoolExecutor, work: Callable[[Item], Result], tasks: Iterable[Item]) -> Iterator[Result]:
    for doing in [pool.submit(work, task) for task in tasks]:
        yield doing.result()


def _handed_out(pool: ProcessPoolExecutor, orders: Iterable[Order]) -> list[Future[tuple[Made, ...]]]:
    """Orders with the same HTML go to the same worker, which lays them out once."""
    alike = groupby(orders, key=lambda order: (order.html, order.css))
    return [pool.submit(_press_together, tuple(group)) for _, group in alike]


def _press_together(orders: tuple[Order, ...]) -> tuple[Made, ...]:
    return tuple(map(_press, orders))


def _press(order: Order) -> Made:
    from plugins.cards.press import press  # nothing to print costs no WeasyPrint

    return _made(press(order))


def _made(printed: Printed) -> Made:
    return Made(printed.pdf, printed.problems)


def _workers(count: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("fork" if _can_fork() else "spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_enter)


def _side_by_side(orders: Iterable[Order], workers: int) -> Generator[Made]:
    """The first card is printed here, so that forked workers begin with WeasyPrint loaded and its caches warm."""
    from plugins.cards.press import draw_card, prove

    coming = iter(orders)
    opening = next(coming)
    first = draw_card(opening)
    gc.freeze()  # what is loaded now stays: no worker walks or copies it
    pool = _workers(workers)
    try:
        waiting = _handed_out(pool, coming)  # forks, so it comes before the validator starts its threads
        yield _made(prove(first, opening))
        for printing in waiting:
            yield from printing.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)  # each worker finishes its card, a tenth of a second
        gc.unfreeze()


@contextmanager
def little_collecting() -> Iterator[None]:
    """What is loaded now stays, and garbage is collected less often: a tenth of a card's time.

    It is collected even where a whole build has put that off: printing leaves more than the rest.
    """
    before, was_on = gc.get_threshold(), gc.isenabled()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
        if not was_on:
            gc.disable()


def _enter() -> None:
    """A worker's first act: leave Ctrl-C to its parent, collect garbage less often, and go when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*SELDOM)
    gc.enable()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_go_with, args=(parent.join,), daemon=True).start()


def _go_with(parent_ends: Callable[[], None]) -> None:
    parent_ends()
    os._exit(1)


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork() -> bool:
    return sys.platform == "linux" and _alone()


def _alone() -> bool:
    """Whether this process has one thread only; forking with more can lock the child."""
    return threading.active_count() == 1 and len(list(Path("/proc/self/task").iterdir())) == 1


def _shown(printed: Iterable[Item], total: int) -> Iterator[Item]:
    """The same items; on a terminal a bar shows how far they are."""
    if not sys.stderr.isatty():
        yield from printed
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("PDF", total=total)
        for item in printed:
            bar.update(task, advance=1, refresh=True)
            yield item
