"""Work without side effects → its answers, some of them worked out in a second process, or all while we go on.

Only where it pays: with a second core, many items, and no other thread, which a fork would cut in two.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import threading
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Generic, NoReturn, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

ENOUGH = 64  # items of some milliseconds each; a second process costs about as much as four of them
TURNS = 128  # how often it is decided who works on; each is one byte in a pipe


def in_two(work: Callable[[Item], Answer], items: Sequence[Item]) -> list[Answer]:
    """`work` of each item, in order; what it raises for any of them is raised here. Answers are sent by pickle.

    Whoever is free takes the next few items: neither process waits long for the other, however unlike the items are.
    """
    if not _pays(items):
        return [work(item) for item in items]
    pieces = _pieces(items)
    with _turns(len(pieces)) as turns:
        other = Aside(lambda: {turn: [work(item) for item in pieces[turn]] for turn in turns})
        try:
            done = {turn: [work(item) for item in pieces[turn]] for turn in turns} | other.answer()
        except BaseException:
            other.drop()
            raise
    # What is missing was begun by the other process, which did not get through it.
    parts = (done[turn] if turn in done else [work(item) for item in piece] for turn, piece in enumerate(pieces))
    return [answer for part in parts for answer in part]


def each_in_two(work: Callable[[Item], Answer], items: Sequence[Item]) -> Generator[Answer, None, None]:
    """The same answers in whatever order they come; those of the other process lie in a file until they are wanted."""
    if not _pays(items):
        yield from map(work, items)
        return
    from tempfile import TemporaryFile  # most builds make less than that pays

    pieces = dict(enumerate(_pieces(items)))
    with _turns(len(pieces)) as turns, TemporaryFile() as file:

        def put_away() -> list[int]:
            done = []
            for turn in turns:
                for item in pieces[turn]:
                    pickle.dump(work(item), file, pickle.HIGHEST_PROTOCOL)
                done.append(turn)
            file.flush()
            return done

        other = Aside(put_away)
        try:
            for turn in turns:
                yield from map(work, pieces.pop(turn))
            done = other.answer()
        except BaseException:
            other.drop()
            raise
        file.seek(0)
        for turn in done:
            yield from (pickle.load(file) for _ in pieces.pop(turn))  # noqa: S301  # from our own process
    yield from (work(item) for piece in pieces.values() for item in piece)  # what the other did not get through


def _pays(items: Sequence[object]) -> bool:
    return len(items) >= ENOUGH and _cores() > 1 and threading.active_count() < 2 and hasattr(os, "fork")


def _pieces(items: Sequence[Item]) -> list[Sequence[Item]]:
    size = -(-len(items) // TURNS)
    return [items[start : start + size] for start in range(0, len(items), size)]


@contextmanager
def _turns(count: int) -> Iterator[Iterator[int]]:
    """The numbers below `count`: however many processes go through them, each number comes to one of them."""
    reading, writing = os.pipe()
    os.write(writing, bytes(range(count)))
    os.close(writing)
    try:
        yield (turn[0] for turn in iter(partial(os.read, reading, 1), b""))
    finally:
        os.close(reading)


class Aside(Generic[Answer]):
    """Work without side effects, done in a second process while this one does something else."""

    def __init__(self, work: Callable[[], Answer]) -> None:
        """It begins now; with one core, or beside a thread, it waits for whoever asks."""
        self._work, self._child = work, 0
        if _cores() < 2 or threading.active_count() > 1 or not hasattr(os, "fork"):
            return
        self._pipe, writing = os.pipe()
        self._child = _forked()
        if not self._child:
            os.close(self._pipe)
            _answer(lambda _: work(), [None], writing)
        os.close(writing)

    def answer(self) -> Answer:
        """What came out; what it raises is raised here."""
        if not self._child:
            return self._work()
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        child, self._child = self._child, 0
        _, status = os.waitpid(child, 0)
        if status:
            return self._work()
        found: list[Answer] = pickle.loads(data)  # noqa: S301  # from our own process
        return found[0]

    def drop(self) -> None:
        """Nobody will ask any more."""
        if self._child:
            os.close(self._pipe)
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0


def _forked() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of libraries' own threads, which hold none of our locks
        return os.fork()


def _answer(work: Callable[[Item], Answer], items: Sequence[Item], writing: int) -> NoReturn:
    """The second process: all answers, or none after any fault or warning; its parent works them out and hears it."""
    code = 1
    try:
        warnings.simplefilter("error")
        logging.getLogger().addHandler(_Alarm(logging.WARNING))
        data = pickle.dumps([work(item) for item in items], pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
        code = 0
    finally:
        os._exit(code)  # nothing of the parent's is tidied up, or flushed, a second time


class _Alarm(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        os._exit(1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
