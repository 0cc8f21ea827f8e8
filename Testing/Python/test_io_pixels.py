"""Pixels in HU from every transfer syntax, by the reader that is fastest for it."""

import numpy as np
import pydicom
import pytest
from dicom_series import changed, hounsfield, slice_dataset, write, write_series, zipped
from pydicom.dataset import Dataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLSLossless,
    RLELossless,
)

from CTBodyContrastLib.errors import UnreadableFileError
from CTBodyContrastLib.io import growth, pixels
from CTBodyContrastLib.io.reading import read_volume
from CTBodyContrastLib.io.series import find_scans


class TestTransferSyntaxes:
    def test_rle_is_read(self, tmp_path):
        for path in write_series(tmp_path):
            with changed(path) as dataset:
                dataset.compress(RLELossless)
        np.testing.assert_array_equal(read_volume(tmp_path).voxels, hounsfield(0, 1, 2, 3))

    def test_lossless_jpeg_2000_is_read_by_either_decoder(self, tmp_path, monkeypatch):
        pytest.importorskip("openjpeg", reason="not run: pylibjpeg-openjpeg is not installed")
        stored = np.arange(64 * 64, dtype=np.int16).reshape(64, 64) - 500
        with changed(write(tmp_path / "0.dcm", slice_dataset(0, stored, RescaleSlope=2))) as dataset:
            dataset.compress(JPEG2000Lossless)

        def fail(path, frames):
            raise RuntimeError("no decoder")

        for broken in ("_with_pydicom", "_with_simpleitk"):
            with monkeypatch.context() as patch:
                patch.setattr(pixels, broken, fail)
                volume = read_volume(tmp_path)
            assert volume.voxels.dtype == np.int16
            np.testing.assert_array_equal(volume.voxels[0], 2 * stored - 1024)

    def test_no_decoder_at_all_is_told(self, tmp_path, monkeypatch):
        def fail(path, frames):
            raise RuntimeError("no decoder")

        write_series(tmp_path)
        for reader in ("_as_it_stands", "_with_pydicom", "_with_simpleitk"):
            monkeypatch.setattr(pixels, reader, fail)
        with pytest.raises(UnreadableFileError, match=r"000\.dcm.*no decoder"):
            read_volume(tmp_path)

    @pytest.mark.parametrize("syntax", [DeflatedExplicitVRLittleEndian, ImplicitVRLittleEndian])
    def test_uncompressed_pixels_are_read_whatever_the_header_is_like(self, tmp_path, syntax):
        for path in write_series(tmp_path):
            with changed(path) as dataset:
                dataset.file_meta.TransferSyntaxUID = syntax
        np.testing.assert_array_equal(read_volume(tmp_path).voxels, hounsfield(0, 1, 2, 3))

    @pytest.mark.parametrize("in_zip", [False, True])
    def test_more_pixels_than_such_files_hold_are_not_decoded(self, tmp_path, monkeypatch, in_zip):
        for path in write_series(tmp_path / "in", stored=[np.zeros((200, 200), np.int16)] * 4):
            with changed(path) as dataset:
                dataset.compress(RLELossless)
        place = zipped(tmp_path / "in", tmp_path / "in.zip") if in_zip else tmp_path / "in"
        (scan,) = find_scans(place)
        assert scan.read().voxels.shape == (4, 200, 200)
        monkeypatch.setattr(growth, "_SMALL_BYTES", 1000)
        monkeypatch.setattr(growth, "LARGEST_GROWTH", 10)
        with pytest.raises(UnreadableFileError, match=r"The series of 000\.dcm is said to hold"):
            scan.read()

    def test_big_endian_is_read(self, tmp_path):
        dataset = slice_dataset(1)
        dataset.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
        dataset.PixelData = np.frombuffer(dataset.PixelData, "<i2").astype(">i2").tobytes()
        pydicom.dcmwrite(tmp_path / "1.dcm", dataset)  # save_as changes no byte order
        np.testing.assert_array_equal(read_volume(tmp_path).voxels, hounsfield(1))

    @pytest.mark.parametrize("first", ["_with_simpleitk", "_with_pydicom"])
    def test_jpeg_ls_is_read_by_either_decoder(self, tmp_path, monkeypatch, first):
        pytest.importorskip("jpeg_ls", reason="not run: pyjpegls is not installed")
        for path in write_series(tmp_path):
            with changed(path) as dataset:
                dataset.compress(JPEGLSLossless)
        if first == "_with_pydicom":
            monkeypatch.setattr(pixels, "_SIMPLEITK_FIRST", frozenset())
        np.testing.assert_array_equal(read_volume(tmp_path).voxels, hounsfield(0, 1, 2, 3))

    def test_file_without_preamble_is_read(self, tmp_path):
        for path in write_series(tmp_path):
            dataset = pydicom.dcmread(path)
            bare = Dataset(dataset)
            pydicom.dcmwrite(path.with_suffix(""), bare, implicit_vr=True, little_endian=True)
            path.unlink()
        np.testing.assert_array_equal(read_volume(tmp_path).voxels, hounsfield(0, 1, 2, 3))


