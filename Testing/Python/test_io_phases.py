"""Which slices of one series make one volume."""

import shutil

import numpy as np
import pytest
from dicom_series import changed, pixels, positions, slice_dataset, write, write_series
from pydicom.uid import RLELossless

from CTBodyContrastLib.errors import SeveralSeriesError
from CTBodyContrastLib.io.reading import read_volume
from CTBodyContrastLib.io.series import find_scans

OTHER_UID = "1.2.826.0.1.3680043.8.498.77"


def _first_values(scans):
    return [int(scan.read().voxels[0, 0, 0]) for scan in scans]


class TestDuplicates:
    def test_copy_of_a_file_is_dropped_and_told(self, tmp_path):
        paths = write_series(tmp_path)
        shutil.copy(paths[1], tmp_path / "copy.dcm")
        volume = read_volume(tmp_path)
        assert volume.voxels.shape[0] == 4
        assert volume.notes == ("1 duplicate slice was dropped.",)

    def test_same_pixels_under_another_identifier_are_dropped(self, tmp_path):
        write_series(tmp_path)
        for index in (0, 2):
            write(tmp_path / f"again{index}.dcm", slice_dataset(index, InstanceNumber=50))
        volume = read_volume(tmp_path)
        assert volume.voxels.shape[0] == 4
        assert volume.notes == ("2 duplicate slices were dropped.",)

    def test_compressed_copy_is_dropped(self, tmp_path):
        paths = write_series(tmp_path)
        shutil.copy(paths[1], tmp_path / "copy.dcm")
        with changed(tmp_path / "copy.dcm") as dataset:
            dataset.compress(RLELossless, generate_instance_uid=False)
        np.testing.assert_array_equal(read_volume(tmp_path).voxels[1], pixels(1) - 1024)

    def test_other_pixels_in_one_place_are_another_volume(self, tmp_path):
        write_series(tmp_path)
        for index in range(4):
            write(tmp_path / f"x{index}.dcm", slice_dataset(index, pixels(index + 50), InstanceNumber=10 + index))
        assert _first_values(find_scans(tmp_path)) == [-1024, 5000 - 1024]


class TestPhases:
    @pytest.mark.parametrize(
        ("keyword", "values"),
        [
            ("AcquisitionNumber", (2, 10)),
            ("TemporalPositionIdentifier", (1, 2)),
            ("ImageType", (["ORIGINAL", "PRIMARY", "AXIAL"], ["DERIVED", "PRIMARY", "AXIAL", "IODINE"])),
            ("ConvolutionKernel", ("B30f", "B70f")),
            ("ContentTime", ("101010", "101515")),
        ],
    )
    def test_phases_of_a_series_are_parted(self, tmp_path, keyword, values):
        # File names and numbers alternate, so that only the tag tells the phases apart.
        for index in range(4):
            for phase, value in enumerate(values):
                number = 2 * index + phase
                stored = pixels(index + 50 * phase)
                dataset = slice_dataset(index, stored, InstanceNumber=number, **{keyword: value})
                write(tmp_path / f"{number:02d}.dcm", dataset)
        scans = find_scans(tmp_path)
        assert [scan.description[-13:] for scan in scans] == ["volume 1 of 2", "volume 2 of 2"]
        assert sorted(_first_values(scans)) == [-1024, 5000 - 1024]
        for scan in scans:
            assert scan.read().voxels.shape[0] == 4
        with pytest.raises(SeveralSeriesError, match="volume 1 of 2"):
            read_volume(tmp_path)

    def test_time_that_differs_in_each_slice_does_not_part_a_phase(self, tmp_path):
        for phase in range(3):
            for index in range(4):
                number = 4 * phase + index
                stored = pixels(index + 50 * phase)
                tags = {"InstanceNumber": number, "ContentTime": f"1010{number:02d}"}
                write(tmp_path / f"{number:02d}.dcm", slice_dataset(index, stored, **tags))
        scans = find_scans(tmp_path)
        assert _first_values(scans) == [-1024, 5000 - 1024, 10000 - 1024]
        np.testing.assert_array_equal(scans[2].read().voxels[3], pixels(103) - 1024)

    def test_two_reasons_at_once_are_both_parted(self, tmp_path):
        for index in range(3):
            for acquisition in (1, 2):
                for kernel in ("B30f", "B70f"):
                    name = f"{index}{acquisition}{kernel}"
                    stored = pixels(index + 10 * acquisition + (5 if kernel == "B70f" else 0))
                    tags = {"AcquisitionNumber": acquisition, "ConvolutionKernel": kernel}
                    write(tmp_path / f"{name}.dcm", slice_dataset(index, stored, **tags))
        scans = find_scans(tmp_path)
        assert sorted(_first_values(scans)) == [-24, 476, 976, 1476]

    def test_acquisitions_shifted_by_half_a_slice_are_parted(self, tmp_path):
        for acquisition in (0, 1):
            for index in range(4):
                place = [-10, -20, 2 * index + acquisition]
                tags = {"AcquisitionNumber": acquisition, "ImagePositionPatient": place}
                write(tmp_path / f"{acquisition}{index}.dcm", slice_dataset(index, **tags))
        assert [scan.read().spacing[0] for scan in find_scans(tmp_path)] == pytest.approx([2, 2])

    def test_thin_and_thick_slices_between_each_other_are_parted(self, tmp_path):
        write_series(tmp_path, count=9, SliceThickness=1, ImagePositionPatient=positions(range(9)))
        for index in range(2):
            tags = {"SliceThickness": 5, "ImagePositionPatient": [-10, -20, 5 * index + 1.5]}
            write(tmp_path / f"thick{index}.dcm", slice_dataset(index, **tags))
        assert [scan.read().voxels.shape[0] for scan in find_scans(tmp_path)] == [9, 2]

    def test_one_acquisition_for_each_slice_is_one_volume(self, tmp_path):
        write_series(tmp_path, count=6, AcquisitionNumber=[1, 2, 3, 4, 5, 6])
        assert read_volume(tmp_path).voxels.shape[0] == 6

    def test_acquisitions_one_above_the_other_are_one_volume(self, tmp_path):
        write_series(tmp_path, count=6, AcquisitionNumber=[1, 1, 1, 2, 2, 2])
        assert read_volume(tmp_path).voxels.shape[0] == 6

    def test_thickness_that_differs_in_its_last_digits_is_one(self, tmp_path):
        write_series(tmp_path, count=6, SliceThickness=["2.999", "3.000", "3.001", "3.0", "2.999", "3.000"])
        assert read_volume(tmp_path).voxels.shape[0] == 6
