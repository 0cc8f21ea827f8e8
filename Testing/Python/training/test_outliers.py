import numpy as np
import pytest

from CTBodyContrastLib.labels import Plane
from CTBodyContrastLib.preprocessing import CLIP_HU
from CTBodyContrastLib.training.outliers import blobs, draw_outlier, objects, regrayed, shuffled, turned

SPACING = (5.0, 2.0, 3.0)


@pytest.fixture
def voxels() -> np.ndarray:
    """(S, A, R) of which no axis has the length, and no place the value, of another."""
    return np.arange(20 * 12 * 16, dtype=np.float32).reshape(20, 12, 16) - 1000


def seen_along(voxels: np.ndarray, axis: int) -> np.ndarray:
    """Mean along an axis; the same for a mirrored body, which is as good as any."""
    image = voxels.mean(axis)
    mirrored = image if axis == 2 else image[:, ::-1]
    return min(image, mirrored, key=lambda each: each.ravel().tolist())


def test_a_wrong_matrix_keeps_every_voxel_and_its_spacing(voxels: np.ndarray) -> None:
    for seed in range(40):
        moved, spacing, planes = turned(voxels, SPACING, np.random.default_rng(seed))
        lengths = dict(zip(SPACING, voxels.shape, strict=True))
        assert [lengths[step] for step in spacing] == list(moved.shape)
        assert np.array_equal(np.sort(moved.ravel()), voxels.ravel())
        assert len(planes) >= 2


def test_a_wrong_matrix_names_the_planes_in_which_it_shows(voxels: np.ndarray) -> None:
    normal = {Plane.AXIAL: 0, Plane.CORONAL: 1, Plane.SAGITTAL: 2}
    for seed in range(40):
        moved, _, planes = turned(voxels, SPACING, np.random.default_rng(seed))
        changed = {
            plane
            for plane, axis in normal.items()
            if not np.array_equal(seen_along(moved, axis), seen_along(voxels, axis))
        }
        assert planes == changed


def test_slices_are_shuffled_and_none_is_lost(voxels: np.ndarray) -> None:
    moved, spacing, planes = shuffled(voxels, SPACING, np.random.default_rng(0))
    assert np.array_equal(np.sort(moved[:, 0, 0]), voxels[:, 0, 0])
    assert not np.array_equal(moved, voxels)
    assert (spacing, planes) == (SPACING, {Plane.SAGITTAL, Plane.CORONAL})


def test_a_random_gray_scale_gives_the_same_gray_to_the_same_density(voxels: np.ndarray) -> None:
    twice = np.concatenate([voxels, voxels])
    grays = regrayed(twice, SPACING, np.random.default_rng(0)).voxels
    assert np.array_equal(grays[:20], grays[20:])
    assert not np.allclose(grays[:20], voxels, atol=100)


@pytest.mark.parametrize("make", [objects, blobs])
def test_what_is_made_differs_from_one_to_the_next(make) -> None:
    first, second = (make(np.random.default_rng(seed)) for seed in range(2))
    assert first.voxels.std() > 20
    assert not np.array_equal(first.voxels, second.voxels)
    assert first.planes == set(Plane)


def test_a_seed_gives_one_outlier_on_the_scale_of_ct(voxels: np.ndarray) -> None:
    before = voxels.copy()
    for seed in range(30):
        drawn, again = (draw_outlier(voxels, SPACING, np.random.default_rng(seed)) for _ in range(2))
        assert np.array_equal(drawn.voxels, again.voxels)
        assert CLIP_HU[0] <= drawn.voxels.min() <= drawn.voxels.max() <= CLIP_HU[1]
        assert drawn.voxels.dtype == np.float32
    assert np.array_equal(voxels, before)