class TestAsItStands:
    """Uncompressed pixels, without pydicom: the others are only asked where this cannot be."""

    @pytest.fixture(autouse=True)
    def no_other(self, monkeypatch):
        def fail(path, frames):
            raise RuntimeError("another reader was asked")

        monkeypatch.setattr(pixels, "_with_pydicom", fail)
        monkeypatch.setattr(pixels, "_with_simpleitk", fail)

    def test_only_the_pixels_are_read(self, tmp_path):
        write_series(tmp_path)
        np.testing.assert_array_equal(read_volume(tmp_path).voxels, hounsfield(0, 1, 2, 3))

    @pytest.mark.parametrize(("signed", "stored"), [(0, [0x0FFF, 0xF800]), (1, [0xFFF0, 0x0FF0])])
    def test_unused_bits_above_a_value_are_passed_over(self, tmp_path, signed, stored):
        values = np.array([stored], np.uint16)
        bits = {"BitsStored": 12, "HighBit": 11, "PixelRepresentation": signed, "RescaleIntercept": 0}
        write(tmp_path / "0.dcm", slice_dataset(0, values, **bits))
        expected = [-16, -16] if signed else [0x0FFF, 0x0800]
        np.testing.assert_array_equal(read_volume(tmp_path).voxels[0], [expected])

    @pytest.mark.parametrize(
        "changes", [{"HighBit": 10, "BitsStored": 12}, {"BitsAllocated": 8}, {"Rows": 1000}], ids=str
    )
    def test_unusual_pixels_are_left_to_the_others(self, tmp_path, changes):
        write(tmp_path / "0.dcm", slice_dataset(0, **changes))
        with pytest.raises(UnreadableFileError, match="another reader"):
            read_volume(tmp_path)

    def test_file_that_changed_since_is_left_to_the_others(self, tmp_path):
        (path,) = write_series(tmp_path, 1)
        (scan,) = find_scans(tmp_path)
        with changed(path) as dataset:
            dataset.SeriesDescription = "A LONGER DESCRIPTION THAN BEFORE"
        with pytest.raises(UnreadableFileError, match="another reader"):
            scan.read()


class TestPadding:
    """Values that stand for no data, as -2000 among values without a sign."""

    STORED = np.tile(np.array([[63536, 0], [2024, 63536]], np.uint16), (8, 8))
    HU = np.where(STORED == 63536, -1024, STORED.astype(int) - 1024)

    @pytest.mark.parametrize("syntax", [None, ImplicitVRLittleEndian, RLELossless])
    def test_padding_above_all_hounsfield_units_becomes_the_lowest_value(self, tmp_path, syntax):
        with changed(write(tmp_path / "0.dcm", slice_dataset(0, self.STORED, PixelPaddingValue=63536))) as dataset:
            if syntax == RLELossless:
                dataset.compress(syntax)
            elif syntax:
                dataset.file_meta.TransferSyntaxUID = syntax
        voxels = read_volume(tmp_path).voxels
        assert voxels.dtype == np.int16
        np.testing.assert_array_equal(voxels[0], self.HU)

    def test_padding_is_replaced_by_either_decoder(self, tmp_path, monkeypatch):
        def fail(path, frames):
            raise RuntimeError("no decoder")

        with changed(write(tmp_path / "0.dcm", slice_dataset(0, self.STORED, PixelPaddingValue=63536))) as dataset:
            dataset.compress(RLELossless)
        monkeypatch.setattr(pixels, "_with_pydicom", fail)
        np.testing.assert_array_equal(read_volume(tmp_path).voxels[0], self.HU)

    def test_a_range_is_replaced(self, tmp_path):
        stored = np.array([[65535, 65530], [65000, 2024]], np.uint16)
        limits = {"PixelPaddingValue": 65535, "PixelPaddingRangeLimit": 65530}
        write(tmp_path / "0.dcm", slice_dataset(0, stored, **limits))
        np.testing.assert_array_equal(read_volume(tmp_path).voxels[0], [[-1024, -1024], [63976, 1000]])

    @pytest.mark.parametrize("padding", [0, 2024, 4095])
    def test_padding_among_hounsfield_units_is_left_alone(self, tmp_path, padding):
        stored = np.array([[padding, 5], [3000, padding]], np.uint16)
        write(tmp_path / "0.dcm", slice_dataset(0, stored, PixelPaddingValue=padding))
        np.testing.assert_array_equal(read_volume(tmp_path).voxels[0], stored.astype(int) - 1024)
