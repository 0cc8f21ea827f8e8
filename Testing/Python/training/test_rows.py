from pathlib import Path

import pytest

from CTBodyContrastLib.io.series import Scan
from CTBodyContrastLib.training.archive import FoundSeries, UsableSeries
from CTBodyContrastLib.training.dataset import DatasetError
from CTBodyContrastLib.training.rows import Row, dataset_rows, set_apart, unnamed_patients
from CTBodyContrastLib.training.series_header import SeriesHeader
from CTBodyContrastLib.training.weak_labels import Confidence

ROOT = Path("/data/hospital")


def series(place: str, uid: str = "1.2", voxels: str = "abc", **tags: str) -> UsableSeries:
    scan = Scan(ROOT / place, uid, files=(ROOT / place / "1.dcm",) if uid else ())
    return UsableSeries(FoundSeries(ROOT, scan, SeriesHeader(tags, "axial")), voxels, "2.5")


def rows(*usable: UsableSeries, trust: Confidence = Confidence.MEDIUM, salt: str = "") -> list[Row]:
    return dataset_rows(usable, Path("/data"), trust, salt)


def test_a_row_holds_labels_evidence_and_properties() -> None:
    tags = {"BodyPartExamined": "CHEST", "SeriesDescription": "nativ", "PatientSex": "F", "Manufacturer": "-GE"}
    (row,) = rows(series("x/y", **tags))
    expected = {
        "path": "hospital/x/y",
        "source": "hospital",
        "covers": "chest",
        "covers_confidence": "medium",
        "covers_evidence": "BodyPartExamined: CHEST",
        "contrast": "NE",
        "reviewed": "",
        "series_uid": "1.2",
        "voxels": "abc",
        "slice_thickness": "2.5",
        "sex": "F",
        "manufacturer": "'-GE",
    }
    assert {column: row[column] for column in expected} == expected


def test_a_proposal_that_is_not_trusted_waits_beside_the_label() -> None:
    tags = {"BodyPartExamined": "CHEST", "StudyDescription": "CT with contrast"}
    (row,) = rows(series("a", **tags))
    assert (row["covers"], row["contrast"], row["proposed_contrast"]) == ("chest", "", "CE")
    (row,) = rows(series("a", **tags), trust=Confidence.LOW)
    assert (row["covers"], row["contrast"]) == ("chest", "CE")
    (row,) = rows(series("a", **tags), trust=Confidence.HIGH)
    assert (row["covers"], row["proposed_covers"], row["contrast"]) == ("", "chest", "")


def test_phases_of_a_series_have_no_trusted_contrast() -> None:
    tags = {"ContrastBolusAgent": "ULTRAVIST", "SeriesDescription": "KM"}
    both = rows(series("a", **tags), series("a", voxels="def", **tags))
    assert [(row["contrast"], row["proposed_contrast"], row["contrast_confidence"]) for row in both] == [
        ("", "CE", "low")
    ] * 2


def test_patients_are_hashes_that_a_salt_changes() -> None:
    one, other = rows(series("a", PatientID="p1"), series("b", PatientID="p1"))
    assert one["patient_id"] == other["patient_id"]
    assert len(one["patient_id"]) == len("patient-") + 16
    (salted,) = rows(series("a", PatientID="p1"), salt="secret")
    assert salted["patient_id"] != one["patient_id"]
    assert "p1" not in {*one.values(), *salted.values()}


def test_without_a_patient_an_examination_a_file_or_a_subject_counts_as_one() -> None:
    usable = [
        series("a", StudyInstanceUID="9"),
        series("b", StudyInstanceUID="9"),
        series("c.nii.gz", uid=""),
        series("d.nii.gz", uid=""),
        series("sub-01/ct.nii.gz", uid=""),
        series("sub-01_ct.nii.gz", uid=""),
    ]
    patients = [row["patient_id"] for row in rows(*usable)]
    assert [patients.index(patient) for patient in patients] == [0, 0, 2, 3, 4, 4]
    assert unnamed_patients(usable)[0].startswith("4 scans name no patient")
    assert unnamed_patients(usable[4:]) == []


class TestSettingApart:
    @pytest.mark.parametrize(
        ("name", "external"), [("hospital", [True, True]), ("clinic north", [False, True]), ("b", [False, True])]
    )
    def test_a_source_an_institution_or_a_folder_is_set_apart(self, name: str, external: list[bool]) -> None:
        usable = [series("a/1"), series("b/2", InstitutionName="Clinic North")]
        table = rows(*usable)
        set_apart(table, usable, [name])
        assert [row["split"] == "external" for row in table] == external

    def test_a_folder_becomes_a_source_only_when_it_is_named(self) -> None:
        usable = [series("Smith/1"), series("abroad/2")]
        table = rows(*usable)
        set_apart(table, usable, ["abroad"])
        assert [row["source"] for row in table] == ["hospital", "abroad"]

    def test_a_name_that_fits_nothing_is_told_with_those_that_would(self) -> None:
        usable = [series("a", InstitutionName="Clinic North")]
        with pytest.raises(DatasetError, match=r"from elsewhere\. There are Clinic North, hospital"):
            set_apart(rows(*usable), usable, ["elsewhere"])
