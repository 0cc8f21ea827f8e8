from pathlib import Path

import pytest
from made_up_archive import row

from CTBodyContrastLib.training.corrections import apply_corrections, read_corrections
from CTBodyContrastLib.training.dataset import DatasetError, write_dataset


def corrected(folder: Path, rows: list[dict[str, str]], table: str) -> list[str]:
    (folder / "corrections.csv").write_text(table)
    return apply_corrections(rows, read_corrections(folder / "corrections.csv"), folder)


def test_labels_are_replaced_and_marked_as_reviewed(tmp_path: Path) -> None:
    rows = [row(series_uid="1.2"), row(series_uid="1.3")]
    assert corrected(tmp_path, rows, "series_uid,body_part,contrast,date\n1.3,pelvis+abdomen,NE,2025-01-01\n") == []
    assert [rows[1][column] for column in ("covers", "contrast", "reviewed")] == ["abdomen;pelvis", "NE", "yes"]
    assert [rows[0][column] for column in ("covers", "contrast", "reviewed")] == ["chest", "CE", ""]


def test_a_blank_keeps_the_proposal(tmp_path: Path) -> None:
    rows = [row(series_uid="1.2")]
    corrected(tmp_path, rows, "series_uid,body_part,contrast\n1.2,,NE\n")
    assert [rows[0][column] for column in ("covers", "contrast", "reviewed")] == ["chest", "NE", "yes"]


def test_a_file_without_a_series_is_named_by_its_path(tmp_path: Path) -> None:
    rows = [row(path="ct/a.nii.gz"), row(path="ct/b.nii.gz")]
    corrected(tmp_path, rows, "series_uid,body_part,contrast,path\n,neck,,ct/b.nii.gz\n")
    assert [each["covers"] for each in rows] == ["chest", "neck"]


def test_what_fits_no_scan_or_several_is_told(tmp_path: Path) -> None:
    rows = [row(series_uid="1.2"), row(series_uid="1.2")]
    told = corrected(tmp_path, rows, "series_uid,body_part,contrast\n1.2,neck,\n9.9,neck,\n")
    assert told == ["1.2 holds 2 volumes: correct their rows by hand.", "The correction of 9.9 fits no scan."]
    assert {each["covers"] for each in rows} == {"chest"}


def test_reviewed_rows_of_an_older_table_are_taken_over(tmp_path: Path) -> None:
    phases = [row(series_uid="1.2", voxels="abc"), row(series_uid="1.2", voxels="def")]
    older = [phases[0] | {"contrast": "NE", "reviewed": "yes"}, phases[1] | {"contrast": "NE"}]
    write_dataset(older, tmp_path / "older.csv")
    assert apply_corrections(phases, read_corrections(tmp_path / "older.csv"), tmp_path) == []
    assert [(each["contrast"], each["reviewed"]) for each in phases] == [("NE", "yes"), ("CE", "")]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("series_uid,body_part\n1.2,neck\n", "needs rows with series_uid, body_part, contrast"),
        ("series_uid,body_part,contrast\n", "needs rows with"),
        ("series_uid,body_part,contrast\n1.2,leg,\n", "correction 1: 'leg' is not a valid BodyPart"),
        ("series_uid,body_part,contrast\n1.2,,mixed\n", "The labels are brain, .*NE"),
        ("series_uid,body_part,contrast\n,neck,CE\n", "correction 1 names no scan"),
    ],
)
def test_a_table_that_cannot_be_used_is_named(tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        corrected(tmp_path, [], table)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="There is no table"):
        read_corrections(tmp_path / "nowhere.csv")
