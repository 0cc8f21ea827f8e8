"""Whether a probability of 0.9 is right nine times in ten: adaptive ECE, Brier score, likelihood, and their bins."""

from dataclasses import dataclass

import numpy as np

from ...reporting.count import Count
from .measures import RESAMPLES, Task, patient_bootstrap

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
    return [Bin(float(task.confidence[each].mean()), Count.of(task.right[each])) for each in _members(task)]


def _members(task: Task) -> list[np.ndarray]:
    """The slabs of each bin, as indices."""
    order = np.argsort(task.confidence, kind="stable")
    count = min(_MOST_BINS, max(1, len(task) // _LEAST_IN_BIN))
    return [chosen for chosen in np.array_split(order, count) if len(chosen)]


def expected_calibration_error(task: Task) -> float:
    """Mean distance between confidence and accuracy over bins of equally many slabs (adaptive ECE)."""
    return float(_distance(task, task.right))


def error_by_chance(task: Task) -> float:
    """The adaptive ECE that 19 of 20 such sets would not exceed if every probability were right.

    A set of few slabs is off by chance alone; above this, its probabilities are wrong. Slabs are drawn independently.
    """
    drawn = np.random.default_rng(0).random((RESAMPLES, len(task))) < task.confidence
    return float(np.quantile(_distance(task, drawn), 0.95))


def _distance(task: Task, right: np.ndarray) -> np.ndarray:
    """Of right answers (..., n) to a task's n slabs, the mean distance from its confidence over its bins."""
    beside = right - task.confidence
    return sum(abs(beside[..., each].sum(axis=-1)) for each in _members(task)) / len(task)


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
