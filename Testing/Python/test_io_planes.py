"""Enhanced multi-frame CT."""

import numpy as np
import pytest
from dicom_series import changed, hounsfield, write_enhanced
from pydicom.uid import RLELossless

from CTBodyContrastLib.errors import UnreadableFileError
from CTBodyContrastLib.io.reading import read_volume


class TestEnhancedMultiFrame:
    def test_frames_are_slices(self, tmp_path):
        volume = read_volume(write_enhanced(tmp_path / "enhanced.dcm"))
        np.testing.assert_array_equal(volume.voxels, hounsfield(3, 2, 1, 0))
        np.testing.assert_allclose(volume.ijk_to_ras[:3, 2:], [[0, 10], [0, 20], [3, -9]], atol=1e-9)

    def test_compressed_frames_are_slices(self, tmp_path):
        with changed(write_enhanced(tmp_path / "enhanced.dcm")) as dataset:
            dataset.compress(RLELossless)
        np.testing.assert_array_equal(read_volume(tmp_path).voxels, hounsfield(3, 2, 1, 0))

    def test_truncated_file_is_named(self, tmp_path):
        path = write_enhanced(tmp_path / "enhanced.dcm")
        path.write_bytes(path.read_bytes()[:-30])
        with pytest.raises(UnreadableFileError, match="enhanced"):
            read_volume(path)
