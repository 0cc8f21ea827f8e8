"""DICOM objects in memory are read as those on a disk."""

import io

import numpy as np
import pydicom
import pytest
from dicom_series import hounsfield, slice_dataset, write_series
from pydicom.uid import RLELossless

from CTBodyContrastLib.errors import BadGeometryError, NotCTError
from CTBodyContrastLib.io.received import ReceivedFile
from CTBodyContrastLib.io.series import find_scans, scans_of_files
from CTBodyContrastLib.io.source import read_source


def received(paths):
    return [
        ReceivedFile(f"Instance {number}", pydicom.dcmread(io.BytesIO(path.read_bytes())))
        for number, path in enumerate(paths, start=1)
    ]


def test_a_volume_is_the_same_as_from_a_disk(tmp_path):
    paths = write_series(tmp_path / "series", 4, RescaleSlope=[1, 1, 2, 1])
    (there,), (here,) = find_scans(tmp_path / "series"), scans_of_files(received(paths[::-1]))
    np.testing.assert_array_equal(here.read().voxels, there.read().voxels)
    np.testing.assert_array_equal(here.read().ijk_to_ras, there.read().ijk_to_ras)
    assert here.read().tags == there.read().tags
    assert (here.series_uid, here.description) == (there.series_uid, there.description)
    assert read_source(here.received) == read_source(there.files)


def test_what_cannot_be_a_volume_is_told_with_the_name_of_the_instance(tmp_path):
    paths = write_series(tmp_path, 3, ImagePositionPatient=[[0, 0, 0], None, [0, 0, 4]])
    (scan,) = scans_of_files(received(paths))
    with pytest.raises(BadGeometryError, match="Instance 2 does not say where"):
        scan.read()


def test_phases_and_what_is_no_slice_are_parted_and_duplicates_dropped(tmp_path):
    places = [[-10, -20, 2 * (index % 3)] for index in range(6)]
    paths = write_series(tmp_path, 6, AcquisitionNumber=[1, 1, 1, 2, 2, 2], ImagePositionPatient=places)
    scout = ReceivedFile("Instance 7", slice_dataset(ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"]))
    scans = scans_of_files([*received(paths), *received(paths[:1]), scout])
    assert isinstance(scans[0].problem, NotCTError)
    assert [scan.description[-13:] for scan in scans[1:]] == ["volume 1 of 2", "volume 2 of 2"]
    np.testing.assert_array_equal(scans[2].read().voxels, hounsfield(3, 4, 5))


def test_compressed_pixels_are_decoded():
    slices = [slice_dataset(index) for index in range(3)]
    for dataset in slices:
        dataset.compress(RLELossless)
    (scan,) = scans_of_files([ReceivedFile(f"Instance {number}", item) for number, item in enumerate(slices)])
    np.testing.assert_array_equal(scan.read().voxels, hounsfield(0, 1, 2))


def test_nothing_shows_what_it_holds():
    assert "Secret" not in str(ReceivedFile("Instance 1", slice_dataset()))


def test_bytes_are_not_kept_twice(tmp_path):
    (file,) = received(write_series(tmp_path, 1))
    assert file.dataset.buffer is None
