import numpy as np
import pytest
import SimpleITK as sitk

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


class TestBesideASpine:
    """A vessel 24 mm wide in front of a vertebral column, drawn at 1 mm, averaged to 3 mm, with noise."""

    VESSEL = (slice(None), slice(10, 17), slice(10, 20))
    SPINE = (slice(None), slice(20, 34), slice(6, 24))

    @staticmethod
    def soft(
        blood: float,
        wall: float | None = None,
        spine: tuple[float, float] = (20.0, 120.0),
        blur_mm: float = 0.0,
        noise_hu: float = 10.0,
    ) -> np.ndarray:
        """What is left of it without bone.

        Args:
            blood, wall: HU in the vessel, and of calcium or struts in a third of its wall.
            spine: the radius of a vertebra with 3 mm of cortex, in mm, and the HU of its marrow.
            blur_mm: standard deviation of a soft kernel.
        """
        _, row, column = np.indices((1, 108, 90))
        plane = np.where(np.hypot(row - 54, column - 45) < 52, 40.0, -1000.0)
        from_vessel = np.hypot(row - 40, column - 45)
        plane[from_vessel < 12] = blood
        if wall is not None:
            angle = np.arctan2(row - 40, column - 45)
            plane[(abs(from_vessel - 12) < 1) & (np.sin(6 * angle) > 0.5)] = wall
        from_spine, (radius, marrow) = np.hypot(row - 82, column - 45), spine
        plane[from_spine < radius] = 900
        plane[from_spine < radius - 3] = marrow
        volume = np.repeat(plane, 60, axis=0).reshape(20, 3, 36, 3, 30, 3).mean(axis=(1, 3, 5))
        image = sitk.GetImageFromArray(volume)
        image.SetSpacing((3.0, 3.0, 3.0))
        if blur_mm:
            volume = sitk.GetArrayFromImage(sitk.SmoothingRecursiveGaussian(image, blur_mm))
        volume = volume + np.random.default_rng(0).normal(0, noise_hu, volume.shape)
        return suppress_bone(CTVolume(volume.astype(np.int16), np.diag([3.0, 3.0, 3.0, 1.0]))).voxels

    @pytest.mark.parametrize("noise_hu", [10.0, 25.0])
    def test_an_aorta_of_400_hu_stays_and_the_spine_goes(self, noise_hu: float) -> None:
        soft = self.soft(400, noise_hu=noise_hu)
        assert soft[self.VESSEL].max() > 380
        assert soft[self.SPINE].max() < 180

    def test_calcium_in_its_wall_does_not_take_the_blood_away(self) -> None:
        assert 380 < self.soft(400, wall=1200)[self.VESSEL].max() < 480

    def test_calcium_is_no_contrast(self) -> None:
        assert self.soft(40, wall=1200)[self.VESSEL].max() < 100

    def test_a_stent_is_no_contrast_and_does_not_hide_any(self) -> None:
        assert self.soft(40, wall=6000)[self.VESSEL].max() < 100
        assert self.soft(400, wall=6000)[self.VESSEL].max() > 380

    @pytest.mark.parametrize("blur_mm", [2.0, 3.0])
    def test_a_vertebra_of_the_neck_that_a_soft_kernel_blurs_is_no_vessel(self, blur_mm: float) -> None:
        assert self.soft(40, spine=(9.0, 250.0), blur_mm=blur_mm)[self.SPINE].max() < 100


def test_bowel_filled_with_contrast_stays_as_a_vessel_would() -> None:
    """Nothing in a voxel tells the one from the other; the card names it among the failures."""
    voxels = np.full((30, 30, 30), 40, np.int16)
    voxels[8:16, :, 10:18] = 450
    assert suppress_bone(CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0]))).voxels.max() == 450
