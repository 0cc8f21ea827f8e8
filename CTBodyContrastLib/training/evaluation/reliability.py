"""Whether a probability of 0.9 is right nine times in ten: adaptive ECE, Brier score, likelihood, and their bins."""

from dataclasses import dataclass

import numpy as np

from ...reporting.count import Count
from .measures import Task, patient_bootstrap

# As many as fit with this many slabs each: the share of right answers of fewer is mostly chance.
_LEAST_IN_BIN = 10
_MOST_BINS = 10
# What single precision can tell from 0: a sure and wrong answer does not make the likelihood infinite.
_LEAST_PROBABILITY = 1e-7

ECE = "Adaptive ECE"
BRIER = "Brier score"
LIKELIHOOD = "Negative log-likelihood"


@dataclass(frozen=True)
class Bin:
    """Slabs of similar confidence: their mean confidence, and how many were right."""

    confidence: float
    count: Count


def bins(task: Task) -> list[Bin]:
    """Bins of equally many slabs, by the probability of the label stated."""
    order = np.argsort(task.confidence, kind="stable")
    count = min(_MOST_BINS, max(1, len(task) // _LEAST_IN_BIN))
    return [
        Bin(float(task.confidence[chosen].mean()), Count.of(task.right[chosen]))
        for chosen in np.array_split(order, count)
        if len(chosen)
    ]


def expected_calibration_error(task: Task) -> float:
    """Mean distance between confidence and accuracy over bins of equally many slabs (adaptive ECE)."""
    found = bins(task)
    distances = [abs(each.confidence - each.count.right / each.count.n) for each in found]
    return float(np.average(distances, weights=[each.count.n for each in found]))


def calibration(task: Task) -> dict[str, float]:
    """Adaptive ECE, Brier score (0 to 1 for contrast, 0 to 2 for five parts) and mean negative log-likelihood."""
    classes = task.probability.shape[1]
    squares = ((task.probability - np.eye(classes)[task.truth]) ** 2).sum(axis=1)
    of_truth = np.take_along_axis(task.probability, task.truth[:, None], axis=1)
    return {
        ECE: expected_calibration_error(task),
        BRIER: float(squares.mean()) / (2 if classes == 2 else 1),
        LIKELIHOOD: float(-np.log(np.maximum(of_truth, _LEAST_PROBABILITY)).mean()),
    }


def calibration_intervals(task: Task) -> dict[str, tuple[float, float]]:
    """95 % intervals of `calibration`, from patients drawn with replacement."""
    return patient_bootstrap(task.patient, lambda drawn: calibration(task[drawn]))
