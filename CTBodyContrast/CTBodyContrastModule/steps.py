"""Long work of the main thread, some of it in each round of Qt's event loop, so that Slicer stays alive."""

import time
from collections.abc import Callable, Iterator

import qt

# As long as the worker's tick: nobody notices it, and the rounds themselves cost little beside it.
_ROUND_S = 0.010


class Steps:
    """Does the steps of one work at a time."""

    def __init__(self, parent, onEnd: Callable[[], None] | None = None) -> None:
        """Nothing is to be done yet.

        :param parent: a widget; when it goes away, so does the work.
        :param onEnd: called when the last step is done.
        """
        self._onEnd = onEnd
        self._steps: Iterator[None] = iter(())
        self._timer = qt.QTimer(parent)
        self._timer.setInterval(0)  # whenever Qt has nothing else to do
        self._timer.connect("timeout()", self._doSome)

    @property
    def running(self) -> bool:
        """Whether some steps are still to be done."""
        return self._timer.active

    def start(self, steps: Iterator[None]) -> None:
        """Do steps, a generator that yields after each of them; what is left of others is dropped."""
        self._steps = steps
        self._timer.start()

    def _doSome(self) -> None:
        end = time.perf_counter() + _ROUND_S
        for _step in self._steps:
            if time.perf_counter() > end:
                return
        self._timer.stop()
        if self._onEnd:
            self._onEnd()
