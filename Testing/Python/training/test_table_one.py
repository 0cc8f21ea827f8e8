from made_up_archive import row

from CTBodyContrastLib.training.table_one import table_one


def test_scans_are_counted_by_part_contrast_and_split() -> None:
    rows = [
        row(patient_id="a", covers="brain;neck", contrast="CE", split="training"),
        row(patient_id="a", covers="brain", contrast="NE", split="training"),
        row(patient_id="b", covers="neck", contrast="", split="test"),
        row(patient_id="c", covers="", contrast="CE", split="test"),
    ]
    table = table_one(rows)
    assert list(table.header) == ["Body part", "Training", "Test"]
    assert {label: cells for label, *cells in table.rows} == {
        "Brain": ["1/1", "—"],
        "Neck": ["1/0", "0/0 +1"],
        "Chest": ["—", "—"],
        "Abdomen": ["—", "—"],
        "Pelvis": ["—", "—"],
        "No body part yet": ["0", "1"],
        "Patients": ["1", "2"],
    }


def test_a_table_without_splits_is_all_training() -> None:
    assert list(table_one([row()]).header) == ["Body part", "Training"]
