"""A stack of DICOM slices as one volume: geometry, HU, compression, tilt, real series."""

import shutil

import numpy as np
import pydicom
import pytest
from dicom_series import (
    COLUMNS,
    ROWS,
    SPACING,
    hounsfield,
    pixels,
    positions,
    slice_dataset,
    write,
    write_series,
)

from CTBodyContrastLib.errors import UnreadableFileError
from CTBodyContrastLib.io.reading import read_volume
from CTBodyContrastLib.io.series import find_scans


class TestVoxelsAndGeometry:
    def test_slices_are_in_hounsfield_units_and_int16(self, tmp_path):
        write_series(tmp_path)
        volume = read_volume(tmp_path)
        assert volume.voxels.dtype == np.int16
        np.testing.assert_array_equal(volume.voxels, hounsfield(0, 1, 2, 3))
        assert volume.notes == ()
        assert volume.doubts == ()

    def test_matrix_leads_from_ijk_to_ras(self, tmp_path):
        write_series(tmp_path)
        row_spacing, column_spacing = SPACING
        expected = [[-column_spacing, 0, 0, 10], [0, -row_spacing, 0, 20], [0, 0, 2, 0], [0, 0, 0, 1]]
        np.testing.assert_allclose(read_volume(tmp_path).ijk_to_ras, expected, atol=1e-9)

    def test_slices_are_sorted_by_position_not_by_name_or_number(self, tmp_path):
        write_series(tmp_path, InstanceNumber=[4, 1, 3, 2], ImagePositionPatient=positions([6, 0, 4, 2]))
        np.testing.assert_array_equal(read_volume(tmp_path).voxels, hounsfield(1, 3, 2, 0))

    def test_coronal_slices_are_sorted_along_their_normal(self, tmp_path):
        places = [[0, y, 0] for y in (0, 3, 6, 9)]
        write_series(tmp_path, ImageOrientationPatient=[1, 0, 0, 0, 0, -1], ImagePositionPatient=places)
        volume = read_volume(tmp_path)
        # The normal of right-to-left by top-to-bottom points to the back (LPS +y, so RAS -y).
        np.testing.assert_allclose(volume.ijk_to_ras[:3, 2], [0, -3, 0], atol=1e-9)
        np.testing.assert_array_equal(volume.voxels, hounsfield(0, 1, 2, 3))

    def test_slope_and_intercept_are_applied_slice_by_slice(self, tmp_path):
        write_series(tmp_path, count=3, RescaleSlope=[1, 2, 1], RescaleIntercept=[0, -5, -1000])
        volume = read_volume(tmp_path)
        assert volume.voxels.dtype == np.int16
        np.testing.assert_array_equal(volume.voxels, np.stack([pixels(0), pixels(1) * 2 - 5, pixels(2) - 1000]))

    def test_negative_slope_is_applied(self, tmp_path):
        write_series(tmp_path, count=2, RescaleSlope=-3)
        volume = read_volume(tmp_path)
        assert volume.voxels.dtype == np.int16
        np.testing.assert_array_equal(volume.voxels, np.stack([pixels(0), pixels(1)]) * -3 - 1024)

    def test_unsigned_values_above_int16_come_back_below_by_their_intercept(self, tmp_path):
        stored = np.full((ROWS, COLUMNS), 33000, np.uint16)
        write(tmp_path / "0.dcm", slice_dataset(0, stored))
        volume = read_volume(tmp_path)
        assert volume.voxels.dtype == np.int16
        np.testing.assert_array_equal(volume.voxels[0], 33000 - 1024)

    def test_fractional_slope_gives_float32(self, tmp_path):
        write_series(tmp_path, count=2, RescaleSlope=0.5)
        volume = read_volume(tmp_path)
        assert volume.voxels.dtype == np.float32
        np.testing.assert_allclose(volume.voxels, np.stack([pixels(0), pixels(1)]) * 0.5 - 1024)

    def test_value_beyond_int16_is_kept_exact(self, tmp_path):
        stored = np.full((ROWS, COLUMNS), 60000, np.uint16)
        write(tmp_path / "0.dcm", slice_dataset(0))
        write(tmp_path / "1.dcm", slice_dataset(1, stored))
        volume = read_volume(tmp_path)
        assert volume.voxels.dtype == np.float32
        np.testing.assert_array_equal(volume.voxels[1], 60000 - 1024)

    def test_twelve_bit_unsigned_values_are_read(self, tmp_path):
        stored = (np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS) * 100).astype(np.uint16)
        write(tmp_path / "0.dcm", slice_dataset(0, stored, BitsStored=12, HighBit=11))
        np.testing.assert_array_equal(read_volume(tmp_path).voxels[0], stored.astype(int) - 1024)

    def test_absent_rescale_type_means_hounsfield(self, tmp_path):
        write_series(tmp_path, RescaleType=None)
        assert read_volume(tmp_path).voxels[0, 0, 0] == -1024

    def test_one_slice_keeps_its_thickness(self, tmp_path):
        write_series(tmp_path, count=1, SliceThickness=7)
        volume = read_volume(tmp_path)
        assert volume.voxels.shape == (1, ROWS, COLUMNS)
        assert volume.spacing[0] == pytest.approx(7)


