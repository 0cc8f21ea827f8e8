"""The nine reconstructions: mean, maximum and central slice along the three patient axes."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

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


def project(
    volume: CTVolume, methods: Collection[Method] = (Method.AIP, Method.MIP, Method.MID_PLANE)
) -> dict[View, Projection]:
    """Make the nine reconstructions, or those of some methods, in the order of NINE_VIEWS.

    Raises:
        NotANumberError: a voxel is NaN or infinite.
    """
    volume = axis_aligned(volume)
    voxels = canonical_view(volume.voxels, volume.axes)
    spacing = volume.axes.spacing[::-1]
    projections: dict[View, Projection] = {}
    for method, plane in NINE_VIEWS:
        if method in methods:
            normal = _NORMAL[plane]
            image = _along(voxels, method, normal)
            if normal > 0:
                image = image[::-1]
            rows, columns = (step for axis, step in enumerate(spacing) if axis != normal)
            projections[method, plane] = Projection(method, plane, np.ascontiguousarray(image), (rows, columns))
    if not all(np.isfinite(each.image).all() for each in projections.values()):
        raise NotANumberError("The volume holds NaN or infinite voxels. Export the scan again.")
    return projections


def _along(voxels: np.ndarray, method: Method, axis: int) -> np.ndarray:
    if method is Method.AIP:
        return voxels.mean(axis=axis, dtype=np.float64).astype(np.float32)
    if method is Method.MIP:
        return voxels.max(axis=axis)
    return voxels.take(voxels.shape[axis] // 2, axis=axis)
