import numpy as np
import pytest
from made_up_predictions import ALL, made_up_predictions

from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.reporting.table import NOTHING
from CTBodyContrastLib.training.evaluation.judged import ENSEMBLE, FUSED, judge_by_card
from CTBodyContrastLib.training.evaluation.sets import EXTERNAL, INTERNAL, EvaluationSet
from CTBodyContrastLib.training.evaluation.study import (
    ALL_NINE,
    AXIAL_VIEWS,
    MID_PLANE_VIEWS,
    best_reconstruction,
    body_part_table,
    contrast_table,
    stated_and_true,
)
from CTBodyContrastLib.training.prediction import Predictions

pytest.importorskip("sklearn", reason="not run: what training needs is not installed")


def evaluated(name: str, predictions: Predictions) -> EvaluationSet:
    judged = judge_by_card(predictions, ALL, Fusion(), {"body_part": 0.5, "contrast": 0.5})
    return EvaluationSet(name, "made up", judged, 3.0)


def certain(slabs: int = 20) -> Predictions:
    """Every view is right about everything."""
    return made_up_predictions(slabs, part_skill=60.0, contrast_skill=60.0)


def test_views_of_the_studys_tables() -> None:
    assert AXIAL_VIEWS == ("AIP axial", "MIP axial", "Mid-plane axial")
    assert MID_PLANE_VIEWS == ("Mid-plane axial", "Mid-plane sagittal", "Mid-plane coronal")
    assert len(ALL_NINE) == 9


class TestTable3:
    def test_it_has_the_studys_shape_and_the_ensemble(self) -> None:
        table = body_part_table({INTERNAL: evaluated(INTERNAL, certain())})
        assert len(table.header) == 2 + 6
        assert [tuple(row[:2]) for row in table.rows][:4] == [
            ("Axial", "AIP"),
            ("Axial", "MIP"),
            ("Axial", "Mid-plane"),
            ("Sagittal", "AIP"),
        ]
        assert table.rows[-1][1] == ENSEMBLE
        assert len(table.rows) == 10

    def test_values_stand_in_the_row_of_their_view_and_columns_of_their_set(self) -> None:
        external = certain()
        # The first of the ten unchanged slabs of brain and neck is named chest by MIP sagittal alone.
        external.part_logits[0, 4] = [0, 0, 200, 0, 0]
        table = body_part_table({EXTERNAL: evaluated(EXTERNAL, external)})
        (row,) = (row for row in table.rows if row[:2] == ["Sagittal", "MIP"])
        # 3 of 4 brains; of 5 slabs called chest 4 are.
        assert row[2:5] == [NOTHING] * 3
        assert row[5:7] == ["96.00", "95.00"]
        assert row[7].startswith("95.00 (76.4 to 99.1), n = 20")
        assert all(other[5] == "100.00" for other in table.rows if other is not row)

    def test_copies_are_not_counted(self) -> None:
        given = certain()
        given.part_logits[given.variant != 0] = 0
        table = body_part_table({INTERNAL: evaluated(INTERNAL, given)})
        assert all(row[4].startswith("100.00") for row in table.rows)


class TestTable4:
    def test_each_mid_plane_model_has_a_row_for_each_body_part(self) -> None:
        table = contrast_table({INTERNAL: evaluated(INTERNAL, certain())})
        assert [row[0] for row in table.rows[::5]] == ["Axial", "Sagittal", "Coronal", ENSEMBLE, FUSED]
        assert [row[1] for row in table.rows[:5]] == ["Brain", "Neck", "Chest", "Abdomen", "Pelvis"]

    def test_contrast_is_counted_within_its_part(self) -> None:
        given = certain()
        chest = np.flatnonzero((given.part == 2) & (given.variant == 0))
        given.contrast_logits[chest, 8] *= -1
        given.contrast[given.part == 4] = -1
        rows = {(row[0], row[1]): row[4] for row in contrast_table({INTERNAL: evaluated(INTERNAL, given)}).rows}
        assert rows["Coronal", "Chest"].startswith("0.00 (")
        assert rows["Coronal", "Abdomen"].startswith("100.00 (51.0 to 100.0), n = 4")
        assert rows["Coronal", "Pelvis"] == NOTHING


class TestBest:
    def test_it_is_chosen_on_the_internal_slabs(self) -> None:
        internal, external = certain(), certain()
        internal.part_logits[:, 0] = 0
        external.part_logits[:, 1:9] = 0
        sets = {INTERNAL: evaluated(INTERNAL, internal), EXTERNAL: evaluated(EXTERNAL, external)}
        assert best_reconstruction(sets, ALL_NINE) == "AIP sagittal"
        assert best_reconstruction(sets, AXIAL_VIEWS) == "MIP axial"
        assert best_reconstruction({EXTERNAL: sets[EXTERNAL]}, ALL_NINE) == "AIP axial"

    def test_contrast_has_a_best_of_each_part(self) -> None:
        given = certain()
        given.contrast_logits[:, 6, 3] *= -1
        sets = {INTERNAL: evaluated(INTERNAL, given)}
        assert best_reconstruction(sets, MID_PLANE_VIEWS, contrast_of=3) == "Mid-plane sagittal"
        assert best_reconstruction(sets, MID_PLANE_VIEWS, contrast_of=2) == "Mid-plane axial"

    def test_stated_and_true_are_of_the_part_asked_for(self) -> None:
        stated, truth = stated_and_true(evaluated(INTERNAL, certain()), "MIP axial", contrast_of=1)
        assert len(truth) == 4
        assert np.array_equal(stated, truth)
