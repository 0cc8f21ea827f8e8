"""Slices that are not evenly spaced."""

import numpy as np
import pytest
from dicom_series import hounsfield, positions, write_series

from CTBodyContrastLib.io.reading import read_volume
from CTBodyContrastLib.io.uneven import even_grid, gap_doubts, resample


class TestUnevenSlices:
    def test_missing_slice_is_filled_and_told(self, tmp_path):
        paths = write_series(tmp_path, count=6)
        paths[3].unlink()
        volume = read_volume(tmp_path)
        np.testing.assert_array_equal(volume.voxels, hounsfield(0, 1, 2, 3, 4, 5))
        assert volume.spacing[0] == pytest.approx(2)
        assert "regular 2.00 mm" in volume.notes[0]
        assert volume.doubts == ()

    def test_two_thicknesses_become_one_grid_from_first_to_last_slice(self, tmp_path):
        write_series(tmp_path, count=7, ImagePositionPatient=positions([0, 4, 8, 12, 13, 20, 27]))
        volume = read_volume(tmp_path)
        depth = volume.voxels.shape[0]
        assert volume.ijk_to_ras[2, 2] * (depth - 1) == pytest.approx(27)
        np.testing.assert_array_equal(volume.voxels[[0, -1]], hounsfield(0, 6))
        assert len(volume.notes) == 1

    def test_rounded_positions_are_even(self, tmp_path):
        write_series(tmp_path, count=5, ImagePositionPatient=positions([0, 0.6, 1.3, 1.9, 2.5]))
        volume = read_volume(tmp_path)
        assert volume.voxels.shape[0] == 5
        assert volume.notes == ()

    @pytest.mark.parametrize(
        ("where", "doubtful"),
        [
            ([0, 2, 4, 6, 8], False),
            ([0, 2, 4, 8, 10], False),
            ([0, 2, 4, 10, 12], True),
            ([0, 15, 30], False),
            ([0, 15.2, 30.4], True),
            ([0], False),
        ],
    )
    def test_wide_gap_is_a_doubt(self, where, doubtful):
        assert bool(gap_doubts(np.array(where, float))) == doubtful

    def test_wide_gap_reaches_the_volume(self, tmp_path):
        write_series(tmp_path, count=3, ImagePositionPatient=positions([0, 30, 60]))
        assert "30.0 mm apart" in read_volume(tmp_path).doubts[0]

    def test_interpolation_is_linear_and_keeps_the_type(self):
        voxels = np.array([0, 10, 40], np.int16).reshape(3, 1, 1)
        where = np.array([0.0, 1.0, 4.0])
        resampled = resample(voxels, where, np.array([0.0, 0.5, 1.0, 2.5, 4.0]))
        assert resampled.dtype == np.int16
        np.testing.assert_array_equal(resampled.ravel(), [0, 5, 10, 25, 40])

    def test_slices_almost_in_one_place_do_not_make_the_grid_endless(self):
        grid = even_grid(np.array([0, 0.02, 0.04, 0.06, 500]))
        assert grid is not None
        assert len(grid) == 1000

    def test_even_slices_need_no_grid(self):
        assert even_grid(np.arange(5.0)) is None
        assert even_grid(np.array([0.0, 5.0])) is None

    def test_slices_shifted_sideways_are_doubtful(self, tmp_path):
        places = [[-10, -20, 0], [-10, -10, 2], [-10, -20, 4]]
        write_series(tmp_path, count=3, ImagePositionPatient=places)
        assert "sideways" in read_volume(tmp_path).doubts[0]
