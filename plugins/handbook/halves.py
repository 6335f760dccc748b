"""Work without side effects on many items → the answers, half of them worked out in a second process.

Only where it pays: with a second core, many items, and no other thread, which a fork would cut in two.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import threading
import warnings
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

ENOUGH = 64  # items of some milliseconds each; a second process costs about as much as four of them


def in_two(work: Callable[[Item], Answer], items: Sequence[Item]) -> list[Answer]:
    """`work` of each item, in order; what it raises for any of them is raised here. Answers are sent by pickle."""
    if len(items) < ENOUGH or _cores() < 2 or threading.active_count() > 1 or not hasattr(os, "fork"):
        return [work(item) for item in items]
    half = len(items) // 2
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of libraries' own threads, which hold none of our locks
        child = os.fork()
    if not child:
        os.close(reading)
        _answer(work, items[half:], writing)
    os.close(writing)
    try:
        first = [work(item) for item in items[:half]]
        with os.fdopen(reading, "rb") as pipe:
            data = pipe.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    _, status = os.waitpid(child, 0)
    rest: list[Answer] = pickle.loads(data) if status == 0 else [work(item) for item in items[half:]]  # noqa: S301
    return first + rest


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
