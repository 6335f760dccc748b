"""Orders → printed cards, in the same order: one after another, or on every core when there are many."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from plugins.cards.orders import Order
from plugins.cards.store import Made

WORTH_A_POOL = 12  # from so many cards on, starting workers pays
MUCH = 400  # tasks, after which workers remember more of what they drew than what comes next has use for
AHEAD = 100  # tasks that are written down before they are done: what is asked for, and what came of it, is in memory

SELDOM = (50_000, 4, 4)  # as `gc.set_threshold` takes them: a card leaves six hundred things, few in circles

Item = TypeVar("Item")
Result = TypeVar("Result")


class Crew:
    """The workers of all that is printed in one go. They begin when there is much to do, or when they are called."""

    def __init__(self, count: int) -> None:
        """No process is started yet."""
        self.count = count
        self._pool: ProcessPoolExecutor | None = None
        self._taken = 0  # tasks

    def call(self, method: str) -> ProcessPoolExecutor:
        """The workers, who load WeasyPrint; `method` is how Python is to start them if they are not there yet."""
        if self._pool is None:
            context = multiprocessing.get_context(method)
            self._pool = ProcessPoolExecutor(self.count, mp_context=context, initializer=_enter)
        return self._pool

    def go(self, *, at_once: bool = True) -> None:
        """Have them finish what they do, a tenth of a second, or all that they were given; and end."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=at_once)
        self._pool, self._taken = None, 0

    def is_for(self, total: int) -> bool:
        """Whether they, and not this process, do so many things."""
        return self._pool is not None or (total >= WORTH_A_POOL and self.count > 1)

    def work(self, work: Callable[[Item], Result], tasks: Iterable[Item]) -> Generator[Result]:
        """The results in the order of the tasks; whoever has done much before is relieved.

        Workers are started anew, not forked: a fork counts as its own all that this process has read, a third of what
        a worker may take.
        """
        if self._taken > MUCH:
            self.go(at_once=False)
        waiting = deque[Future[Result]]()
        try:
            for task in tasks:
                self._taken += 1
                waiting.append(self.call("spawn").submit(work, task))
                while waiting and (len(waiting) > AHEAD or waiting[0].done()):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for never in waiting:
                never.cancel()


_CREW: ContextVar[Crew | None] = ContextVar("_CREW", default=None)


@contextmanager
def one_crew(crew: Crew | None = None) -> Iterator[Crew]:
    """All that is printed inside is printed by the same workers. An error, or Ctrl-C, ends them before it goes on."""
    if crew is None and (around := _CREW.get()) is not None:
        yield around
        return
    own = crew or Crew(_cores())
    token = _CREW.set(own)
    try:
        yield own
    finally:
        _CREW.reset(token)
        own.go()


@contextmanager
def press_ready(workers: int) -> Iterator[None]:
    """Have workers load WeasyPrint while this process, still small, reads; they print what is printed inside."""
    if _cores() < 2 or not _can_fork():
        yield
        return
    with one_crew(Crew(workers)) as crew:
        crew.call("fork").submit(_load)
        yield


def _load() -> None:
    """Nothing more than whoever enters does."""


def print_all(orders: Iterable[Order], total: int) -> Iterator[Made]:
    """Print every order of `total`."""
    # orders with the same HTML go to the same worker, which lays them out once
    alike = (tuple(group) for _, group in groupby(orders, key=lambda order: (order.html, order.css)))
    with closing(_done(_press_together, alike, total)) as done:
        yield from _shown((printed for several in done for printed in several), total)


def work_all(work: Callable[[Item], Result], tasks: Iterable[Item], total: int) -> Iterator[Result]:
    """Do any other work in the same manner, each task as a whole in one process; `total` things come of all."""
    with closing(_done(work, tasks, total)) as done:
        yield from _shown(done, total)


def _done(work: Callable[[Item], Result], tasks: Iterable[Item], total: int) -> Generator[Result]:
    """What comes of each task: by the crew around, or by one for these tasks alone."""
    if not total:
        return
    around = _CREW.get()
    crew = around or Crew(_cores())
    try:
        if crew.is_for(total):
            yield from crew.work(work, tasks)
        else:
            with little_collecting():
                yield from map(work, tasks)
    finally:
        if around is None:
            crew.go()


def _press_together(orders: tuple[Order, ...]) -> tuple[Made, ...]:
    return tuple(map(_press, orders))


def _press(order: Order) -> Made:
    from plugins.cards.press import press  # nothing to print costs no WeasyPrint

    printed = press(order)
    return Made(printed.pdf, printed.problems)


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
    """A worker's first acts: leave Ctrl-C to its parent, go when the parent is gone, load the press, collect less."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_go_with, args=(parent.join,), daemon=True).start()
    with suppress(ImportError):  # whoever prints will say why
        import plugins.cards.press  # noqa: F401
    gc.freeze()  # what is loaded stays
    gc.set_threshold(*SELDOM)
    gc.enable()


def _go_with(parent_ends: Callable[[], None]) -> None:
    parent_ends()
    if press := sys.modules.get("plugins.cards.press"):
        press.let_go(press.FONTS)  # the folder of its faces
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
