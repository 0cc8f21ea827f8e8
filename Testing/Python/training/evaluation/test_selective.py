import numpy as np
import pytest

from CTBodyContrastLib.training.evaluation.measures import Task
from CTBodyContrastLib.training.evaluation.selective import risk_coverage


def task() -> Task:
    enhanced = np.array([0.7, 0.9, 0.8, 0.1])
    truth = np.array([1, 1, 0, 0])
    stated = (enhanced >= 0.5).astype(int)
    return Task(truth, stated, np.stack([1 - enhanced, enhanced], axis=1), truth.astype(str))


def test_the_surest_answers_of_a_class_are_kept_first() -> None:
    curve = risk_coverage(task(), 1)
    assert curve is not None
    assert curve.coverage == pytest.approx([1 / 3, 2 / 3, 1])
    # 0.9 is right, 0.8 wrong, 0.7 right.
    assert curve.risk == pytest.approx([0, 1 / 2, 1 / 3])
    assert curve.area == pytest.approx(5 / 18)
    assert curve.kept_without_error() == pytest.approx(1 / 3)


def test_a_class_that_is_never_stated_has_no_curve() -> None:
    assert risk_coverage(task()[np.array([0, 1])], 0) is None
