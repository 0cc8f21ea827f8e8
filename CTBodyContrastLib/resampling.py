"""Resampling a volume that lies too far off the patient's axes."""

from dataclasses import replace

import numpy as np

from .errors import NO_MEMORY, MissingPackageError, TooLargeError
from .volume import CTVolume

# Up to here, the closest axis still shows the anatomy a reader expects in each plane.
MAXIMUM_ANGLE = 30.0
# Below this no plane looks turned.
_VISIBLE_ANGLE = 5.0
# Air fills what lies beyond the scanned box: nothing dense may appear there, and a scanner's padding far below air,
# at -2000 or -3024, would darken every mean. A volume that never falls so low goes on with its own lowest value.
_AIR_HU = -1024


def axis_aligned(volume: CTVolume) -> CTVolume:
    """Resample a volume more than MAXIMUM_ANGLE degrees off the patient's axes onto a grid along them.

    Returns:
        The volume itself when it is within MAXIMUM_ANGLE; else a new one in R to L, A to P, I to S order that holds
        the whole scanned box.

    Raises:
        MissingPackageError: SimpleITK is not installed.
        TooLargeError: there is no memory for the new grid, whose steps are the finest of the old one's.
    """
    if volume.axes.angle <= MAXIMUM_ANGLE:
        return volume
    try:
        import SimpleITK as sitk
    except ImportError as error:
        raise MissingPackageError("The package SimpleITK is not installed. Install it.") from error
    step = min(volume.spacing)
    lps_from_index = np.diag([-1.0, -1.0, 1.0, 1.0]) @ volume.ijk_to_ras
    last = np.array(volume.voxels.shape[::-1]) - 1
    corners = lps_from_index @ np.array([(*(last * corner), 1) for corner in np.ndindex(2, 2, 2)]).T
    lowest, highest = corners[:3].min(axis=1), corners[:3].max(axis=1)
    size = np.ceil((highest - lowest) / step).astype(int) + 1
    # SimpleITK's images cannot be sheared, so both grids are given to it in indices, and the transform does it all.
    lps_from_new = np.diag([step, step, step, 1.0])
    lps_from_new[:3, 3] = lowest
    index_from_new = np.linalg.inv(lps_from_index) @ lps_from_new
    transform = sitk.AffineTransform(3)
    transform.SetMatrix(index_from_new[:3, :3].ravel().tolist())
    transform.SetTranslation(index_from_new[:3, 3].tolist())
    voxels = volume.voxels.astype(_resampled_type(volume.voxels.dtype), copy=False)
    resampler = sitk.ResampleImageFilter()
    resampler.SetSize(size.tolist())
    resampler.SetTransform(transform)
    resampler.SetDefaultPixelValue(float(max(_AIR_HU, voxels.min())))
    try:
        resampled = resampler.Execute(sitk.GetImageFromArray(voxels))
    except RuntimeError as error:
        if "memory" not in str(error):
            raise
        raise TooLargeError(NO_MEMORY) from error
    return replace(
        volume,
        voxels=sitk.GetArrayFromImage(resampled),
        ijk_to_ras=np.diag([-1.0, -1.0, 1.0, 1.0]) @ lps_from_new,
    )


def angle_note(volume: CTVolume) -> list[str]:
    """A sentence when a volume lies visibly off the patient's axes: by how much, and what that leads to."""
    angle = volume.axes.angle
    if angle < _VISIBLE_ANGLE:
        return []
    done = "was resampled along them" if angle > MAXIMUM_ANGLE else "was projected along its own, the closest to them"
    return [f"The volume lies {angle:.0f} degrees off the patient's axes and {done}."]


def _resampled_type(dtype: np.dtype) -> np.dtype:
    """The type itself, in this computer's byte order; of floats that SimpleITK does not have, the nearest."""
    if dtype.kind == "f" and dtype.itemsize not in (4, 8):
        return np.dtype(np.float32 if dtype.itemsize < 4 else np.float64)
    return dtype.newbyteorder("=")
