import numpy as np
import pytest

from CTBodyContrastLib.training.evaluation.measures import Task
from CTBodyContrastLib.training.evaluation.reliability import (
    BRIER,
    ECE,
    LIKELIHOOD,
    bins,
    calibration,
    error_by_chance,
    expected_calibration_error,
)

metrics = pytest.importorskip("sklearn.metrics", reason="not run: what training needs is not installed")


def contrast(truth: np.ndarray, enhanced: np.ndarray) -> Task:
    stated = (enhanced >= 0.5).astype(int)
    return Task(truth, stated, np.stack([1 - enhanced, enhanced], axis=1), np.arange(len(truth)).astype(str))


def test_error_is_the_mean_distance_over_bins_of_equally_many() -> None:
    # Ten slabs at 0.6 of which five are right, ten at 0.9 of which all are: off by 0.1 each.
    task = contrast(np.array([1, 0] * 5 + [1] * 10), np.array([0.6] * 10 + [0.9] * 10))
    assert [(each.confidence, each.count.right, each.count.n) for each in bins(task)] == [
        (pytest.approx(0.6), 5, 10),
        (pytest.approx(0.9), 10, 10),
    ]
    assert expected_calibration_error(task) == pytest.approx(0.1)


def test_right_probabilities_seldom_exceed_the_error_by_chance() -> None:
    rng = np.random.default_rng(1)
    found = []
    for _ in range(200):
        enhanced = rng.uniform(0, 1, 60)
        task = contrast((rng.random(60) < enhanced).astype(int), enhanced)
        found.append(expected_calibration_error(task) > error_by_chance(task))
    assert 2 <= sum(found) <= 20  # ten are expected


def test_wrong_probabilities_exceed_the_error_by_chance() -> None:
    rng = np.random.default_rng(1)
    task = contrast((rng.random(300) < 0.8).astype(int), np.full(300, 0.95))
    assert expected_calibration_error(task) > error_by_chance(task) > 0


def test_confidence_is_that_of_the_label_stated() -> None:
    (only,) = bins(contrast(np.array([0, 1]), np.array([0.2, 0.6])))
    assert only.confidence == pytest.approx(0.7)
    assert only.count.right == 2


def test_few_slabs_are_not_cut_into_bins() -> None:
    assert len(bins(contrast(np.ones(19, int), np.linspace(0.5, 1, 19)))) == 1
    assert len(bins(contrast(np.ones(500, int), np.linspace(0.5, 1, 500)))) == 10


def test_scores_computed_by_hand() -> None:
    found = calibration(contrast(np.array([1, 0]), np.array([0.8, 0.4])))
    assert found[BRIER] == pytest.approx((0.2**2 + 0.4**2) / 2)
    assert found[LIKELIHOOD] == pytest.approx(-(np.log(0.8) + np.log(0.6)) / 2)
    # Both in one bin of confidence 0.7, and both right.
    assert found[ECE] == pytest.approx(0.3)


def test_scores_of_five_parts_are_those_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    probability, truth = rng.dirichlet(np.ones(5), 40), rng.integers(5, size=40)
    found = calibration(Task(truth, probability.argmax(1), probability, truth.astype(str)))
    assert found[LIKELIHOOD] == pytest.approx(metrics.log_loss(truth, probability, labels=range(5)))
    assert found[BRIER] == pytest.approx(((probability - np.eye(5)[truth]) ** 2).sum() / 40)


def test_a_sure_and_wrong_answer_stays_finite() -> None:
    assert np.isfinite(calibration(contrast(np.array([0, 0]), np.array([1.0, 0.1])))[LIKELIHOOD])
