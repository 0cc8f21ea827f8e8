import numpy as np
import pytest

from CTBodyContrastLib.training.evaluation import measures
from CTBodyContrastLib.training.evaluation.measures import (
    ACCURACY,
    AUC,
    F1,
    PRECISION,
    RECALL,
    SENSITIVITY,
    SPECIFICITY,
    Task,
    area_under_curve,
    estimate,
    measure,
    patient_bootstrap,
)

sklearn_metrics = pytest.importorskip("sklearn.metrics", reason="not run: what training needs is not installed")


def contrast(truth: list[int], enhanced: list[float], patients: list[str] | None = None) -> Task:
    probability = np.stack([1 - np.array(enhanced), np.array(enhanced)], axis=1)
    names = np.array(patients or [str(index) for index in range(len(truth))])
    return Task(np.array(truth), (np.array(enhanced) >= 0.5).astype(int), probability, names)


def test_measures_computed_by_hand() -> None:
    found = measure(contrast([1, 1, 1, 0, 0], [0.9, 0.8, 0.3, 0.1, 0.6]))
    # Stated 1 1 0 0 1: of the CE two of three, of the NE one of two; of those called NE one of two is.
    assert found[ACCURACY] == pytest.approx(3 / 5)
    assert found[SENSITIVITY] == pytest.approx(2 / 3)
    assert found[SPECIFICITY] == pytest.approx(1 / 2)
    assert found[PRECISION] == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert found[RECALL] == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert found[F1] == pytest.approx((2 / 3 + 1 / 2) / 2)
    # Of six pairs of a CE and a NE, all but 0.3 against 0.6 are ranked rightly.
    assert found[AUC] == pytest.approx(5 / 6)


def test_a_class_that_does_not_occur_is_not_averaged_over() -> None:
    truth, stated = np.array([0, 0, 1]), np.array([0, 2, 1])
    found = measure(Task(truth, stated, np.eye(5)[stated], np.array(["a", "b", "c"])))
    assert found[RECALL] == pytest.approx((1 / 2 + 1) / 2)
    assert SENSITIVITY not in found


def test_what_one_class_alone_cannot_tell_is_undefined() -> None:
    found = measure(contrast([1, 1], [0.9, 0.2]))
    assert np.isnan(found[AUC])
    assert np.isnan(found[SPECIFICITY])
    assert found[SENSITIVITY] == 0.5


def test_area_is_that_of_scikit_learn_with_ties() -> None:
    rng = np.random.default_rng(0)
    positive, score = rng.integers(2, size=80) == 1, rng.integers(6, size=80) / 5
    assert area_under_curve(positive, score) == pytest.approx(sklearn_metrics.roc_auc_score(positive, score))


class TestBootstrap:
    def test_all_slabs_of_a_patient_are_drawn_together(self) -> None:
        patients = np.repeat(["a", "b"], 10)
        drawn: list[np.ndarray] = []

        def record(indices: np.ndarray) -> dict[str, float]:
            drawn.append(indices)
            return {"n": float(len(indices))}

        assert patient_bootstrap(patients, record) == {"n": (20.0, 20.0)}
        shares = {float((indices < 10).mean()) for indices in drawn}
        assert shares == {0.0, 0.5, 1.0}

    def test_two_patients_one_all_right_and_one_all_wrong_tell_nothing(self) -> None:
        right = np.repeat([1.0, 0.0], 10)
        interval = patient_bootstrap(np.repeat(["a", "b"], 10), lambda drawn: {"x": float(right[drawn].mean())})["x"]
        assert interval == (0.0, 1.0)

    def test_an_interval_of_a_mean_is_about_two_standard_errors(self) -> None:
        right = np.repeat([1.0, 0.0], 50)
        low, high = patient_bootstrap(np.arange(100).astype(str), lambda drawn: {"x": float(right[drawn].mean())})["x"]
        assert (low, high) == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=0.02)

    def test_draws_that_leave_a_value_undefined_are_not_counted(self) -> None:
        truth = np.array([0, 0, 1])
        found = patient_bootstrap(
            np.array(["a", "b", "c"]), lambda drawn: {"x": 0.5 if truth[drawn].any() else float("nan")}
        )
        assert found == {"x": (0.5, 0.5)}


def test_estimates_state_their_n_and_wilson_intervals_for_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "RESAMPLES", 20)
    found = estimate(contrast([1] * 8 + [0] * 4, [0.9] * 8 + [0.1] * 4))
    assert (found[SENSITIVITY].n, found[SPECIFICITY].n, found[ACCURACY].n) == (8, 4, 12)
    assert found[ACCURACY].bootstrap == (1.0, 1.0)
    # Wilson's lower end of 12 of 12: 12 / (12 + 1.96^2).
    assert found[ACCURACY].wilson == pytest.approx((12 / (12 + 1.959964**2), 1.0))
    assert found[AUC].wilson is None


def test_nothing_is_estimated_from_no_slab() -> None:
    assert estimate(contrast([], [])) == {}
