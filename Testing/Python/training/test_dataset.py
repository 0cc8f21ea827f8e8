from pathlib import Path

import pytest

from CTBodyContrastLib import BodyPart
from CTBodyContrastLib.training.dataset import COLUMNS, DatasetError, read_dataset, write_dataset

ROW = {
    "path": "ct/a.nii.gz",
    "case_id": "a",
    "patient_id": "p1",
    "source": "made up",
    "licence": "CC BY 4.0",
    "release_ok": "yes",
    "contrast": "CE",
    "covers": "neck;chest",
    "fold": "3",
    "lung_apex": "240.0",
    "skull_base": "370",
}


def table(folder: Path, *rows: dict[str, str]) -> Path:
    (folder / "ct").mkdir(exist_ok=True)
    for row in rows:
        (folder / row["path"]).write_bytes(b"")
    path = folder / "dataset.csv"
    write_dataset(({column: row.get(column, "") for column in COLUMNS} for row in rows), path)
    return path


class TestReading:
    def test_a_row_becomes_a_case(self, tmp_path: Path) -> None:
        (case,) = read_dataset(table(tmp_path, ROW))
        assert case.path == tmp_path / "ct/a.nii.gz"
        assert case.covers == (BodyPart.NECK, BodyPart.CHEST)
        assert case.may_train_release
        assert case.fold == 3

    def test_an_end_outside_the_scan_is_a_typical_length_away(self, tmp_path: Path) -> None:
        (case,) = read_dataset(table(tmp_path, ROW))
        assert case.extent(BodyPart.NECK) == (240.0, 370.0)
        assert case.extent(BodyPart.CHEST) == (240.0 - 245.0, 240.0)
        assert case.extent(BodyPart.BRAIN) == (370.0, 370.0 + 146.0)
        assert case.extent(BodyPart.PELVIS) is None

    def test_a_blank_contrast_is_unknown_and_not_ne(self, tmp_path: Path) -> None:
        (case,) = read_dataset(table(tmp_path, ROW | {"contrast": ""}))
        assert case.contrast is None

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"contrast": "maybe"}, "row a: 'maybe'"),
            ({"covers": "leg"}, "row a: 'leg'"),
            ({"fold": ""}, "row a: invalid literal"),
        ],
    )
    def test_a_label_outside_the_vocabulary_names_its_row(
        self, tmp_path: Path, change: dict[str, str], message: str
    ) -> None:
        with pytest.raises(DatasetError, match=message):
            read_dataset(table(tmp_path, ROW | change))

    def test_one_patient_in_two_folds_stops_by_name(self, tmp_path: Path) -> None:
        other = ROW | {"case_id": "b", "path": "ct/b.nii.gz", "fold": "4"}
        with pytest.raises(DatasetError, match="Patient p1 is in folds 3 and 4"):
            read_dataset(table(tmp_path, ROW, other))

    def test_one_volume_in_two_splits_stops_by_name(self, tmp_path: Path) -> None:
        one = ROW | {"voxels": "abc", "split": "training"}
        other = one | {"case_id": "b", "path": "ct/b.nii.gz", "patient_id": "p2", "split": "test"}
        path = table(tmp_path, one, other)
        write_dataset([one, other], path)
        with pytest.raises(DatasetError, match=r"The same voxels \(a, b\) are in training and test"):
            read_dataset(path)

    def test_missing_things_are_named(self, tmp_path: Path) -> None:
        with pytest.raises(DatasetError, match="There is no table"):
            read_dataset(tmp_path / "dataset.csv")
        path = table(tmp_path, ROW)
        (tmp_path / "ct/a.nii.gz").unlink()
        with pytest.raises(DatasetError, match=r"a names the missing file ct/a\.nii\.gz"):
            read_dataset(path)
        path.write_text("path,case_id\n")
        with pytest.raises(DatasetError, match="lacks the columns"):
            read_dataset(path)

    def test_an_empty_table_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(DatasetError, match="lists no scan"):
            read_dataset(table(tmp_path))
