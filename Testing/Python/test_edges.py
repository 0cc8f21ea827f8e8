"""How sharp edges are, and edges brought nearer to the usual."""

import numpy as np
import pytest
import SimpleITK as sitk

from CTBodyContrastLib.edges import edge_sharpness, with_usual_edges
from CTBodyContrastLib.labels import VESSEL_VIEWS
from CTBodyContrastLib.preprocessing import network_views
from CTBodyContrastLib.volume import CTVolume

USUAL = (0.45, 0.65)
SHAPE = (12, 40, 44)


def volume(voxels: np.ndarray, matrix: np.ndarray | None = None) -> CTVolume:
    return CTVolume(voxels, np.diag([-3.0, -3.0, 3.0, 1.0]) if matrix is None else matrix)


def discs() -> np.ndarray:
    """Vessels of 120 HU in tissue of 40, beside fat: steps from one voxel to the next, and no other detail."""
    _, j, i = np.indices(SHAPE)
    voxels = np.where(j < 30, 40.0, -100.0)
    for row, column in ((8, 10), (8, 32), (22, 20)):
        voxels[np.hypot(j - row, i - column) < 5] = 120.0
    return voxels.astype(np.float32)


def soft(sigma: float) -> np.ndarray:
    return sitk.GetArrayFromImage(sitk.DiscreteGaussian(sitk.GetImageFromArray(discs()), sigma**2))


def noisy() -> np.ndarray:
    return discs() + np.random.default_rng(0).normal(0, 60, SHAPE).astype(np.float32)


def steepest(image: np.ndarray) -> float:
    return max(float(abs(np.diff(image, axis=axis)).max()) for axis in range(image.ndim))


class TestSharpness:
    def test_of_even_changes_steps_and_noise(self):
        even = np.broadcast_to(np.arange(44.0) + np.arange(40.0)[:, None], SHAPE)
        noise = np.random.default_rng(0).normal(50, 20, SHAPE)
        assert edge_sharpness(volume(even)) == pytest.approx(0.25)
        assert edge_sharpness(volume(discs())) == pytest.approx(0.5, abs=0.03)
        assert edge_sharpness(volume(noise)) == pytest.approx(1.0, abs=0.03)

    def test_a_softer_kernel_is_less_sharp(self):
        found = [edge_sharpness(volume(each)) for each in (soft(2.0), soft(1.0), discs(), noisy())]
        assert found == sorted(found)

    def test_how_dense_bone_and_how_thin_air_is_does_not_count(self):
        found = []
        for dense, thin in ((300, -150), (2000, -1024)):
            voxels = soft(2.0)
            voxels[:, 35:, :6], voxels[:, :3] = dense, thin
            found.append(edge_sharpness(volume(voxels)))
        assert found[0] == found[1]

    @pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
    def test_any_order_of_axes_gives_the_same(self, order):
        matrix = np.diag([-3.0, -3.0, 3.0, 1.0])
        turned = np.eye(4)
        turned[:3, :3] = matrix[:3, :3][:, [2 - order[2 - column] for column in range(3)]]
        expected = edge_sharpness(volume(soft(1.0)))
        assert edge_sharpness(volume(soft(1.0).transpose(order), turned)) == pytest.approx(expected)

    @pytest.mark.parametrize("voxels", [np.full(SHAPE, 40, np.int16), np.zeros((12, 2, 44), np.int16)])
    def test_nothing_is_known_where_nothing_differs(self, voxels):
        assert edge_sharpness(volume(voxels)) is None
        assert with_usual_edges(volume(voxels), USUAL).voxels is voxels


class TestUsualEdges:
    def test_usual_edges_stay_as_they_are(self):
        given = volume(discs())
        assert with_usual_edges(given, USUAL) is given

    @pytest.mark.parametrize("voxels", [soft(1.0), noisy()], ids=["soft", "sharp"])
    def test_others_come_nearer(self, voxels):
        before = edge_sharpness(volume(voxels))
        after = edge_sharpness(with_usual_edges(volume(voxels), USUAL))
        assert abs(after - 0.55) < abs(before - 0.55)
        assert not USUAL[0] < before < USUAL[1]

    def test_sharpening_makes_edges_steeper_and_nothing_brighter_on_the_whole(self):
        even, evened = soft(1.5), with_usual_edges(volume(soft(1.5)), USUAL).voxels
        assert steepest(evened) > 1.05 * steepest(even)
        assert evened.mean() == pytest.approx(even.mean(), abs=0.5)

    def test_little_outside_changes_little(self):
        sharpness = edge_sharpness(volume(soft(1.0)))
        changed = [
            abs(with_usual_edges(volume(soft(1.0)), (sharpness + beside, 0.9)).voxels - soft(1.0)).max()
            for beside in (0.001, 0.025, 0.05, 0.5)
        ]
        assert changed[0] < 0.05 * changed[2]
        assert changed[1] == pytest.approx(changed[2] / 2, rel=1e-4)
        assert changed[3] == pytest.approx(changed[2])

    def test_voxels_given_are_not_written_to(self):
        voxels = soft(1.0).astype(np.int16)
        voxels.flags.writeable = False
        assert with_usual_edges(volume(voxels), USUAL).voxels.dtype == np.float32

    def test_nothing_changes_across_slices(self):
        single = np.full(SHAPE, 40.0, np.float32)
        single[6] = soft(1.0)[6]
        assert not np.any(with_usual_edges(volume(single), USUAL).voxels[:6] != 40.0)


def test_vessel_views_are_made_of_them():
    given = volume(soft(1.5))
    plain, evened = (network_views(given, VESSEL_VIEWS, edges=edges) for edges in (None, USUAL))
    assert all(steepest(evened[view].image) > 1.02 * steepest(plain[view].image) for view in VESSEL_VIEWS)
