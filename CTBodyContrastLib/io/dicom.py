"""A stack of DICOM slices as one CT volume in HU."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from ..errors import BadGeometryError, MixedOrientationError
from ..volume import CTVolume
from .phases import Stack, distances, normal
from .pixels import decode
from .planes import Slice
from .uneven import even_grid, gap_doubts, resample

# Direction cosines and pixel spacings are written with at least four digits, so that more than this is
# another orientation or another grid. (0.001 is 0.06 degrees, 0.25 mm at the edge of a slice.)
_SAME_DIRECTION = 1e-3
_SAME_SPACING_MM = 1e-3
_UNIT_NORMAL_WITHIN = 0.01  # cosines written with two digits still pass
# The axis through the slices may lean against their normal: below this it is rounding, above it is told.
_TILT_DEGREES = 0.5
# Slices are expected on one straight line; a pixel or two off it changes no label.
_SIDEWAYS_MM = 3.0
# A single slice has no step to its neighbor; any positive thickness makes its matrix valid.
_SINGLE_SLICE_MM = 1.0
_LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0])


def check_geometry(slices: Sequence[Slice]) -> None:
    """Check that slices can be stacked at all.

    Raises:
        BadGeometryError: positions or directions are no numbers or no right angle.
        MixedOrientationError: slices differ in orientation, size or pixel spacing.
    """
    first = slices[0]
    finite = all(math.isfinite(value) for item in slices for value in (*item.position, *item.orientation))
    if not finite or not math.isclose(math.hypot(*normal(first)), 1.0, abs_tol=_UNIT_NORMAL_WITHIN):
        raise BadGeometryError("The slice positions or directions of this series are damaged. Export it again.")
    for item in slices[1:]:
        if item.grid[:2] != first.grid[:2] or not _close(item.grid[2:], first.grid[2:], _SAME_SPACING_MM):
            raise MixedOrientationError(
                "The slices of this series differ in size or pixel spacing. Choose or export one reconstruction."
            )
        if not _close(item.orientation, first.orientation, _SAME_DIRECTION):
            raise MixedOrientationError(
                "The slices of this series lie in different orientations. Choose the axial series."
            )


def _close(one: tuple[float, ...], other: tuple[float, ...], within: float) -> bool:
    return one == other or all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def read_stack(stack: Stack, tags: Mapping[str, str]) -> CTVolume:
    """Read the pixels of a stack of slices into one volume.

    Returns:
        Voxels (K, J, I) in HU with K along the slice normal: int16 where slope and intercept are whole numbers,
        else float32. A tilted stack keeps its sheared matrix. Uneven slices are resampled to a regular grid.

    Raises:
        UnreadableFileError: a file is truncated or cannot be decoded; it is named.
        BadGeometryError: the positions make no volume.
    """
    slices, where = stack.slices, np.array(distances(stack.slices))
    notes = [f"{_count(stack.duplicates, 'duplicate slice')} dropped."] if stack.duplicates else []
    doubts = list(gap_doubts(where))
    matrix, lean, sideways = _geometry(slices, where, tags)
    stated_tilt = abs(_number(tags, "GantryDetectorTilt"))
    if lean > _TILT_DEGREES:
        notes.append(f"The gantry was tilted by {lean:.1f} degrees; the slices are used as they lie.")
    elif stated_tilt > _TILT_DEGREES:
        notes.append(f"The gantry was tilted by {stated_tilt:.1f} degrees; the slices were straightened before.")
    if sideways > _SIDEWAYS_MM:
        doubts.append(f"Slices are shifted sideways by up to {sideways:.0f} mm against each other.")
    voxels = decode(slices)
    grid = even_grid(where)
    if grid is not None:
        gaps, step = np.diff(where), grid[1] - grid[0]
        notes.append(
            f"Uneven slice gaps ({gaps.min():.2f} to {gaps.max():.2f} mm) were resampled to a regular {step:.2f} mm."
        )
        voxels = resample(voxels, where, grid)
        matrix[:3, 2] *= (len(slices) - 1) / (len(grid) - 1)
    return CTVolume(voxels, matrix, dict(tags), tuple(notes), tuple(doubts))


def _count(number: int, what: str) -> str:
    return f"1 {what} was" if number == 1 else f"{number} {what}s were"


def _geometry(slices: Sequence[Slice], where: np.ndarray, tags: Mapping[str, str]) -> tuple[np.ndarray, float, float]:
    """IJK-to-RAS with the mean step as K column, its lean in degrees and the largest offset from its line in mm."""
    row, column = np.array(slices[0].orientation[:3]), np.array(slices[0].orientation[3:])
    row_spacing, column_spacing = slices[0].grid[2:]
    positions = np.array([item.position for item in slices])
    along = np.array(normal(slices[0]))
    if len(slices) == 1:
        step = along * (_number(tags, "SliceThickness") or _SINGLE_SLICE_MM)
        sideways = 0.0
    else:
        direction = (positions[-1] - positions[0]) / (where[-1] - where[0])
        on_line = positions[0] + (where - where[0])[:, None] * direction
        sideways = float(np.linalg.norm(positions - on_line, axis=1).max())
        step = (positions[-1] - positions[0]) / (len(slices) - 1)
    matrix = np.eye(4)
    matrix[:3, :3] = _LPS_TO_RAS @ np.column_stack((row * column_spacing, column * row_spacing, step))
    matrix[:3, 3] = _LPS_TO_RAS @ positions[0]
    cosine = np.dot(step, along) / np.linalg.norm(step)
    return matrix, math.degrees(math.acos(min(1.0, cosine))), sideways


def _number(tags: Mapping[str, str], keyword: str) -> float:
    """A tag as a number; 0 when it is absent, blank or no number."""
    try:
        return float(tags.get(keyword) or 0)
    except ValueError:
        return 0.0
