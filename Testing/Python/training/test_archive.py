from pathlib import Path

import numpy as np
import pytest
from made_up_archive import write_scan

from CTBodyContrastLib import CTVolume, read_volume
from CTBodyContrastLib.io.reading import read_files
from CTBodyContrastLib.io.writing import write_volume
from CTBodyContrastLib.training.archive import UsableSeries, voxel_hash, walk
from CTBodyContrastLib.training.dataset import DatasetError
from CTBodyContrastLib.training.left_out import LeftOut

HEIGHTS = [[-10, -20, 2 * index] for index in range(8)]


def walked(*roots: Path) -> tuple[list[UsableSeries], dict[str, str]]:
    """The usable series, and the kind of each place that was left out."""
    found = list(walk(roots))
    usable = [each for each in found if isinstance(each, UsableSeries)]
    return usable, {each.scan.path.name: each.kind for each in found if isinstance(each, LeftOut)}


def test_series_are_found_in_any_nesting_and_format(tmp_path: Path) -> None:
    write_scan(tmp_path / "a/b/c", "p1", seed=1)
    for index, path in enumerate(write_scan(tmp_path / "scattered", "p2", seed=2)):
        (tmp_path / f"scattered/{index % 3}").mkdir(exist_ok=True)
        path.rename(tmp_path / f"scattered/{index % 3}/{path.name}")
    voxels = np.random.default_rng(4).integers(-1000, 500, (8, 9, 10)).astype(np.int16)
    write_volume(CTVolume(voxels, np.diag([1, 1, 2.5, 1])), tmp_path / "one.nii.gz")
    usable, left_out = walked(tmp_path)
    assert sorted(each.slice_thickness for each in usable) == ["2.0", "2.0", "2.5"]
    assert left_out == {}


def test_each_phase_of_a_series_can_be_read_by_its_files(tmp_path: Path) -> None:
    write_scan(tmp_path, "p1", seed=1, count=16, AcquisitionNumber=[1] * 8 + [2] * 8, ImagePositionPatient=2 * HEIGHTS)
    usable, left_out = walked(tmp_path)
    assert left_out == {}
    assert [len(each.found.scan.files) for each in usable] == [8, 8]
    assert [voxel_hash(read_files(each.found.scan.files)) for each in usable] == [each.voxels for each in usable]


def test_scouts_reports_damage_and_masks_are_left_out(tmp_path: Path) -> None:
    write_scan(tmp_path / "good", "p1", seed=1)
    write_scan(tmp_path / "scout", "p1", seed=2, count=1, ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"])
    screen = {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.7", "SeriesDescription": "Dose"}
    write_scan(tmp_path / "screen", "p1", seed=3, count=1, **screen)
    report = {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.88.67", "Modality": "SR", "PixelData": None, "Rows": None}
    write_scan(tmp_path / "report", "p1", seed=4, count=1, **report)
    cut = write_scan(tmp_path / "cut", "p1", seed=5)
    cut[3].write_bytes(cut[3].read_bytes()[:-40])
    write_scan(tmp_path / "short", "p1", seed=6, count=5)
    mask = np.zeros((9, 9, 9), np.int16)
    mask[4] = 1
    write_volume(CTVolume(mask, np.eye(4)), tmp_path / "mask.nii.gz")
    usable, left_out = walked(tmp_path)
    assert [each.found.scan.path.name for each in usable] == ["good"]
    assert left_out == {
        "scout": "scout, screen save or another modality",
        "screen": "scout, screen save or another modality",
        "report": "report or other object without an image",
        "cut": "unreadable",
        "short": "no CT volume that can be judged",
        "mask.nii.gz": "no CT volume that can be judged",
    }


def test_projections_and_reformats_are_left_out(tmp_path: Path) -> None:
    study = {"StudyInstanceUID": "1.9", "FrameOfReferenceUID": "1.8"}
    write_scan(tmp_path / "axial", "p1", seed=1, **study)
    coronal = [[-10, 2 * index, 20] for index in range(8)]
    place = {"ImageOrientationPatient": [1, 0, 0, 0, 0, -1], "ImagePositionPatient": coronal}
    write_scan(tmp_path / "coronal", "p1", seed=2, **study, **place)
    write_scan(tmp_path / "mip", "p1", seed=3, SeriesDescription="MIP 10 mm", **study)
    usable, left_out = walked(tmp_path)
    assert [each.found.scan.path.name for each in usable] == ["axial"]
    assert left_out == {"coronal": "reformat", "mip": "derived projection"}


def test_a_scan_is_used_once_in_whatever_format_it_lies_there(tmp_path: Path) -> None:
    write_scan(tmp_path / "dicom", "p1", seed=1)
    write_volume(read_volume(tmp_path / "dicom"), tmp_path / "same.nii.gz")
    usable, left_out = walked(tmp_path)
    assert len(usable) == 1
    assert left_out == {"same.nii.gz": "the same voxels twice"}


@pytest.mark.parametrize("name", ["nowhere", "empty", "file.nii.gz"])
def test_an_archive_without_scans_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.nii.gz").touch()
    with pytest.raises(DatasetError, match=name):
        list(walk([tmp_path / name]))


def test_the_hash_is_that_of_the_patient_and_not_of_the_storage() -> None:
    voxels = np.random.default_rng(0).integers(-1000, 500, (8, 9, 10)).astype(np.int16)
    volume = CTVolume(voxels, np.eye(4))
    flipped = np.eye(4)
    flipped[2, 2], flipped[2, 3] = -1, 7
    assert voxel_hash(CTVolume(voxels[::-1].astype(np.float32), flipped)) == voxel_hash(volume)
    other = voxels.copy()
    other[0, 0, 0] += 1
    assert voxel_hash(CTVolume(other, np.eye(4))) != voxel_hash(volume)
