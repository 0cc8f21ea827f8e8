"""Processes that each work on one item at a time: one that crashes or hangs costs its item, never the run."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from .errors import ProcessStartError

Item = TypeVar("Item")
Result = TypeVar("Result")

# A process may fail to start by chance, when memory is short for a moment; so many in a row are no chance.
_MOST_FAILED_STARTS = 3
# Starting means importing, which takes a second, and on a busy network drive a minute.
_START_LIMIT_S = 120.0
# What numpy's linear algebra looks at, whichever library it was built with.
_THREADS_VARIABLE = "OMP_NUM_THREADS"
# A killed process is gone at once, unless the system itself waits for a disk: then it is left to the system.
_KILL_WAIT_S = 2.0


class Lost(Enum):
    """Why an item has no result."""

    CRASHED = "crashed"
    OUT_OF_TIME = "out of time"


def work_in_processes(
    work: Callable[[Item], Result], items: Iterable[Item], count: int, time_limit_s: float
) -> Generator[list[tuple[Item, Result | Lost]], None, None]:
    """Call work on each item, in several processes that are fresh Pythons; the order is that of finishing.

    Args:
        work: it, the items and the results are pickled on their way.
        items: none is None. One is taken when a process is free for it, and one more to know whether there is one.
        count: how many processes.
        time_limit_s: a process that takes longer for one item is killed and replaced.

    Yields:
        All that have finished since the last time, each with its result or why there is none.

    Raises:
        ProcessStartError: the processes end before they have begun.
        Exception: what work raised.
    """
    remaining = iter(items)
    upcoming = next(remaining, None)
    workers: list[_Worker] = []
    failed_starts = 0
    try:
        while upcoming is not None or any(worker.item is not None for worker in workers):
            while upcoming is not None and len(workers) < count:
                workers.append(_Worker(work))
            finished = []
            for worker, answer in _answers(workers):
                if worker.item is not None:
                    finished.append((worker.item, answer))
                worker.item = None
                if isinstance(answer, Lost):
                    worker.kill()
                    workers.remove(worker)
                elif upcoming is not None:
                    worker.begin(upcoming, time_limit_s)
                    upcoming = next(remaining, None)
                failed_starts = 0 if worker.started else failed_starts + 1
            if failed_starts >= _MOST_FAILED_STARTS:
                raise ProcessStartError(
                    "The processes that read scans end before they have begun. Do without them: --workers 0. "
                    "In a script, keep what runs below: if __name__ == '__main__'."
                )
            if finished:
                yield finished
    finally:
        for worker in workers:
            worker.kill()


class KeptProcesses:
    """For threads that each call work on one item at a time: a process works for one of them, then for the next."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []

    def call(self, work: Callable[[Item], Result], item: Item, time_limit_s: float) -> Result | Lost:
        """What work_in_processes finds for a single item.

        Raises:
            ProcessStartError: the processes end before they have begun.
            Exception: what work raised.
        """
        try:
            worker = self._idle.pop()
        except IndexError:
            worker = _started()
        answer: Any = Lost.CRASHED
        try:
            worker.begin(partial(work, item), time_limit_s)
            answer = _answer(worker)
        finally:
            if isinstance(answer, Lost):
                worker.kill()
            else:
                self._idle.append(worker)
        return answer

    def end_idle(self) -> None:
        """End the processes that have nothing to do."""
        while self._idle:
            self._idle.pop().kill()


def _started() -> "_Worker":
    """A process that has begun to listen for calls without arguments."""
    for _ in range(_MOST_FAILED_STARTS):
        worker = _Worker(_call)
        if not isinstance(_answer(worker), Lost):
            return worker
        worker.kill()
    raise ProcessStartError("The processes that read scans end before they have begun. Is the memory used up?")


def _call(work: Callable[[], Result]) -> Result:
    return work()


class _Worker:
    """A process, and this end of the pipe to it.

    Attributes:
        connection: has something to tell when the process has started, has a result, or has ended.
        started: whether it has begun to listen.
        item: what it works on.
        deadline: when its time is up, on the monotonic clock.
    """

    def __init__(self, work: Callable[[Any], Any]) -> None:
        # Not forked: a copy of a process that has threads, as torch's, may wait for ever for one of their locks.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(work, theirs), daemon=True)
        with _interrupts_ignored(), _one_thread():
            self._process.start()
        theirs.close()  # the process has the only other end now, so that this end shows when it has ended
        self.started = False
        self.item: Any = None
        self.deadline = time.monotonic() + _START_LIMIT_S

    def begin(self, item: Any, time_limit_s: float) -> None:
        """Hand over an item."""
        self.item = item
        self.deadline = time.monotonic() + time_limit_s
        with suppress(OSError):  # if the process has just ended, waiting for its answer will show it
            self.connection.send(item)

    def answer(self) -> Any:
        """The result of its item; None when it has started."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            return Lost.CRASHED
        if isinstance(answer, _Raised):
            raise answer.error
        self.started = True
        return answer

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join(_KILL_WAIT_S)
        self.connection.close()


def _answers(workers: list[_Worker]) -> Iterator[tuple[_Worker, Any]]:
    """Wait until a process has something to tell or its time is up, and give out each such process's answer."""
    asked = [worker for worker in workers if worker.item is not None or not worker.started]
    time_left = min(worker.deadline for worker in asked) - time.monotonic()
    telling = wait([worker.connection for worker in asked], max(0.0, time_left))
    for worker in asked:
        if worker.connection in telling:
            yield worker, worker.answer()
        elif worker.deadline <= time.monotonic():
            yield worker, Lost.OUT_OF_TIME


def _answer(worker: _Worker) -> Any:
    """Wait for one process alone."""
    while True:
        for _, answer in _answers([worker]):
            return answer


class _Raised:
    """An exception on its way from a process."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def _serve(work: Callable[[Any], Any], connection: Connection) -> None:
    """What runs in a process: answer until the other end closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Windows the setting of the parent is not inherited
    threading.Thread(target=_end_with_parent, daemon=True).start()
    connection.send(None)
    while True:
        connection.send(_result_or_error(work, connection.recv()))


def _result_or_error(work: Callable[[Any], Any], item: Any) -> Any:
    try:
        return work(item)
    except Exception as error:
        return _Raised(error)


def _end_with_parent() -> None:
    """Nothing outlives a parent that was killed, not even work that hangs."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """A process started in here ignores Ctrl-C, which a terminal sends to all: the parent ends the others itself."""
    # Only the main thread may say so, and a handler that is not Python's could not be put back.
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is None:
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _one_thread() -> Iterator[None]:
    """A process started in here does linear algebra in one thread, unless the user has said how many.

    The others have the other cores. Threads that wait for a core keep the one they have busy meanwhile.
    """
    if _THREADS_VARIABLE in os.environ:
        yield
        return
    os.environ[_THREADS_VARIABLE] = "1"
    try:
        yield
    finally:
        os.environ.pop(_THREADS_VARIABLE, None)
