"""One volume node as a job of the runner."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import slicer

from CTBodyContrastLib.worker import Task

from .nodes import Scan

if TYPE_CHECKING:
    from .logic import CTBodyContrastLogic, Outcome


class VolumeJob:
    """Classifies a volume node, if it is still in the scene when its turn comes."""

    def __init__(self, logic: "CTBodyContrastLogic", node, onOutcome: Callable[[str, "Outcome"], None]) -> None:
        """The logic does the work.

        :param onOutcome: called with the ID of the node that has its labels now, and what was found out.
        """
        self._logic = logic
        self._nodeID = node.GetID()
        self._onOutcome = onOutcome
        self._scan: Scan | None = None

    def begin(self) -> tuple[str, Task] | None:
        """See `runner.Job`."""
        node = slicer.mrmlScene.GetNodeByID(self._nodeID)
        if node is None:
            return None
        logic, scan = self._logic, self._logic.scan(node)
        self._scan = scan
        return node.GetName(), lambda report: logic.run(scan, report)

    def finish(self, outcome: "Outcome") -> bool:
        """See `runner.Job`."""
        if not self._logic.store(self._scan, outcome.classification):
            return False
        self._onOutcome(self._nodeID, outcome)
        return True