class TestTags:
    def test_tags_are_kept_as_text(self, tmp_path):
        write_series(tmp_path, BodyPartExamined="CHEST", ContrastBolusAgent="", ConvolutionKernel=["B30f", "1", "2"])
        tags = read_volume(tmp_path).tags
        assert tags["BodyPartExamined"] == "CHEST"
        assert tags["ContrastBolusAgent"] == ""
        assert "ContrastBolusRoute" not in tags
        assert tags["ConvolutionKernel"] == "B30f\\1\\2"

    def test_patient_identity_is_not_kept(self, tmp_path):
        write_series(tmp_path)
        scan = find_scans(tmp_path)[0]
        text = f"{scan} {dict(scan.read().tags)}"
        assert "Secret" not in text
        assert "secret-id" not in text


class TestTilt:
    def test_tilted_gantry_gives_the_sheared_matrix_and_is_told(self, tmp_path):
        tilt = np.radians(20)
        orientation = [1, 0, 0, 0, float(np.cos(tilt)), float(-np.sin(tilt))]
        write_series(tmp_path, ImageOrientationPatient=[orientation] * 4, GantryDetectorTilt=20)
        volume = read_volume(tmp_path)
        np.testing.assert_allclose(volume.ijk_to_ras[:3, 2], [0, 0, 2], atol=1e-9)
        assert "20.0 degrees" in volume.notes[0]
        np.testing.assert_array_equal(volume.voxels, hounsfield(0, 1, 2, 3))

    def test_tilt_that_was_straightened_is_told(self, tmp_path):
        write_series(tmp_path, GantryDetectorTilt=-15)
        assert "15.0 degrees; the slices were straightened" in read_volume(tmp_path).notes[0]

    def test_uneven_tilted_slices_keep_their_shear(self, tmp_path):
        tilt = np.radians(20)
        orientation = [1, 0, 0, 0, float(np.cos(tilt)), float(-np.sin(tilt))]
        places = positions([0, 4, 8, 16, 20])
        write_series(tmp_path, count=5, ImageOrientationPatient=[orientation] * 5, ImagePositionPatient=places)
        volume = read_volume(tmp_path)
        assert volume.voxels.shape[0] == 6
        np.testing.assert_allclose(volume.ijk_to_ras[:3, 2], [0, 0, 4], atol=1e-9)


class TestRealSeries:
    def test_head_of_two_thicknesses_is_resampled_and_told(self, data_folder):
        volume = read_volume(data_folder / "dicom" / "B01_dcmqa_ge_head")
        assert volume.voxels.shape == (37, 512, 512)
        assert volume.voxels.dtype == np.int16
        assert any("18.5 degrees" in note for note in volume.notes)
        assert any("1.08 to 7.00 mm" in note for note in volume.notes)
        assert volume.doubts == ()
        assert volume.tags["BodyPartExamined"] == "HEAD"

    def test_slices_thirty_millimeters_apart_are_doubtful(self, data_folder):
        volume = read_volume(data_folder / "dicom" / "B06_ricord_001012")
        assert volume.voxels.shape == (11, 512, 512)
        assert volume.spacing == pytest.approx((30, 0.703125, 0.703125))
        assert "30.0 mm" in volume.doubts[0]

    def test_jpeg_lossless_equals_the_other_decoder(self, data_folder):
        pytest.importorskip("libjpeg", reason="not run: pylibjpeg-libjpeg is not installed")
        volume = read_volume(data_folder / "dicom" / "B06_ricord_001012")
        for path in (data_folder / "dicom" / "B06_ricord_001012").iterdir():
            dataset = pydicom.dcmread(path)
            stored = dataset.pixel_array.astype(int)
            k = round((float(dataset.ImagePositionPatient[2]) + 16.75) / 30)
            np.testing.assert_array_equal(volume.voxels[k], stored - 1024)

    def test_truncated_jpeg_lossless_is_named(self, data_folder, tmp_path):
        shutil.copytree(data_folder / "dicom" / "B06_ricord_001012", tmp_path / "series")
        path = tmp_path / "series" / "004.dcm"
        path.chmod(0o644)
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        with pytest.raises(UnreadableFileError, match=r"004\.dcm"):
            read_volume(tmp_path / "series")

    @pytest.mark.parametrize(
        ("name", "shape", "step", "agent"),
        [
            ("B05_cmbcrc_01068", (5, 512, 512), 60, ("", "Oral & IV")),
            ("A_lidc_0117", (4, 512, 512), 14.4, ("OMNI", "IV")),
        ],
    )
    def test_few_slices_feet_first_are_read(self, data_folder, name, shape, step, agent):
        volume = read_volume(data_folder / "dicom" / name)
        assert volume.voxels.shape == shape
        assert volume.ijk_to_ras[2, 2] == pytest.approx(step, abs=1e-3)
        assert (volume.tags["ContrastBolusAgent"], volume.tags["ContrastBolusRoute"]) == agent

    def test_each_series_of_the_folder_is_found(self, data_folder):
        scans = find_scans(data_folder / "dicom")
        assert len(scans) == 4
        assert [scan.problem for scan in scans] == [None] * 4
