"""How well labels were named: accuracy, macro averages, AUC, sensitivity and specificity, with 95 % intervals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import nan

import numpy as np

from ...labels import Contrast
from ...reporting.count import Count
from .judged import Judged

RESAMPLES = 1000

# The order of the classes of contrast.
CONTRASTS = (Contrast.NE, Contrast.CE)

# Names as they stand in tables. Balanced accuracy is the mean of the classes' recalls, which is macro recall.
ACCURACY = "Accuracy"
PRECISION = "Macro precision"
RECALL = "Balanced accuracy (macro recall)"
F1 = "Macro F1"
AUC = "AUC"
SENSITIVITY = "Sensitivity (CE)"
SPECIFICITY = "Specificity (NE)"


@dataclass(frozen=True)
class Task:
    """One question put to n slabs.

    Attributes:
        truth, stated: (n,) indices of the classes. probability: (n, class). patient: (n,) text.
    """

    truth: np.ndarray
    stated: np.ndarray
    probability: np.ndarray
    patient: np.ndarray

    def __getitem__(self, chosen: np.ndarray) -> "Task":
        return Task(**{name: values[chosen] for name, values in vars(self).items()})

    def __len__(self) -> int:
        return len(self.truth)

    @property
    def right(self) -> np.ndarray:
        """(n,) whether the label stated is true."""
        return self.stated == self.truth

    @property
    def confidence(self) -> np.ndarray:
        """(n,) the probability of the label stated."""
        return np.take_along_axis(self.probability, self.stated[:, None], axis=1)[:, 0]


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % intervals; nan where it is not defined.

    Attributes:
        n: the slabs it is based on.
        bootstrap: over patients, since slabs of one patient are alike. wilson: for shares only, slabs taken as
            independent; where every answer is right, the bootstrap has no width and this one tells what n allows.
    """

    value: float
    n: int
    bootstrap: tuple[float, float]
    wilson: tuple[float, float] | None = None


def part_task(judged: Judged, calibrated: bool = True) -> Task:
    """Which of the five body parts."""
    answers = judged.answers if calibrated else judged.raw
    return Task(judged.predictions.part, answers.part.argmax(axis=1), answers.part, judged.predictions.patient_id)


def contrast_task(judged: Judged, calibrated: bool = True) -> Task:
    """NE (class 0) or CE (class 1), of the slabs whose contrast is known."""
    known = judged.with_contrast
    enhanced = (known.answers if calibrated else known.raw).enhanced
    stated = (enhanced >= 0.5).astype(int)
    return Task(
        known.predictions.contrast, stated, np.stack([1 - enhanced, enhanced], axis=1), known.predictions.patient_id
    )


def label_measures(truth: np.ndarray, stated: np.ndarray) -> dict[str, float]:
    """What labels alone tell; macro averages run over the classes that occur in the truth."""
    from sklearn.metrics import precision_recall_fscore_support

    precision, recall, f1, _ = precision_recall_fscore_support(
        truth, stated, labels=np.unique(truth), average="macro", zero_division=0.0
    )
    return {
        ACCURACY: float((truth == stated).mean()),
        PRECISION: float(precision),
        RECALL: float(recall),
        F1: float(f1),
    }


def measure(task: Task) -> dict[str, float]:
    """Every measure of a task.

    AUC is that of CE against NE, or the mean of each body part that occurs against the rest.
    """
    classes = np.unique(task.truth)
    ranked = [area_under_curve(task.truth == label, task.probability[:, label]) for label in classes]
    found = label_measures(task.truth, task.stated) | {AUC: float(np.mean(ranked))}
    if task.probability.shape[1] == 2:
        for name, label in ((SENSITIVITY, 1), (SPECIFICITY, 0)):
            right = task.right[task.truth == label]
            found[name] = float(right.mean()) if len(right) else nan
    return found


def area_under_curve(positive: np.ndarray, score: np.ndarray) -> float:
    """Area under the ROC curve, from ranks (Mann and Whitney); nan when one class is missing.

    scikit-learn's takes thirty times as long for so few slabs, and a bootstrap asks for thousands.
    """
    from scipy.stats import rankdata

    ones = int(positive.sum())
    others = len(positive) - ones
    if not ones or not others:
        return nan
    return float((rankdata(score)[positive].sum() - ones * (ones + 1) / 2) / (ones * others))


def estimate(task: Task) -> dict[str, Estimate]:
    """Every measure of a task with its intervals; nothing for no slab."""
    if not len(task):
        return {}
    chosen = {ACCURACY: np.full(len(task), True), SENSITIVITY: task.truth == 1, SPECIFICITY: task.truth == 0}
    intervals = patient_bootstrap(task.patient, lambda drawn: measure(task[drawn]))
    estimates = {}
    for name, value in measure(task).items():
        counted = chosen.get(name)
        count = Count.of(task.right if counted is None else task.right[counted])
        wilson = None if counted is None else count.interval()
        estimates[name] = Estimate(value, count.n, intervals[name], wilson)
    return estimates


def patient_bootstrap(
    patient: np.ndarray,
    statistic: Callable[[np.ndarray], Mapping[str, float]],
    seed: int = 0,
) -> dict[str, tuple[float, float]]:
    """95 % percentile intervals of statistics, from patients drawn with replacement, each with all of its slabs.

    Args:
        patient: (n,) whose slab each is. statistic: from the indices of the slabs drawn to named values; a value
            that a draw leaves undefined is nan and not counted.
    """
    import sklearn

    slabs = [np.flatnonzero(patient == name) for name in np.unique(patient)]
    rng = np.random.default_rng(seed)
    # Checking its parameters takes scikit-learn more time than the measures of so few slabs.
    with sklearn.config_context(skip_parameter_validation=True):
        draws = [
            statistic(np.concatenate([slabs[index] for index in rng.integers(len(slabs), size=len(slabs))]))
            for _ in range(RESAMPLES)
        ]
    intervals = {}
    for name in draws[0]:
        values = np.array([draw[name] for draw in draws])
        values = values[~np.isnan(values)]
        low, high = np.quantile(values, (0.025, 0.975)) if len(values) else (nan, nan)
        intervals[name] = (float(low), float(high))
    return intervals
