"""One job after another in the background, while Slicer stays alive."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import qt
from slicer.i18n import tr as _

from CTBodyContrastLib.errors import CTBodyContrastError
from CTBodyContrastLib.worker import Handlers, Task, Worker

# How long closing or reloading the module waits for a run to end: longer than one stage on a slow computer.
_CLOSE_WAIT_S = 5.0


class QtTimer:
    """The worker's timer: it ticks in the main thread whenever Qt has nothing else to do."""

    def __init__(self) -> None:
        self._onTick: Callable[[], None] | None = None
        self._timer = qt.QTimer()
        # Each tick itself waits for the worker. With no pause between them the worker gets nearly all idle time, and
        # Qt still handles the user's clicks and the screen first.
        self._timer.setInterval(0)
        self._timer.connect("timeout()", self._tick)

    def start(self, onTick: Callable[[], None]) -> None:
        self._onTick = onTick
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        self._onTick()


class Job(Protocol):
    """One item of the queue; both methods are called in the main thread.

    Between two jobs anything may have happened to the scene, so a job holds no node before it begins.
    """

    def begin(self) -> tuple[str, Task] | None:
        """Its name for a person and its work for the other thread; None when what it was about is gone."""

    def finish(self, result: Any) -> bool:
        """Keep what the work returned; tells whether that was still possible."""


class Runner:
    """A queue of jobs and the worker that takes one at a time. All methods are for the main thread."""

    def __init__(self, onProgress: Callable[[str, float], None], onEnd: Callable[[str], None]) -> None:
        """Nothing runs yet.

        :param onProgress: called with a text and how much of everything is done (0 to 1).
        :param onEnd: called once nothing runs any more, with a sentence that says why, or "" when all went well.
        """
        self._onProgress = onProgress
        self._onEnd = onEnd
        self._worker = Worker(QtTimer())
        self._queue: list[Job] = []
        self._total = 0
        self._lost = False

    @property
    def running(self) -> bool:
        """Whether a job is being done, or has been cancelled and not yet ended."""
        return self._worker.running

    def start(self, jobs: Iterable[Job]) -> None:
        """Do jobs one after another; ignored while others are being done."""
        if self.running:
            return
        self._queue = list(jobs)
        self._total = len(self._queue)
        self._lost = False
        self._next()

    def cancel(self) -> None:
        """End at the next stage; what is finished stays."""
        self._queue.clear()
        self._worker.cancel()

    def close(self) -> None:
        """End without calling anybody any more."""
        self._queue.clear()
        self._worker.close(_CLOSE_WAIT_S)

    def _next(self) -> None:
        job = begun = None
        while self._queue and begun is None:
            job = self._queue.pop(0)
            begun = job.begin()
        if begun is None:
            self._onEnd(_("A volume was removed or changed meanwhile; it got no labels.") if self._lost else "")
            return
        name, task = begun
        done = self._total - len(self._queue) - 1

        def onProgress(stage: str, fraction: float) -> None:
            text = _("{name}: {stage}").format(name=name, stage=_(stage))
            self._onProgress(text, (done + fraction) / self._total)

        handlers = Handlers(
            progress=onProgress,
            result=lambda result: self._onResult(job, result),
            error=self._onError,
            cancelled=lambda: self._onEnd(_("Cancelled.")),
        )
        self._worker.start(task, handlers)
        onProgress("Starting", 0.0)

    def _onResult(self, job: Job, result: Any) -> None:
        if not job.finish(result):
            self._lost = True
        self._next()

    def _onError(self, error: Exception) -> None:
        # Whatever concerns one scan became its result: this would befall the others too.
        logging.error("CT Body Contrast failed", exc_info=error)
        self._queue.clear()
        known = isinstance(error, CTBodyContrastError)
        self._onEnd(str(error) if known else _("Stopped by an unexpected error: {error}").format(error=error))
