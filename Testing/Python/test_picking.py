from dataclasses import replace

import numpy as np
import pytest

from CTBodyContrastLib import CTVolume, Method, Plane, make_phantom, project
from CTBodyContrastLib.labels import VESSEL_VIEWS
from CTBodyContrastLib.picking import point_behind, stretch_box
from CTBodyContrastLib.preprocessing import Preprocessing, crop_to_body, network_views, reduce_volume, without_bone

PLAIN = Preprocessing()
STORED = [
    np.diag([-2.0, -3.0, 4.0, 1.0]),
    np.diag([2.0, 3.0, -4.0, 1.0]),
    np.array([[0, 0, 3.0, 50], [-2.0, 0, 0, 60], [0, 4.0, 0, 70], [0, 0, 0, 1]]),
]


def volume_with_one_bright_voxel(ijk_to_ras: np.ndarray) -> tuple[CTVolume, np.ndarray]:
    """Noise with one voxel above it, and where that lies in RAS mm."""
    voxels = np.random.default_rng(0).integers(-900, 900, (14, 16, 18)).astype(np.int16)
    voxels[3, 11, 5] = 2000
    return CTVolume(voxels, ijk_to_ras), (ijk_to_ras @ [5, 11, 3, 1])[:3]


@pytest.mark.parametrize("ijk_to_ras", STORED)
@pytest.mark.parametrize("plane", list(Plane))
def test_a_pixel_of_a_maximum_leads_to_the_voxel_it_shows(ijk_to_ras, plane):
    volume, bright = volume_with_one_bright_voxel(ijk_to_ras)
    projection = project(volume)[Method.MIP, plane]
    row, column = np.argwhere(projection.image == 2000)[0]
    assert point_behind(volume, projection, row + 0.4, column - 0.4, PLAIN) == pytest.approx(bright)


@pytest.mark.parametrize("ijk_to_ras", STORED)
@pytest.mark.parametrize("plane", list(Plane))
def test_a_pixel_of_a_mid_plane_leads_to_the_voxel_it_was_taken_from(ijk_to_ras, plane):
    volume, _ = volume_with_one_bright_voxel(ijk_to_ras)
    projection = project(volume)[Method.MID_PLANE, plane]
    for row, column in ((0, 0), (2, 5), (-1, -1)):
        row, column = row % projection.image.shape[0], column % projection.image.shape[1]
        point = point_behind(volume, projection, row, column, PLAIN)
        i, j, k = np.rint(np.linalg.solve(ijk_to_ras, [*point, 1])[:3]).astype(int)
        assert volume.voxels[k, j, i] == projection.image[row, column]


def test_a_mean_has_the_depth_of_the_mid_plane():
    volume, _ = volume_with_one_bright_voxel(STORED[0])
    images = project(volume)
    for plane in Plane:
        mean, middle = images[Method.AIP, plane], images[Method.MID_PLANE, plane]
        assert point_behind(volume, mean, 4, 6, PLAIN) == pytest.approx(point_behind(volume, middle, 4, 6, PLAIN))


class TestObliqueVolume:
    """One so far off the axes that it is resampled: the voxel is still found in the volume itself."""

    @pytest.fixture
    def volume(self) -> CTVolume:
        pytest.importorskip("SimpleITK")
        voxels = np.zeros((30, 30, 30), np.int16)
        voxels[8:11, 20:23, 13:16] = 2000
        cosine = np.cos(np.pi / 4)
        turn = np.array([[cosine, -cosine, 0, 8], [cosine, cosine, 0, -4], [0, 0, 1, 30], [0, 0, 0, 1]])
        return CTVolume(voxels, turn @ np.diag([-2.0, -2.0, 2.0, 1.0]))

    @pytest.mark.parametrize("plane", list(Plane))
    def test_a_pixel_of_a_maximum_leads_into_the_bright_block(self, volume, plane):
        projection = project(volume)[Method.MIP, plane]
        row, column = np.argwhere(projection.image > 1900).mean(axis=0)
        point = point_behind(volume, projection, row, column, PLAIN)
        assert np.linalg.norm(point - (volume.ijk_to_ras @ [14, 21, 9, 1])[:3]) < 4

    def test_a_pixel_beside_the_volume_has_the_depth_of_the_middle(self, volume):
        projection = project(volume)[Method.MIP, Plane.AXIAL]
        corner = (projection.image_to_ras @ [0, 0, 0, 1])[:3]
        assert point_behind(volume, projection, 0, 0, PLAIN) == pytest.approx(corner)


