from dataclasses import replace

import numpy as np
import pytest
from made_up_predictions import ALL, made_up_predictions

from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.training.copies import EQUALIZED
from CTBodyContrastLib.training.evaluation.judged import ENSEMBLE, FUSED, judge_by_card, judge_out_of_fold
from CTBodyContrastLib.training.metrics import fuse_out_of_fold

CARD = {"body_part": 0.5, "contrast": 0.5}


def test_answers_are_those_that_training_reports() -> None:
    given = made_up_predictions(equalized=False)
    judged, reported = judge_out_of_fold(given, ALL), fuse_out_of_fold(given, ALL)
    assert np.array_equal(judged.answers.part, reported.part)
    assert np.array_equal(judged.answers.enhanced, reported.enhanced)


def test_a_fold_is_judged_without_its_own_labels() -> None:
    given = made_up_predictions()
    held_out = given.fold == 1
    wrong = replace(given, contrast=np.where(held_out, 1 - given.contrast, given.contrast))
    judged, other = judge_out_of_fold(given, ALL), judge_out_of_fold(wrong, ALL)
    for task in ("body_part", "contrast"):
        assert np.array_equal(judged.review_below[task][held_out], other.review_below[task][held_out])
    assert np.array_equal(judged.answers.enhanced[held_out], other.answers.enhanced[held_out])
    assert not np.array_equal(judged.answers.enhanced[~held_out], other.answers.enhanced[~held_out])


def test_nothing_is_fitted_on_equalized_copies() -> None:
    given = made_up_predictions()
    with_them, without = judge_out_of_fold(given, ALL), judge_out_of_fold(given.as_acquired, ALL)
    assert np.array_equal(with_them[given.variant != EQUALIZED].answers.enhanced, without.answers.enhanced)
    assert len(with_them.equalized) == 24
    assert len(without.equalized) == 0


def test_copies_of_a_slab_are_found_by_its_name() -> None:
    judged = judge_out_of_fold(made_up_predictions(), ALL)
    assert set(judged.equalized.slab) < set(judged.unchanged.slab) == set(judged.changed.slab)


def test_raw_answers_are_neither_scaled_nor_moved() -> None:
    given = made_up_predictions()
    fusion = Fusion(vessel_weight=0.5, part_temperature=2.0, contrast_temperature=2.0, contrast_bias=1.0)
    judged = judge_by_card(given, ALL, fusion, CARD)
    same = judge_by_card(given, ALL, Fusion(vessel_weight=0.5), CARD)
    assert np.array_equal(judged.raw.enhanced, same.answers.enhanced)
    assert not np.array_equal(judged.raw.enhanced, judged.answers.enhanced)


class TestDoubt:
    def slab(self, part_logits: np.ndarray, review_below: float = 0.5) -> bool:
        given = made_up_predictions(slabs=1, equalized=False)[np.array([0])]
        sure = replace(given, part_logits=part_logits[None], contrast_logits=np.full((1, 12, 5), 9.0))
        return bool(judge_by_card(sure, ALL, Fusion(), {"body_part": review_below, "contrast": 0.5}).doubtful[0])

    def test_a_sure_answer_of_most_views_is_none(self) -> None:
        assert not self.slab(np.tile([9.0, 0, 0, 0, 0], (12, 1)))

    def test_a_probability_below_the_threshold_is_one(self) -> None:
        assert self.slab(np.tile([1.0, 0, 0, 0, 0], (12, 1)), review_below=0.9)

    def test_most_views_naming_another_part_is_one_however_sure_the_others_are(self) -> None:
        logits = np.tile([0.0, 1.0, 0, 0, 0], (12, 1))
        logits[:4] = [40.0, 0, 0, 0, 0]
        assert self.slab(logits)

    def test_the_vessel_views_do_not_count(self) -> None:
        logits = np.tile([9.0, 0, 0, 0, 0], (12, 1))
        logits[9:] = [0, 0, 9.0, 0, 0]
        assert not self.slab(logits)


def test_reconstructions_state_their_own_labels() -> None:
    given = made_up_predictions(slabs=2, equalized=False)[np.array([0])]
    given.part_logits[:] = [0, 0, 1, 0, 0]
    given.part_logits[:, 4] = [0, 0, 0, 9, 0]
    given.contrast_logits[:] = 1.0
    given.contrast_logits[:, 9:] = -9.0
    stated = judge_by_card(given, ALL, Fusion(vessel_weight=1.0), CARD).by_reconstruction()
    assert list(stated)[-2:] == [ENSEMBLE, FUSED]
    assert len(stated) == 11
    assert (stated["AIP axial"][0][0], stated["MIP sagittal"][0][0]) == (2, 3)
    assert stated["MIP sagittal"][1][0] == 1
    assert stated[ENSEMBLE][1][0] == 1, "the vessel views are none of the nine"
    assert stated[FUSED][1][0] == 0


def test_an_unknown_contrast_is_left_out() -> None:
    given = made_up_predictions(slabs=10, equalized=False)
    given.contrast[:4] = -1
    assert len(judge_by_card(given, ALL, Fusion(), CARD).with_contrast) == 16


@pytest.mark.parametrize("threshold", [0.6, 0.9])
def test_the_cards_thresholds_are_used(threshold: float) -> None:
    judged = judge_by_card(made_up_predictions(), ALL, Fusion(), {"body_part": 0.5, "contrast": threshold})
    assert set(judged.review_below["contrast"]) == {threshold}
