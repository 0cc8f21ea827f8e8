"""Enhanced multi-frame CT."""

from pathlib import Path

import numpy as np
import pytest
from dicom_series import AXIAL, ROWS, SPACING, changed, hounsfield, pixels, slice_dataset, write
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import RLELossless

from CTBodyContrastLib.errors import UnreadableFileError
from CTBodyContrastLib.io.reading import read_volume

ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1"


class TestEnhancedMultiFrame:
    @staticmethod
    def _write(path: Path, **changes: object) -> Path:
        count = 4
        dataset = slice_dataset(
            stored=np.concatenate([pixels(index) for index in range(count)]),
            SOPClassUID=ENHANCED_CT,
            **dict.fromkeys(
                ["ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "RescaleSlope", "RescaleIntercept"]
            ),
            **changes,
        )
        dataset.Rows, dataset.NumberOfFrames = ROWS, count
        shared = Dataset()
        shared.PlaneOrientationSequence = Sequence([Dataset()])
        shared.PlaneOrientationSequence[0].ImageOrientationPatient = AXIAL
        shared.PixelMeasuresSequence = Sequence([Dataset()])
        shared.PixelMeasuresSequence[0].PixelSpacing = list(SPACING)
        shared.PixelValueTransformationSequence = Sequence([Dataset()])
        shared.PixelValueTransformationSequence[0].RescaleSlope = 1
        shared.PixelValueTransformationSequence[0].RescaleIntercept = -1024
        shared.PixelValueTransformationSequence[0].RescaleType = "HU"
        dataset.SharedFunctionalGroupsSequence = Sequence([shared])
        frames = []
        for index in range(count):
            frame = Dataset()
            frame.PlanePositionSequence = Sequence([Dataset()])
            frame.PlanePositionSequence[0].ImagePositionPatient = [-10, -20, -3 * index]
            frames.append(frame)
        dataset.PerFrameFunctionalGroupsSequence = Sequence(frames)
        return write(path, dataset)

    def test_frames_are_slices(self, tmp_path):
        volume = read_volume(self._write(tmp_path / "enhanced.dcm"))
        np.testing.assert_array_equal(volume.voxels, hounsfield(3, 2, 1, 0))
        np.testing.assert_allclose(volume.ijk_to_ras[:3, 2:], [[0, 10], [0, 20], [3, -9]], atol=1e-9)

    def test_compressed_frames_are_slices(self, tmp_path):
        with changed(self._write(tmp_path / "enhanced.dcm")) as dataset:
            dataset.compress(RLELossless)
        np.testing.assert_array_equal(read_volume(tmp_path).voxels, hounsfield(3, 2, 1, 0))

    def test_truncated_file_is_named(self, tmp_path):
        path = self._write(tmp_path / "enhanced.dcm")
        path.write_bytes(path.read_bytes()[:-30])
        with pytest.raises(UnreadableFileError, match="enhanced"):
            read_volume(path)