@pytest.mark.parametrize(
    ("ijk_to_ras", "axis"),
    [(STORED[0], 2), (STORED[1], 2), (np.array([[2.0, 0, 0, 5], [0, 0, -3.0, 6], [0, 4.0, 0, 7], [0, 0, 0, 1]]), 1)],
    ids=["from feet", "from head", "coronal"],
)
def test_a_box_of_slices_has_their_voxels_and_no_others(ijk_to_ras, axis):
    volume = CTVolume(np.random.default_rng(0).integers(-900, 900, (14, 16, 18)).astype(np.int16), ijk_to_ras)
    to_ras, size = stretch_box(volume, 3, 5)
    ijk = np.argwhere(np.ones((18, 16, 14), bool))
    ras = ijk_to_ras @ np.column_stack([ijk, np.ones(len(ijk))]).T
    from_middle = np.linalg.solve(to_ras, ras)[:3].T
    inside = (abs(from_middle) < size / 2).all(axis=1)
    np.testing.assert_array_equal(inside, (ijk[:, axis] >= 3) & (ijk[:, axis] <= 5))
    assert np.linalg.norm(to_ras[:3, :3], axis=0) == pytest.approx(np.ones(3))


@pytest.mark.parametrize("plane", list(Plane))
def test_a_pixel_of_a_vessel_mip_leads_to_the_vessel_and_not_to_bone(plane):
    volume = make_phantom("chest", "CE", spacing=(6.0, 4.0, 4.0))
    projection = network_views(reduce_volume(volume), VESSEL_VIEWS)[Method.VESSEL_MIP, plane]
    row, column = np.unravel_index(projection.image.argmax(), projection.image.shape)
    point = point_behind(volume, projection, row, column, PLAIN)
    i, j, k = (np.linalg.inv(volume.ijk_to_ras) @ [*point, 1])[:3].astype(int)
    # The views average pairs of voxels: the point lies between eight.
    around = volume.voxels[k : k + 2, j : j + 2, i : i + 2]
    assert around.mean() == pytest.approx(projection.image[row, column], abs=1)


@pytest.mark.parametrize("plane", list(Plane))
def test_of_a_soft_kernel_it_leads_to_where_the_model_saw_what_the_pixel_shows(plane):
    volume = make_phantom("chest", "CE", spacing=(6.0, 3.0, 3.0))
    soft = volume.voxels.astype(np.float32)
    for axis in (1, 2):
        soft = (np.roll(soft, 1, axis) + 2 * soft + np.roll(soft, -1, axis)) / 4
    volume = replace(volume, voxels=soft.astype(np.int16))
    model = Preprocessing(edge_sharpness=(0.45, 0.65))
    shown = without_bone(crop_to_body(reduce_volume(volume)), model.edge_sharpness)
    projection = network_views(reduce_volume(volume), VESSEL_VIEWS, edges=model.edge_sharpness)[
        Method.VESSEL_MIP, plane
    ]
    for row, column in np.argwhere(projection.image > 100)[::40]:
        point = point_behind(volume, projection, row, column, model)
        i, j, k = np.rint(np.linalg.solve(shown.ijk_to_ras, [*point, 1])[:3]).astype(int)
        assert shown.voxels[k, j, i] == projection.image[row, column]
