"""Work shared with a second process gives the same answers, faults and warnings as work done alone."""

from __future__ import annotations

import logging
import os
import threading
import time
import warnings

import pytest

from plugins.handbook import halves
from plugins.handbook.halves import ENOUGH, Aside, each_in_two, in_two

MANY = range(ENOUGH * 2)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a build: what runs tests side by side has threads of its own."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.mark.usefixtures("alone")
def test_answers_come_in_order() -> None:
    """Every answer stands where its item stood; some of them come from another process where there is a second core."""
    answers = in_two(lambda item: (time.sleep(0.002), item, os.getpid())[1:], MANY)
    assert [item for item, _ in answers] == list(MANY)
    assert len({process for _, process in answers}) == min(2, len(os.sched_getaffinity(0)))


def test_few_items_are_not_worth_it() -> None:
    """Below the limit, and beside other threads, nothing is forked."""
    assert set(in_two(lambda _: os.getpid(), range(ENOUGH - 1))) == {os.getpid()}
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    found = set(in_two(lambda _: os.getpid(), MANY))
    done.set()
    other.join()
    assert found == {os.getpid()}


@pytest.mark.usefixtures("alone")
def test_nobody_waits_for_the_other() -> None:
    """While one process is held up by an item, the other does the rest."""
    one, *others = in_two(lambda item: (time.sleep(0 if item else 0.5), os.getpid())[1], MANY)
    assert sum(process == one for process in others) < len(others) / 2 or len(os.sched_getaffinity(0)) < 2


@pytest.mark.usefixtures("alone")
def test_answers_come_one_by_one() -> None:
    """Each answer comes once, in some order, though the other process does its part, or fails at any of its items."""
    here = os.getpid()

    def work(item: int) -> tuple[int, bool]:
        time.sleep(0.002)
        return item, os.getpid() == here

    def failing(item: int) -> tuple[int, bool]:
        if item > len(MANY) // 2 and os.getpid() != here:
            raise KeyError(item)
        return work(item)

    answers = list(each_in_two(work, MANY))
    assert sorted(item for item, _ in answers) == list(MANY)
    assert all(own for _, own in answers) == (len(os.sched_getaffinity(0)) < 2)
    assert sorted(each_in_two(failing, MANY)) == [(item, True) for item in MANY]
    assert sorted(each_in_two(failing, MANY[:9])) == [(item, True) for item in MANY[:9]]


@pytest.mark.usefixtures("alone")
def test_who_stops_asking_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process is ended when the answers are no more wanted."""
    forked: list[int] = []
    fork = halves._forked

    def noted() -> int:
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(halves, "_forked", noted)
    answers = each_in_two(lambda item: (time.sleep(0.01), item)[1], MANY)
    next(answers)
    answers.close()
    assert len(forked) == (len(os.sched_getaffinity(0)) > 1)
    for child in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("place", [0, len(MANY) - 1])
def test_a_fault_is_raised_here(place: int) -> None:
    """Whichever process meets it, the fault is the one that the work raises."""

    def work(item: int) -> int:
        if item == place:
            raise KeyError(item)
        return item

    with pytest.raises(KeyError) as caught:
        in_two(work, MANY)
    assert caught.value.args == (place,)


@pytest.mark.usefixtures("alone")
def test_a_warning_is_heard_here(caplog: pytest.LogCaptureFixture) -> None:
    """What the second process would have said is said by the first: a build that refuses warnings hears all of them."""

    def work(item: int) -> int:
        if item == MANY[-1]:
            logging.getLogger("room").warning("heard")
            warnings.warn("told", UserWarning, stacklevel=1)
        return item

    with pytest.warns(UserWarning, match="told"):
        assert in_two(work, MANY) == list(MANY)
    assert [record.message for record in caplog.records] == ["heard"]


@pytest.mark.usefixtures("alone")
def test_what_is_worked_out_aside_comes_when_it_is_asked_for() -> None:
    """An answer, a fault and a warning are those of the work done here; it is done elsewhere where that can be."""
    process, said = Aside(lambda: (os.getpid(), "x" * 100_000)).answer()
    assert (process == os.getpid(), len(said)) == (len(os.sched_getaffinity(0)) < 2, 100_000)
    with pytest.raises(ZeroDivisionError):
        Aside(lambda: 1 // 0).answer()
    with pytest.warns(UserWarning, match="heard"):
        Aside(lambda: warnings.warn("heard", stacklevel=1)).answer()


@pytest.mark.usefixtures("alone")
def test_what_nobody_will_ask_for_is_ended() -> None:
    """A build that fails leaves no process behind."""
    reading, writing = os.pipe()
    aside = Aside(lambda: (os.write(writing, b"here"), time.sleep(60)))
    os.close(writing)
    aside.drop()
    with os.fdopen(reading, "rb") as pipe:  # ends when nobody can write there any more
        assert pipe.read() in (b"", b"here")
