import numpy as np
import pytest
from made_up_predictions import ALL, made_up_predictions

from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.training.evaluation import measures, tables
from CTBodyContrastLib.training.evaluation.judged import Judged, judge_by_card
from CTBodyContrastLib.training.prediction import Predictions

pytest.importorskip("sklearn", reason="not run: what training needs is not installed")


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "RESAMPLES", 10)


def judged(given: Predictions) -> Judged:
    return judge_by_card(given, ALL, Fusion(), {"body_part": 0.5, "contrast": 0.5})


def certain() -> Predictions:
    return made_up_predictions(20, part_skill=60.0, contrast_skill=60.0)


def test_joint_accuracy_needs_both_labels_right() -> None:
    given = certain()
    given.part_logits[0] = [0, 0, 60, 0, 0]
    given.contrast_logits[1] *= -1
    given.contrast[2] = -1
    unchanged = judged(given).unchanged
    assert (tables.joint_count(unchanged).right, tables.joint_count(unchanged).n) == (17, 19)
    row = tables.measures_table(unchanged).rows[-1]
    assert (row[1], row[2], row[-1]) == ("Joint accuracy", "89.47", "19")


def test_parts_are_counted_by_contrast() -> None:
    given = certain()
    given.contrast[given.part == 0] = 1
    given.contrast_logits[given.part == 0] = -9.0
    rows = tables.parts_table(judged(given).unchanged).rows
    assert rows[0][0] == "Brain"
    assert rows[0][1].startswith("4 of 4")
    assert rows[0][2].startswith("0 of 4")
    assert rows[0][3] == "none"


class TestCopies:
    def test_equalized_copies_stand_beside_the_same_slabs(self) -> None:
        given = certain()
        given.contrast_logits[given.variant == -1] *= -1
        table = tables.copies_table(judged(given))
        assert [row[0] for row in table.rows] == [
            "As acquired, all",
            "As acquired, head and neck",
            "Equalized, head and neck",
            "As acquired, brain",
            "Equalized, brain",
            "As acquired, neck",
            "Equalized, neck",
            "Randomly changed",
        ]
        assert table.rows[1][1] == table.rows[2][1], "they are not the same slabs"
        assert table.rows[1][4].startswith("100.0")
        assert table.rows[2][4].startswith("0.0")
        assert "no equalized copies" not in table.note

    def test_a_run_without_them_says_so(self) -> None:
        table = tables.copies_table(judged(certain().as_acquired))
        assert [row[0] for row in table.rows] == ["As acquired, all", "Randomly changed"]
        assert "There are no equalized copies here" in table.note


def test_calibration_is_told_before_and_after() -> None:
    fusion = Fusion(contrast_temperature=0.25)
    given = judge_by_card(made_up_predictions(40), ALL, fusion, {"body_part": 0.5, "contrast": 0.5}).unchanged
    rows = [row for row in tables.calibration_table(given).rows if row[0] == "Contrast"]
    assert [(row[1], row[2]) for row in rows][::3] == [("Adaptive ECE", "before"), ("Adaptive ECE", "after")]
    assert rows[2][3] != rows[5][3]


def test_predictions_hold_every_vote_and_no_patient() -> None:
    given = made_up_predictions(6)
    given.contrast[1] = -1
    table = tables.predictions_table(judged(given).unchanged)
    assert len(table.rows) == 6
    assert {len(row) for row in table.rows} == {len(table.header)} == {13 + 2 * 12}
    row = dict(zip(table.header, table.rows[0], strict=True))
    view = given.part_logits[0, 4].argmax()
    assert row["MIP sagittal: body part"] == ("brain", "neck", "chest", "abdomen", "pelvis")[view]
    assert row["contrast"] == ("NE", "CE")[given.contrast[0]]
    unknown = dict(zip(table.header, table.rows[1], strict=True))
    assert unknown["contrast"] == unknown["contrast_right"] == ""
    assert not any("patient" in cell for row in (table.header, *table.rows) for cell in row)


def test_comparisons_begin_with_the_least_probable() -> None:
    pytest.importorskip("statsmodels", reason="not run: what training needs is not installed")
    from CTBodyContrastLib.training.evaluation.comparison import compare_pairs

    right = {"a": np.full(8, True), "b": np.arange(8) > 0, "c": np.full(8, False)}
    rows = tables.comparison_table({"Contrast": compare_pairs(right)}).rows
    assert rows[0][1:5] == ["a", "c", "8", "0"]
    assert rows[0][5] == f"{2 / 2**8:.4f}"


def test_risk_is_told_of_each_class_that_is_stated() -> None:
    given = certain()
    given.part_logits[given.part == 4] = [0, 0, 0, 60, 0]
    rows = [row for row in tables.selective_table(judged(given).unchanged).rows if row[0] == "Body part"]
    assert [(row[1], row[2]) for row in rows] == [("Brain", "4"), ("Neck", "4"), ("Chest", "4"), ("Abdomen", "8")]
    assert rows[-1][4] == "50.00"


def test_reconstructions_are_ranked_whatever_their_decision_point() -> None:
    given = certain()
    given.contrast_logits[:, 0] -= 500.0
    rows = {row[0]: row[1:] for row in tables.reconstructions_table(judged(given).unchanged).rows}
    not_enhanced = int((given.contrast[:20] == 0).sum())
    assert rows["AIP axial"][0].startswith("20 of 20")
    assert rows["AIP axial"][1].startswith(f"{not_enhanced} of 20")
    assert rows["AIP axial"][2] == "100.00 (100.0 to 100.0)"
    assert rows["All views, fitted"][0] == "—"
