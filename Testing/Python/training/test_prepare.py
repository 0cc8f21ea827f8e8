import csv
from pathlib import Path

import numpy as np
import pytest
from made_up_archive import write_scan

from CTBodyContrastLib import CTVolume
from CTBodyContrastLib.io.writing import write_volume
from CTBodyContrastLib.labels import BodyPart, Contrast
from CTBodyContrastLib.training.archive import voxel_hash
from CTBodyContrastLib.training.dataset import DatasetError, Split, read_dataset
from CTBodyContrastLib.training.prepare import prepare_archive, prepare_cases

WORDS = {"brain": "HEAD", "neck": "NECK", "chest": "CHEST", "abdomen": "ABDOMEN", "pelvis": "PELVIS"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 series: each part with and without contrast, of four patients each; and a scout."""
    root = tmp_path_factory.mktemp("archive")
    seed = 0
    for part in BodyPart:
        for contrast in Contrast:
            for _ in range(4):
                seed += 1
                described = {"BodyPartExamined": WORDS[part], "StudyDescription": ("mit KM", "nativ")[contrast == "NE"]}
                agent = {"ContrastBolusAgent": "ULTRAVIST", "ContrastBolusRoute": "IV"} if contrast == "CE" else {}
                place = {"InstitutionName": "North" if seed % 4 else "South", "PatientName": "Secret^Name"}
                write_scan(root / f"{seed % 3}/{seed}", f"secret-{seed}", seed, **described, **agent, **place)
    write_scan(root / "scout", "secret-1", seed=99, count=1, ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"])
    return root


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


class TestArchive:
    def test_an_archive_becomes_a_table_to_train_on(self, archive: Path, tmp_path: Path) -> None:
        prepared = prepare_archive([archive], tmp_path / "dataset.csv")
        assert (prepared.scans, dict(prepared.left_out)) == (40, {"scout, screen save or another modality": 1})
        assert prepared.remarks == []
        assert [row[1:] for row in prepared.table.rows[:5]] == [["2/2", "1/1", "1/1"]] * 5
        cases = read_dataset(tmp_path / "dataset.csv")
        assert {case.split for case in cases} == {Split.TRAINING, Split.VALIDATION, Split.TEST}
        assert {(case.covers, case.contrast) for case in cases} == {((p,), c) for p in BodyPart for c in Contrast}
        row = table(tmp_path / "dataset.csv")[0]
        assert voxel_hash(cases[0].read()) == row["voxels"]

    def test_no_patient_is_named_in_what_is_written(self, archive: Path, tmp_path: Path) -> None:
        prepare_archive([archive], tmp_path / "dataset.csv")
        written = sorted(tmp_path.iterdir())
        assert [path.name for path in written] == ["dataset.csv", "dataset.files.csv", "dataset.left-out.csv"]
        assert not any("ecret" in path.read_text() for path in written)

    def test_an_institution_is_set_apart(self, archive: Path, tmp_path: Path) -> None:
        prepare_archive([archive], tmp_path / "dataset.csv", external=["south"])
        rows = table(tmp_path / "dataset.csv")
        assert all((row["split"] == "external") == (row["institution"] == "South") for row in rows)
        assert sum(row["split"] == "external" for row in rows) == 10

    def test_corrections_are_in_before_patients_are_dealt(self, archive: Path, tmp_path: Path) -> None:
        prepare_archive([archive], tmp_path / "first.csv")
        uid = table(tmp_path / "first.csv")[0]["series_uid"]
        (tmp_path / "by-hand.csv").write_text(f"series_uid,body_part,contrast\n{uid},neck+chest,CE\n9.9,neck,\n")
        prepared = prepare_archive([archive], tmp_path / "second.csv", corrections=tmp_path / "by-hand.csv")
        (row,) = [row for row in table(tmp_path / "second.csv") if row["reviewed"]]
        assert (row["series_uid"], row["covers"], row["contrast"]) == (uid, "neck;chest", "CE")
        assert prepared.remarks == ["The correction of 9.9 fits no scan."]

    def test_a_patient_at_home_and_abroad_stops_it(self, tmp_path: Path) -> None:
        write_scan(tmp_path / "home/a", "p1", seed=1)
        write_scan(tmp_path / "abroad/a", "p1", seed=2)
        roots = [tmp_path / "home", tmp_path / "abroad"]
        with pytest.raises(DatasetError, match=r"Patient [\w-]+ is in (training and external|external and training)"):
            prepare_archive(roots, tmp_path / "dataset.csv", external=["abroad"])
        assert not list(tmp_path.glob("dataset*"))

    def test_a_patient_alone_in_a_class_is_told(self, tmp_path: Path) -> None:
        write_scan(tmp_path / "ct", "p1", BodyPartExamined="HEAD", StudyDescription="nativ")
        prepared = prepare_archive([tmp_path / "ct"], tmp_path / "dataset.csv")
        assert prepared.remarks == ["brain NE has 1 patient, too few to be in training, validation and test."]

    def test_nothing_usable_is_told_with_the_reason(self, tmp_path: Path) -> None:
        write_scan(tmp_path / "ct", "p1", count=3)
        with pytest.raises(DatasetError, match=r"No scan can be used; 1 were found\. Only 3 slices"):
            prepare_archive([tmp_path / "ct"], tmp_path / "dataset.csv")
        assert not list(tmp_path.glob("dataset*"))

    def test_a_missing_output_folder_is_told_before_reading(self, tmp_path: Path) -> None:
        with pytest.raises(DatasetError, match=r"no folder .*nowhere for dataset\.csv"):
            prepare_archive([tmp_path / "unread"], tmp_path / "nowhere/dataset.csv")

    def test_reviewed_rows_are_not_overwritten_and_can_be_taken_over(self, tmp_path: Path) -> None:
        write_scan(tmp_path / "ct", "p1")
        first = tmp_path / "dataset.csv"
        prepare_archive([tmp_path / "ct"], first)
        (tmp_path / "by-hand.csv").write_text(
            f"series_uid,body_part,contrast\n{table(first)[0]['series_uid']},neck,CE\n"
        )
        prepare_archive([tmp_path / "ct"], first, corrections=tmp_path / "by-hand.csv")
        with pytest.raises(DatasetError, match="holds 1 reviewed rows, which would be lost"):
            prepare_archive([tmp_path / "ct"], first)
        prepare_archive([tmp_path / "ct"], tmp_path / "second.csv", corrections=first)
        assert table(tmp_path / "second.csv")[0]["covers"] == "neck"


class TestCases:
    def sources(self, folder: Path, columns: str = "", cells: str = "") -> tuple[Path, Path]:
        voxels = np.random.default_rng(0).integers(-1000, 500, (8, 9, 10)).astype(np.int16)
        write_volume(CTVolume(voxels, np.eye(4)), folder / "ct/a.nii.gz")
        cases, landmarks = folder / "cases.csv", folder / "landmarks.csv"
        cases.write_text(
            f"case_id,patient_id,source,licence,release_ok,contrast,covers,manufacturer,note{columns}\n"
            f"a,p1,made up,CC0,yes,CE,neck,GE,a remark{cells}\n"
        )
        landmarks.write_text("case_id,lung_apex,skull_base\na,240.0,370\n")
        return cases, landmarks

    def test_labels_and_landmarks_are_joined_and_folds_kept(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        output = tmp_path / "elsewhere/dataset.csv"
        assert prepare_cases(*self.sources(tmp_path, ",fold", ",3"), output).scans == 1
        (case,) = read_dataset(output)
        assert case.path.resolve() == tmp_path / "ct/a.nii.gz"
        assert (case.fold, case.landmarks) == (3, {"lung_apex": 240.0, "skull_base": 370.0})
        (row,) = table(output)
        assert (row["manufacturer"], row["split"], len(row["voxels"])) == ("GE", "", 64)

    def test_a_table_without_folds_gets_folds_and_splits(self, tmp_path: Path) -> None:
        prepare_cases(*self.sources(tmp_path), tmp_path / "dataset.csv")
        (row,) = table(tmp_path / "dataset.csv")
        assert row["split"] == "training"
        assert row["fold"] in "01234"

    def test_a_case_whose_volume_is_missing_or_damaged_is_named(self, tmp_path: Path) -> None:
        cases, landmarks = self.sources(tmp_path)
        (tmp_path / "ct/a.nii.gz").write_bytes(b"torn")
        with pytest.raises(DatasetError, match=r"Case a: a\.nii\.gz"):
            prepare_cases(cases, landmarks, tmp_path / "dataset.csv")
        (tmp_path / "ct/a.nii.gz").unlink()
        with pytest.raises(DatasetError, match="Case a has no volume"):
            prepare_cases(cases, landmarks, tmp_path / "dataset.csv")
        assert not (tmp_path / "dataset.csv").exists()

    def test_a_label_outside_the_vocabulary_leaves_nothing_behind(self, tmp_path: Path) -> None:
        cases, landmarks = self.sources(tmp_path)
        cases.write_text(cases.read_text().replace("CE", "maybe"))
        with pytest.raises(DatasetError, match="row a: 'maybe'"):
            prepare_cases(cases, landmarks, tmp_path / "dataset.csv")
        assert not list(tmp_path.glob("dataset*"))

    def test_a_missing_column_is_named(self, tmp_path: Path) -> None:
        cases, landmarks = self.sources(tmp_path)
        cases.write_text("case_id,patient_id\n")
        with pytest.raises(DatasetError, match=r"cases\.csv lacks the columns contrast, covers"):
            prepare_cases(cases, landmarks, tmp_path / "dataset.csv")
