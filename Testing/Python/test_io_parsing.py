"""DICOM files that would take up memory or time in pydicom."""

import pytest
from dicom_series import slice_dataset, write, write_series, zipped
from pydicom.uid import DeflatedExplicitVRLittleEndian

from CTBodyContrastLib.errors import UnreadableFileError
from CTBodyContrastLib.io import growth, parsing
from CTBodyContrastLib.io.headers import read_header
from CTBodyContrastLib.io.reading import read_volume


def test_a_deflated_file_is_not_inflated_beyond_its_limit(tmp_path, monkeypatch):
    dataset = slice_dataset(0)
    dataset.add_new(0x00091010, "OB", bytes(10**6))
    dataset.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    path = write(tmp_path / "0.dcm", dataset)
    assert read_volume(path).voxels.shape[0] == 1
    monkeypatch.setattr(growth, "_SMALL_BYTES", 10**5)
    problem = read_header(path).problem
    assert isinstance(problem, UnreadableFileError)
    assert str(problem).startswith("0.dcm is said to hold")


class TestHeaderWithoutEnd:
    """Zeros are read as elements of eight bytes."""

    @pytest.fixture(autouse=True)
    def few_steps(self, monkeypatch):
        monkeypatch.setattr(parsing, "_MOST_STEPS", 1000)

    def test_zeros_alone(self, tmp_path):
        (tmp_path / "zeros.dcm").write_bytes(bytes(2**16))
        with pytest.raises(UnreadableFileError, match=r"zeros\.dcm has no end.*Copy it again"):
            read_volume(tmp_path)

    @pytest.mark.parametrize("start", [0, 400])
    def test_zeros_after_a_start(self, tmp_path, start):
        path = write_series(tmp_path, 1)[0]
        path.write_bytes(path.read_bytes()[: 132 + start] + bytes(2**16))
        with pytest.raises(UnreadableFileError, match=r"000\.dcm has no end"):
            read_volume(tmp_path)

    def test_zeros_in_a_zip_file(self, tmp_path):
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "zeros.dcm").write_bytes(bytes(2**16))
        with pytest.raises(UnreadableFileError, match=r"zeros\.dcm has no end"):
            read_volume(zipped(tmp_path / "in", tmp_path / "a.zip"))

    def test_table_of_contents(self, tmp_path):
        (tmp_path / "DICOMDIR").write_bytes(bytes(2**16))
        with pytest.raises(UnreadableFileError, match=r"DICOMDIR.*damaged: choose the folder"):
            read_volume(tmp_path / "DICOMDIR")

    def test_a_sound_slice_takes_few(self, tmp_path):
        write_series(tmp_path)
        assert read_volume(tmp_path).voxels.shape[0] == 4
