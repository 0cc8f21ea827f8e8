"""The nine reconstructions: mean, maximum and central slice along the three patient axes."""

from dataclasses import dataclass

import numpy as np

from .axis_statistics import maxima_and_means
from .errors import NotANumberError
from .labels import NINE_VIEWS, Method, Plane, View
from .orientation import canonical_view, upright_to_ras
from .resampling import axis_aligned
from .volume import CTVolume

# The axis of the canonical (S, A, R) order that a plane's normal runs along.
_NORMAL = {Plane.AXIAL: 0, Plane.CORONAL: 1, Plane.SAGITTAL: 2}


@dataclass(frozen=True, eq=False)
class Projection:
    """One reconstruction of a volume.

    Attributes:
        method: how the voxels along the plane's normal became one pixel.
        plane: rows run anterior to posterior (axial) or superior to inferior (sagittal, coronal); columns run
            patient right to left (axial, coronal) or anterior to posterior (sagittal).
        image: (rows, columns) in HU; float32 for AIP, the volume's dtype for the others.
        spacing: (row, column) pixel size in mm.
        image_to_ras: 4x4 matrix from (column, row, depth, 1) to RAS in mm. Depth 0 is the central slice; a step of
            depth is one voxel, in the direction that makes the axes right-handed.
    """

    method: Method
    plane: Plane
    image: np.ndarray
    spacing: tuple[float, float]
    image_to_ras: np.ndarray


def project(volume: CTVolume) -> dict[View, Projection]:
    """Make the nine reconstructions, in the order of NINE_VIEWS.

    The volume is read once, neither copied nor written to. One that lies more than 30 degrees off the patient's
    axes is resampled along them first.

    Raises:
        NotANumberError: a voxel is NaN or infinite.
    """
    volume = axis_aligned(volume)
    upright = canonical_view(np.asarray(volume.voxels), volume.axes)[::-1]  # with the head at the top of an image
    maxima, means = maxima_and_means(upright)
    # Every voxel is part of the means along any axis.
    if not np.isfinite(means[0]).all():
        raise NotANumberError("The volume holds NaN or infinite voxels. Export the scan again.")
    spacing = volume.axes.spacing[::-1]
    to_ras = upright_to_ras(volume.ijk_to_ras, volume.voxels.shape, volume.axes)
    projections = {}
    for method, plane in NINE_VIEWS:
        normal = _NORMAL[plane]
        middle = _middle(upright.shape, normal)
        if method is Method.MID_PLANE:
            image = np.moveaxis(upright, normal, 0)[middle].copy(order="C")
        else:
            image = (means if method is Method.AIP else maxima)[normal]
        rows, columns = (step for axis, step in enumerate(spacing) if axis != normal)
        place = _image_to_ras(to_ras, normal, middle)
        projections[method, plane] = Projection(method, plane, image, (rows, columns), place)
    return projections


def grid_to_ras(projection: Projection, shape: tuple[int, ...]) -> np.ndarray:
    """Where the pixels of an image of another size lie that shows the same area.

    Args:
        shape: its rows and columns.

    Returns:
        4x4 matrix from (column, row, depth, 1) to RAS in mm.
    """
    pixel_from_grid = np.eye(4)
    for axis, (length, count) in enumerate(zip(projection.image.shape, shape, strict=True)):
        scale = length / count
        pixel_from_grid[1 - axis, [1 - axis, 3]] = scale, 0.5 * scale - 0.5  # half a pixel lies before its center
    return projection.image_to_ras @ pixel_from_grid


def _middle(shape: tuple[int, ...], normal: int) -> int:
    """The place of the central slice: of two, the one farther from the right, the front and the feet."""
    length = shape[normal]
    return length - 1 - length // 2 if normal == 0 else length // 2


def _image_to_ras(upright_to_ras: np.ndarray, normal: int, middle: int) -> np.ndarray:
    """Where the pixels of an image across an upright axis lie; depth 0 is at `middle` of that axis."""
    row, column = (axis for axis in range(3) if axis != normal)
    matrix = upright_to_ras[:, [column, row, normal, 3]]
    matrix[:3, 3] += middle * matrix[:3, 2]
    if np.linalg.det(matrix) < 0:
        matrix[:3, 2] *= -1
    return matrix
