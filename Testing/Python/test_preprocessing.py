import numpy as np
import pytest

from CTBodyContrastLib import NINE_VIEWS, CTVolume, Method
from CTBodyContrastLib.labels import VESSEL_VIEWS
from CTBodyContrastLib.preprocessing import (
    Preprocessing,
    crop_to_body,
    fit,
    network_input,
    network_views,
    reduce_volume,
    soft_tissue_shift,
)


def volume(voxels: np.ndarray, spacing: tuple[float, float, float]) -> CTVolume:
    k, j, i = spacing
    return CTVolume(voxels, np.diag([-i, -j, k, 1.0]))


class TestReduction:
    def test_brings_fine_axes_near_three_millimeters_and_leaves_coarse_ones(self) -> None:
        reduced = reduce_volume(volume(np.zeros((10, 40, 42), np.int16), (5.0, 0.75, 0.7)))
        assert reduced.voxels.shape == (10, 10, 11)
        assert reduced.spacing == pytest.approx((5.0, 3.0, 2.8))

    def test_keeps_every_voxel_center_where_it_was_in_the_patient(self) -> None:
        voxels = np.random.default_rng(0).integers(-1000, 1000, (9, 12, 12)).astype(np.int16)
        fine = volume(voxels, (1.0, 1.0, 1.0))
        reduced = reduce_volume(fine)
        center = fine.ijk_to_ras @ [1, 1, 1, 1]
        assert reduced.ijk_to_ras @ [0, 0, 0, 1] == pytest.approx(center)
        assert reduced.voxels[0, 0, 0] == round(voxels[:3, :3, :3].mean())

    def test_clips_padding_and_metal_before_averaging(self) -> None:
        voxels = np.full((9, 9, 9), -2000, np.int16)
        voxels[4, 4, 4] = 30000
        reduced = reduce_volume(volume(voxels, (1.0, 1.0, 1.0)))
        assert reduced.voxels.min() == -1024
        assert reduced.voxels.max() == round(-1024 + 3024 / 27)

    def test_an_axis_shorter_than_a_block_becomes_one_voxel(self) -> None:
        assert reduce_volume(volume(np.zeros((2, 9, 9), np.int16), (0.5, 1.0, 1.0))).voxels.shape == (1, 3, 3)


class TestViews:
    def test_gives_the_views_asked_for_in_their_order(self) -> None:
        wanted = (*VESSEL_VIEWS, *NINE_VIEWS)
        views = network_views(volume(np.zeros((10, 11, 12), np.int16), (3.0, 3.0, 3.0)), wanted)
        assert tuple(views) == wanted


class TestCrop:
    def test_leaves_out_air_and_padding_and_moves_the_origin(self) -> None:
        voxels = np.full((20, 20, 20), -1024, np.int16)
        voxels[4:14, 5:15, 6:16] = 40
        padded = volume(voxels, (3.0, 3.0, 3.0))
        cropped = crop_to_body(padded)
        assert cropped.voxels.shape == (10, 10, 10)
        assert np.all(cropped.voxels == 40)
        assert cropped.ijk_to_ras @ [0, 0, 0, 1] == pytest.approx(padded.ijk_to_ras @ [6, 5, 4, 1])

    def test_a_few_stray_voxels_do_not_widen_the_field(self) -> None:
        voxels = np.full((20, 20, 20), -1024, np.int16)
        voxels[4:14, 5:15, 6:16] = 40
        voxels[0, 0, 0] = 1000
        assert crop_to_body(volume(voxels, (3.0, 3.0, 3.0))).voxels.shape == (10, 10, 10)

    def test_a_volume_of_air_is_left_as_it_is(self) -> None:
        assert crop_to_body(volume(np.full((9, 9, 9), -1000, np.int16), (3.0, 3.0, 3.0))).voxels.shape == (9, 9, 9)


class TestInput:
    def test_scales_each_window_of_the_method_to_zero_to_one(self) -> None:
        voxels = np.full((8, 8, 8), 40, np.int16)
        windows = dict.fromkeys(Method, ((-160, 240), (40, 60), (0, 40)))
        images = network_input(
            network_views(volume(voxels, (3.0, 3.0, 3.0)), NINE_VIEWS), Preprocessing(32, windows=windows)
        )
        assert images.shape == (9, 3, 32, 32)
        assert images[:, 0] == pytest.approx(0.5)
        assert images[:, 1] == pytest.approx(0.0)
        assert images[:, 2] == pytest.approx(1.0)

    def test_a_shift_moves_every_window(self) -> None:
        voxels = np.full((8, 8, 8), 90, np.int16)
        windows = dict.fromkeys(Method, ((-160, 240), (40, 60), (0, 40)))
        views = network_views(volume(voxels, (3.0, 3.0, 3.0)), NINE_VIEWS)
        images = network_input(views, Preprocessing(32, windows=windows), shift=50.0)
        assert images[:, 0] == pytest.approx(0.5)
        assert images[:, 1] == pytest.approx(0.0)

    def test_keeps_the_physical_aspect_ratio_and_centers_the_image(self) -> None:
        voxels = np.full((10, 20, 20), 1000, np.int16)
        views = network_views(volume(voxels, (3.0, 3.0, 3.0)), NINE_VIEWS)
        coronal = network_input(views, Preprocessing(40))[2, 0]
        filled = np.flatnonzero(coronal.any(axis=1))
        assert (filled[0], filled[-1]) == (10, 29)
        assert coronal[filled].min() == 1.0

    def test_anisotropic_pixels_become_square(self) -> None:
        assert fit(np.zeros((5, 100)), (10.0, 1.0), 64).shape == (32, 64)


class TestShift:
    scan = volume(np.full((8, 8, 8), 90, np.int16), (3.0, 3.0, 3.0))

    def test_it_is_from_where_the_model_expects_soft_tissue_to_the_scans_own(self) -> None:
        assert soft_tissue_shift(self.scan, Preprocessing(soft_tissue_hu=40.0)) == 50.0

    def test_of_a_model_that_expects_nothing_it_is_none(self) -> None:
        assert soft_tissue_shift(self.scan, Preprocessing()) == 0.0

    def test_of_a_scan_without_soft_tissue_it_is_none(self) -> None:
        bone = volume(np.full((8, 8, 8), 900, np.int16), (3.0, 3.0, 3.0))
        assert soft_tissue_shift(bone, Preprocessing(soft_tissue_hu=40.0)) == 0.0


class TestFit:
    def test_a_constant_image_stays_constant(self) -> None:
        assert fit(np.full((7, 31), -37.5), (2.0, 0.7), 50) == pytest.approx(-37.5, abs=1e-3)
