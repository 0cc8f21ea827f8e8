"""Which array axis runs along which patient axis, and how to look at an array in patient order."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from typing import TypeVar

import numpy as np

from .errors import BadGeometryError

# Canonical order runs inferior to superior, anterior to posterior, patient right to left:
# the rows and columns of the radiological images follow from it by flips alone.
_CANONICAL_RAS_SIGN = (-1.0, -1.0, 1.0)  # R to L, A to P, I to S along the R, A, S axes

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class PatientAxes:
    """How a (K, J, I) array lies in the patient.

    Attributes:
        array_axes: the array axis (0 is K) closest to the patient's R, A and S axis.
        flipped: for R, A and S, whether the array runs against the canonical order
            (right to left, anterior to posterior, inferior to superior).
        spacing: voxel size in mm along R, A and S.
        angle: the largest angle in degrees between an array axis and its patient axis.
    """

    array_axes: tuple[int, int, int]
    flipped: tuple[bool, bool, bool]
    spacing: tuple[float, float, float]
    angle: float


def patient_axes(ijk_to_ras: np.ndarray) -> PatientAxes:
    """Match array axes to patient axes by the largest sum of absolute direction cosines.

    Args:
        ijk_to_ras: 4x4 matrix from (i, j, k, 1) to RAS in mm. A sheared one (gantry tilt) is used as it is.

    Raises:
        BadGeometryError: the matrix is not finite, or has an axis of no length or two parallel axes.
    """
    directions = np.asarray(ijk_to_ras, dtype=float)[:3, :3]
    lengths = np.linalg.norm(directions, axis=0)
    if not np.all(np.isfinite(ijk_to_ras)) or np.any(lengths <= 0):
        raise BadGeometryError("The volume's position matrix has a zero or invalid voxel size. Export the scan again.")
    cosines = directions / lengths
    if abs(np.linalg.det(cosines)) < 1e-3:
        raise BadGeometryError("Two axes of the volume are parallel: its position matrix is damaged. Export it again.")
    columns = max(permutations(range(3)), key=lambda order: sum(abs(cosines[row, order[row]]) for row in range(3)))
    matched = [cosines[row, columns[row]] for row in range(3)]
    return PatientAxes(
        array_axes=_three(2 - column for column in columns),
        flipped=_three(bool(cosine * sign < 0) for cosine, sign in zip(matched, _CANONICAL_RAS_SIGN, strict=True)),
        spacing=_three(float(lengths[column]) for column in columns),
        angle=float(np.degrees(np.arccos(np.clip(min(abs(cosine) for cosine in matched), 0.0, 1.0)))),
    )


def _three(values: Iterable[_Value]) -> tuple[_Value, _Value, _Value]:
    first, second, third = values
    return first, second, third


def canonical_view(voxels: np.ndarray, axes: PatientAxes) -> np.ndarray:
    """View a (K, J, I) array as (S, A, R): inferior to superior, anterior to posterior, right to left.

    Nothing is copied: only the strides change.
    """
    right, anterior, superior = axes.array_axes
    view = voxels.transpose(superior, anterior, right)
    flip_right, flip_anterior, flip_superior = axes.flipped
    return view[:: -1 if flip_superior else 1, :: -1 if flip_anterior else 1, :: -1 if flip_right else 1]


def upright_to_ras(ijk_to_ras: np.ndarray, shape: tuple[int, ...], axes: PatientAxes) -> np.ndarray:
    """Where the voxels of an upright (S, A, R) array lie: superior to inferior, anterior to posterior, right to left.

    Args:
        ijk_to_ras: the matrix of the (K, J, I) array of that shape, and its axes.

    Returns:
        4x4 matrix from indices along (S, A, R, 1) to RAS in mm.
    """
    matrix = np.empty((4, 4))
    matrix[:, 3] = ijk_to_ras[:, 3]
    for position, patient_axis in enumerate((2, 1, 0)):
        array_axis = axes.array_axes[patient_axis]
        step = ijk_to_ras[:, 2 - array_axis]
        # A canonical view runs inferior to superior, an upright one against it.
        backwards = axes.flipped[patient_axis] != (patient_axis == 2)
        matrix[:, position] = -step if backwards else step
        if backwards:
            matrix[:, 3] += (shape[array_axis] - 1) * step
    return matrix
