"""How many errors remain when only the surest answers are kept."""

from dataclasses import dataclass

import numpy as np

from .measures import Task


@dataclass(frozen=True)
class RiskCoverage:
    """Of the answers that state one class, surest first.

    Attributes:
        coverage: (n,) share of them that is kept. risk: (n,) share of wrong ones among those kept.
    """

    coverage: np.ndarray
    risk: np.ndarray

    @property
    def area(self) -> float:
        """Mean risk over all coverages (AURC); 0 is best."""
        return float(self.risk.mean())

    def kept_without_error(self) -> float:
        """The largest share that can be kept with no error in it."""
        flawless = self.coverage[self.risk == 0]
        return float(flawless.max()) if len(flawless) else 0.0


def risk_coverage(task: Task, label: int) -> RiskCoverage | None:
    """The curve of one stated class; None when nothing was given that label."""
    stated = task[task.stated == label]
    if not len(stated):
        return None
    wrong = ~stated.right[np.argsort(-stated.confidence, kind="stable")]
    kept = np.arange(1, len(wrong) + 1)
    return RiskCoverage(kept / len(wrong), wrong.cumsum() / kept)
