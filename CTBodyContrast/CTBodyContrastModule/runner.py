"""Classifying one volume after another in the background, while Slicer stays alive."""

import logging
from collections.abc import Callable, Iterable

import qt
import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.errors import CTBodyContrastError
from CTBodyContrastLib.worker import Handlers, Worker

from .logic import Outcome
from .nodes import Scan

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


class Runner:
    """A queue of volumes and the worker that takes one at a time. All methods are for the main thread.

    Between two volumes anything may have happened to the scene, so the queue holds node IDs.
    """

    def __init__(
        self,
        logic,
        onProgress: Callable[[str, float], None],
        onOutcome: Callable[[str, Outcome], None],
        onEnd: Callable[[str], None],
    ) -> None:
        """The logic does the work.

        :param onProgress: called with a text and how much of everything is done (0 to 1).
        :param onOutcome: called with the ID of a node that has its labels now, and what was found out.
        :param onEnd: called once nothing runs any more, with a sentence that says why, or "" when all went well.
        """
        self._logic = logic
        self._onProgress = onProgress
        self._onOutcome = onOutcome
        self._onEnd = onEnd
        self._worker = Worker(QtTimer())
        self._queue: list[str] = []
        self._total = 0
        self._lost = False

    @property
    def running(self) -> bool:
        """Whether a volume is being classified, or has been cancelled and not yet ended."""
        return self._worker.running

    def start(self, volumeNodes: Iterable) -> None:
        """Classify volumes one after another; ignored while others are."""
        if self.running:
            return
        self._queue = [node.GetID() for node in volumeNodes]
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
        node = None
        while self._queue and node is None:
            node = slicer.mrmlScene.GetNodeByID(self._queue.pop(0))
        if node is None:
            self._onEnd(_("A volume was removed or changed meanwhile; it got no labels.") if self._lost else "")
            return
        logic, scan, name = self._logic, self._logic.scan(node), node.GetName()
        done = self._total - len(self._queue) - 1

        def onProgress(stage: str, fraction: float) -> None:
            text = _("{name}: {stage}").format(name=name, stage=_(stage))
            self._onProgress(text, (done + fraction) / self._total)

        handlers = Handlers(
            progress=onProgress,
            result=lambda outcome: self._onResult(scan, outcome),
            error=self._onError,
            cancelled=lambda: self._onEnd(_("Cancelled.")),
        )
        self._worker.start(lambda report: logic.run(scan, report), handlers)
        onProgress("Starting", 0.0)

    def _onResult(self, scan: Scan, outcome: Outcome) -> None:
        if self._logic.store(scan, outcome.classification):
            self._onOutcome(scan.node.GetID(), outcome)
        else:
            self._lost = True
        self._next()

    def _onError(self, error: Exception) -> None:
        # Whatever concerns one scan became its result: this would befall the others too.
        logging.error("CT Body Contrast failed", exc_info=error)
        self._queue.clear()
        known = isinstance(error, CTBodyContrastError)
        self._onEnd(str(error) if known else _("Stopped by an unexpected error: {error}").format(error=error))
