"""A volume that is written is the same volume when it is read again: in place, in HU, and with no patient."""

from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import CTVolume, make_phantom, read_volume
from CTBodyContrastLib.errors import BadGeometryError
from CTBodyContrastLib.io.writing import OutputError, write_volume

pydicom = pytest.importorskip("pydicom", reason="not run: pydicom is not installed")
sitk = pytest.importorskip("SimpleITK", reason="not run: SimpleITK is not installed")

SIZE = (9, 12, 10)
TAGS = {
    "Modality": "CT",
    "BodyPartExamined": "CHEST",
    "ContrastBolusAgent": "synthetic iodine",
    "SliceThickness": "2.5",
}


def volume(matrix: np.ndarray | None = None, lowest: int = -1000) -> CTVolume:
    voxels = np.random.default_rng(0).integers(-1000, 1500, SIZE).astype(np.int16)
    voxels[0, 0, 0] = lowest
    if matrix is None:
        matrix = np.diag([-0.7, -0.8, 2.5, 1.0])
        matrix[:3, 3] = 151.3, 120.25, -310.5
    return CTVolume(voxels, matrix, TAGS)


def oblique() -> np.ndarray:
    angle = np.radians(12)
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    matrix = np.eye(4)
    matrix[:3, :3] = turn @ np.diag([-0.7, -0.8, 2.5])
    return matrix


@pytest.mark.parametrize("name", ["scan.nii", "scan.nii.gz", "scan.nrrd", "scan.mha", "series"])
@pytest.mark.parametrize("matrix", [None, oblique()], ids=["straight", "oblique"])
def test_voxels_and_position_come_back(tmp_path: Path, name: str, matrix: np.ndarray | None) -> None:
    written = volume(matrix)
    assert write_volume(written, tmp_path / name) == tmp_path / name
    again = read_volume(tmp_path / name)
    np.testing.assert_array_equal(again.voxels, written.voxels)
    np.testing.assert_allclose(again.ijk_to_ras, written.ijk_to_ras, atol=1e-4)


def test_a_series_reads_the_same_in_simpleitk(tmp_path: Path) -> None:
    written = volume()
    write_volume(written, tmp_path / "series")
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(tmp_path / "series")))
    image = reader.Execute()
    np.testing.assert_array_equal(sitk.GetArrayFromImage(image), written.voxels)
    np.testing.assert_allclose(image.GetOrigin(), (-151.3, -120.25, -310.5), atol=1e-4)
    np.testing.assert_allclose(image.GetSpacing(), (0.7, 0.8, 2.5), atol=1e-6)
    np.testing.assert_allclose(image.GetDirection(), np.eye(3).ravel(), atol=1e-6)


class TestSeries:
    @pytest.fixture
    def slices(self, tmp_path: Path) -> list[pydicom.Dataset]:
        write_volume(volume(lowest=-2000), tmp_path / "series")
        return [pydicom.dcmread(path) for path in sorted((tmp_path / "series").iterdir())]

    def test_is_one_ct_series_with_a_file_for_each_slice(self, slices: list[pydicom.Dataset]) -> None:
        assert [each.InstanceNumber for each in slices] == list(range(1, SIZE[0] + 1))
        assert len({each.SeriesInstanceUID for each in slices}) == 1
        assert len({each.SOPInstanceUID for each in slices}) == SIZE[0]
        assert {each.SOPClassUID.name for each in slices} == {"CT Image Storage"}
        assert {each.file_meta.TransferSyntaxUID.name for each in slices} == {"Explicit VR Little Endian"}
        assert all(each.SOPInstanceUID.is_valid and each.StudyInstanceUID.is_valid for each in slices)

    def test_names_no_patient(self, slices: list[pydicom.Dataset]) -> None:
        assert {str(each.PatientName) for each in slices} == {"CTBodyContrast^Phantom"}
        assert all(each.PatientBirthDate == "" for each in slices)

    def test_keeps_the_tags_of_the_volume(self, slices: list[pydicom.Dataset]) -> None:
        assert slices[0].BodyPartExamined == "CHEST"
        assert slices[0].ContrastBolusAgent == "synthetic iodine"

    def test_padding_below_the_usual_intercept_is_kept(self, slices: list[pydicom.Dataset]) -> None:
        assert slices[0].RescaleIntercept == -2000
        assert slices[0].pixel_array[0, 0] == 0


