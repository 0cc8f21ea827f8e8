from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from CTBodyContrastLib import NINE_VIEWS, CTVolume
from CTBodyContrastLib.labels import VESSEL_VIEWS
from CTBodyContrastLib.lungs import Lungs
from CTBodyContrastLib.preprocessing import Preprocessing, reduce_volume
from CTBodyContrastLib.windows import BodyAxis, prepare_windows, window_views, windows


def body(slices: int, spacing: float = 3.0) -> CTVolume:
    """Slices (S, A, R) that hold their own number, counted from the feet, in a body with air around it."""
    voxels = np.full((slices, 14, 16), -1000, np.int16)
    voxels[:, 2:12, 2:14] = np.arange(slices)[:, None, None]
    return CTVolume(voxels, np.diag([-3.0, -3.0, spacing, 1.0]))


class TestPlaces:
    def test_a_short_scan_has_no_windows(self) -> None:
        assert windows(body(40)) == []

    def test_they_reach_from_the_feet_to_the_head_and_leave_nothing_out(self) -> None:
        found = windows(body(200))
        assert found[0].first == 0
        assert found[-1].last == 199
        assert {window.last - window.first + 1 for window in found} == {40}
        gaps = np.diff([window.first for window in found]) * 3.0
        assert gaps.max() <= 81.5

    def test_thick_slices_still_give_enough_of_them(self) -> None:
        found = windows(body(40, spacing=20.0))
        assert min(window.last - window.first + 1 for window in found) == 8


class TestCut:
    @pytest.mark.parametrize("axes", list(permutations(range(3))))
    @pytest.mark.parametrize("flip", [False, True])
    def test_the_same_slices_however_the_volume_is_stored(self, axes: tuple[int, ...], flip: bool) -> None:
        plain = body(60)
        matrix = plain.ijk_to_ras.copy()
        matrix[:, :3] = matrix[:, [2 - axis for axis in reversed(axes)]]
        voxels = plain.voxels.transpose(axes)
        if flip:
            along = axes.index(0)
            voxels = np.flip(voxels, along)
            matrix[:3, 3] += (voxels.shape[along] - 1) * matrix[:3, 2 - along]
            matrix[:3, 2 - along] *= -1
        stored = CTVolume(voxels, matrix)
        shown = stored.stretch(10, 29)
        assert set(np.unique(shown.voxels)) - {-1000} == set(range(10, 30))
        center = (np.array(shown.voxels.shape[::-1]) - 1) / 2
        assert (shown.ijk_to_ras @ [*center, 1])[2] == pytest.approx(3.0 * 19.5)


class TestBodyAxis:
    @pytest.mark.parametrize("flip", [False, True])
    def test_reduced_slices_are_found_in_the_volume_that_was_read(self, flip: bool) -> None:
        fine = body(205, spacing=1.0)
        if flip:
            matrix = fine.ijk_to_ras.copy()
            matrix[:3, 3] += 204 * matrix[:3, 2]
            matrix[:3, 2] *= -1
            fine = CTVolume(fine.voxels[::-1], matrix)
        reduced = reduce_volume(fine)
        axis = BodyAxis.of(fine, reduced)
        assert (axis.count, axis.factor, axis.flipped) == (69, 3, flip)
        if flip:
            assert axis.originals(0, 0) == (204, 204)
            assert axis.originals(67, 68) == (0, 5)
        else:
            assert axis.originals(0, 1) == (0, 5)
            assert axis.originals(68, 68) == (204, 204)
            assert axis.lowest_mm == pytest.approx(1.0)

    def test_slices_of_a_scan_that_lies_askew_rise_by_less_than_their_distance(self) -> None:
        straight = body(40)
        turn = np.eye(4)
        turn[1:3, 1:3] = [[0.8, -0.6], [0.6, 0.8]]  # by 37 degrees about the axis from right to left
        askew = CTVolume(straight.voxels, turn @ straight.ijk_to_ras)
        axis = BodyAxis.of(askew, askew)
        assert (axis.spacing, axis.rise_mm) == pytest.approx((3.0, 2.4))
        middle = (np.array(askew.voxels.shape[::-1]) - 1) / 2
        for k in (0, 39):
            assert axis.lowest_mm + k * axis.rise_mm == pytest.approx((askew.ijk_to_ras @ [*middle[:2], k, 1])[2])


def test_images_are_those_of_the_windows_in_their_order() -> None:
    volume = body(120)
    prepared = prepare_windows(volume, volume, NINE_VIEWS + VESSEL_VIEWS, Preprocessing(input_size=32))
    assert len(prepared.windows) == 4
    assert prepared.images.shape == (4 * 3, 3, 32, 32)
    brightness = prepared.images[::3].mean(axis=(1, 2, 3))
    assert (np.diff(brightness) > 0).all(), "slices hold higher numbers towards the head"


def test_edges_are_evened_in_each_window() -> None:
    volume = body(120)
    noise = np.random.default_rng(0).normal(0, 60, volume.voxels.shape)
    volume = replace(volume, voxels=volume.voxels + noise.astype(np.int16))
    plain, evened = (
        prepare_windows(volume, volume, NINE_VIEWS + VESSEL_VIEWS, Preprocessing(32, edge_sharpness=usual)).images
        for usual in (None, (0.45, 0.65))
    )
    changed = (plain != evened).any(axis=(1, 2, 3)).reshape(4, 3)
    assert changed.tolist() == [[False, True, True]] * 4, "a view of the nine, and two without bone"


def test_a_model_without_vessel_views_looks_from_the_front() -> None:
    assert [plane for _, plane in window_views(NINE_VIEWS)] == ["coronal"] * 3
    assert len(window_views(NINE_VIEWS + VESSEL_VIEWS)) == 3


def test_lungs_and_crests_are_looked_for_in_a_long_reduced_scan() -> None:
    voxels = np.full((60, 80, 100), -1000, np.int16)
    voxels[:, 10:70, 10:90] = 40
    voxels[:20, 50:60, 15:20] = voxels[:20, 50:60, 80:85] = 500
    voxels[30:50, 20:60, 20:80] = -800
    volume = CTVolume(voxels, np.diag([-3.0, -3.0, 3.0, 1.0]))
    found = [
        prepare_windows(scan, scan, NINE_VIEWS, preprocessing)
        for scan, preprocessing in (
            (volume, Preprocessing(32)),
            (volume, Preprocessing(32, spacing_mm=0)),
            (replace(volume, voxels=voxels[:40]), Preprocessing(32)),
        )
    ]
    assert [each.lungs for each in found] == [Lungs(bottom=25, dome=30, apex=51), None, None]
    assert [each.crests for each in found] == [(19,), (), ()]
