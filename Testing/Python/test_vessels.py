import numpy as np
import pytest

from CTBodyContrastLib import CTVolume
from CTBodyContrastLib.vessels import AIR_HU, suppress_bone


def cube_with(value: int) -> np.ndarray:
    voxels = np.full((24, 24, 24), 40, np.int16)
    voxels[10:14, 10:14, 10:14] = value
    return suppress_bone(CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0]))).voxels


def test_bone_and_six_millimeters_around_it_become_air() -> None:
    soft = cube_with(1000)
    assert np.all(soft[8:15, 8:15, 8:15] == AIR_HU)
    assert np.all(soft[:6] == 40)


def test_an_enhanced_vessel_stays() -> None:
    assert cube_with(220).max() == 220


def test_a_single_bright_voxel_is_averaged_with_its_neighbors() -> None:
    voxels = np.zeros((9, 9, 9), np.int16)
    voxels[4, 4, 4] = 160
    assert suppress_bone(CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0]))).voxels.max() == 20


def test_the_margin_is_in_millimeters_along_each_axis() -> None:
    voxels = np.full((24, 24, 24), 40, np.int16)
    voxels[12] = 1000
    thick = suppress_bone(CTVolume(voxels, np.diag([3.0, 3.0, 6.0, 1.0]))).voxels
    assert [plane for plane in range(23) if np.all(thick[plane] == 40)] == [*range(10), *range(14, 23)]


def test_a_large_vessel_as_bright_as_bone_stays() -> None:
    voxels = np.full((30, 30, 30), 40, np.int16)
    voxels[:, 10:18, 10:18] = 420
    assert suppress_bone(CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0]))).voxels.max() == 420


def test_a_shell_of_cortex_around_marrow_is_bone() -> None:
    voxels = np.full((30, 30, 30), 40, np.int16)
    voxels[:, 10:20, 10:20] = 900
    voxels[:, 12:18, 12:18] = 180
    soft = suppress_bone(CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0]))).voxels
    assert np.all(soft[:, 8:20, 8:20] < 200)
    assert soft.max() < 200


@pytest.mark.parametrize("flipped", [False, True])
def test_what_is_bright_stays_where_it_is_in_the_patient(flipped: bool) -> None:
    voxels = np.full((20, 22, 24), 40, np.int16)
    voxels[8:12, 9:13, 10:14] = 220
    center = np.array([11.5, 10.5, 9.5, 1])
    matrix = np.array([[-3.0, 0, 0, 60], [0, -3.0, 0, 50], [0, 0, 5.0, -40], [0, 0, 0, 1]])
    volume = CTVolume(voxels, matrix)
    if flipped:
        turned = matrix.copy()
        turned[:3, 3] += 19 * matrix[:3, 2]
        turned[:3, 2] *= -1
        volume = CTVolume(voxels[::-1], turned)
    soft = suppress_bone(volume)
    found = np.argwhere(soft.voxels == 220).mean(axis=0)[::-1]
    assert soft.ijk_to_ras @ [*found, 1] == pytest.approx(matrix @ center)


def test_an_axis_of_one_voxel_stays() -> None:
    thin = suppress_bone(CTVolume(np.full((1, 8, 8), 40, np.int16), np.diag([3.0, 3.0, 3.0, 1.0])))
    assert thin.voxels.shape == (1, 7, 7)
