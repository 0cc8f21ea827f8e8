"""The nine reconstructions: mean, maximum and central slice along the three patient axes."""

from dataclasses import dataclass

import numpy as np

from .axis_statistics import maxima_and_means
from .errors import NotANumberError
from .labels import NINE_VIEWS, Method, Plane, View
from .orientation import canonical_view
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
    """

    method: Method
    plane: Plane
    image: np.ndarray
    spacing: tuple[float, float]


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
    projections = {}
    for method, plane in NINE_VIEWS:
        normal = _NORMAL[plane]
        if method is Method.MID_PLANE:
            image = _mid_plane(upright, normal)
        else:
            image = (means if method is Method.AIP else maxima)[normal]
        rows, columns = (step for axis, step in enumerate(spacing) if axis != normal)
        projections[method, plane] = Projection(method, plane, image, (rows, columns))
    return projections


def _mid_plane(upright: np.ndarray, normal: int) -> np.ndarray:
    """A copy of the central slice: of two, the one farther from the right, the front and the feet."""
    length = upright.shape[normal]
    position = length - 1 - length // 2 if normal == 0 else length // 2
    return np.moveaxis(upright, normal, 0)[position].copy(order="C")
