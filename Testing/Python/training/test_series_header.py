from pathlib import Path

import pytest
from dicom_series import changed, zipped
from made_up_archive import write_scan
from pydicom.dataset import Dataset

from CTBodyContrastLib.errors import UnreadableFileError
from CTBodyContrastLib.training.series_header import read_series_header


def region(meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = "816094009", "SCT", meaning
    return code


def test_labels_patient_and_acquisition_are_read(tmp_path: Path) -> None:
    (path, *_) = write_scan(tmp_path, "p1", PatientAge="061Y", StudyDescription="흉부 CT", InstitutionName="Clinic")
    header = read_series_header(path)
    expected = {
        "PatientID": "p1",
        "PatientAge": "061Y",
        "StudyDescription": "흉부 CT",
        "InstitutionName": "Clinic",
        "AcquisitionNumber": "1",
        "ImageType": "ORIGINAL\\PRIMARY\\AXIAL",
    }
    assert {keyword: header.text(keyword) for keyword in expected} == expected
    assert header.text("PatientSex") == ""
    assert "PatientName" not in header.tags


def test_header_in_a_zip_file_is_read(tmp_path: Path) -> None:
    write_scan(tmp_path / "in", "p1", count=1)
    assert read_series_header(zipped(tmp_path / "in", tmp_path / "a.zip") / "000.dcm").text("PatientID") == "p1"


def test_region_codes_are_read_by_their_meaning(tmp_path: Path) -> None:
    (path, *_) = write_scan(tmp_path, "p1")
    with changed(path) as dataset:
        dataset.AnatomicRegionSequence = [region("Chest")]
    assert read_series_header(path).text("AnatomicRegionSequence") == "Chest"


def test_region_codes_of_an_enhanced_object_are_read(tmp_path: Path) -> None:
    (path, *_) = write_scan(tmp_path, "p1")
    shared, anatomy = Dataset(), Dataset()
    anatomy.AnatomicRegionSequence = [region("Abdomen")]
    shared.FrameAnatomySequence = [anatomy]
    with changed(path) as dataset:
        dataset.SharedFunctionalGroupsSequence = [shared]
    assert read_series_header(path).text("AnatomicRegionSequence") == "Abdomen"


@pytest.mark.parametrize(
    ("orientation", "plane"),
    [
        ([1, 0, 0, 0, 1, 0], "axial"),
        ([1, 0, 0, 0, 0.94, 0.342], "axial"),
        ([1, 0, 0, 0, 0, -1], "coronal"),
        ([0, 1, 0, 0, 0, -1], "sagittal"),
    ],
)
def test_the_plane_is_the_closest_one(tmp_path: Path, orientation: list[float], plane: str) -> None:
    (path, *_) = write_scan(tmp_path, "p1", ImageOrientationPatient=orientation)
    assert read_series_header(path).plane == plane


def test_a_file_that_has_gone_bad_since_is_named(tmp_path: Path) -> None:
    (path, *_) = write_scan(tmp_path, "p1")
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(UnreadableFileError, match=r"000\.dcm can no longer be read"):
        read_series_header(path)
