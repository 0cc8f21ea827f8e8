"""DICOM files that are no CT slices, or damaged ones: each has its own error."""

import numpy as np
import pytest
from dicom_series import AXIAL, changed, hounsfield, slice_dataset, write, write_series
from pydicom.dataelem import DataElement
from pydicom.uid import RLELossless

from CTBodyContrastLib.errors import (
    BadGeometryError,
    ColorImageError,
    MixedOrientationError,
    NoPixelDataError,
    NotCTError,
    NotHounsfieldError,
    ScanError,
    TooLargeError,
    UnreadableFileError,
)
from CTBodyContrastLib.io import headers
from CTBodyContrastLib.io.headers import read_header, without_values
from CTBodyContrastLib.io.reading import read_volume
from CTBodyContrastLib.io.received import ReceivedFile


class TestNamedErrors:
    def test_mixed_orientations(self, tmp_path):
        write_series(tmp_path, ImageOrientationPatient=[AXIAL, AXIAL, AXIAL, [0, 1, 0, 0, 0, -1]])
        with pytest.raises(MixedOrientationError, match="orientation"):
            read_volume(tmp_path)

    def test_mixed_sizes(self, tmp_path):
        write_series(tmp_path, count=3)
        write(tmp_path / "9.dcm", slice_dataset(9, np.zeros((8, 8), np.int16)))
        with pytest.raises(MixedOrientationError, match="size"):
            read_volume(tmp_path)

    @pytest.mark.parametrize("modality", ["MR", "PT", "SEG"])
    def test_other_modality_is_not_ct(self, tmp_path, modality):
        write_series(tmp_path, Modality=modality, SOPClassUID="1.2.840.10008.5.1.4.1.1.4")
        with pytest.raises(NotCTError, match=modality):
            read_volume(tmp_path)

    def test_scout_is_not_a_volume(self, tmp_path):
        write_series(tmp_path, count=1, ImageType=[["ORIGINAL", "PRIMARY", "LOCALIZER"]])
        with pytest.raises(NotCTError, match="scout"):
            read_volume(tmp_path)

    def test_secondary_capture_is_not_ct(self, tmp_path):
        write_series(tmp_path, count=1, SOPClassUID="1.2.840.10008.5.1.4.1.1.7")
        with pytest.raises(NotCTError, match="secondary capture"):
            read_volume(tmp_path)

    def test_report_has_no_pixel_data(self, tmp_path):
        report = slice_dataset(SOPClassUID="1.2.840.10008.5.1.4.1.1.88.11", Modality="SR", PixelData=None, Rows=None)
        write(tmp_path / "report.dcm", report)
        with pytest.raises(NoPixelDataError, match="SR"):
            read_volume(tmp_path)

    def test_ct_exported_without_pixels(self, tmp_path):
        write_series(tmp_path, PixelData=None)
        with pytest.raises(NoPixelDataError, match="no pixel data"):
            read_volume(tmp_path)

    def test_one_slice_without_pixels_is_named(self, tmp_path):
        paths = write_series(tmp_path)
        with changed(paths[2]) as dataset:
            del dataset.PixelData
        with pytest.raises(UnreadableFileError, match=r"002\.dcm"):
            read_volume(tmp_path)

    @pytest.mark.parametrize("rescale_type", ["OD", "MGML", "Z_EFF"])
    def test_other_rescale_type_is_not_hounsfield(self, tmp_path, rescale_type):
        write_series(tmp_path, RescaleType=rescale_type)
        with pytest.raises(NotHounsfieldError, match=rescale_type):
            read_volume(tmp_path)

    def test_unspecified_rescale_type_is_taken_as_hounsfield(self, tmp_path):
        write_series(tmp_path, RescaleType="US")
        np.testing.assert_array_equal(read_volume(tmp_path).voxels, hounsfield(0, 1, 2, 3))

    def test_values_at_the_upper_end_of_their_bits_are_refused(self, tmp_path):
        write_series(tmp_path, BitsStored=12, HighBit=15)
        with pytest.raises(UnreadableFileError, match=r"000\.dcm stores its pixel values in an outdated way"):
            read_volume(tmp_path)

    def test_color_slices(self, tmp_path):
        write_series(tmp_path, count=1, SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=0)
        with pytest.raises(ColorImageError):
            read_volume(tmp_path)

    @pytest.mark.parametrize("keyword", ["ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing"])
    def test_missing_position_is_named(self, tmp_path, keyword):
        write_series(tmp_path, **{keyword: None})
        with pytest.raises(BadGeometryError, match=keyword):
            read_volume(tmp_path)

    def test_impossible_orientation(self, tmp_path):
        write_series(tmp_path, ImageOrientationPatient=[1, 0, 0, 1, 0, 0])
        with pytest.raises(BadGeometryError):
            read_volume(tmp_path)

    @pytest.mark.parametrize("kept", [0.05, 0.3, 0.6, 0.9, 0.99])
    def test_truncated_slice_is_named(self, tmp_path, kept):
        path = write_series(tmp_path)[2]
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * kept)])
        with pytest.raises(UnreadableFileError, match=r"002\.dcm"):
            read_volume(tmp_path)

    @pytest.mark.parametrize("kept", [0.5, 0.95])
    def test_truncated_compressed_slice_is_named(self, tmp_path, kept):
        for path in write_series(tmp_path):
            with changed(path) as dataset:
                dataset.compress(RLELossless)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * kept)])
        with pytest.raises(UnreadableFileError, match=path.name):
            read_volume(tmp_path)

    @pytest.mark.parametrize("depth", [50, 5000])
    def test_sequences_in_sequences_end_in_a_named_error_or_are_passed_over(self, tmp_path, depth):
        path = write_series(tmp_path, 1)[0]
        start, pixels, end = path.read_bytes().rpartition(b"\xe0\x7f\x10\x00")
        # Shared functional groups of unknown length, each in the only item of the one before (DICOM PS3.5, 7.5).
        begin = b"\x00\x52\x29\x92SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
        finish = b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0"
        path.write_bytes(start + begin * depth + finish * depth + pixels + end)
        problem = read_header(path).problem
        assert problem is None if depth == 50 else "000.dcm cannot be read as DICOM" in str(problem)

    def test_value_of_a_wrong_length_is_told(self, tmp_path):
        path = write_series(tmp_path, 1)[0]
        rows = b"\x28\x00\x10\x00US"
        path.write_bytes(path.read_bytes().replace(rows + b"\2\0" + b"\6\0", rows + b"\3\0" + b"\6\0\0"))
        assert isinstance(read_header(path).problem, UnreadableFileError)

    @pytest.mark.parametrize("rows", [0, -1])
    def test_a_slice_without_rows_is_told(self, rows):
        dataset = slice_dataset(0)
        dataset["Rows"] = DataElement("Rows", "SS", rows)
        problem = read_header(ReceivedFile("Instance 1", dataset)).problem
        assert str(problem) == f"Instance 1 has {rows} rows and 5 columns: it is damaged. Copy it again."

    def test_too_little_memory_is_told(self, tmp_path, monkeypatch):
        def full(*_):
            raise MemoryError

        path = write_series(tmp_path, 1)[0]
        monkeypatch.setattr(headers, "parse", full)
        assert isinstance(read_header(path).problem, TooLargeError)

    def test_file_that_may_not_be_read_is_told(self, tmp_path, monkeypatch):
        def refuse(path):
            raise PermissionError(13, "Permission denied", str(path))

        path = write_series(tmp_path, 1)[0]
        monkeypatch.setattr(headers, "open_file", refuse)
        assert str(read_header(path).problem).startswith("000.dcm cannot be opened (Permission denied). Check")

    def test_no_quoted_value_is_told_whatever_marks_are_in_it(self):
        quoted = [b"Sec'ret", b'"Secret', "Sec\"'ret"]
        error = ValueError(f"File name {quoted[0]!r}, {quoted[1]!r} and {quoted[2]!r} differ.")
        assert without_values(error) == "File name b... differ."

    def test_messages_hold_no_patient_identity(self, tmp_path):
        path = write_series(tmp_path)[2]
        path.write_bytes(path.read_bytes()[:-40])
        with pytest.raises(ScanError) as caught:
            read_volume(tmp_path)
        assert "ecret" not in str(caught.value)
