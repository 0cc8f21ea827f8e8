from itertools import permutations, product

import numpy as np
import pytest

from CTBodyContrastLib.errors import BadGeometryError
from CTBodyContrastLib.orientation import canonical_view, patient_axes


def matrix_of(columns: list[list[float]]) -> np.ndarray:
    """IJK-to-RAS from the steps of I, J and K."""
    matrix = np.eye(4)
    matrix[:3, :3] = np.array(columns, dtype=float).T
    return matrix


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("signs", list(product((1, -1), repeat=3)))
def test_every_permutation_and_flip_is_seen_in_the_same_canonical_order(order, signs):
    # Voxel values are their own patient coordinates, so the canonical view can be read off.
    columns = [[0.0, 0.0, 0.0] for _ in range(3)]
    lengths = (2, 3, 4)
    shape = [0, 0, 0]
    for patient_axis, index in enumerate(order):
        columns[index][patient_axis] = signs[patient_axis]
        shape[2 - index] = lengths[patient_axis]
    matrix = matrix_of(columns)
    indices = np.indices(shape)
    ras = np.tensordot(matrix[:3, :3], indices[::-1], axes=1)
    axes = patient_axes(matrix)
    right, anterior, superior = (canonical_view(coordinate, axes) for coordinate in ras)
    assert right.shape == (4, 3, 2)
    assert np.all(np.diff(superior, axis=0) > 0)
    assert np.all(np.diff(anterior, axis=1) < 0)
    assert np.all(np.diff(right, axis=2) < 0)


def test_the_canonical_view_copies_nothing():
    voxels = np.zeros((3, 4, 5))
    assert np.shares_memory(canonical_view(voxels, patient_axes(np.eye(4))), voxels)


def test_spacing_belongs_to_the_patient_axes():
    axes = patient_axes(matrix_of([[0, 0, 3], [0.5, 0, 0], [0, 2, 0]]))
    assert axes.spacing == (0.5, 2, 3)
    assert axes.array_axes == (1, 0, 2)


@pytest.mark.parametrize("degrees", [0, 10, 29, 44])
def test_the_angle_off_the_axes_is_reported(degrees):
    angle = np.radians(degrees)
    axes = patient_axes(matrix_of([[np.cos(angle), np.sin(angle), 0], [-np.sin(angle), np.cos(angle), 0], [0, 0, 1]]))
    assert axes.angle == pytest.approx(degrees, abs=1e-4)
    assert axes.array_axes == (2, 1, 0)


def test_the_assignment_has_the_largest_sum_of_cosines():
    # Both I and J lie closest to A; giving A to the closer of them alone would leave R and I at 90 degrees.
    axes = patient_axes(matrix_of([[0.6, 0.8, 0], [0.1, 0.995, 0], [0, 0, 1]]))
    assert axes.array_axes == (2, 1, 0)


def test_a_tilted_gantry_is_used_as_it_is():
    tilt = np.radians(20)
    axes = patient_axes(matrix_of([[1, 0, 0], [0, -1, 0], [0, np.sin(tilt), np.cos(tilt)]]))
    assert axes.array_axes == (2, 1, 0)
    assert axes.angle == pytest.approx(20)


@pytest.mark.parametrize(
    "matrix",
    [np.diag([1.0, 1, 0, 1]), np.diag([1.0, np.nan, 1, 1]), matrix_of([[1, 0, 0], [1, 0, 0], [0, 0, 1]])],
    ids=["no length", "NaN", "parallel"],
)
def test_a_damaged_matrix_is_refused(matrix):
    with pytest.raises(BadGeometryError):
        patient_axes(matrix)
