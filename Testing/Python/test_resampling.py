import numpy as np
import pytest

from CTBodyContrastLib import CTVolume
from CTBodyContrastLib.errors import TooLargeError
from CTBodyContrastLib.resampling import angle_note, axis_aligned


def turned(degrees: float, spacing: float = 1.0) -> np.ndarray:
    """IJK-to-RAS of a volume whose R and A axes are turned about S."""
    angle = np.radians(degrees)
    matrix = np.eye(4)
    matrix[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    return matrix * [spacing, spacing, spacing, 1]


def ball(matrix: np.ndarray, shape: tuple[int, int, int], center: tuple[float, float, float]) -> np.ndarray:
    """Water in the shape of a ball of 12 mm radius, in air; center in RAS mm."""
    k, j, i = np.indices(shape)
    positions = np.stack([i, j, k, np.ones(shape)], axis=-1) @ matrix.T
    inside = np.linalg.norm(positions[..., :3] - center, axis=-1) < 12
    return np.where(inside, 0, -1000).astype(np.int16)


def test_a_volume_within_thirty_degrees_is_returned_itself():
    volume = CTVolume(np.zeros((8, 8, 8), np.int16), turned(29))
    assert axis_aligned(volume) is volume


@pytest.mark.parametrize(
    ("angle", "told"), [(4, []), (29, ["29 degrees", "along its own"]), (45, ["45 degrees", "resampled"])]
)
def test_how_far_a_volume_lies_off_the_axes_is_told_with_what_is_done(angle, told):
    notes = angle_note(CTVolume(np.zeros((8, 8, 8), np.int16), turned(angle)))
    assert len(notes) == bool(told)
    assert all(word in notes[0] for word in told)


@pytest.mark.parametrize(("given", "kept"), [("<f2", "float32"), ("longdouble", "float64"), (">i2", "int16")])
def test_voxels_of_a_type_that_cannot_be_resampled_become_the_nearest_that_can(given, kept):
    assert axis_aligned(CTVolume(np.zeros((8, 8, 8), given), turned(45))).voxels.dtype == kept


def test_a_grid_that_no_memory_holds_is_told():
    flat = turned(45) @ np.diag([1, 1, 1e-6, 1])
    with pytest.raises(TooLargeError, match="more memory than is free"):
        axis_aligned(CTVolume(np.zeros((8, 8, 8), np.int16), flat))


def test_a_volume_beyond_thirty_degrees_comes_back_along_the_axes():
    volume = CTVolume(np.zeros((8, 9, 10), np.int16), turned(45), notes=("first",), tags={"Modality": "CT"})
    aligned = axis_aligned(volume)
    assert aligned.axes.angle == pytest.approx(0, abs=1e-4)
    assert aligned.axes.flipped == (False, False, False)
    assert aligned.notes == ("first",)
    assert aligned.tags == {"Modality": "CT"}
    assert aligned.voxels.dtype == np.int16


def test_the_anatomy_stays_where_it_was_in_the_patient():
    matrix = turned(40, spacing=1.5)
    center = tuple((matrix @ [20, 15, 12, 1])[:3])
    aligned = axis_aligned(CTVolume(ball(matrix, (24, 34, 40), center), matrix))
    expected = ball(aligned.ijk_to_ras, aligned.voxels.shape, center)
    # Linear interpolation blurs the surface and nothing else.
    assert np.mean(np.abs(aligned.voxels.astype(int) - expected) > 500) < 0.005


def test_the_whole_scanned_box_is_kept():
    volume = CTVolume(np.full((8, 20, 30), 100, np.int16), turned(45))
    aligned = axis_aligned(volume)
    corners = volume.ijk_to_ras @ np.array([(i, j, k, 1) for i in (0, 29) for j in (0, 19) for k in (0, 7)]).T
    indices = np.linalg.inv(aligned.ijk_to_ras) @ corners
    assert indices[:3].min() > -1e-6
    assert np.all(indices[:3].max(axis=1) <= np.array(aligned.voxels.shape[::-1]) - 1 + 1e-6)


@pytest.mark.parametrize(("lowest", "fill"), [(-3024, -1024), (-1000, -1000), (0, 0)])
def test_air_or_the_lowest_value_fills_what_was_not_scanned(lowest: int, fill: int):
    voxels = np.full((8, 20, 20), 40, np.int16)
    voxels[4, 10, 10] = lowest
    aligned = axis_aligned(CTVolume(voxels, turned(45)))
    assert aligned.voxels[4, 0, 0] == fill


def test_big_endian_and_sheared_volumes_can_be_resampled():
    matrix = turned(50)
    matrix[:3, 2] += 0.3 * matrix[:3, 1]
    aligned = axis_aligned(CTVolume(np.full((8, 8, 8), 7, ">i2"), matrix))
    assert aligned.voxels.max() == 7
