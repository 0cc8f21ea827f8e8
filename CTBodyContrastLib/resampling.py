"""Resampling a volume that lies too far off the patient's axes."""

from dataclasses import replace

import numpy as np

from .errors import MissingPackageError
from .volume import CTVolume

# Up to here, the closest axis still shows the anatomy a reader expects in each plane.
MAXIMUM_ANGLE = 30.0
# Air; beyond the scanned box there was nothing that could have been dense.
_AIR_HU = -1024


def axis_aligned(volume: CTVolume) -> CTVolume:
    """Resample a volume more than MAXIMUM_ANGLE degrees off the patient's axes onto a grid along them.

    Returns:
        The volume itself when it is within MAXIMUM_ANGLE; else a new one in R to L, A to P, I to S order that holds
        the whole scanned box, with a note that says so.
    """
    if volume.axes.angle <= MAXIMUM_ANGLE:
        return volume
    try:
        import SimpleITK as sitk
    except ImportError as error:
        raise MissingPackageError("The package SimpleITK is not installed. Install it.") from error
    step = min(volume.spacing)
    corners = np.array(np.meshgrid(*([0, n - 1] for n in volume.voxels.shape[::-1]))).reshape(3, 8)
    in_lps = np.diag([-1.0, -1.0, 1.0, 1.0]) @ volume.ijk_to_ras
    points = in_lps[:3, :3] @ corners + in_lps[:3, 3:]
    origin = points.min(axis=1)
    size = [int(np.ceil(extent / step)) + 1 for extent in np.ptp(points, axis=1)]
    array = volume.voxels.astype(volume.voxels.dtype.newbyteorder("="), copy=False)
    fill = float(max(_AIR_HU, array.min()))
    image = sitk.GetImageFromArray(array)
    to_index = np.linalg.inv(in_lps) @ np.block([[np.eye(3) * step, origin[:, None]], [np.zeros(3), 1.0]])
    transform = sitk.AffineTransform(3)
    transform.SetMatrix(to_index[:3, :3].ravel().tolist())
    transform.SetTranslation(to_index[:3, 3].tolist())
    resampled = sitk.Resample(
        image, size, transform, sitk.sitkLinear, (0.0,) * 3, (1.0,) * 3, np.eye(3).ravel().tolist(), fill
    )
    matrix = np.diag([-step, -step, step, 1.0])
    matrix[:3, 3] = origin * (-1, -1, 1)
    note = f"The volume lay {volume.axes.angle:.0f} degrees off the patient's axes and was resampled along them."
    return replace(volume, voxels=sitk.GetArrayFromImage(resampled), ijk_to_ras=matrix, notes=(*volume.notes, note))
