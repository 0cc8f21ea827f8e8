from dataclasses import replace

import numpy as np
import pytest

from CTBodyContrastLib import NINE_VIEWS
from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.labels import View
from CTBodyContrastLib.training import metrics
from CTBodyContrastLib.training.copies import UNCHANGED
from CTBodyContrastLib.training.metrics import (
    FusedAnswers,
    fit_out_of_fold,
    fuse_by_fold,
    reject_threshold,
    review_thresholds,
    summarize,
)
from CTBodyContrastLib.training.prediction import Predictions

BRAIN, NECK = 0, 1
CE, NE, UNKNOWN = 1, 0, -1


def five_slabs() -> Predictions:
    """A brain and a neck in each of two folds, and a changed copy of the first; no view has an opinion."""
    return Predictions(
        case_id=np.array(["a", "b", "c", "d", "a"]),
        patient_id=np.array(["p", "p", "q", "r", "p"]),
        source=np.full(5, "s"),
        fold=np.array([0, 0, 1, 1, 0]),
        variant=np.array([UNCHANGED] * 4 + [1]),
        part=np.array([BRAIN, NECK, BRAIN, NECK, BRAIN]),
        contrast=np.array([CE, NE, CE, UNKNOWN, CE]),
        part_logits=np.zeros((5, 9, 5)),
        contrast_logits=np.zeros((5, 9, 5)),
    )


def answers() -> FusedAnswers:
    """The second brain is called a neck; the contrast of the neck in the first fold and of the copy is missed."""
    return FusedAnswers(
        part=np.array(
            [
                [0.9, 0.1, 0.0, 0.0, 0.0],
                [0.2, 0.8, 0.0, 0.0, 0.0],
                [0.4, 0.6, 0.0, 0.0, 0.0],
                [0.3, 0.7, 0.0, 0.0, 0.0],
                [0.5, 0.2, 0.1, 0.1, 0.1],
            ]
        ),
        enhanced=np.array([0.9, 0.6, 0.8, 0.1, 0.3]),
        plane=np.array([0.7, 0.6, 0.5, 0.4, 0.1]),
    )


def right_of(counted: dict) -> tuple[int, int]:
    return counted["right"], counted["n"]


class TestSummary:
    def summary(self) -> dict:
        return summarize(five_slabs(), answers(), NINE_VIEWS)

    def test_folds_and_patients_are_counted(self) -> None:
        assert (self.summary()["folds"], self.summary()["patients"]) == (2, 3)

    def test_only_unchanged_slabs_count_for_the_parts(self) -> None:
        assert right_of(self.summary()["body_part"]) == (3, 4)

    def test_only_a_known_contrast_is_judged(self) -> None:
        assert right_of(self.summary()["contrast"]) == (2, 3)

    def test_copies_are_counted_apart(self) -> None:
        assert right_of(self.summary()["contrast_changed_copies"]) == (0, 1)

    def test_each_part_has_its_own_counts(self) -> None:
        for part, expected in (("brain", [(1, 2), (2, 2), (0, 0)]), ("neck", [(2, 2), (0, 0), (0, 1)])):
            counted = self.summary()["by_part"][part]
            assert [right_of(counted[name]) for name in ("body_part", "contrast_CE", "contrast_NE")] == expected

    def test_each_view_is_judged_by_its_own_logits(self) -> None:
        given = five_slabs()
        given.part_logits[:, 2, NECK] = 5  # the third view calls everything an unenhanced neck
        given.contrast_logits[:, 2] = -5
        method, plane = NINE_VIEWS[2]
        counted = summarize(given, answers(), NINE_VIEWS)["by_view"][f"{method} {plane}"]
        assert right_of(counted["body_part"]) == (2, 4)
        assert right_of(counted["contrast"]) == (1, 3)


class TestFolds:
    def test_each_is_fused_by_what_the_others_fitted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fit_fusion(predictions: Predictions, views: tuple[View, ...]) -> Fusion:
            # Folds 1 and 2 give 12, 0 and 2 give 02.
            return Fusion(contrast_bias=float("".join(map(str, sorted(set(predictions.fold))))))

        monkeypatch.setattr(metrics, "fit_fusion", fit_fusion)
        three = replace(five_slabs(), fold=np.array([0, 1, 2, 2, 0]))
        biases = {fold: fusion.contrast_bias for fold, fusion in fit_out_of_fold(three, NINE_VIEWS).items()}
        assert biases == {0: 12, 1: 2, 2: 1}

    def test_a_part_is_judged_by_its_own_decision_point(self) -> None:
        fusion = Fusion(part_bias={"neck": np.log(4)})
        found = fuse_by_fold(five_slabs(), {0: fusion, 1: fusion}, NINE_VIEWS)
        assert found.enhanced == pytest.approx([0.5, 0.2, 0.5, 0.2, 0.5])

    def test_answers_stay_in_the_order_of_the_slabs(self) -> None:
        given = replace(five_slabs(), fold=np.array([1, 0, 1, 0, 1]))
        found = fuse_by_fold(given, {0: Fusion(), 1: Fusion(contrast_bias=np.log(4))}, NINE_VIEWS)
        assert found.enhanced == pytest.approx([0.2, 0.5, 0.2, 0.5, 0.2])
        assert found.part == pytest.approx(np.full((5, 5), 0.2))


class TestThresholds:
    def test_they_are_those_of_the_least_sure_of_a_few_unchanged_slabs(self) -> None:
        found = review_thresholds(five_slabs(), answers())
        assert found == pytest.approx({"body_part": 0.6, "contrast": 0.6, "plane": 0.4})

    def test_half_of_the_least_sure_unchanged_slab_is_rejected(self) -> None:
        assert reject_threshold(five_slabs(), answers()) == pytest.approx(0.3)
