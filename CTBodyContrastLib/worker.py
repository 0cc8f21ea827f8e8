"""One task in the background: run it, report, cancel. The caller's thread polls, so nothing here needs Qt."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

Report = Callable[[str, float], None]
Task = Callable[[Report], Any]

# How long a tick waits for the worker. An application whose event loop holds the interpreter lets no other Python
# thread run; this wait gives it away. Up to about 10 ms the application still feels immediate.
_WAIT_S = 0.010


class Cancelled(BaseException):
    """Raised inside a task by its report when the task was cancelled; named as the one of asyncio.

    Not an Exception, so that code which turns every failure into a result does not take it for one.
    """


class Timer(Protocol):
    """Calls a function again and again in the caller's thread, as a QTimer does."""

    def start(self, on_tick: Callable[[], None]) -> None:
        """Begin to call `on_tick`."""

    def stop(self) -> None:
        """Call it no more."""


@dataclass(frozen=True)
class Handlers:
    """What is called in the caller's thread; exactly one of the last three ends a run.

    Attributes:
        progress: with the text and fraction last reported, when they have changed.
        result: with what the task returned.
        error: with the exception that the task raised.
        cancelled: the task was cancelled, even if it had just finished.
    """

    progress: Callable[[str, float], None]
    result: Callable[[Any], None]
    error: Callable[[Exception], None]
    cancelled: Callable[[], None]


class Worker:
    """Runs one task at a time.

    All methods are for one thread, the caller's. The task, and all it refers to, is let go there too: what must not
    be destroyed by another thread (a VTK object) may be part of it.

    Example:
        >>> worker = Worker(timer)
        >>> worker.start(lambda report: classifier.classify(volume, on_stage=report), handlers)
        >>> worker.cancel()  # the task ends at its next report
    """

    def __init__(self, timer: Timer) -> None:
        self._timer = timer
        self._run: _Run | None = None

    @property
    def running(self) -> bool:
        """Whether a task runs, a cancelled one included until it has really ended."""
        return self._run is not None

    def start(self, task: Task, handlers: Handlers) -> bool:
        """Start a task; does nothing and returns False while another one runs.

        Args:
            task: called in the other thread with a function to report a text and a fraction (0 to 1). What it
                raises ends the run.
            handlers: called by later ticks of the timer, never by this method.
        """
        if self._run is not None:
            return False
        self._run = _Run(task, handlers)
        self._timer.start(self._tick)
        return True

    def cancel(self) -> None:
        """Ask the task to end at its next report."""
        if self._run is not None:
            self._run.cancelled.set()

    def close(self, timeout_s: float) -> None:
        """Cancel, call no handler any more, and wait until the task has ended or the time is up."""
        self._timer.stop()
        run, self._run = self._run, None
        if run is not None:
            run.cancelled.set()
            run.thread.join(timeout_s)

    def _tick(self) -> None:
        run = self._run
        if run is None:
            return
        run.thread.join(_WAIT_S)
        if run.thread.is_alive():
            run.tell_progress()
            return
        # Before the handlers: they may start the next task.
        self._run = None
        self._timer.stop()
        run.tell_end()


class _Run:
    """One task in its thread."""

    def __init__(self, task: Task, handlers: Handlers) -> None:
        self._task = task
        self._handlers = handlers
        self.cancelled = threading.Event()
        self._stage = self._told = ("", 0.0)
        self._result: Any = None
        self._error: BaseException | None = None
        self.thread = threading.Thread(target=self._work, name="CTBodyContrast")
        self.thread.start()

    def _work(self) -> None:
        try:
            self._result = self._task(self._report)
        except BaseException as error:  # handed to the caller's thread: a thread's own traceback nobody sees
            self._error = error

    def _report(self, text: str, fraction: float) -> None:
        if self.cancelled.is_set():
            raise Cancelled
        self._stage = (text, fraction)

    def tell_progress(self) -> None:
        stage = self._stage
        if stage != self._told and not self.cancelled.is_set():
            self._told = stage
            self._handlers.progress(*stage)

    def tell_end(self) -> None:
        if self.cancelled.is_set():
            self._handlers.cancelled()
        elif isinstance(self._error, Exception):
            self._handlers.error(self._error)
        elif self._error is not None:
            raise self._error
        else:
            self._handlers.result(self._result)