def test_a_file_is_replaced(tmp_path: Path) -> None:
    for lowest in (-900, -800):
        write_volume(volume(lowest=lowest), tmp_path / "scan.nii.gz")
    assert read_volume(tmp_path / "scan.nii.gz").voxels[0, 0, 0] == -800
    assert [path.name for path in tmp_path.iterdir()] == ["scan.nii.gz"]


def test_an_empty_or_missing_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "new" / "folder"):
        write_volume(volume(), folder)
        assert len(list(folder.iterdir())) == SIZE[0]
        assert len(list(folder.parent.glob("*unfinished*"))) == 0


def test_a_series_is_not_mixed_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "other.dcm").touch()
    with pytest.raises(OutputError, match="already holds files"):
        write_volume(volume(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["other.dcm"]


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "scan.nii.gz").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_volume(volume(), tmp_path / "scan.nii.gz")
    (tmp_path / "scan.txt").touch()
    with pytest.raises(OutputError, match="is a file"):
        write_volume(volume(), tmp_path / "scan.txt")


def test_a_format_of_two_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="second file"):
        write_volume(volume(), tmp_path / "scan.mhd")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        write_volume(volume(), tmp_path / "file" / "scan.nii.gz")


def test_tilted_axes_are_refused(tmp_path: Path) -> None:
    matrix = np.diag([-1.0, -1.0, 2.0, 1.0])
    matrix[1, 2] = 0.5
    with pytest.raises(BadGeometryError, match="perpendicular"):
        write_volume(volume(matrix), tmp_path / "scan.nii.gz")


def test_a_phantom_keeps_its_labels_in_its_tags(tmp_path: Path) -> None:
    write_volume(make_phantom("neck", "NE", spacing=(6.0, 4.0, 4.0)), tmp_path / "neck")
    tags = read_volume(tmp_path / "neck").tags
    assert tags["BodyPartExamined"] == "NECK"
    assert "ContrastBolusAgent" not in tags


def test_the_folder_one_is_in_is_used_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    write_volume(volume(), ".")
    assert tmp_path.stat().st_ino == before
    assert len(list(tmp_path.iterdir())) == SIZE[0]


def test_what_a_killed_run_left_is_in_no_way(tmp_path: Path) -> None:
    for name in ("series.unfinished", "unfinished-series"):
        (tmp_path / name).mkdir()
    write_volume(volume(), tmp_path / "series")
    assert len(list((tmp_path / "series").iterdir())) == SIZE[0]


@pytest.mark.parametrize("name", ["U.NII.GZ", "U.Nrrd", "U.MHA"])
def test_an_ending_may_be_in_capitals(tmp_path: Path, name: str) -> None:
    write_volume(volume(), tmp_path / name)
    np.testing.assert_array_equal(read_volume(tmp_path / name).voxels, volume().voxels)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_values_that_a_series_cannot_hold_are_refused(tmp_path: Path) -> None:
    voxels = np.zeros(SIZE, np.float32)
    voxels[0, 0, 0] = 70_000
    with pytest.raises(OutputError, match="Values from 0 to 70000 HU"):
        write_volume(CTVolume(voxels, np.eye(4)), tmp_path / "series")
    assert list(tmp_path.iterdir()) == []
    voxels[0, 0, 0] = 2**16 - 1 - 1024
    write_volume(CTVolume(voxels, np.eye(4)), tmp_path / "series")
    assert read_volume(tmp_path / "series").voxels.max() == 2**16 - 1 - 1024
